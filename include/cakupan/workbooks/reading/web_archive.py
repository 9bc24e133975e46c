"""A page saved with all its parts in one file (.mht, Excel's "single file web page"): its tables are read."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from html import unescape
from urllib.parse import unquote

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, html, letters

# The first page of a workbook says in which part each sheet stands.
SHEET = re.compile(
    rb"<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef=[\"']([^\"']*)[\"']", re.IGNORECASE
)
PAGES = ("text/html", "application/xhtml+xml")
TABS = "tabstrip"  # a part with the names of the sheets, which is a table too


def read(data: bytes, limits: Limits) -> Workbook:
    """Read the tables of each page in the archive; what it names outside of itself is not fetched.

    Raises:
        FileRefused: BERKAS_RUSAK, BUKAN_LEMBAR_KERJA or BERKAS_TERLALU_BESAR.
    """
    pages = _pages(data)
    bounds.check_sheets(len(pages))
    names = {
        _last(href): unescape(letters.decode(name))
        for page in pages.values()
        for name, href in SHEET.findall(page)
    }
    sheets: list[Sheet] = []
    for place, page in pages.items():
        tables = html.sheets(page, limits, first=len(sheets) + 1)
        name = names.get(_last(place.encode()))
        sheets += [replace(tables[0], name=name), *tables[1:]] if name and tables else tables
        bounds.check_sheets(len(sheets))
    return html.workbook(sheets)


def _pages(data: bytes) -> dict[str, bytes]:
    """The parts that are pages, by the place they were saved from, in the order of the file."""
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if part.get_content_type() in PAGES]
        bodies = [_body(part) for part in parts]
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    pages = {}
    for number, (part, body) in enumerate(zip(parts, bodies, strict=True)):
        place = str(part.get("Content-Location", ""))
        if TABS not in place.lower():
            pages[f"{number}/{place}"] = body
    return pages


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return b""
    try:
        return body.decode(part.get_content_charset("utf-8")).encode()
    except (UnicodeDecodeError, LookupError):
        return body


def _last(place: bytes) -> str:
    return unquote(place.decode("utf-8", "replace")).replace("\\", "/").rpartition("/")[2].lower()
