"""Workbooks of our own: the summary alone on one page, or with a copy of a file that is no .xlsx."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cakupan.intake.answering.page import WIDTHS, Cell, Line, ListedFinding
from cakupan.intake.answering.page_xml import FOOTER
from cakupan.intake.rows.marks import SUMMARY_SHEET
from cakupan.workbooks.editing.cells import safe
from cakupan.workbooks.editing.looks import LOOKS, for_xlsxwriter

FIXED_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that equal receipts are equal bytes
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FINDINGS_SHEET = "Temuan (Cakupan)"
MOST_FINDINGS = 200_000
FINDING_HEADINGS = ("Lembar", "Baris", "Kolom", "Sifat", "Kode", "Keterangan")
FINDING_WIDTHS = (22, 9, 24, 20, 26, 90)
A4 = 9


class ReceiptBook:
    """One workbook being written, with our looks at hand."""

    def __init__(self) -> None:
        import xlsxwriter

        self._buffer = io.BytesIO()
        self.file = xlsxwriter.Workbook(self._buffer, OPTIONS)
        self.file.set_properties({"title": "Tanda terima", "created": FIXED_DATE})
        self._formats: dict[str, Any] = {}

    def format(self, name: str) -> Any:
        """Return one of LOOKS as a format of this workbook."""
        if name not in self._formats:
            self._formats[name] = self.file.add_format(for_xlsxwriter(LOOKS[name]))
        return self._formats[name]

    def add_summary(self, lines: Sequence[Line], *, is_one_page: bool) -> None:
        """Add the summary and open the workbook on it."""
        sheet = self.file.add_worksheet(SUMMARY_SHEET)
        sheet.set_tab_color("#00539B")
        sheet.hide_gridlines(2)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, line in enumerate(lines):
            sheet.set_row(number, line.height)
            for cell in line.cells:
                self._write(sheet, number, cell)
        _page(sheet, height=1 if is_one_page else 0)
        sheet.activate()

    def add_findings(self, findings: Sequence[ListedFinding], severities: dict[str, str]) -> None:
        """Add a list of the findings, for a file whose cells do not fit into a workbook."""
        sheet = self.file.add_worksheet(FINDINGS_SHEET)
        for column, (heading, width) in enumerate(zip(FINDING_HEADINGS, FINDING_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self.format("heading"))
        sheet.freeze_panes(1, 0)
        shown = findings[:MOST_FINDINGS]
        sheet.autofilter(0, 0, max(len(shown), 1), len(FINDING_HEADINGS) - 1)
        plain = self.format("plain")
        for number, each in enumerate(shown, start=1):
            sheet.write_string(number, 0, safe(each.sheet), plain)
            sheet.write(number, 1, each.row if each.row is not None else "", plain)
            sheet.write_string(number, 2, safe(each.column), plain)
            sheet.write_string(number, 3, severities[each.severity], self.format(each.severity))
            sheet.write_string(number, 4, each.code, plain)
            sheet.write_string(number, 5, each.text, plain)
        _page(sheet, height=0)

    def to_bytes(self) -> bytes:
        """Return the workbook; equal contents give equal bytes."""
        self.file.close()
        return self._buffer.getvalue()

    def _write(self, sheet: Any, row: int, cell: Cell) -> None:
        look = self.format(cell.look)
        if cell.last > cell.first:
            sheet.merge_range(row, cell.first - 1, row, cell.last - 1, "", look)
        if isinstance(cell.text, int):
            sheet.write_number(row, cell.first - 1, cell.text, look)
        elif cell.text:
            sheet.write_string(row, cell.first - 1, safe(cell.text), look)
        else:
            sheet.write_blank(row, cell.first - 1, None, look)


def one_page(lines: Sequence[Line]) -> bytes:
    """Return a workbook of the summary alone, which prints on one page."""
    book = ReceiptBook()
    book.add_summary(lines, is_one_page=True)
    return book.to_bytes()


def with_findings(
    lines: Sequence[Line], findings: Sequence[ListedFinding], severities: dict[str, str]
) -> bytes:
    """Return a workbook of the findings and the summary."""
    book = ReceiptBook()
    book.add_findings(findings, severities)
    book.add_summary(lines, is_one_page=False)
    return book.to_bytes()


def _page(sheet: Any, height: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, height)
    sheet.set_footer(FOOTER)
