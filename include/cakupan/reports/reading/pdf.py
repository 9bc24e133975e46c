"""Read a finished PDF report."""

import ctypes
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cakupan.reports.charts.typeset import DRAWN, SCHEME
from cakupan.reports.reading.paths import Charts, Link, figure_at
from cakupan.reports.reading.seen import DrawnChart, Seen

RIM = 0.1
Boxes = npt.NDArray[np.float64]


def read_pdf(path: Path) -> tuple[list[Seen], list[DrawnChart]]:
    """Return the numbers of a PDF report in order, and its charts.

    A number is the text that lies under a link that names its figure, a mark is the path that lies there.
    """
    file = pdfium.PdfDocument(path)
    seen: list[Seen] = []
    charts = Charts()
    try:
        for number in range(len(file)):
            seen += _page(file, number, charts)
    finally:
        file.close()
    return seen, charts.drawn


def _page(file: pdfium.PdfDocument, number: int, charts: Charts) -> list[Seen]:
    page = file[number]
    links = _links(file, page)
    boxes = np.array([link.box for link in links]).reshape(-1, 4)
    texts = _under(page.get_textpage(), boxes) if links else []
    found = [link._replace(text=text) for link, text in zip(links, texts, strict=True)]
    place = f"halaman {number + 1}"
    drawings = [link for link in found if not link.uri.startswith(SCHEME)]
    if drawings:
        charts.read(page, place, drawings)
    page.close()
    return [
        Seen("", f"{place}, {link.box[0]:.0f} {link.box[2]:.0f}", figure_at(link.uri), link.text)
        for link in found
        if link.uri.startswith(SCHEME)
    ]


def _links(file: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[Link]:
    """Return the links of a page that name a figure or a scale, without the texts under them."""
    box = pdfium_c.FS_RECTF()
    links = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        uri = _uri(file, annotation)
        if uri.startswith((SCHEME, DRAWN)):
            pdfium_c.FPDFAnnot_GetRect(annotation, box)
            links.append(Link(uri, (box.left, box.right, box.bottom, box.top)))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return links


def _under(page: pdfium.PdfTextPage, boxes: Boxes) -> list[str]:
    """Return the letters whose middle lies in each box, less the rim that line spacing adds to it."""
    letters, middles = _letters(page)
    left, right = np.sort(boxes[:, :2]).T[:, :, None]
    bottom, top = np.sort(boxes[:, 2:]).T[:, :, None]
    rim = (top - bottom) * RIM
    x, y = middles.T
    inside = (x >= left) & (x <= right) & (y >= bottom + rim) & (y <= top - rim)
    texts = [""] * len(boxes)
    for place, letter in zip(*(index.tolist() for index in np.nonzero(inside)), strict=True):
        texts[place] += letters[letter]
    return [text.strip() for text in texts]


def _letters(page: pdfium.PdfTextPage) -> tuple[list[str], Boxes]:
    """Return the letters of a page and where the middle of each lies."""
    raw, count = page.raw, page.count_chars()
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    written = [ctypes.byref(side) for side in sides]
    letters, doubled = [], []
    for index in range(count):  # pdfium gives letters and boxes one by one
        letters.append(chr(pdfium_c.FPDFText_GetUnicode(raw, index)))
        pdfium_c.FPDFText_GetCharBox(raw, index, *written)
        doubled.append((left.value + right.value, bottom.value + top.value))
    page.close()
    return letters, np.array(doubled).reshape(-1, 2) / 2


def _uri(file: pdfium.PdfDocument, annotation: object) -> str:
    link = pdfium_c.FPDFAnnot_GetLink(annotation)
    action = pdfium_c.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    length = pdfium_c.FPDFAction_GetURIPath(file, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFAction_GetURIPath(file, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
