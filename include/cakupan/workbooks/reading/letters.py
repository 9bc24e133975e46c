"""Bytes become letters: UTF-8, and byte by byte another encoding where it is none."""

import codecs

MENDED = "cakupan_mended"
SAMPLE = 400  # bytes that show whether letters have two
MARKS_OF_FOUR = {b"\xff\xfe\x00\x00": "utf-32-le", b"\x00\x00\xfe\xff": "utf-32-be"}
UPPER_OF_FOUR = {(2, 3): "utf-32-le", (0, 1): "utf-32-be"}


def decode(data: bytes) -> str:
    """Return the letters; a byte that is no UTF-8 is what it is in cp1252, so that it spoils nothing else."""
    return data.decode("utf-8", MENDED)


def in_utf8(data: bytes) -> bytes:
    """Return a text in letters of four bytes in UTF-8; all else as it is."""
    encoding = next((each for mark, each in MARKS_OF_FOUR.items() if data.startswith(mark)), None)
    head = data[: 4 * SAMPLE]
    if encoding is None and head and len(data) % 4 == 0 and head.count(0) > len(head) // 2:
        encoding = next((each for places, each in UPPER_OF_FOUR.items() if _are_upper(head, places)), None)
    try:
        return data.decode(encoding).lstrip("\ufeff").encode() if encoding else data
    except UnicodeError:
        return data


def _are_upper(head: bytes, places: tuple[int, int]) -> bool:
    """Whether of four bytes each these are zero, as the upper two are of all letters of daily use."""
    letters = (head[place::4] for place in range(4) if place not in places)
    return not any(any(head[place::4]) for place in places) and all(map(any, zip(*letters, strict=True)))


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
