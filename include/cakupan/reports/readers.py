"""Read a finished HTML, PDF or XLSX file: which numbers stand in it, in which order, looking how."""

import ctypes
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import openpyxl
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from openpyxl.cell.cell import Cell

from cakupan import indonesian
from cakupan.reports import catalogue
from cakupan.reports.document import Figure
from cakupan.reports.pdf import SCHEME
from cakupan.reports.xlsx import ALL_NUMBERS, ALL_SHEET, MAP_COLUMNS, MAP_SHEET

SIGNS = "|".join(map(re.escape, sorted(catalogue.signs())))
NUMBER = re.compile(rf"−?(?:{SIGNS})?\d+(\.\d{{3}})*(,\d+)?|–")
SIGN = re.compile(r'"([^"]*)"')
RIM = 0.1


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One number as a reader of the file sees it."""

    page: str
    place: str
    figure: Figure
    printed: str


class _Numbers(HTMLParser):
    """Collects the text of every element that names a figure, and the details by figure id."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Seen] = []
        self.details: dict[str, str] = {}
        self._page = ""
        self._figure: Figure | None = None
        self._text = ""
        self._in_details = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "section":
            self._page = named.get("id", "")
        elif tag == "script":
            self._in_details = named.get("id") == "rincian"
        elif "data-figure" in named:
            self._figure, self._text = Figure(named["data-figure"], named.get("data-part", "")), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_details = False
        elif self._figure is not None and tag == "span":
            place = f"{self._page} {len(self.seen)}"
            self.seen.append(Seen(page=self._page, place=place, figure=self._figure, printed=self._text))
            self._figure = None

    def handle_data(self, data: str) -> None:
        if self._in_details:
            self.details.update(json.loads(data))
        elif self._figure is not None:
            self._text += data


def read_html(path: Path) -> tuple[list[Seen], dict[str, str]]:
    """Return the numbers of an HTML report in order, and what it says of each figure when pointed at."""
    parser = _Numbers()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.seen, parser.details


def read_pdf(path: Path) -> list[Seen]:
    """Return the numbers of a PDF report in order: the text that lies under each link that names a figure."""
    file = pdfium.PdfDocument(path)
    try:
        return [seen for number in range(len(file)) for seen in _read_pdf_page(file, number)]
    finally:
        file.close()


def _read_pdf_page(file: pdfium.PdfDocument, number: int) -> list[Seen]:
    page = file[number]
    letters = _Letters(page.get_textpage())
    seen = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        uri = _uri(file, annotation)
        if uri.startswith(SCHEME):
            box = pdfium_c.FS_RECTF()
            pdfium_c.FPDFAnnot_GetRect(annotation, box)
            place = f"halaman {number + 1}, {box.left:.0f} {box.bottom:.0f}"
            seen.append(Seen(page="", place=place, figure=_figure(uri), printed=letters.under(box)))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    page.close()
    return seen


class _Letters:
    """The letters of a PDF page and where the middle of each lies."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._letters: list[str] = []
        middles: list[tuple[float, float]] = []
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for index in range(text.count_chars()):  # pdfium gives boxes one by one
            pdfium_c.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            self._letters.append(chr(pdfium_c.FPDFText_GetUnicode(text, index)))
            middles.append(((left.value + right.value) / 2, (bottom.value + top.value) / 2))
        self._middles = np.array(middles).reshape(-1, 2)
        text.close()

    def under(self, box: pdfium_c.FS_RECTF) -> str:
        """Return the letters whose middle lies in a box, less the rim that line spacing adds to it."""
        bottom, top = sorted((box.bottom, box.top))
        left, right = sorted((box.left, box.right))
        rim = (top - bottom) * RIM
        x, y = self._middles[:, 0], self._middles[:, 1]
        inside = (x >= left) & (x <= right) & (y >= bottom + rim) & (y <= top - rim)
        return "".join(self._letters[index] for index in np.flatnonzero(inside)).strip()


def _uri(file: pdfium.PdfDocument, annotation: object) -> str:
    link = pdfium_c.FPDFAnnot_GetLink(annotation)
    action = pdfium_c.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    length = pdfium_c.FPDFAction_GetURIPath(file, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFAction_GetURIPath(file, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def _figure(uri: str) -> Figure:
    figure_id, _, part = uri.removeprefix(SCHEME).partition("#")
    return Figure(unquote(figure_id), unquote(part))


def read_xlsx(path: Path) -> tuple[list[Seen], list[Seen]]:
    """Return the numbers of a workbook's pages by its hidden map, and those of its sheet of all figures."""
    workbook = openpyxl.load_workbook(path)
    listed = workbook[MAP_SHEET].iter_rows(min_row=2, values_only=True)
    seen = []
    for values in listed:
        texts = ("" if value is None else str(value) for value in values)
        entry = dict(zip(MAP_COLUMNS, texts, strict=True))
        cell = workbook[entry["sheet"]][entry["cell"]]
        seen.append(
            Seen(
                page=entry["page"],
                place=f"{entry['sheet']}!{entry['cell']}",
                figure=Figure(entry["figure_id"], entry["part"]),
                printed=_shown_at(cell, entry["start"]),
            )
        )
    return seen, _read_all(workbook[ALL_SHEET])


def _shown_at(cell: Cell, start: str) -> str:
    if not start:
        return _shown(cell)
    number = NUMBER.match(str(cell.value or ""), int(start))
    return number.group() if number else ""


def _shown(cell: Cell) -> str:
    """Return a cell as a reader with Indonesian settings sees it, with the digits its format would hide."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    exact = format(Decimal(str(value)).normalize(), "f")
    decimals = len(re.sub(r"[^0#]", "", cell.number_format.partition(".")[2]))
    whole, _, fraction = exact.partition(".")
    fraction = fraction.ljust(decimals, "0")
    text = whole + ("." + fraction if fraction else "")
    sign = SIGN.match(cell.number_format)
    return indonesian.decimal(text, sign.group(1) if sign else "")


def _read_all(worksheet: openpyxl.worksheet.worksheet.Worksheet) -> list[Seen]:
    rows = worksheet.iter_rows()
    names = [cell.value for cell in next(rows)]
    columns = [(part, names.index(label)) for part, label in ALL_NUMBERS]
    return [
        Seen(
            page=ALL_SHEET,
            place=f"{ALL_SHEET}!{row[column].coordinate}",
            figure=Figure(str(row[0].value), part),
            printed=_shown(row[column]),
        )
        for row in rows
        for part, column in columns
        if row[column].value is not None and row[column].value != ""
    ]
