"""Workbooks and text files as a test describes them, and people who cannot exist (kecamatan part 99)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
MADE = datetime(2024, 1, 1, tzinfo=UTC)  # the same workbook has the same bytes whenever a test makes it


@dataclass(frozen=True, kw_only=True)
class SheetSpec:
    """One sheet: rows from A1, cells None when empty; merges as (top, left, bottom, right) from 0."""

    name: str = "Sheet1"
    rows: Rows = ()
    merges: Sequence[tuple[int, int, int, int]] = field(default_factory=tuple)
    is_hidden: bool = False


def workbook(*sheets: SheetSpec) -> bytes:
    """Return an .xlsx with these sheets; texts stay texts, numbers numbers, dates dates."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": MADE})
        day_format = book.add_format({"num_format": "dd/mm/yyyy"})
        for spec in sheets:
            sheet = book.add_worksheet(spec.name)
            for merge in spec.merges:
                sheet.merge_range(*merge, "")
            for row, cells in enumerate(spec.rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, day_format)
            if spec.is_hidden:
                sheet.hide()
    return buffer.getvalue()


def sheet(rows: Rows, name: str = "Sheet1") -> bytes:
    """Return an .xlsx with one sheet."""
    return workbook(SheetSpec(name=name, rows=rows))


def text_file(rows: Rows, delimiter: str = ";", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    """Return a delimited text file; cells None are empty."""
    lines = [delimiter.join("" if cell is None else str(cell) for cell in cells) for cells in rows]
    return line_end.join(lines).encode(encoding)


def nik(born: date, serial: int, *, area: str = "332899", is_woman: bool = False) -> str:
    """Return a NIK that belongs to nobody."""
    day = born.day + (40 if is_woman else 0)
    return f"{area}{day:02d}{born:%m%y}{serial:04d}"


def _write(target: Any, row: int, column: int, cell: Any, day_format: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, date | datetime):
        target.write_datetime(row, column, cell, day_format)
    elif isinstance(cell, str):
        target.write_string(row, column, cell)
    else:
        target.write(row, column, cell)
