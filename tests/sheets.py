"""Sheets as intake holds them, made of rows, and what reading makes of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from builders import Rows
from cakupan.contracts import roster
from cakupan.intake.reading import read
from cakupan.intake.reading.headers import ColumnReading
from cakupan.intake.reading.read import Reading, SheetReading
from cakupan.workbooks.model import Merge, Sheet, Workbook
from cakupan.workbooks.reading.columns import Columns

NIKS = [f"332899120887{number:04d}" for number in range(1, 400)]


def made(
    rows: Rows,
    merges: Sequence[Merge] = (),
    name: str = "Sheet1",
    struck_rows: Iterable[int] = (),
    **about: Any,
) -> Sheet:
    """Return a visible sheet of these rows, unless told otherwise."""
    width = max(map(len, rows), default=0)
    about.setdefault("struck", dict.fromkeys(struck_rows, frozenset(range(width))))
    columns = Columns()
    columns.add(rows)
    return columns.sheet(name, about.pop("is_visible", True), merges=merges, **about)


def reading(*sheets: Sheet, kind: str = "pemda_rentan", layout: dict[str, str] | None = None) -> Reading:
    """Read sheets as one workbook."""
    book = Workbook(sheets=sheets, format="xlsx")
    return read.read_workbook(book, roster.contract(kind), layout or {})


def read_rows(rows: Rows, merges: Sequence[Merge] = (), kind: str = "pemda_rentan", **layout: str) -> Reading:
    """Read one sheet; `layout` is header to field."""
    return reading(made(rows, merges), kind=kind, layout=layout)


def column(found: Reading, number: int) -> ColumnReading:
    """Return what the column with this number, from 1, was taken for."""
    return next(each for each in found.sheets[0].columns if each.number == number)


def fields(found: Reading) -> list[str | None]:
    """Return the field of each column listed, from left to right."""
    return [each.field for each in found.sheets[0].columns]


def classes(sheet: SheetReading) -> dict[str, int]:
    """Return the row classes a sheet has any row of."""
    return {name: count for name, count in sheet.classes.items() if count}


def values(found: Reading, field: str) -> list[Any]:
    """Return one column of the received rows."""
    values: list[Any] = found.rows.column(field).to_pylist()
    return values
