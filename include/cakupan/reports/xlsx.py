"""The report as a workbook: real numbers in cells, and a hidden sheet that says which figure stands where."""

import datetime as dt
import io
from typing import get_args

import xlsxwriter

from cakupan.reports import catalogue
from cakupan.reports.charts.nodes import Chart
from cakupan.reports.document import Cover, Document, Figure, Page, places
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.report import Report
from cakupan.reports.sheet import CellPosition, ReportSheet, Styles
from cakupan.reports.sheet_charts import SheetCharts, needed
from cakupan.reports.source import FigureRow, ReportSource

COVER_SHEET = "Sampul"
ALL_SHEET = "Semua angka"
MAP_SHEET = "_angka"
MAP_COLUMNS = ("page", "sheet", "cell", "start", "figure_id", "part", "text", "role")
ALL_TEXTS = (
    ("figure_id", "ID angka", 46),
    ("indicator_code", "Indikator", 22),
    ("area_code", "Kode wilayah", 15),
    ("area_name", "Wilayah", 30),
    ("slicing", "Irisan", 12),
    ("slice_name", "Nama irisan", 28),
    ("unit", "Satuan", 11),
    ("klass", "Kelas", 10),
    ("basis", "Basis", 10),
    ("source", "Sumber", 24),
    ("note", "Catatan", 50),
)
NAMED = {"unit": catalogue.unit, "slicing": catalogue.slicing}
ALL_NUMBERS = (
    ("value", "Nilai"),
    ("numerator", "Pembilang"),
    ("denominator", "Penyebut"),
    ("excluded", "Dikecualikan"),
    ("lower_bound", "Batas bawah"),
    ("possible", "Mungkin"),
    ("upper_bound", "Batas atas"),
    ("unknown", "Tidak dikenali"),
    ("rank", "Peringkat"),
    ("peer_count", "Dari"),
)


def render(document: Document, report: Report) -> bytes:
    """Return the workbook of a report, dated by its as-of."""
    book, source = report.book, report.source
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    workbook.set_properties(
        {
            "title": f"{document.cover.title} – {document.cover.period}",
            "company": document.cover.organisation,
            "category": document.cover.classification,
            "created": source.edition.as_of.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    styles = Styles(workbook)
    _write_cover(ReportSheet(workbook, COVER_SHEET, styles, book), document)
    positions: list[CellPosition] = []
    for page in document.pages:
        positions += _write_page(workbook, page, document, styles, book)
    _write_all(ReportSheet(workbook, ALL_SHEET, styles, book), source, book)
    _write_map(workbook, positions)
    workbook.close()
    return made.getvalue()


def _write_cover(sheet: ReportSheet, document: Document) -> None:
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
    sheet.text(row, 0, "Lembar", "head")
    sheet.text(row, 1, "Isi", "head")
    for page in document.pages:
        row += 1
        sheet.link(row, 0, page.sheet)
        sheet.text(row, 1, page.title, "cell")
    sheet.link(row + 1, 0, ALL_SHEET)
    sheet.text(row + 1, 1, "Setiap angka edisi ini dengan pembilang, penyebut, basis, dan sumbernya", "cell")
    sheet.print_setup(document.footer)


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
    sheet.print_setup(document.footer)
    expected = [place.figure for place in places(document) if place.page == page.name]
    if [place.figure for place in sheet.places] != expected:
        raise AssertionError(f"sheet {page.sheet} does not carry the numbers of page {page.name}")
    return [place.of_page(page.name) for place in (*sheet.places, *sheet.marks)]


def _write_all(sheet: ReportSheet, source: ReportSource, book: Book) -> None:
    names = [label for _, label, _ in ALL_TEXTS[:6]] + [label for _, label in ALL_NUMBERS]
    names += [label for _, label, _ in ALL_TEXTS[6:]]
    for column, label in enumerate(names):
        sheet.text(0, column, label, "head")
    for number, row in enumerate(source.rows.values(), start=1):
        _write_figure(sheet, number, row, book.locale)
    widths = [width for *_, width in ALL_TEXTS[:6]] + [17] * len(ALL_NUMBERS)
    widths += [width for *_, width in ALL_TEXTS[6:]]
    for column, width in enumerate(widths):
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.autofilter(0, 0, max(len(source.rows), 1), len(names) - 1)
    sheet.print_setup("")
    sheet.worksheet.repeat_rows(0)


def _write_figure(sheet: ReportSheet, number: int, row: FigureRow, locale: Locale) -> None:
    for column, (name, *_) in enumerate(ALL_TEXTS[:6]):
        sheet.text(number, column, _said(row, name, locale), "listed")
    for column, (part, _) in enumerate(ALL_NUMBERS, start=6):
        sheet.number(number, column, Figure(row.figure_id, part), "listed", dash="")
    for column, (name, *_) in enumerate(ALL_TEXTS[6:], start=6 + len(ALL_NUMBERS)):
        sheet.text(number, column, _said(row, name, locale), "listed")


def _said(row: FigureRow, name: str, locale: Locale) -> str:
    """Name units and slicings as the rest of the report does."""
    text = getattr(row, name) or ""
    return NAMED[name](text, locale) if name in NAMED else text


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
