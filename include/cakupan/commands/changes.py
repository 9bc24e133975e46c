"""How differences of editions are printed: under each figure its parts, under each part what moved it."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

NOTHING = "nothing"
Row = Mapping[str, Any]


def of_figures(changes: Sequence[Row], width: int) -> Iterator[str]:
    """Yield lines of a width for changes that come figure by figure and part by part."""
    for figure_id, parts in groupby(changes, key=lambda row: row["figure_id"]):
        yield str(figure_id)
        for part, causes in groupby(parts, key=lambda row: row["part"]):
            each = list(causes)
            before, after = (_said(each[0][side]) for side in ("previous_value", "value"))
            yield from _wrapped(f"{part}: {before} -> {after}", width, first="  ", rest="      ")
            for row in each:
                yield from _wrapped(_cause(row), width, first="    ", rest="        ")
    if not changes:
        yield "(none)"


def of_rows(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Yield lines of a width for rows that one edition has and the other not, each with its file."""
    for row in rows:
        yield from _wrapped(
            f"{row['change']} {row['unit']} in {row['fact']}: {row['cause']}, {row['origin']}", width
        )
        place = ", ".join(
            f"{name}{row[column]}"
            for name, column in (("", "file"), ("sheet ", "sheet"), ("row ", "row"))
            if row[column] is not None
        )
        yield from _wrapped(place, width, first="    ", rest="        ")
    if not rows:
        yield "(none)"


def _cause(row: Row) -> str:
    moved = f"{_signed(row['change'])} by " if row["change"] is not None else ""
    behind = f" ({row['rows']} rows)" if row["rows"] else ""
    name, number = row["source_name"], str(row["source_id"])
    named = number if name is None else name if number in name else f"{number} {name}"
    why = f"; {row['reason']}" if row["reason"] else ""
    return f"{moved}{row['cause']}{behind}: {named}{why}"


def _signed(change: object) -> str:
    text = str(change)
    return text if text.startswith("-") else f"+{text}"


def _said(value: object) -> str:
    return NOTHING if value is None else str(value)


def _wrapped(text: str, width: int, first: str = "", rest: str = "    ") -> list[str]:
    """A name longer than a line stays whole, so that it can be copied."""
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
