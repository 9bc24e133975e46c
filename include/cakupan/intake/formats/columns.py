"""Records of a sheet gathered into columns, block by block, so that a long sheet is never held as objects."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa

from cakupan.intake.cell_text import TEXT, Kinds, to_column
from cakupan.intake.workbook import Merge, Sheet

BLOCK = 20_000  # rows turned into columns at a time


class Columns:
    """Columns that grow downwards, and to the right when a longer record comes."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.height = 0
        self._texts: list[list[pa.StringArray]] = []
        self._kinds: list[list[Kinds]] = []

    def add(self, records: Sequence[Sequence[Any]]) -> None:
        """Append a block of records of any length."""
        if not records:
            return
        number = -1
        for number, values in enumerate(zip_longest(*records, fillvalue="")):
            if number == len(self._texts):
                self._texts.append(_nothing(self.height))
                self._kinds.append([np.zeros(self.height, dtype=np.int8)])
            texts, kinds = to_column(values)
            self._texts[number].append(texts)
            self._kinds[number].append(kinds)
        for narrower in range(number + 1, len(self._texts)):
            self._texts[narrower] += _nothing(len(records))
            self._kinds[narrower].append(np.zeros(len(records), dtype=np.int8))
        self.height += len(records)

    def add_empty(self, rows: int) -> None:
        """Append rows without a filled cell."""
        if rows > 0:
            for texts, kinds in zip(self._texts, self._kinds, strict=True):
                texts += _nothing(rows)
                kinds.append(np.zeros(rows, dtype=np.int8))
            self.height += rows

    def sheet(
        self,
        name: str,
        is_visible: bool,
        *,
        merges: Iterable[Merge] = (),
        hidden_rows: Iterable[int] = (),
        struck_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
    ) -> Sheet:
        """Return the sheet without the empty area right of and below its last filled cells."""
        kinds = [parts[-1] if _is_one(parts) else np.concatenate(parts) for parts in self._kinds]
        last = [int(each.nonzero()[0][-1]) if each.any() else -1 for each in kinds]
        height = max(last, default=-1) + 1
        width = max((number + 1 for number, row in enumerate(last) if row >= 0), default=0)
        columns = []
        for parts in self._texts[:width]:
            whole = parts[-1] if _is_one(parts) else pa.concat_arrays(parts)
            parts.clear()
            columns.append(whole if len(whole) == height else whole.slice(0, height))
        kinds = [each[:height] for each in kinds[:width]]
        return Sheet(
            name=name,
            is_visible=is_visible,
            columns=tuple(columns),
            kinds=tuple(kinds) if any((each > TEXT).any() for each in kinds) else (),
            merges=tuple(merges),
            hidden_rows=frozenset(row for row in hidden_rows if row < height),
            struck_rows=frozenset(row for row in struck_rows if row < height),
            hidden_columns=frozenset(column for column in hidden_columns if column < width),
        )


def _is_one(parts: Sequence[Any]) -> bool:
    return len(parts) == 1 or (len(parts) == 2 and len(parts[0]) == 0)


def _nothing(rows: int) -> list[pa.StringArray]:
    """Empty texts; what offsets point to is shared, so a gap of a million rows costs four megabytes."""
    offsets = pa.py_buffer(np.zeros(rows + 1, dtype=np.int32))
    return [pa.StringArray.from_buffers(rows, offsets, pa.py_buffer(b""))]
