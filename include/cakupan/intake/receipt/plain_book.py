"""How a receipt looks: a summary sheet, and a sheet with every finding."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

HEADINGS = ("No", "Lembar", "Baris", "Kolom", "Sifat", "Kode", "Keterangan dan cara memperbaiki")
WIDTHS = (6, 22, 8, 24, 14, 24, 90)
SEVERITIES = {"error": "Tidak sah", "warning": "Catatan", "duplicate": "Ganda"}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
BLUE, GREEN, GREY, PALE_RED, PALE_YELLOW = "#00539B", "#00A651", "#F2F5F8", "#FBE5E1", "#FFF6DD"
FIXED_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that equal receipts are equal bytes


@dataclass(frozen=True, kw_only=True)
class Line:
    """One finding at its place; column empty: the whole row."""

    sheet: str
    row: int
    column: str
    code: str
    severity: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReceiptContent:
    """Everything a receipt says."""

    title: str
    outcome: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, str, int], ...]
    actions: tuple[str, ...]
    lines: tuple[Line, ...]


def render(content: ReceiptContent) -> bytes:
    """Return the workbook; the same content gives the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": content.title, "created": FIXED_DATE})
        formats = _formats(book)
        _summary(book.add_worksheet("Ringkasan"), content, formats)
        _findings(book.add_worksheet("Temuan"), content.lines, formats)
    return buffer.getvalue()


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, even when it is copied or saved as CSV."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    cell = {**base, "border": 1, "border_color": "#D5DCE3", "text_wrap": True}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 16, "font_color": BLUE}),
        "outcome": book.add_format(
            {**base, "bold": True, "font_size": 12, "bg_color": BLUE, "font_color": "white"}
        ),
        "heading": book.add_format({**cell, "bold": True, "bg_color": BLUE, "font_color": "white"}),
        "section": book.add_format({**base, "bold": True, "font_size": 12, "font_color": GREEN}),
        "label": book.add_format({**cell, "bg_color": GREY}),
        "cell": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "#,##0", "align": "right"}),
        "text": book.add_format({**base, "text_wrap": True}),
        "error": book.add_format({**cell, "bg_color": PALE_RED}),
        "duplicate": book.add_format({**cell, "bg_color": PALE_RED}),
        "warning": book.add_format({**cell, "bg_color": PALE_YELLOW}),
    }


def _summary(sheet: Any, content: ReceiptContent, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 78)
    sheet.set_column(2, 2, 12)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, content.title, formats["title"])
    sheet.merge_range(1, 0, 1, 2, content.outcome, formats["outcome"])
    row = 3
    for label, value in content.facts:
        sheet.write_string(row, 0, label, formats["label"])
        sheet.write_string(row, 1, safe(value), formats["cell"])
        row += 1
    row = _section(sheet, row + 1, "Yang perlu dilakukan", formats)
    for action in content.actions:
        sheet.merge_range(row, 0, row, 2, safe(action), formats["text"])
        sheet.set_row(row, 32 if len(action) > 110 else 16)
        row += 1
    if content.counts:
        row = _section(sheet, row + 1, "Hasil pemeriksaan", formats)
        for label, count in content.counts:
            sheet.write_string(row, 0, label, formats["label"])
            sheet.write_number(row, 1, count, formats["number"])
            row += 1
    if content.reasons:
        row = _section(sheet, row + 1, "Temuan menurut sebab", formats)
        for column, heading in enumerate(("Kode", "Keterangan", "Banyaknya")):
            sheet.write_string(row, column, heading, formats["heading"])
        for code, text, count in content.reasons:
            row += 1
            sheet.write_string(row, 0, code, formats["cell"])
            sheet.write_string(row, 1, text, formats["cell"])
            sheet.write_number(row, 2, count, formats["number"])
    _page(sheet)


def _section(sheet: Any, row: int, text: str, formats: dict[str, Any]) -> int:
    sheet.write_string(row, 0, text, formats["section"])
    return row + 1


def _findings(sheet: Any, lines: tuple[Line, ...], formats: dict[str, Any]) -> None:
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["heading"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(HEADINGS) - 1)
    for number, line in enumerate(lines, start=1):
        sheet.write_number(number, 0, number, formats["cell"])
        sheet.write_string(number, 1, safe(line.sheet), formats["cell"])
        sheet.write_number(number, 2, line.row, formats["cell"])
        sheet.write_string(number, 3, safe(line.column), formats["cell"])
        sheet.write_string(number, 4, SEVERITIES[line.severity], formats[line.severity])
        sheet.write_string(number, 5, line.code, formats["cell"])
        sheet.write_string(number, 6, line.text, formats["cell"])
    _page(sheet)


def _page(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8Berisi data pribadi: hanya untuk mitra yang bersangkutan&R&8Halaman &P dari &N")
