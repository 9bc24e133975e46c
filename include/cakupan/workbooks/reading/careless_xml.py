"""XML as careless programs write it: what no XML may hold is put right or taken out before it is read."""

import codecs
import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from cakupan.workbooks.reading import letters

CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
BEFORE = b"\xef\xbb\xbf \t\r\n"  # none of it may stand before a declaration
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")  # how a document begins whose letters have two bytes
ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
LONGEST_REFERENCE = 40
ODD_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)"  # in which an ampersand is nothing but itself
    rb"|&(?!(?:amp|lt|gt|quot|apos);)(?:#(x[0-9A-Fa-f]{1,8}|\d{1,9});|([A-Za-z][A-Za-z0-9]{1,31};))?",
    re.DOTALL,
)
LEGAL = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))


def mended(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a document without control signs and references to them, spaces before it and bare ampersands.

    Names of signs that pages know are these signs, and bytes that are no UTF-8 are what they are in cp1252,
    unless the document says that it is written otherwise. One in letters of two bytes stays as it is.
    """
    pieces = iter(pieces)
    first = next(pieces, None)
    if first is None:
        return
    if first.startswith(WIDE):
        yield first
        yield from pieces
        return
    first = first.lstrip(BEFORE)
    said = ENCODING.match(first)
    held = b""
    for piece in _legible(_with_first(first, pieces), is_utf8=not said or said[1].lower() in UTF8):
        data = held + piece.translate(None, CONTROLS)
        place = data.rfind(b"&", -LONGEST_REFERENCE)
        end = len(data) if place < 0 or b";" in data[place:] else place  # the rest comes with the next piece
        held = data[end:]
        yield _put_right(data[:end])
    yield _put_right(held)


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _legible(pieces: Iterator[bytes], *, is_utf8: bool) -> Iterator[bytes]:
    if not is_utf8:
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder("utf-8")(letters.MENDED)
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _put_right(data: bytes) -> bytes:
    return ODD_REFERENCE.sub(_reference, data) if b"&" in data else data


def _reference(reference: re.Match[bytes]) -> bytes:
    """What a reference stands for, written as any reader of XML knows it."""
    number, name = reference.groups()
    if number:
        code = int(number[1:], 16) if number.startswith(b"x") else int(number)
        return reference[0] if any(first <= code <= last for first, last in LEGAL) else b""
    if name and (signs := html5.get(name.decode())):
        return "".join(f"&#{ord(sign)};" for sign in signs).encode()
    return reference[0] if reference[0].startswith(b"<") else b"&amp;" + reference[0][1:]
