"""Delimited text read record by record: every quote is weighed, so it is right and slow."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from cakupan.workbooks.model import Limits, Sheet
from cakupan.workbooks.reading import bounds
from cakupan.workbooks.reading.columns import BLOCK, Columns

MOST_JOINED_LINES = 20  # a cell of more lines has lost its closing quote
OPEN = "unexpected end of data"

csv.field_size_limit(bounds.LONGEST_CELL)


def sheet(texts: Iterator[str], delimiter: str, limits: Limits) -> Sheet:
    """Return the records of a text, which comes in pieces that end where lines end.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    columns = Columns()
    records = _records(_lines(texts), delimiter, limits)
    while block := list(islice(records, BLOCK)):
        columns.add(block)
        bounds.check_height(columns.height, limits)
    found = columns.sheet("", True)
    bounds.check_width(found.width, limits)
    return found


def record(line: str, delimiter: str, limits: Limits) -> list[str]:
    """Return the cells of one line that is complete in itself.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    return _parse([_without_empty_end(line, delimiter, limits)], delimiter, csv.QUOTE_MINIMAL)


def _lines(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        yield from io.StringIO(text, newline="")


def _records(lines: Iterator[str], delimiter: str, limits: Limits) -> Iterator[list[str]]:
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        line = _without_empty_end(line, delimiter, limits)
        if '"' not in line:
            yield _parse([line], delimiter, csv.QUOTE_NONE)
            continue
        joined = [line]
        while _is_open(joined, delimiter) and len(joined) < MOST_JOINED_LINES:
            following = waiting.pop(0) if waiting else next(lines, None)
            if following is None:
                break
            joined.append(following)
        if _is_open(joined, delimiter):  # a quote nobody closed swallows no rows: it is a sign like others
            waiting = joined[1:] + waiting
            yield _parse(joined[:1], delimiter, csv.QUOTE_NONE)
        else:
            yield _parse(joined, delimiter, csv.QUOTE_MINIMAL)


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether a quoted cell goes on after these lines."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error) == OPEN
    return False


def _parse(lines: list[str], delimiter: str, quoting: int) -> list[str]:
    try:
        found = csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]  # 0 or 3, as csv has them
        return next(found, [])
    except csv.Error as error:
        raise bounds.too_long_a_cell() from error


def _without_empty_end(line: str, delimiter: str, limits: Limits) -> str:
    """A line may end in any number of empty cells, but not have more filled ones than it may."""
    if line.count(delimiter) <= limits.max_columns:
        return line
    shorter = line.rstrip(f"\r\n {delimiter}")
    if shorter.count(delimiter) > 2 * limits.max_columns:
        bounds.check_width(shorter.count(delimiter), limits)
    return shorter
