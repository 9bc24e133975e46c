"""Bytes become letters: UTF-8, and byte by byte another encoding where it is none."""

import codecs
import re

ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
MENDED = "cakupan_mended"


def decode(data: bytes) -> str:
    """Return the letters; a byte that is no UTF-8 is what it is in cp1252, so that it spoils nothing else."""
    return data.decode("utf-8", MENDED)


def mended(data: bytes) -> bytes:
    """Return XML that says it is UTF-8, or says nothing, as UTF-8 whatever bytes are in it."""
    said = ENCODING.match(data)
    if data[:2] in WIDE or (said and said[1].lower() not in (b"utf-8", b"utf8")):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data).encode()
    return data


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    return odd.decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _as_cp1252)
