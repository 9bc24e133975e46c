"""The first cells below a header, fetched only for the columns somebody asks about."""

import re
from collections.abc import Sequence

from cakupan.workbooks.model import Sheet

MOST_ROWS = 100
MOSTLY = 0.5  # of the cells of a column
LONGEST = 300  # signs: matching a longer text may take its length squared
NATIONAL = re.compile(r"\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}")
SIGNS = re.compile(r"[\s.'’‘`-]|\.0$")
PLACED = re.compile(r"\b(?:desa|ds|kelurahan|kel|kecamatan|kec)\b\W*[a-z]", re.IGNORECASE)
DAY_FIRST = re.compile(r"(\d{1,2})\W(\d{1,2})\W\d{2,4}")
WHOLE_DAY = re.compile(
    r"\d{1,2}\W{1,2}(?:\d{1,2}|[a-z]{3,9})\W{1,2}(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}.*|\d{5}", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"\d{4}-(\d{2})-(\d{2})")


class Samples:
    """Cells of the rows from `first` on."""

    def __init__(self, sheet: Sheet, first: int) -> None:
        self._sheet = sheet
        self._first = first
        self._cells: dict[int, list[str]] = {}
        self._filled: dict[int, list[str]] = {}

    def cells(self, column: int) -> list[str]:
        """Return the cells of a column, filled or not."""
        if column not in self._cells:
            self._cells[column] = self._sheet.columns[column].slice(self._first, MOST_ROWS).to_pylist()
        return self._cells[column]

    def filled(self, column: int) -> list[str]:
        """Return the filled cells of a column."""
        if column not in self._filled:
            self._filled[column] = list(filter(None, self.cells(column)))
        return self._filled[column]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self._sheet.width

    def is_visible(self, column: int) -> bool:
        """Whether a column is shown."""
        return column not in self._sheet.hidden_columns

    def national_share(self, column: int) -> float:
        """Return the share of filled cells that are shaped like a NIK with a possible date in it."""
        bare = [text if text.isdecimal() else SIGNS.sub("", text) for text in self.filled(column)]
        return share(bare, NATIONAL)

    def place_share(self, column: int) -> float:
        """Return the share of filled cells that name a village or kecamatan by its label."""
        texts = self.filled(column)
        return len(list(filter(PLACED.search, texts))) / len(texts) if texts else 0.0

    def birth_share(self, column: int, nik: int) -> float:
        """Return the share of dates in a column that agree with the NIK of their row."""
        pairs = zip(self.cells(column), self.cells(nik), strict=True)
        told = [
            agrees for text, number in pairs if (agrees := _is_birth(text, SIGNS.sub("", number))) is not None
        ]
        return sum(told) / len(told) if told else 0.0

    def differ(self, column: int, other: int) -> bool:
        """Whether a column is filled and says something else than another."""
        return any(
            text and text != instead
            for text, instead in zip(self.cells(column), self.cells(other), strict=True)
        )

    def are_nested(self, column: int, other: int) -> bool:
        """Whether of two columns one always says what the other does and perhaps more: a name and a title."""
        return all(
            not text or not instead or text in instead or instead in text
            for text, instead in zip(self._folded(column), self._folded(other), strict=True)
        )

    def _folded(self, column: int) -> list[str]:
        return [text.casefold() for text in self.cells(column)]


def share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    """Return how many of the texts are wholly of a pattern, as a part of one; no long text is."""
    short = [text for text in texts if len(text) <= LONGEST]
    return len(list(filter(pattern.fullmatch, short))) / len(texts) if texts else 0.0


def _is_birth(text: str, nik: str) -> bool | None:
    if not NATIONAL.fullmatch(nik):
        return None
    day, month = int(nik[6:8]) % 40, int(nik[8:10])
    if match := YEAR_FIRST.match(text):
        return (int(match[2]), int(match[1])) == (day, month)
    if match := DAY_FIRST.match(text):
        return (int(match[1]), int(match[2])) in ((day, month), (month, day))
    return None
