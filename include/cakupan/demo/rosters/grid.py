"""Lay rows out as a sheet: title block, header, numbering row, sections, total, signature."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from cakupan.demo.rosters.look import Look, written_date

Cell = str | int | float | datetime | None
NIK_STYLES: dict[str, Callable[[str], Cell]] = {
    "text": lambda nik: nik,
    "apostrophe": lambda nik: f"'{nik}" if nik else nik,
    "float": lambda nik: f"{nik}.0" if len(nik) == 16 and nik.isdigit() else nik,
    "spaced": lambda nik: f" {nik[:6]} {nik[6:12]} {nik[12:]}" if nik else nik,
    "number": lambda nik: int(nik) if len(nik) == 16 and nik.isdigit() else nik,
}
NAME_STYLES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "title": lambda name: name,
    "lower": str.lower,
}


@dataclass(kw_only=True)
class Grid:
    """The cells of one sheet, top to bottom, and which spans are merged (row, first column, last column)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    tall: list[tuple[int, int]] = field(default_factory=list)

    def merge_last(self, first: int, last: int) -> None:
        """Merge cells of the row added last."""
        if last > first:
            self.merged.append((len(self.rows) - 1, first, last))


def sheets(rows: pd.DataFrame, look: Look) -> list[Grid]:
    """Return the sheets of a roster: one, or one per value of `sheet_by`, after a cover sheet if any."""
    grids: list[Grid] = [_cover(look)] if look.has_cover_sheet else []
    if look.sheet_by is None:
        return [*grids, _sheet(look.sheet_name, rows, look)]
    return [
        *grids,
        *(_sheet(str(name)[:31], part, look) for name, part in rows.groupby(look.sheet_by, sort=True)),
    ]


def _lines(texts: tuple[str, ...]) -> list[list[Cell]]:
    return [[text] for text in texts]


def _cover(look: Look) -> Grid:
    grid = Grid(name="Pengantar")
    grid.rows = [["SURAT PENGANTAR"], [], ["Bersama ini kami sampaikan:"], *_lines(look.title)]
    return grid


def _sheet(name: str, rows: pd.DataFrame, look: Look) -> Grid:
    grid = Grid(name=name)
    last = len(look.columns) - 1
    for line in look.title:
        grid.rows.append([line])
        grid.merge_last(0, last)
    if look.title:
        grid.rows.append([])
    _header(grid, look)
    if look.is_numbered:
        grid.rows.append([str(number) for number in range(1, last + 2)])
    _body(grid, rows, look)
    if look.total_label:
        grid.rows.append([None, look.total_label, len(rows) + look.total_error])
    for line in look.signature:
        grid.rows.append([*[None] * last, line])
    return grid


def _header(grid: Grid, look: Look) -> None:
    if not look.has_two_row_header:
        grid.rows.append([column.header for column in look.columns])
        return
    upper: list[Cell] = [column.above or column.header for column in look.columns]
    top = len(grid.rows)
    for position in range(1, len(upper)):
        if look.columns[position].above and look.columns[position].above == look.columns[position - 1].above:
            upper[position] = None
    grid.rows.append(upper)
    starts = [position for position, heading in enumerate(upper) if heading is not None]
    for start, following in zip(starts, [*starts[1:], len(upper)], strict=True):
        if following - start > 1:
            grid.merged.append((top, start, following - 1))
        elif look.columns[start].above is None:
            grid.tall.append((top, start))
    grid.rows.append([column.header if column.above else None for column in look.columns])


def _body(grid: Grid, rows: pd.DataFrame, look: Look) -> None:
    section = None
    if rows.empty:
        grid.rows.append(["NIHIL"])
    records = rows.to_dict("records")  # cell by cell: a workbook is written that way
    for number, record in enumerate(records, 1):
        if look.section_by and record[look.section_by] != section:
            section = record[look.section_by]
            grid.rows.append([f"DESA {section}".upper()])
            grid.merge_last(0, len(look.columns) - 1)
        grid.rows.append([cell(record, column.field, number, look) for column in look.columns])


def cell(record: dict[Any, Any], name: str, number: int, look: Look) -> Cell:
    """Return what stands in one cell of a row."""
    if name == "no":
        return number
    if name == "ttl":
        return f"{record['tempat_lahir']}, {written_date(record['tanggal_lahir'], look.date_style)}"
    value = record[name]
    if value is None or value is pd.NaT or value != value:
        return None
    if name == "nik":
        return NIK_STYLES[record.get("nik_style") or look.nik_style](value)
    if name == "nama":
        return NAME_STYLES[look.name_style](value)
    if isinstance(value, datetime):
        return value if look.date_style == "cell" else written_date(value, look.date_style)
    return value
