"""The report as a workbook: real numbers in cells, and a hidden sheet that says which figure stands where."""

import datetime as dt
import io
from typing import get_args

import xlsxwriter

from cakupan.reports import catalogue, texts
from cakupan.reports.charts.nodes import Chart
from cakupan.reports.document import Cover, Document, Figure, Page, places
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.report import Report
from cakupan.reports.sheet import CellPosition, ReportSheet, Styles
from cakupan.reports.sheet_charts import SheetCharts, needed
from cakupan.reports.source import FigureRow

MAP_SHEET = "_angka"
MAP_COLUMNS = ("page", "sheet", "cell", "start", "figure_id", "part", "text", "role")
# The columns of the sheet of all figures: texts with their widths, some before the numbers and some behind.
TEXTS_BEFORE = {
    "figure_id": 46,
    "indicator_code": 22,
    "area_code": 15,
    "area_name": 30,
    "slicing": 12,
    "slice_name": 28,
}
TEXTS_BEHIND = {"unit": 11, "klass": 10, "basis": 10, "source": 24, "note": 50}
ALL_NUMBERS = (
    *("value", "numerator", "denominator", "excluded", "lower_bound"),
    *("possible", "upper_bound", "unknown", "rank", "peer_count"),
)
ALL_COLUMNS = (*TEXTS_BEFORE, *ALL_NUMBERS, *TEXTS_BEHIND)


def all_sheet(locale: Locale) -> str:
    """Return what the sheet of all figures is called."""
    return texts.plain(locale, "xlsx-all")


def heading(locale: Locale, column: str) -> str:
    """Return what a column of that sheet is called."""
    return texts.plain(locale, f"xlsx-column-{column.replace('_', '-')}")


def render(document: Document, report: Report) -> bytes:
    """Return the workbook of a report, dated by its as-of."""
    book = report.book
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    workbook.set_properties(
        {
            "title": report.text("document-title", title=document.cover.title, period=document.cover.period),
            "company": document.cover.organisation,
            "category": document.cover.classification,
            "created": report.source.edition.as_of.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    styles = Styles(workbook)
    _write_cover(ReportSheet(workbook, report.text("xlsx-cover"), styles, book), document, report)
    positions: list[CellPosition] = []
    for page in document.pages:
        positions += _write_page(workbook, page, document, styles, book)
    _write_all(ReportSheet(workbook, all_sheet(report.locale), styles, book), document, report)
    _write_map(workbook, positions)
    workbook.close()
    return made.getvalue()


def _write_cover(sheet: ReportSheet, document: Document, report: Report) -> None:
    cover: Cover = document.cover
    sheet.worksheet.hide_gridlines(2)
    sheet.worksheet.set_column(0, 0, 30)
    sheet.worksheet.set_column(1, 1, 84)
    sheet.text(0, 0, cover.organisation, "strong")
    sheet.text(0, 1, cover.classification, "class")
    sheet.text(2, 0, cover.title, "title")
    sheet.text(3, 0, cover.period, "subtitle")
    row = 5
    for label, text in cover.facts:
        sheet.text(row, 0, label, "soft")
        sheet.text(row, 1, text, "cell")
        row += 1
    for remark in cover.remarks:
        sheet.text(row + 1, 1, remark, "attention")
        row += 1
    row += 2
    sheet.text(row, 0, report.text("xlsx-sheet"), "head")
    sheet.text(row, 1, report.text("xlsx-content"), "head")
    for page in document.pages:
        row += 1
        sheet.link(row, 0, page.sheet)
        sheet.text(row, 1, page.title, "cell")
    sheet.link(row + 1, 0, all_sheet(report.locale))
    sheet.text(row + 1, 1, report.text("xlsx-all-content"), "cell")
    sheet.print_setup(document.footer, document.cover.classification)


def _write_page(
    workbook: xlsxwriter.Workbook, page: Page, document: Document, styles: Styles, book: Book
) -> list[CellPosition]:
    sheet = ReportSheet(workbook, page.sheet, styles, book)
    charts = SheetCharts(workbook, sheet)
    drawn = get_args(Chart)
    sheet.fit_columns(page.blocks, [needed(block) for block in page.blocks if isinstance(block, drawn)])
    sheet.text(0, 0, page.title, "title")
    sheet.worksheet.freeze_panes(1, 0)
    for block in page.blocks:
        if isinstance(block, drawn):
            charts.write(block)
        else:
            sheet.write(block)
    sheet.print_setup(document.footer, document.cover.classification)
    expected = [place.figure for place in places(document) if place.page == page.name]
    if [place.figure for place in sheet.places] != expected:
        raise AssertionError(f"sheet {page.sheet} does not carry the numbers of page {page.name}")
    return [place.of_page(page.name) for place in (*sheet.places, *sheet.marks)]


def _write_all(sheet: ReportSheet, document: Document, report: Report) -> None:
    for column, name in enumerate(ALL_COLUMNS):
        sheet.text(0, column, heading(report.locale, name), "head")
        width = (TEXTS_BEFORE | TEXTS_BEHIND).get(name, 17)
        sheet.worksheet.set_column(column, column, width)
    rows = report.source.rows
    for number, row in enumerate(rows.values(), start=1):
        _write_figure(sheet, number, row, report)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.autofilter(0, 0, max(len(rows), 1), len(ALL_COLUMNS) - 1)
    sheet.print_setup(document.footer, document.cover.classification)
    sheet.worksheet.repeat_rows(0)


def _write_figure(sheet: ReportSheet, number: int, row: FigureRow, report: Report) -> None:
    for column, name in enumerate(ALL_COLUMNS):
        if name in ALL_NUMBERS:
            sheet.number(number, column, Figure(row.figure_id, name), "listed", dash="")
        else:
            sheet.text(number, column, _said(row, name, report), "listed")


def _said(row: FigureRow, name: str, report: Report) -> str:
    """Name slices, units and the rest as the pages do."""
    match name:
        case "slice_name":
            return report.slice(row)
        case "slicing":
            return catalogue.slicing(row.slicing, report.locale)
        case "unit":
            return catalogue.unit(row.unit, report.locale)
        case "klass":
            return report.word("class", row.klass)
        case "note":
            return catalogue.note(row.note, report.locale) if row.note else ""
    return getattr(row, name) or ""


def _write_map(workbook: xlsxwriter.Workbook, positions: list[CellPosition]) -> None:
    worksheet = workbook.add_worksheet(MAP_SHEET)
    for column, name in enumerate(MAP_COLUMNS):
        worksheet.write_string(0, column, name)
    for row, place in enumerate(positions, start=1):
        values = (
            place.page,
            place.sheet,
            place.cell,
            "" if place.start is None else str(place.start),
            place.figure.figure_id,
            place.figure.part,
            place.text,
            place.role,
        )
        for column, value in enumerate(values):
            worksheet.write_string(row, column, value)
    worksheet.very_hidden()
