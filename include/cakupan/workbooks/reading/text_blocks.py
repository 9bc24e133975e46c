"""Delimited text read block by block into columns, without an object per cell."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from cakupan.workbooks.model import Limits, Sheet
from cakupan.workbooks.reading import bounds, letters, quoting, text_records
from cakupan.workbooks.reading.cell_text import clean_all
from cakupan.workbooks.reading.quoting import Shape
from cakupan.workbooks.reading.text_columns import TextColumns, check_filled, offsets
from cakupan.workbooks.reading.text_records import MOST_JOINED_LINES

QUOTE, LINE_ENDS = 34, (10, 13)
Places = npt.NDArray[np.int64]
LONGEST_LINE = 4 * bounds.LONGEST_CELL
SAMPLE = 1 << 16
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
# How the signs that cells.clean takes out or replaces begin in UTF-8.
UNSEEN = (b"\xc2", b"\xe1\x9a\x80", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80\x80", b"\xef\xbb\xbf")


class NotPlain(Exception):
    """A text whose quotes do not open and close cells, or close them far away."""


def pieces(chunks: Iterator[bytes], line_ends: tuple[bytes, bytes]) -> Iterator[bytes]:
    """Cut a stream of bytes anew so that each piece ends where a line ends.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR for a line without end.
    """
    carry = b""
    for chunk in chunks:
        data = carry + chunk
        cut = _last_line_end(data, line_ends)
        if cut:
            yield data[:cut]
        carry = data[cut:]
        if len(carry) > LONGEST_LINE:
            raise bounds.too_long_a_cell()
    if carry:
        yield carry


def sheet(chunks: Iterator[bytes], size: int, like: Shape, has_quotes: bool, limits: Limits) -> Sheet:
    """Return the sheet of a text in UTF-8, of about `size` bytes.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
        NotPlain: its quotes are not where quotes belong.
    """
    columns = TextColumns(limits)
    seen = 0
    for block in _balanced(pieces(chunks, (b"\n", b"\r")), has_quotes):
        seen += len(block)
        columns.add(_columns(block, like, has_quotes, limits), len(block), seen / max(size, 1))
    return columns.sheet()


def _balanced(blocks: Iterator[bytes], has_quotes: bool) -> Iterator[bytes]:
    """Join blocks until no quoted cell runs across their end."""
    carry = b""
    for block in blocks:
        data = carry + block
        if has_quotes and data.count(b'"') % 2:
            cut = _even_line_end(data)
            carry = data[cut:]
            if len(carry) > LONGEST_LINE:
                raise NotPlain
            data = data[:cut]
        else:
            carry = b""
        if data:
            yield data
    if carry:
        raise NotPlain


def _even_line_end(data: bytes) -> int:
    """The end of the last line at which all quotes are closed; 0 when there is none near."""
    end = len(data)
    for _ in range(MOST_JOINED_LINES):
        end = max(data.rfind(b"\n", 0, end - 1), data.rfind(b"\r", 0, end - 1)) + 1
        if not end:
            break
        if data.count(b'"', 0, end) % 2 == 0 and data[end - 1 : end + 1] != b"\r\n":
            return end
    return 0


def _last_line_end(data: bytes, line_ends: tuple[bytes, bytes]) -> int:
    """Behind the last line feed, or the last return that no line feed can follow."""
    feed, back = line_ends
    line_end = _aligned_rfind(data, feed, len(data))
    return line_end or _aligned_rfind(data, back, len(data) - len(back))


def _aligned_rfind(data: bytes, sign: bytes, end: int) -> int:
    width = len(sign)
    position = data.rfind(sign, 0, max(end, 0))
    while position >= 0 and position % width:
        position = data.rfind(sign, 0, position + width - 1)
    return position + width if position >= 0 else 0


def _columns(block: bytes, like: Shape, has_quotes: bool, limits: Limits) -> list[pa.StringArray]:
    has_quotes = has_quotes and b'"' in block
    if has_quotes:
        quotes = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == QUOTE)
        if not _is_plain(block, quotes, like.delimiter) or _swallows_rows(block, quotes, like):
            raise NotPlain
    width = min(_usual_width(block, like, has_quotes), limits.max_columns)
    check_filled(block.count(b"\n") + block.count(b"\r"), width, len(block))
    odd: list[tuple[int, str]] = []
    table = _parse(block, like.delimiter, has_quotes, width, odd)
    columns = [column.combine_chunks() for column in table.columns]
    if odd:
        columns = _with_odd_rows(columns, odd, like, limits)
    needs_care = not block.isascii() or len(block.translate(None, CONTROLS)) < len(block)
    return [_clean(column, needs_care) for column in columns]


def _parse(
    block: bytes, delimiter: str, has_quotes: bool, width: int, odd: list[tuple[int, str]]
) -> pa.Table:
    """Rows of another width than usual are left out and gathered as (position, text)."""

    def set_aside(row: Any) -> str:
        odd.append((row.number - 1, row.text))
        return "skip"

    names = [str(number) for number in range(width)]
    return csv.read_csv(
        pa.BufferReader(block),
        read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 64),
        parse_options=csv.ParseOptions(
            delimiter=delimiter,
            quote_char='"' if has_quotes else False,
            double_quote=has_quotes,
            newlines_in_values=has_quotes,
            ignore_empty_lines=False,
            invalid_row_handler=set_aside,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )


def _usual_width(block: bytes, like: Shape, has_quotes: bool) -> int:
    lines = block[:SAMPLE].replace(b"\r", b"\n").split(b"\n")[:200]
    sign = like.delimiter.encode()
    if has_quotes:
        texts = (letters.decode(line) for line in lines if line.strip())
        counts = Counter(len(quoting.cells_of_line(text, like)) - 1 for text in texts)
    else:
        counts = Counter(line.count(sign) for line in lines if line.strip())
    return max(counts, key=lambda count: (counts[count], count)) + 1 if counts else 1


def _with_odd_rows(
    columns: list[pa.StringArray], odd: list[tuple[int, str]], like: Shape, limits: Limits
) -> list[pa.StringArray]:
    """Put the rows that were set aside back where they stood."""
    records = [text_records.record(text, like, limits) for _, text in odd]
    usual = len(columns[0])
    positions = np.array([position for position, _ in odd])
    is_odd = np.zeros(usual + len(odd), dtype=bool)
    is_odd[positions] = True
    order = np.where(is_odd, usual + np.cumsum(is_odd) - 1, np.cumsum(~is_odd) - 1)
    width = max(len(columns), *(len(cells) for cells in records))
    check_filled(usual + len(odd), width, sum(len(text) for _, text in odd) + usual)
    whole_columns = []
    for number in range(width):
        own = columns[number] if number < len(columns) else _empty(usual)
        added = pa.array([cells[number] if number < len(cells) else "" for cells in records], pa.string())
        whole_columns.append(pa.concat_arrays([own, added]).take(pa.array(order)))
    return whole_columns


def _clean(column: pa.StringArray, needs_care: bool) -> pa.StringArray:
    longest = int(np.diff(offsets(column)).max(initial=0))
    if longest > bounds.LONGEST_CELL:
        raise bounds.too_long_a_cell()
    if needs_care and _has_unseen(column):
        return pa.array(clean_all(column.to_pylist()), pa.string())
    return pc.ascii_trim_whitespace(column)


def _has_unseen(column: pa.StringArray) -> bool:
    data = column.buffers()[2]
    text = data.to_pybytes() if data is not None else b""
    if len(text.translate(None, CONTROLS)) < len(text):
        return True
    return not text.isascii() and any(sign in text for sign in UNSEEN)


def _is_plain(block: bytes, quotes: Places, delimiter: str) -> bool:
    """Whether each quote opens a cell, closes one, or is half of a doubled quote within one."""
    if len(quotes) % 2:
        return False
    framed = np.concatenate(([10], np.frombuffer(block, dtype=np.uint8), [10])).astype(np.uint8)
    is_border = np.zeros(256, dtype=bool)
    is_border[[*LINE_ENDS, ord(delimiter)]] = True
    touches = np.diff(quotes) == 1
    opening, closing = quotes[0::2], quotes[1::2]
    is_second_half = np.concatenate(([False], touches[1::2]))
    is_first_half = np.concatenate((touches[1::2], [False]))
    return bool(
        (is_border[framed[opening]] | is_second_half).all()
        and (is_border[framed[closing + 2]] | is_first_half).all()
    )


def _swallows_rows(block: bytes, quotes: Places, like: Shape) -> bool:
    """Whether a quoted cell runs on over lines that are rows of their own, or over very many."""
    signs = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero((signs == LINE_ENDS[0]) | (signs == LINE_ENDS[1]))
    is_within = np.searchsorted(quotes, ends) % 2 == 1
    if not is_within.any():
        return False
    borders = np.concatenate(([-1], ends[~is_within], [len(block)]))
    records = np.unique(np.searchsorted(borders, ends[is_within]))
    spans = zip(borders[records - 1].tolist(), borders[records].tolist(), strict=True)
    # record by record, for only those with a line end in a cell are looked at
    return any(_is_no_record(block[first + 1 : last], like) for first, last in spans)


def _is_no_record(data: bytes, like: Shape) -> bool:
    lines = list(io.StringIO(letters.decode(data), newline=""))
    cells = quoting.cells_as_quoted(lines, like.delimiter)
    is_long = len(lines) > MOST_JOINED_LINES
    return cells is None or is_long or quoting.swallows_rows(lines, cells, like)


def _empty(rows: int) -> pa.StringArray:
    return pa.StringArray.from_buffers(
        rows, pa.py_buffer(np.zeros(rows + 1, dtype=np.int32)), pa.py_buffer(b"")
    )
