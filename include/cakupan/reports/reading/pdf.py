"""Read a finished PDF report."""

import ctypes
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cakupan.reports.document import Figure
from cakupan.reports.pdf import SCHEME
from cakupan.reports.reading.seen import Seen

RIM = 0.1
Boxes = npt.NDArray[np.float64]


def read_pdf(path: Path) -> list[Seen]:
    """Return the numbers of a PDF report in order: the text that lies under each link that names a figure."""
    file = pdfium.PdfDocument(path)
    try:
        return [seen for number in range(len(file)) for seen in _page(file, number)]
    finally:
        file.close()


def _page(file: pdfium.PdfDocument, number: int) -> list[Seen]:
    page = file[number]
    raw = page.raw
    figures: list[Figure] = []
    boxes: list[tuple[float, float, float, float]] = []
    box = pdfium_c.FS_RECTF()
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(raw, index)
        uri = _uri(file, annotation)
        if uri.startswith(SCHEME):
            pdfium_c.FPDFAnnot_GetRect(annotation, box)
            figures.append(_figure(uri))
            boxes.append((box.left, box.right, box.bottom, box.top))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    texts = _under(page.get_textpage(), np.array(boxes).reshape(-1, 4)) if boxes else []
    page.close()
    return [
        Seen("", f"halaman {number + 1}, {left:.0f} {bottom:.0f}", figure, text)
        for figure, (left, _, bottom, _), text in zip(figures, boxes, texts, strict=True)
    ]


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


def _figure(uri: str) -> Figure:
    figure_id, _, part = uri.removeprefix(SCHEME).partition("#")
    return Figure(unquote(figure_id), unquote(part))
