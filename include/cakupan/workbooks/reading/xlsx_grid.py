"""Cells of a sheet that is written as programs write it, found by their signs all at once.

Only rows, cells, plain values and texts of one run, every one with its reference, in order and nothing
between them: whatever is written in another way is left to the reader that understands all of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from cakupan.workbooks.a1 import column_of
from cakupan.workbooks.model import Merge
from cakupan.workbooks.reading.xlsx_blocks import NotPlainError

Kinds = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,2})([1-9]\d{0,6}):([A-Z]{1,2})([1-9]\d{0,6})"\s*/>')
ROW_ATTRIBUTES = re.compile(rb'(?: [A-Za-z]\w*(?::\w+)?="[^"<>&]*")* ?/?')
REFERENCE = int.from_bytes(b' r="', "little")
STYLE = int.from_bytes(b' s="', "little")
TYPE = int.from_bytes(b' t="', "little")
PADDING = bytes(32)  # what one look at a cell may take in behind the last one
INLINE, INLINE_REST = int.from_bytes(b"inlineSt", "little"), int.from_bytes(b'r"', "little")
CALCULATED = int.from_bytes(b'str"', "little")
KEPT_SPACES = b't xml:space="preserve"'
LONGEST_REFERENCE = 8  # signs with the quote behind it: what one look at a cell takes in
MOST_DIGITS = 7

# The tags that rows are made of, told by two signs each, and which may follow which:
ROW, NO_ROW, CELL, NO_CELL, FORMULA, NO_FORMULA, VALUE, VALUE_END = range(8)
ROW_END, CELL_END, FORMULA_END, INNER, INNER_END, TEXT, TEXT_END, OTHER = range(8, 16)
FOLLOWS = {
    ROW: (CELL, NO_CELL, ROW_END),
    ROW_END: (ROW, NO_ROW),
    CELL: (VALUE, FORMULA, NO_FORMULA, INNER, CELL_END),
    INNER: (TEXT,),
    TEXT: (TEXT_END,),
    TEXT_END: (INNER_END,),
    INNER_END: (CELL_END,),
    FORMULA: (FORMULA_END,),
    FORMULA_END: (VALUE,),
    NO_FORMULA: (VALUE,),
    CELL_END: (CELL, NO_CELL, ROW_END),
    VALUE: (VALUE_END,),
    VALUE_END: (CELL_END,),
    NO_CELL: (CELL, NO_CELL, ROW_END),
    NO_ROW: (ROW, NO_ROW),
}
MAY_FOLLOW = np.zeros((OTHER + 1, OTHER + 1), dtype=bool)
for _before, _after in FOLLOWS.items():
    MAY_FOLLOW[_before, list(_after)] = True
KIND_OF_SIGNS = np.full(1 << 16, OTHER, dtype=np.int8)
for _signs, _kind in {
    b"ro": ROW, b"c ": CELL, b"f ": FORMULA, b"f>": FORMULA, b"v>": VALUE,
    b"is": INNER, b"t>": TEXT, b"t ": TEXT,
    b"/r": ROW_END, b"/c": CELL_END, b"/f": FORMULA_END, b"/v": VALUE_END, b"/i": INNER_END, b"/t": TEXT_END,
}.items():  # fmt: skip
    KIND_OF_SIGNS[_signs[0] << 8 | _signs[1]] = _kind
NO_WIDTH = re.compile(rb'\bwidth="0(?:\.[01]\d*)?"')
MAY_HOLD_TEXT = np.zeros(OTHER + 1, dtype=bool)
MAY_HOLD_TEXT[[VALUE, FORMULA, TEXT]] = True
EMPTY_OF_KIND = np.arange(OTHER + 1, dtype=np.int8)
EMPTY_OF_KIND[[ROW, CELL, FORMULA]] = NO_ROW, NO_CELL, NO_FORMULA
LENGTH_OF_KIND = np.zeros(OTHER + 1, dtype=np.int8)  # of tags that have no attributes
LENGTH_OF_KIND[[VALUE, VALUE_END, CELL_END, FORMULA_END, ROW_END, INNER, INNER_END, TEXT_END]] = (
    2, 3, 3, 3, 5, 3, 4, 3,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The cells with a value: row, column and style; what stands in `data` from `first` to `last`.

    `is_shared` are those whose value is the number of a shared text, which `shared` is then; `is_text` those
    that hold a text of their own.
    """

    data: bytes
    rows: Numbers
    columns: Numbers
    styles: Numbers
    is_shared: Flags
    is_text: Flags
    shared: Numbers
    first: Numbers
    last: Numbers

    def spans(self, chosen: Flags) -> Iterator[tuple[int, int]]:
        """Return from where to where the values of these cells stand."""
        return zip(self.first[chosen].tolist(), self.last[chosen].tolist(), strict=True)


