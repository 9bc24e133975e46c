"""Write grids as .xlsx or .csv; the same grids give the same bytes."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from cakupan.demo.rosters.grid import Cell, Grid
from cakupan.demo.rosters.look import Look

WRITTEN_ON = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(path: Path, grids: list[Grid], look: Look) -> None:
    """Write the file in the sender's format."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if look.file_format == "csv":
        path.write_bytes(csv_bytes(grids[0], look.delimiter, look.encoding))
    else:
        path.write_bytes(xlsx_bytes(grids))


def csv_bytes(grid: Grid, delimiter: str, encoding: str) -> bytes:
    """Return one grid as separated text."""
    text = io.StringIO()
    width = max(len(row) for row in grid.rows)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in grid.rows:
        writer.writerow(["" if value is None else value for value in [*row, *[None] * (width - len(row))]])
    return text.getvalue().encode(encoding)


def xlsx_bytes(grids: list[Grid]) -> bytes:
    """Return the grids as a workbook: text as text, numbers as numbers, dates as dates."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "remove_timezone": True})
    workbook.set_properties({"created": WRITTEN_ON, "author": "Data demo"})
    head = workbook.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for grid in grids:
        sheet = workbook.add_worksheet(grid.name)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 12, 20)
        for number, row in enumerate(grid.rows):
            for position, value in enumerate(row):
                _write(sheet, number, position, value, day)
        for row_number, first, last in grid.merged:
            sheet.merge_range(row_number, first, row_number, last, grid.rows[row_number][first], head)
        for row_number, position in grid.tall:
            sheet.merge_range(
                row_number, position, row_number + 1, position, grid.rows[row_number][position], head
            )
    workbook.close()
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell, day: object) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_number(row, column, value)
