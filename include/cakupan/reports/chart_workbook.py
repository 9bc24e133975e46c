"""The workbook behind a native chart of a slide, which opens when its data is edited."""

import datetime as dt
import io

import xlsxwriter

from cakupan.reports.document import Bars, Figure
from cakupan.reports.printed import Book

SHEET = "Sheet1"


def of_bars(block: Bars, book: Book, created: dt.datetime) -> bytes:
    """Return the workbook of a bar chart: labels, numbers, marks."""
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    workbook.set_properties({"created": created})
    sheet = workbook.add_worksheet(SHEET)
    sheet.write_row(0, 1, [block.title, *([block.mark_label] if any(bar.mark for bar in block.bars) else [])])
    for row, bar in enumerate(block.bars, start=1):
        sheet.write_string(row, 0, bar.label)
        for column, figure in enumerate((bar.figure, bar.mark), start=1):
            _number(sheet, row, column, figure, book)
    workbook.close()
    return made.getvalue()


def _number(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, figure: Figure | None, book: Book
) -> None:
    number = None if figure is None else book.printed(figure).number
    if number is not None:
        sheet.write_number(row, column, float(number))