def filled(block: bytes) -> Filled:
    """Find all cells of some whole rows.

    Raises:
        NotPlainError: When anything in them is written otherwise.
    """
    return _Tags(block).filled()


def merges_around(around: bytes) -> tuple[Merge, ...]:
    """Return the merged areas that a sheet lists behind its rows.

    Raises:
        NotPlainError: When anything before or behind the rows asks for a reader of more.
    """
    _require(around.rstrip().endswith(b"</worksheet>"))
    _require(around.count(b"<sheetData") == 1 and b"<!" not in around)
    _require_shown(around)
    require_well_formed(around)
    merged = MERGE.findall(around)
    _require(around.count(b"<mergeCell") == len(merged) + around.count(b"<mergeCells"))
    return tuple(_area(*corners) for corners in merged)


def require_well_formed(data: bytes) -> None:
    """Leave what is broken to a reader that says so.

    Raises:
        NotPlainError: When it is no whole document.
    """
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise NotPlainError from error


def _require_shown(attributes: bytes) -> None:
    shown = attributes.count(b'hidden="false"') + attributes.count(b'hidden="0"')
    _require(attributes.count(b"hidden") == shown)
    _require(not NO_WIDTH.search(attributes))


def _require(is_so: object) -> None:
    if not is_so:
        raise NotPlainError


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merge:
    first, last = sorted((int(top) - 1, int(bottom) - 1))
    start, end = sorted((column_of(left.decode()) - 1, column_of(right.decode()) - 1))
    return first, start, last, end


