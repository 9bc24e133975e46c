"""How commands print: facts on stdout, as JSON when asked; everything else on stderr."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]


def print_json(value: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def print_line(text: str = "") -> None:
    """Print one line of text for a person."""
    sys.stdout.write(text + "\n")


def print_table(
    rows: Sequence[dict[str, Any]], columns: Sequence[str], *, least: Sequence[str] | None = None
) -> None:
    """Print some columns of rows as a table, or say that there are none.

    With `least`, those columns alone where all would not fit a terminal, each value on one line. Into a pipe
    or a file every row is one line and every value whole: other programs read it.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _width(rows, columns) + len(columns)
    if not rows:
        console.print("(none)")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    if least and _width(rows, columns) > console.width:
        columns = least
    for column in columns:
        table.add_column(
            column, overflow="ellipsis" if least else "fold", no_wrap=bool(least) or not console.is_terminal
        )
    for row in rows:
        table.add_row(*(_text(row, column) for column in columns))
    console.print(table)


def _width(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> int:
    widths = [
        max(len(text) for text in (column, *(_text(row, column) for row in rows))) for column in columns
    ]
    return sum(widths) + len(widths)


def _text(row: dict[str, Any], column: str) -> str:
    return "" if row.get(column) is None else " ".join(str(row[column]).splitlines())
