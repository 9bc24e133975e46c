"""The columns below a header row or two or three, each with what its header claims it to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cakupan.intake.reading.headers.mapping import Basis
from cakupan.intake.reading.headers.spelling import Vocabulary, normalise
from cakupan.workbooks.model import Merge

MOST_SIGNS = 2000  # of header rows that are kept in mind


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One column: its header as written, the normalised spelling it is known by, and the field it names.

    `joined` is all that stands above the column, normalised; `first` and `depth` are the uppermost and lowest
    header row that took part in naming it.
    """

    column: int
    header: str
    plain: str
    joined: str
    field: str | None
    basis: Basis
    first: int = 0
    depth: int = 0


def claims(
    rows: Sequence[Sequence[str]], top: int, merges: Sequence[Merge], words: Vocabulary
) -> list[Claim]:
    """Read header rows from the top; `top` is the sheet's row of the first of them."""
    within = [merge for merge in merges if top <= merge[0] < top + len(rows)]
    lifted = tuple((first - top, left, last - top, right) for first, left, last, right in within)
    written = tuple(map(tuple, rows))
    if sum(len(text) for row in written for text in row) > MOST_SIGNS:
        return _claims(written, lifted, words)
    return list(_known_claims(written, lifted, words))


@lru_cache(maxsize=2000)
def _known_claims(
    rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...], words: Vocabulary
) -> tuple[Claim, ...]:
    """Villages fill in one template: its header is read once, what is below it decides elsewhere."""
    return tuple(_claims(rows, merges, words))


def _claims(rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...], words: Vocabulary) -> list[Claim]:
    spread = _spread(rows, merges)
    found = []
    for column in range(len(rows[0])):
        own = [row[column] for row in rows]
        stack = [row[column] for row in spread]
        if any(stack):
            found.append(_claim(column, stack, own, _carried(column, rows, spread), words))
    return found


def _claim(column: int, stack: Sequence[str], own: Sequence[str], carried: str, words: Vocabulary) -> Claim:
    """Try the cells joined top-down, then each from the lowest; a text merged across columns never alone."""
    written = [text.strip() for text in stack if text]
    header = " ".join(dict.fromkeys(written))
    lowest = max(depth for depth, text in enumerate(stack) if text)
    plain = normalise(written[-1])
    joined = normalise(carried or header)
    for text, first, depth in [*_joins(stack), *_alone(stack, own), (carried, 0, len(stack) - 1)]:
        known = normalise(text) if text else ""
        if found := words.find(known):
            name, basis = found
            return Claim(
                column=column,
                header=header,
                plain=known,
                joined=joined,
                field=name,
                basis=basis,
                first=first,
                depth=min(depth, lowest),
            )
    return Claim(column=column, header=header, plain=plain, joined=joined, field=None, basis="unknown")


def _joins(stack: Sequence[str]) -> list[tuple[str, int, int]]:
    """All rows, then the lower two, then the upper two, where more than one of them is filled."""
    last = len(stack) - 1
    spans = [(0, last)] if last < 2 else [(0, 2), (1, 2), (0, 1)]
    joined = []
    for first, lowest in spans:
        parts = list(dict.fromkeys(text.strip() for text in stack[first : lowest + 1] if text))
        if len(parts) > 1 and stack[lowest]:
            upper = next(depth for depth in range(first, lowest) if stack[depth])
            joined.append((" ".join(parts), upper, lowest))
    return joined


def _alone(stack: Sequence[str], own: Sequence[str]) -> list[tuple[str, int, int]]:
    return [
        (own[depth], depth, depth)
        for depth in reversed(range(len(stack)))
        if own[depth] == stack[depth] != ""
    ]


def _carried(column: int, rows: Sequence[Sequence[str]], spread: Sequence[Sequence[str]]) -> str:
    """A header above that was typed once for several columns without merging them."""
    if len(rows) < 2 or not rows[1][column] or spread[0][column]:
        return ""
    left = column - 1
    while left >= 0 and not rows[0][left] and rows[1][left]:
        left -= 1
    return f"{rows[0][left]} {rows[1][column]}" if left >= 0 and rows[0][left] and rows[1][left] else ""


def _spread(rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[list[str]]:
    """Copy a text merged across columns into each, marked by a blank so that it cannot match alone."""
    height = len(rows)
    spread = [list(row) for row in rows]
    for first_row, first_column, last_row, last_column in merges:
        is_across = last_column > first_column and last_row < height
        if is_across and first_column < len(spread[0]) and (text := rows[first_row][first_column]):
            last = min(last_column, len(spread[0]) - 1)
            spread[first_row][first_column : last + 1] = [f"{text} "] * (last - first_column + 1)
    return spread
