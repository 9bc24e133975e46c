"""docs/benchmarks.md: every part stands between markers of its own and is replaced when measured anew."""

import re
from pathlib import Path

from cakupan.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "benchmarks.md"


class Table:
    """A table of a page, filled row by row; numbers are rounded to three figures."""

    def __init__(self, *columns: str) -> None:
        self._rows: list[tuple[str, ...]] = [columns]

    def add(self, *cells: str | float) -> None:
        """Append a row."""
        self._rows.append(tuple(each if isinstance(each, str) else number(each) for each in cells))

    def lines(self) -> list[str]:
        """Return the table as Markdown."""
        head, *rows = (f"| {' | '.join(row)} |" for row in self._rows)
        return [head, "|" + "---|" * len(self._rows[0]), *rows]


def number(value: float) -> str:
    """Return a number with points for thousands when whole, else with three figures."""
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{round(value):,}".replace(",", ".")
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}"


def write(name: str, title: str, facts: str, lines: list[str], page: Path = PAGE) -> None:
    """Replace the part of this name on the page, or append it."""
    begin, end = f"<!-- bench {name}: written by make bench -->", f"<!-- end of bench {name} -->"
    block = "\n".join([begin, f"## {title}", "", f"Measured {facts}.", "", *lines, "", end])
    text = page.read_text(encoding="utf-8")
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    is_there = found.search(text) is not None
    page.write_text(
        found.sub(lambda _: block, text) if is_there else f"{text.rstrip()}\n\n{block}\n", encoding="utf-8"
    )
