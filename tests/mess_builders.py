"""Workbooks as partners leave them: rows struck through or hidden, days from 1904, errors in cells."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from builders import Rows, nik

BORN = date(1987, 8, 12)
HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Pekerjaan", "Desa", "Kecamatan"]


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula with the value Excel saw last."""

    text: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Odd:
    """One sheet and what was done to it by hand; rows and columns are positions from 0."""

    rows: Rows
    name: str = "Sheet1"
    struck_rows: Sequence[int] = ()
    struck_cells: Sequence[tuple[int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    is_hidden: bool = False


def odd_workbook(*sheets: Odd, is_1904: bool = False) -> bytes:
    """Return an .xlsx with these sheets, formats and all."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "date_1904": is_1904,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        struck = book.add_format({"font_strikeout": True})
        plain = book.add_format()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for odd in sheets:
            target = book.add_worksheet(odd.name)
            for row, cells in enumerate(odd.rows):
                for column, cell in enumerate(cells):
                    is_struck = row in odd.struck_rows or (row, column) in odd.struck_cells
                    _write(target, (row, column), cell, struck if is_struck else plain, day)
            for row in odd.hidden_rows:
                target.set_row(row, None, None, {"hidden": True})
            for column in odd.hidden_columns:
                target.set_column(column, column, None, None, {"hidden": True})
            if odd.is_hidden:
                target.hide()
    return buffer.getvalue()


def person(number: int, name: str = "", *rest: Any) -> list[Any]:
    """Return a row of HEADER for a person who cannot exist, further cells after the name as given."""
    return [number, nik(BORN, number), name or f"ORANG {number}", *rest]


def _write(target: Any, place: tuple[int, int], cell: Any, how: Any, day: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, Formula):
        target.write_formula(*place, cell.text, how, cell.value)
    elif isinstance(cell, date):
        target.write_datetime(*place, cell, day)
    elif isinstance(cell, str):
        target.write_string(*place, cell, how)
    else:
        target.write_number(*place, cell, how)
