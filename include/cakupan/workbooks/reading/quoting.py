"""Where the cells of a line end, also when some of its quotes are missing, stray or one too many."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cakupan.workbooks.reading import bounds

QUOTE = '"'
DIGIT, LETTER, SIGNS = re.compile(r"\d"), re.compile(r"[^\W\d_]"), re.compile(r"\D")
ALWAYS = 0.8  # of the rows that fill a column: so many numbers make it a column of numbers
LONGER = 3  # cells that a row may have more than usual, for a name may hold the sign that parts cells

csv.field_size_limit(bounds.LONGEST_CELL)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What rows of a list look like: the sign between their cells, how many there are, which are numbers.

    `is_quoted` says that most rows have quotes: one that runs into the next row meets that row's own, so a
    record with the usual cells is believed.
    """

    delimiter: str
    width: int = 1
    numbers: frozenset[int] = frozenset()
    is_quoted: bool = False

    def is_row(self, cells: Sequence[str]) -> bool:
        """Whether these cells are a whole row, and not the rest of a text that runs over several lines."""
        if self.width < 2 or not self.fewest <= len(cells) <= self.width + LONGER:
            return False
        if not self.numbers:
            return len(cells) == self.width
        told = [cells[column] for column in self.numbers if cells[column].strip()]
        return bool(told) and all(map(is_number, told))

    @cached_property
    def fewest(self) -> int:
        """How many cells a row has at least, for some programs leave out what is empty at its end."""
        return max((self.width + 1) // 2, max(self.numbers, default=self.width - 1) + 1)


def shape(rows: Iterable[Sequence[str]], delimiter: str) -> Shape:
    """Return the shape that most of these rows have; rows of one cell have no vote."""
    several = [cells for cells in rows if len(cells) > 1]
    width = usual_width(map(len, several))
    if not several:
        return Shape(delimiter=delimiter)
    usual = [cells for cells in several if len(cells) == width and any(map(is_number, cells))]
    numbers = frozenset(column for column in range(width) if _holds_numbers(usual, column))
    return Shape(delimiter=delimiter, width=width, numbers=numbers)


def usual_width(widths: Iterable[int]) -> int:
    """Return how many cells most rows have that have several; 1 where none has."""
    counts = Counter(width for width in widths if width > 1)
    return max(counts, key=lambda count: (counts[count], count), default=1)


def shape_of_lines(lines: Iterable[str], delimiter: str) -> Shape:
    """Return the shape that most of these lines have, each complete in itself."""
    bare = Shape(delimiter=delimiter)
    return shape((cells_of_line(line, bare) for line in lines), delimiter)


def is_number(text: str) -> bool:
    """Whether a text has digits and no letters."""
    if text.isdecimal():
        return True
    return not text.isalpha() and DIGIT.search(text) is not None and LETTER.search(text) is None


def digits(text: str) -> int:
    """How many digits a text has."""
    return len(SIGNS.sub("", text))


def cells_of_line(line: str, like: Shape) -> list[str]:
    """Return the cells of a line that is complete in itself."""
    line = line.rstrip("\r\n")
    if QUOTE not in line:
        return rejoined(line.split(like.delimiter), like)
    proper = cells_as_quoted([line], like.delimiter)
    return _mended(line, like) if proper is None else rejoined(proper, like)


def rejoined(cells: list[str], like: Shape) -> list[str]:
    """Return cells without the cut that the comma of a name without quotes makes, where there are too many.

    Such a comma has a space behind it, or there is one place alone where the cells fit when it is taken back.
    """
    more = len(cells) - like.width
    if not 0 < more <= LONGER or not like.numbers:
        return cells
    whole: list[str] = []
    for cell in cells:
        if whole and cell.startswith(" ") and cell.strip():
            whole[-1] += like.delimiter + cell
        else:
            whole.append(cell)
    if len(whole) == like.width and like.is_row(whole):
        return whole
    if like.is_row(cells[: like.width]):
        return cells
    tried = (_joined_at(cells, start, more, like) for start in range(like.width) if start not in like.numbers)
    fitting = [each for each in tried if like.is_row(each)]
    return fitting[0] if len(fitting) == 1 else cells


def without_lost(cells: list[str], line: str, like: Shape) -> list[str]:
    """Return cells without the quote at the end of one that lost the other, where most rows are quoted."""
    lost = [cell.endswith(QUOTE) and cell.count(QUOTE) == 1 for cell in cells]
    if not like.is_quoted or not any(lost):
        return cells
    written = _as_written(line.rstrip("\r\n"), like.delimiter)
    if len(written) != len(cells):
        return cells
    pairs = zip(cells, written, lost, strict=True)
    return [cell[:-1] if is_lost and cell == raw.lstrip(" ") else cell for cell, raw, is_lost in pairs]


def _as_written(line: str, delimiter: str) -> list[str]:
    """The cells of a line with their quotes."""
    cell = re.compile(rf' *"(?:[^"]|"")*"|[^{re.escape(delimiter)}]*')
    fields, place = [], 0
    while place <= len(line) and (written := cell.match(line, place)):
        fields.append(written[0])
        place = written.end() + 1
    return fields


def _joined_at(cells: list[str], start: int, more: int, like: Shape) -> list[str]:
    joined = like.delimiter.join(cells[start : start + more + 1])
    return [*cells[:start], joined, *cells[start + more + 1 :]]


def cells_as_quoted(lines: Iterable[str], delimiter: str) -> list[str] | None:
    """Return the cells of the record that begins these lines, none when one of its quotes is out of place."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None


def is_quoted(line: str, delimiter: str) -> bool:
    """Whether a cell of a line is quoted, and all quotes are where they belong."""
    signs = (QUOTE, f" {QUOTE}")
    is_opened = line.startswith(signs) or any(f"{delimiter}{sign}" in line for sign in signs)
    return is_opened and cells_as_quoted([line], delimiter) is not None


def swallows_rows(lines: Sequence[str], cells: Sequence[str], like: Shape) -> bool:
    """Whether the lines of a record are rows of their own, made one cell by two stray quotes."""
    if not like.numbers or not any(_is_row_alone(line, like) for line in lines[1:]):
        return False
    is_first_a_row = _is_row_alone(lines[0], like)
    if like.is_quoted:
        return is_first_a_row and len(cells) != like.width
    return is_first_a_row or not like.is_row(cells)


def _is_row_alone(line: str, like: Shape) -> bool:
    return line.count(like.delimiter) + 1 >= like.fewest and like.is_row(cells_of_line(line, like))


def _holds_numbers(rows: Sequence[Sequence[str]], column: int) -> bool:
    told = [cells[column] for cells in rows if cells[column].strip()]
    return 2 * len(told) >= len(rows) > 0 and sum(map(is_number, told)) >= ALWAYS * len(told) > 0


def _mended(line: str, like: Shape) -> list[str]:
    """The cells of a line with a quote that opens nothing, closes nothing, or is missing."""
    parts = [_without_space(part) for part in line.split(like.delimiter)]
    cells: list[str] = []
    torn: list[int] = []
    at = 0
    while at < len(parts):
        last = _closing_part(parts, at) if parts[at].startswith(QUOTE) else at
        torn += [len(cells)] * (last is None)
        end = at if last is None else last
        cells.append(like.delimiter.join(parts[at : end + 1]))
        at = end + 1
    if len(torn) == 1 and len(cells) > like.width > torn[0]:
        first, more = torn[0], len(cells) - like.width
        cells[first : first + more + 1] = [like.delimiter.join(cells[first : first + more + 1])]
    has_quoted = len(torn) < sum(cell.startswith(QUOTE) for cell in cells)
    return [_unquoted(cell, number in torn, has_quoted) for number, cell in enumerate(cells)]


def _without_space(part: str) -> str:
    """Some programs write a space before a quoted cell."""
    bare = part.lstrip(" ")
    return bare if bare.startswith(QUOTE) else part


def _closing_part(parts: Sequence[str], first: int) -> int | None:
    """The part in which the quote is closed that opens the first one, none when a cell opens before."""
    for number in range(first, len(parts)):
        part = parts[number].rstrip()
        if number > first and part.startswith(QUOTE):
            break
        inner = part[1:] if number == first else part
        if (len(inner) - len(inner.rstrip(QUOTE))) % 2:
            return number
    return first if len(parts[first].rstrip()) > 1 and parts[first].rstrip().endswith(QUOTE) else None


def _unquoted(cell: str, is_torn: bool, has_quoted: bool) -> str:
    """A torn cell beside quoted ones has lost a quote; where nothing else is quoted its quote is a sign."""
    if not cell.startswith(QUOTE):
        return cell
    if not is_torn:
        return _inner(cell.rstrip())
    if cell.count(QUOTE) > 1:
        return cell.replace(QUOTE, "", 2)  # closed too early
    return cell[1:] if has_quoted else cell


def _inner(cell: str) -> str:
    inner = cell[1:-1]
    if inner.endswith(QUOTE) and not inner.endswith(2 * QUOTE) and inner.count(QUOTE) % 2:
        inner = inner[:-1]  # one quote too many at its end
    return inner.replace(2 * QUOTE, QUOTE)
