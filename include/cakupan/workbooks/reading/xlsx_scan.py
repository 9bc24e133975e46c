"""A look at the bytes of a workbook's parts before they are read: most need no more than the quick reader.

The quick reader lays a sheet out as a grid before anybody can ask how large it is, and tells nothing of rows
hidden, cells struck through, formulas in error. Where bytes point to any of these, the sheet is read slowly.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from cakupan.errors import FileRefused
from cakupan.workbooks.a1 import column_of

MOST_GRID_CELLS = 8_000_000
MOST_CELLS = 12_000_000
LONG = 1 << 20  # a piece of this size without any element is one text
HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?![!?\w]+:)", re.IGNORECASE)
ENCODING = re.compile(rb"\A[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NEVER_CALCULATED = re.compile(rb"(?:</f>|<f\b[^>]*/>)(?:<v\s*/>|<v></v>)?</c>")
REFERENCE = re.compile(rb"[\"']\s*([A-Za-z]{0,8})(\d{1,12})\s*[\"']")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
# Beyond any sheet, and beyond what is measured:
FAR = re.compile(rb"\sr\s*=\s*[\"'](?:[A-Za-z]{4}|[A-Za-z]{0,3}\d{8})")
LETTERS = re.compile(rb"[\"']([A-Za-z]{3,8})\d")


class Scan:
    """What the bytes of one part show, piece by piece."""

    def __init__(self, struck_styles: Iterable[int] = ()) -> None:
        """Look also for cells of these styles."""
        numbers = "|".join(str(style) for style in struck_styles)
        self._struck = re.compile(rf"\bs\s*=\s*[\"'](?:{numbers})[\"']".encode()) if numbers else None
        self._carry = b""
        self.cells = self._row_elements = 0
        self._rows = self._columns = 1
        self._last_row = 0
        self._is_first = True
        self._has_references = True
        self.is_plain = True

    def look(self, pieces: Iterable[bytes]) -> bool:
        """Look at all pieces of a sheet, which also unpacks and counts them; tell whether it is plain."""
        for piece in pieces:
            if self.is_plain:
                self._look(piece)
        if not self._has_references:  # cells and rows without one follow the one before them
            self._rows += self._row_elements
            self._columns += self.cells
        grid = self._rows * self._columns
        is_dense = grid <= MOST_GRID_CELLS or (self._has_references and grid <= 4 * self.cells)
        return self.is_plain and is_dense and self.cells <= MOST_CELLS

    def _look(self, piece: bytes) -> None:
        if self._is_first:
            self.is_plain = is_known_head(piece)
            self._is_first = False
        data = self._carry + piece if self._carry else piece
        cut = data.rfind(b"<")
        data, self._carry = (data, b"") if cut < 0 or len(piece) < LONG else (data[:cut], data[cut:])
        is_long = cut <= 0 and len(piece) >= LONG
        if is_long or FAR.search(data) or self._has_marks(data) or not self._is_ascending(data):
            self.is_plain = False
        else:
            self._measure(data)

    def _has_marks(self, data: bytes) -> bool:
        signs = np.frombuffer(data, dtype=np.uint8)
        opens = np.flatnonzero(signs[:-1] == 60)
        follows = signs[opens + 1]
        if (follows == 33).any():  # <!
            if DOCTYPE.search(data):
                raise FileRefused("BERKAS_RUSAK", sign="markup")
            return True
        if (follows == 102).any() and NEVER_CALCULATED.search(data):  # <f
            return True
        if any(_has_pair(signs, sign) and sign in data for sign in (b"&#", b'"e', b"'e")):
            return True
        if _has_pair(signs, b"dd") and b"hidden" in data:
            return True
        return bool(self._struck and self._struck.search(data)) or (
            _has_pair(signs, b"ke") and b"strike" in data
        )

    def _is_ascending(self, data: bytes) -> bool:
        """Whether each row has a number above that of the row before it."""
        numbers = [self._last_row, *map(int, ROW_NUMBER.findall(data))]
        self._last_row = numbers[-1]
        return all(before < after for before, after in pairwise(numbers))

    def _measure(self, data: bytes) -> None:
        """How far cells reach. A reference is a letter before digits; only long ones matter."""
        signs = np.frombuffer(data + b"<" * 8, dtype=np.uint8)
        is_letter = ((signs | 0x20) - 97) < 26
        is_digit = (signs - 48) < 10
        is_quote = (signs == 34) | (signs == 39)
        named = np.flatnonzero(is_letter[:-8] & is_digit[1:-7])
        numbered = np.flatnonzero(is_quote[:-8] & is_digit[1:-7])
        cells = int((((signs[:-1] == 60) | (signs[:-1] == 58)) & (signs[1:] == 99)).sum())
        self.cells += cells
        self._row_elements += int((((signs[:-1] == 60) | (signs[:-1] == 58)) & (signs[1:] == 114)).sum())
        if len(named) < cells:
            self._has_references = False
        self._columns = max(self._columns, self._width(data, is_letter, named))
        digits = max(_most_digits(is_digit, named), _most_digits(is_digit, numbered))
        self._rows = max(self._rows, 10**digits - 1 if digits < 6 else _largest_row(data))

    def _width(self, data: bytes, is_letter: Any, named: Any) -> int:
        inner = named[named >= 2]
        if not (is_letter[inner - 1]).any():
            return 26
        if not (is_letter[inner - 1] & is_letter[inner - 2]).any():
            return 702
        return max([702, *(column_of(found.decode("ascii").upper()) for found in LETTERS.findall(data))])


@dataclass(frozen=True, kw_only=True)
class SharedTexts:
    """What the bytes of the shared texts show: whether they need care, and how long one may be."""

    needs_care: bool
    longest: int


def look_at_texts(pieces: Iterable[bytes]) -> SharedTexts:
    """Look at the shared texts: whether some are struck, escaped, very long or in another encoding.

    Raises:
        FileRefused: BERKAS_RUSAK when they bring a document type.
    """
    needs_care = is_known = False
    carry = b""
    longest = 0
    for piece in pieces:
        is_known = is_known or is_known_head(piece)
        data = carry + piece
        if b"<!" in data and DOCTYPE.search(data):
            raise FileRefused("BERKAS_RUSAK", sign="markup")
        needs_care = needs_care or not is_known or b"strike" in data or b"_x" in data or b"<!" in data
        ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == 60)
        needs_care = needs_care or (len(piece) >= LONG and not len(ends))
        longest = max(longest, int(np.diff(ends, prepend=0, append=len(data)).max()))
        carry = data[-16:]
    return SharedTexts(needs_care=needs_care, longest=longest)


def is_known_head(piece: bytes) -> bool:
    """Return whether a part begins as those of most programs do: in UTF-8, its names without a prefix."""
    encoding = ENCODING.match(piece)
    is_utf8 = not encoding or encoding[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
    return is_utf8 and bool(HEAD.match(piece))


def _has_pair(signs: Any, pair: bytes) -> bool:
    """Whether two signs stand together: a tenth of what a search for a word costs, which may follow."""
    return bool(((signs[:-1] == pair[0]) & (signs[1:] == pair[1])).any())


def _most_digits(is_digit: Any, before: Any) -> int:
    """How many digits follow at most, up to six."""
    for length in range(1, 7):
        if length > 1:
            before = before[is_digit[before + length]]
        if not len(before):
            return length - 1
    return 6


def _largest_row(data: bytes) -> int:
    return max((int(digits) for _, digits in REFERENCE.findall(data)), default=0)
