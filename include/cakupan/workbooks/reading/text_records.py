"""Delimited text read record by record: every quote is weighed, so it is right and slow."""

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from cakupan.workbooks.model import Limits, Sheet
from cakupan.workbooks.reading import bounds, quoting
from cakupan.workbooks.reading.columns import BLOCK, Columns
from cakupan.workbooks.reading.quoting import QUOTE, Shape

SAMPLE = 200  # records that show what the others look like
MOST_JOINED_LINES = 20  # a cell of more lines has lost its closing quote


def sheet(texts: Iterator[str], like: Shape, limits: Limits) -> Sheet:
    """Return the records of a text, which comes in pieces that end where lines end.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    columns = Columns()
    records = _records(_Lines(texts), like, limits)
    while block := list(islice(records, BLOCK)):
        columns.add(block)
        bounds.check_height(columns.height, limits)
    whole = columns.sheet("", True)
    bounds.check_width(whole.width, limits)
    return whole


def record(text: str, like: Shape, limits: Limits) -> list[str]:
    """Return the cells of one record whose quotes are where they belong.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    text = _without_empty_end(text, like.delimiter, limits)
    has_quote = QUOTE in text
    cells = quoting.cells_as_quoted(io.StringIO(text, newline=""), like.delimiter) if has_quote else None
    return _checked(
        quoting.cells_of_line(text, like) if cells is None else quoting.rejoined(cells, like), len(text)
    )


class _Lines:
    """The lines of a text one by one; what was read ahead in vain comes again."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._lines = (line for text in texts for line in io.StringIO(text, newline=""))
        self._again: deque[str] = deque()

    def next(self) -> str | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def ahead(self, first: str, taken: list[str]) -> Iterator[str]:
        """The first line and those behind it, as far as one cell may reach, noted as they are taken."""
        taken.append(first)
        yield first
        while len(taken) < MOST_JOINED_LINES and (line := self.next()) is not None:
            taken.append(line)
            yield line

    def put_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))


def shape(text: str, delimiter: str, limits: Limits) -> Shape:
    """Return how the first rows of a text look: as records do, or as lines where more lines are rows."""
    head = list(islice(io.StringIO(text, newline=""), SAMPLE))
    if not any(QUOTE in line for line in head):
        return quoting.shape(
            (_without_empty_end(line, delimiter, limits).rstrip("\r\n").split(delimiter) for line in head),
            delimiter,
        )
    bare = Shape(delimiter=delimiter)
    ahead = _Lines(iter((text,)))
    first = [taken for _ in range(SAMPLE) if (taken := _next_record(ahead, bare, limits))]
    records = [cells for _, cells in first]
    lines = [quoting.cells_of_line(line, bare) for taken, _ in first for line in taken]
    by_records, by_lines = (quoting.shape(rows, delimiter) for rows in (records, lines))
    like = by_lines if _rows_like(by_lines, lines) > _rows_like(by_records, records) else by_records
    usual = [taken for taken, cells in first if len(cells) == like.width and len(taken) == 1]
    quoted = sum(quoting.is_quoted(line, delimiter) for (line,) in usual)
    return replace(like, is_quoted=2 * quoted > len(usual))


def _rows_like(like: Shape, rows: list[list[str]]) -> int:
    return sum(len(cells) == like.width and like.is_row(cells) for cells in rows)


def _records(lines: _Lines, like: Shape, limits: Limits) -> Iterator[list[str]]:
    while taken := _next_record(lines, like, limits):
        yield _checked(taken[1], sum(map(len, taken[0])))


def _next_record(lines: _Lines, like: Shape, limits: Limits) -> tuple[list[str], list[str]] | None:
    """The lines of the record that comes next and its cells; nothing at the end."""
    line = lines.next()
    if line is None:
        return None
    line = _without_empty_end(line, like.delimiter, limits)
    if QUOTE not in line:
        return [line], quoting.cells_of_line(line, like)
    taken: list[str] = []
    cells = quoting.cells_as_quoted(lines.ahead(line, taken), like.delimiter)
    if cells is not None and not (len(taken) > 1 and quoting.swallows_rows(taken, cells, like)):
        return taken, quoting.rejoined(quoting.without_lost(cells, "".join(taken), like), like)
    lines.put_back(taken[1:])  # a quote that closes nothing swallows no rows
    return taken[:1], quoting.cells_of_line(line, like)


def _checked(cells: list[str], signs: int) -> list[str]:
    """The cells of a record of so many signs, none of them longer than a cell may be."""
    if signs > bounds.LONGEST_CELL and max(map(len, cells), default=0) > bounds.LONGEST_CELL:
        raise bounds.too_long_a_cell()
    return cells


def _without_empty_end(line: str, delimiter: str, limits: Limits) -> str:
    """A line may end in any number of empty cells, but not have more filled ones than it may."""
    if line.count(delimiter) <= limits.max_columns:
        return line
    shorter = line.rstrip(f"\r\n {delimiter}")
    if shorter.count(delimiter) > 2 * limits.max_columns:
        bounds.check_width(shorter.count(delimiter), limits)
    return shorter
