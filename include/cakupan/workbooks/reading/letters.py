"""Bytes become letters: UTF-8, and byte by byte another encoding where it is none."""

import codecs

MENDED = "cakupan_mended"
SAMPLE = 400  # bytes that show whether letters have two


def decode(data: bytes) -> str:
    """Return the letters; a byte that is no UTF-8 is what it is in cp1252, so that it spoils nothing else."""
    return data.decode("utf-8", MENDED)


def wide(data: bytes) -> str | None:
    """Return the encoding of letters of two bytes, which the zeros in them give away."""
    head = data[:SAMPLE]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head[first::2]) // 2:
            return encoding
    return None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    return odd.decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _as_cp1252)
