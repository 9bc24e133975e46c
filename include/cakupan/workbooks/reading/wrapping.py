"""A workbook within words: what a server wrote before it, such as a warning, or behind it, its page."""

import re

from cakupan.workbooks.reading import ole, other_forms

FURTHEST = 1 << 13
PACKAGE, END_OF_PACKAGE, END_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
LONGEST_COMMENT = 1 << 16  # what the end of a package may have behind it
MARKUP = re.compile(
    rb"<\?xml\b[^<>]{0,200}\?>(?=.{0,8000}?urn:(?:schemas-microsoft-com:office:spreadsheet|oasis:names:tc:opendocument))",
    re.DOTALL,
)
NO_WORDS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def left_out(data: bytes) -> bytes:
    """Return the workbook alone; what is none, or has nothing around it, as it is."""
    start = _start(data[: 2 * FURTHEST])
    data = data[start:] if start else data
    if data.startswith(PACKAGE):
        end = data.rfind(END_OF_PACKAGE)
        return data[: end + END_SIZE] if 0 < end < len(data) - END_SIZE - LONGEST_COMMENT else data
    return data


def _start(head: bytes) -> int:
    """Where a workbook begins that has nothing but words before it, 0 where none does."""
    places = [head.find(sign) for sign in (PACKAGE, ole.SIGNATURE)]
    if markup := MARKUP.search(head):
        places.append(markup.start())
    place = min((place for place in places if place >= 0), default=0)
    before = head[:place]
    is_text = 0 < place <= FURTHEST and not NO_WORDS.search(before) and not other_forms.of_bytes(head)
    return place if is_text and not before.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") else 0