class _Tags:
    """The tags of some rows: where each opens and closes, and which it is."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        padded = data + PADDING
        self._signs = np.frombuffer(padded, dtype=np.uint8)
        self._words = np.ndarray((len(padded) - 8,), "<u8", padded, strides=(1,))
        inner = self._signs[: len(data)]
        self._opens = np.flatnonzero(inner == ord("<"))
        self._closes = np.flatnonzero(inner == ord(">"))
        _require(len(self._opens) == len(self._closes) > 0)
        _require(self._opens[0] == 0 and self._closes[-1] == len(data) - 1)
        _require((self._closes > self._opens).all() and (self._opens[1:] > self._closes[:-1]).all())
        self._codes = _kinds(self._signs, self._opens, self._closes)
        _require(_are_in_order(self._codes))
        is_silent = self._opens[1:] == self._closes[:-1] + 1
        _require((is_silent | MAY_HOLD_TEXT.take(self._codes[:-1])).all())
        texts = np.flatnonzero(self._codes == TEXT)
        if len(texts):
            self._require_texts(self._opens[texts], self._closes[texts])

    def _require_texts(self, opens: Numbers, closes: Numbers) -> None:
        """Look at how texts begin: with nothing said, or with their spaces to be kept."""
        is_bare = closes - opens == 2
        opens, closes = opens[~is_bare], closes[~is_bare]
        _require((closes - opens == len(KEPT_SPACES) + 1).all())
        for place, sign in enumerate(KEPT_SPACES if len(opens) else b"", start=1):
            _require((self._signs[opens + place] == sign).all())

    def filled(self) -> Filled:
        """Read references, styles and kinds of all cells, and where the values of the filled ones are."""
        is_row = (self._codes == ROW) | (self._codes == NO_ROW)
        row_words, row_signs, row_numbers = self._rows(self._opens[is_row])
        is_cell = (self._codes == CELL) | (self._codes == NO_CELL)
        cells = np.flatnonzero(is_cell)
        row = np.cumsum(is_row)[cells] - 1
        self._require_plain(self._opens[is_row] + 8 + row_signs, self._closes[is_row])
        opens = self._opens[cells]
        columns, letters = self._references(opens, row_words[row], row_signs[row])
        _require(((columns[1:] > columns[:-1]) | (row[1:] > row[:-1])).all())
        place = opens + 6 + letters + row_signs[row]
        styles, place = self._styles(place)
        types, place = self._types(place)
        ends = self._closes[cells] - (self._codes[cells] == NO_CELL)
        _require(((place == ends) | ((self._signs[place] == ord(" ")) & (place + 1 == ends))).all())
        values = np.flatnonzero((self._codes == VALUE) | (self._codes == TEXT))
        owner = np.cumsum(is_cell)[values] - 1
        first, last = self._closes[values] + 1, self._opens[values + 1]
        is_text = (types[owner] == ord("i")) | (self._codes[values] == TEXT)
        is_shared = (types[owner] == ord("s")) & ~is_text
        shared = np.zeros(len(values), dtype=np.int64)
        shared[is_shared] = self._digits(first[is_shared], last[is_shared] - first[is_shared])
        return Filled(
            data=self._data,
            rows=row_numbers[row[owner]],
            columns=columns[owner],
            styles=styles[owner],
            is_shared=is_shared,
            is_text=is_text,
            shared=shared,
            first=first,
            last=last,
        )

    def _require_plain(self, first: Numbers, last: Numbers) -> None:
        """Look at what else rows say of themselves, which many say alike."""
        spans = zip(first.tolist(), last.tolist(), strict=True)
        for said in {self._data[start:end] for start, end in spans}:
            _require(ROW_ATTRIBUTES.fullmatch(said))
            _require_shown(said)
            _require(b' ht="0"' not in said)

    def _rows(self, opens: Numbers) -> tuple[Words, Numbers, Numbers]:
        """The reference of each row with the quote behind it, how many signs that is, and its position."""
        _require(((self._words[opens + 1] & np.uint64(0xFFFFFF)) == int.from_bytes(b"row", "little")).all())
        _require((self._four(opens + 4) == REFERENCE).all())
        digits = self._to_quote(opens + 8)
        numbers = self._digits(opens + 8, digits)
        _require((numbers[1:] > numbers[:-1]).all() and (self._signs[opens + 8] > ord("0")).all())
        return self._words[opens + 8] & _mask(digits + 1), digits + 1, numbers - 1

    def _references(self, opens: Numbers, rows: Words, signs: Numbers) -> tuple[Numbers, Numbers]:
        """The column of each cell and how many letters it is written with; its row is that of its row."""
        _require((self._four(opens + 2) == REFERENCE).all())
        upper, lower = (self._signs[opens + offset].astype(np.int64) - 64 for offset in (6, 7))
        has_two = lower > 0
        letters = 1 + has_two.astype(np.int64)
        _require(((upper > 0) & (upper <= 26) & (lower <= 26)).all())
        _require((signs + letters <= LONGEST_REFERENCE).all())
        _require(((self._words[opens + 6 + letters] & _mask(signs)) == rows).all())
        return np.where(has_two, upper * 26 + lower, upper) - 1, letters

    def _styles(self, place: Numbers) -> tuple[Numbers, Numbers]:
        has_style = self._four(place) == STYLE
        styles = np.zeros(len(place), dtype=np.int64)
        starts = place[has_style] + 4
        digits = self._to_quote(starts)
        styles[has_style] = self._digits(starts, digits)
        after = place.copy()
        after[has_style] = starts + digits + 1
        return styles, after

    def _types(self, place: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
        """The kind of each value: s of a shared text, i of one of its own, else n, which need not be said."""
        has_type = self._four(place) == TYPE
        types = np.full(len(place), ord("n"), dtype=np.uint8)
        starts = place[has_type] + 4
        said = self._signs[starts]
        length = np.full(len(starts), 6, dtype=np.int64)
        longer = np.flatnonzero(self._signs[starts + 1] != ord('"'))
        if len(longer):
            is_inline = self._words[starts[longer]] == INLINE
            is_inline &= (self._words[starts[longer] + 8] & np.uint64(0xFFFF)) == INLINE_REST
            _require((is_inline | (self._four(starts[longer]) == CALCULATED)).all())
            length[longer] = np.where(is_inline, 14, 8)
        _require((((said == ord("n")) | (said == ord("s"))) | (length > 6)).all())
        types[has_type] = np.where(length > 6, np.uint8(ord("i")), said)
        after = place.copy()
        after[has_type] += length
        return types, after

    def _four(self, place: Numbers) -> Words:
        return self._words[place] & np.uint64(0xFFFFFFFF)

    def _to_quote(self, place: Numbers) -> Numbers:
        """How many signs there are before the next quote, at least one and at most seven."""
        lengths = np.zeros(len(place), dtype=np.int64)
        for length in range(1, MOST_DIGITS + 1):
            is_open = lengths == 0
            if not is_open.any():
                break
            lengths[is_open & (self._signs[place + length] == ord('"'))] = length
        _require((lengths > 0).all())
        return lengths

    def _digits(self, place: Numbers, length: Numbers) -> Numbers:
        """The numbers that so many digits stand for."""
        value = np.zeros(len(place), dtype=np.int64)
        most = int(length.max(initial=0))
        _require(most <= MOST_DIGITS and (length > 0).all())
        least = int(length.min(initial=most))
        for number in range(most):
            digit = self._signs[place + number] - np.uint8(ord("0"))  # what is less is very much then
            if number < least:
                _require((digit <= 9).all())
                value = value * 10 + digit
            else:
                is_within = number < length
                _require(((digit <= 9) | ~is_within).all())
                value = np.where(is_within, value * 10 + digit, value)
        return value


def _mask(signs: Numbers) -> Words:
    return np.uint64(2**64 - 1) >> (np.uint64(64) - np.uint64(8) * signs.astype(np.uint64))


def _kinds(signs: npt.NDArray[np.uint8], opens: Numbers, closes: Numbers) -> Kinds:
    """What each tag is that opens and closes at these places; OTHER for what has no place in a row."""
    codes = KIND_OF_SIGNS.take(signs[opens + 1].astype(np.int64) << 8 | signs[opens + 2])
    length = LENGTH_OF_KIND.take(codes)
    is_empty = (signs[closes - 1] == ord("/")) & (codes < VALUE)
    codes = np.where(is_empty, EMPTY_OF_KIND.take(codes), codes)
    is_wrong = (length > 0) & (length != closes - opens)
    return np.where(is_wrong | _are_misspelt(signs, opens, codes), np.int8(OTHER), codes)


def _are_misspelt(signs: npt.NDArray[np.uint8], opens: Numbers, codes: Kinds) -> npt.NDArray[np.bool_]:
    """Two signs and a length tell other tags from each other and from anything else, but not these."""
    is_wrong = np.zeros(len(codes), dtype=bool)
    is_row = (codes == ROW) | (codes == NO_ROW)
    for is_one, name in ((is_row, b"w"), (codes == ROW_END, b"ow"), (codes == INNER_END, b"s")):
        rows = np.flatnonzero(is_one)
        for place, sign in enumerate(name, start=3):
            is_wrong[rows] |= signs[np.minimum(opens[rows] + place, len(signs) - 1)] != sign
    return is_wrong


def _are_in_order(codes: Kinds) -> bool:
    """Whether the tags are whole rows of whole cells and nothing else."""
    is_whole = codes[0] in (ROW, NO_ROW) and codes[-1] in (ROW_END, NO_ROW)
    return bool(is_whole and MAY_FOLLOW.take(codes[:-1].astype(np.int64) * len(MAY_FOLLOW) + codes[1:]).all())
