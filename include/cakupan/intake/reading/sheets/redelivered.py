"""Our receipt sent back as a list: what we added to the partner's workbook is taken out before it is read."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from cakupan.intake.reading.headers import ColumnReading
from cakupan.intake.rows import marks
from cakupan.workbooks.model import Sheet


@dataclass(frozen=True, kw_only=True)
class Original:
    """A sheet as it was before our receipt was made of it; a summary is a sheet of ours altogether."""

    sheet: Sheet
    added: tuple[ColumnReading, ...] = ()
    is_summary: bool = False


def original(sheet: Sheet) -> Original:
    """Return the sheet with the columns a receipt added emptied, so that all other cells keep their place."""
    if marks.is_summary(sheet.name):
        return Original(sheet=sheet, is_summary=True)
    added = {}
    for number, texts in enumerate(sheet.head):
        if "akupan" not in " ".join(texts).lower():
            continue
        header = next((text for text in texts if "akupan" in text.lower() and marks.is_added(text)), None)
        if header:
            added[number] = ColumnReading(number=number + 1, header=header, field=None, basis="added")
    if not added:
        return Original(sheet=sheet)
    empty = pa.StringArray.from_buffers(
        sheet.height, pa.py_buffer(np.zeros(sheet.height + 1, dtype=np.int32)), pa.py_buffer(b"")
    )
    nothing = np.zeros(sheet.height, dtype=np.int8)
    columns = tuple(empty if number in added else column for number, column in enumerate(sheet.columns))
    kinds = tuple(nothing if number in added else kind for number, kind in enumerate(sheet.kinds))
    return Original(sheet=replace(sheet, columns=columns, kinds=kinds), added=tuple(added.values()))
