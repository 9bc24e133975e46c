"""Delimited text: in which signs it is written, which sign parts its cells, and its records as columns."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, letters, text_blocks, text_records
from cakupan.workbooks.reading.quoting import Shape
from cakupan.workbooks.reading.text_blocks import NotPlain

DELIMITERS = (";", ",", "\t", "|")
QUOTED = re.compile(r'"[^"]*"')
HEAD = 1 << 18
PIECE = 1 << 23
SMALL = 1 << 16  # below this the records are read one by one, which costs less than setting up blocks
MOST_ODD_SIGNS = 3  # a stray zero or two make no text something else
MIXED = "mixed"  # signs of UTF-8 and bytes that are none, or none of UTF-8 at all
WIDE = ("utf-16-le", "utf-16-be")
ODD = bytes([*range(9), *range(14, 26), 28, 29, 30, 31])


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How one text file is written; `skip` is the length of its byte order mark, `like` how its rows look."""

    encoding: str
    skip: int
    like: Shape
    has_quotes: bool


def read(source: bytes | Path, limits: Limits) -> Workbook:
    """Read a text file as one sheet without a name; its row numbers count records, empty lines too.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR or BUKAN_LEMBAR_KERJA.
    """
    dialect = _dialect(source, limits)
    size = _size(source)
    if size > limits.max_text_bytes:
        raise bounds.too_many_bytes(limits.max_text_bytes)
    if size < SMALL:
        sheet = by_records(source, dialect, limits)
    else:
        try:
            sheet = by_blocks(source, dialect, limits)
        except NotPlain:
            sheet = by_records(source, dialect, limits)
    return Workbook(sheets=(sheet,), format="csv")


def by_records(source: bytes | Path, dialect: Dialect, limits: Limits) -> Sheet:
    """Return the sheet read record by record, whatever its quotes are like."""
    with _open(source, dialect.skip) as stream:
        texts = _decoded(text_blocks.pieces(_read(stream), _line_ends(dialect)), dialect.encoding)
        return text_records.sheet(texts, dialect.like, limits)


def by_blocks(source: bytes | Path, dialect: Dialect, limits: Limits) -> Sheet:
    """Return the same sheet read block by block without an object per cell.

    Raises:
        NotPlain: its quotes are not where quotes belong.
    """
    with _open(source, dialect.skip) as stream:
        encoded = _as_utf8(_read(stream), dialect)
        return text_blocks.sheet(encoded, _size(source), dialect.like, dialect.has_quotes, limits)


def _dialect(source: bytes | Path, limits: Limits) -> Dialect:
    with _open(source, 0) as stream:
        head = stream.read(HEAD)
        encoding, skip = _signature(head)
        rest = _read(stream)
        if encoding is None:
            has_quotes, encoding = _survey(head, rest)
        else:
            has_quotes = True  # cheaper to look at each block than to read wide signs twice
        text = next(_decoded(iter([head[skip:]]), encoding))
    sample = text[:4096].encode("utf-8", "ignore")
    if len(sample) - len(sample.translate(None, ODD)) > max(len(sample) // 50, MOST_ODD_SIGNS):
        raise FileRefused("BUKAN_LEMBAR_KERJA", what="unknown")
    like = text_records.shape(text, _delimiter(text), limits)
    return Dialect(encoding=encoding, skip=skip, like=like, has_quotes=has_quotes)


def _signature(head: bytes) -> tuple[str | None, int]:
    """The encoding a byte order mark or the zeros of wide signs give away."""
    if head.startswith(b"\xff\xfe"):
        return "utf-16-le", 2
    if head.startswith(b"\xfe\xff"):
        return "utf-16-be", 2
    if wide := letters.wide(head):
        return wide, 0
    return None, 3 if head.startswith(b"\xef\xbb\xbf") else 0


def _survey(head: bytes, rest: Iterator[bytes]) -> tuple[bool, str]:
    """Whether there are quotes anywhere, and whether all of it is UTF-8."""
    has_quotes, is_utf8 = False, True
    tail = b""
    for piece in _with_first(head, rest):
        has_quotes = has_quotes or b'"' in piece
        if is_utf8 and not (piece.isascii() and not tail):
            whole, tail = _cut_signs(tail + piece)
            is_utf8 = _is_utf8(whole)
        if has_quotes and not is_utf8:
            break
    return has_quotes, "utf-8" if is_utf8 and _is_utf8(tail) else MIXED


def _cut_signs(data: bytes) -> tuple[bytes, bytes]:
    """Part off what may be the beginning of a sign of several bytes."""
    for back in range(1, min(4, len(data)) + 1):
        if data[-back] >= 0xC0:
            return data[:-back], data[-back:]
        if data[-back] < 0x80:
            break
    return data, b""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The sign that cuts most first lines into the same number of parts; lines without it have no vote."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:50]
    bare = QUOTED.sub("", text[:50_000]).splitlines()[:50]
    if lines and (stated := re.fullmatch(r"sep=(.)", lines[0].strip(" \r\n\ufeff\"'"))):
        return stated.group(1)

    def votes(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in bare if delimiter in line]
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(usual) * usual, usual

    return max(DELIMITERS, key=votes)


def _size(source: bytes | Path) -> int:
    return source.stat().st_size if isinstance(source, Path) else len(source)


def _open(source: bytes | Path, skip: int) -> BinaryIO:
    stream: BinaryIO = source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
    stream.seek(skip)
    return stream


def _read(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _line_ends(dialect: Dialect) -> tuple[bytes, bytes]:
    narrow = "ascii" if dialect.encoding == MIXED else dialect.encoding
    return ("\n".encode(narrow), "\r".encode(narrow))


def _decoded(pieces: Iterator[bytes], encoding: str) -> Iterator[str]:
    for piece in pieces:
        yield piece.decode(encoding, "replace") if encoding in WIDE else letters.decode(piece)


def _as_utf8(pieces: Iterator[bytes], dialect: Dialect) -> Iterator[bytes]:
    if dialect.encoding == "utf-8":
        return pieces
    texts = _decoded(text_blocks.pieces(pieces, _line_ends(dialect)), dialect.encoding)
    return (text.encode("utf-8", "replace") for text in texts)
