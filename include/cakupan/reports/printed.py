"""What is printed for a figure node: the one place where frozen text becomes Indonesian text."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from cakupan import indonesian
from cakupan.reports import catalogue
from cakupan.reports.document import Figure
from cakupan.reports.source import FigureRow, ReportSource

NO_FIGURE = "tidak ada angkanya pada edisi ini"
NO_VALUE = "tidak dapat dihitung"


class Printed(NamedTuple):
    """A number as it is printed; `plain` is its frozen decimal text, None when there is nothing to print."""

    figure: Figure
    text: str
    plain: str | None = None
    sign: str = ""
    reason: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The number itself, exact."""
        return None if self.plain is None else Decimal(self.plain)

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        return len((self.plain or "").partition(".")[2])


def _count(value: int | None) -> str | None:
    return None if value is None else str(value)


PARTS: dict[str, Callable[[FigureRow], str | None]] = {
    "value": lambda row: row.value,
    "numerator": lambda row: _count(row.numerator),
    "denominator": lambda row: _count(row.denominator),
    "excluded": lambda row: _count(row.excluded),
    "lower_bound": lambda row: row.lower_bound,
    "possible": lambda row: _count(row.possible),
    "upper_bound": lambda row: row.upper_bound,
    "unknown": lambda row: _count(row.unknown),
    "rank": lambda row: _count(row.rank),
    "peer_count": lambda row: _count(row.peer_count),
}
AMOUNTS = {"value", "numerator"}


class Book:
    """Looks up what is printed for each figure node of one edition."""

    def __init__(self, source: ReportSource) -> None:
        self._rows = source.rows
        self._changes = source.change_rows
        self._known: dict[Figure, Printed] = {}

    def printed(self, figure: Figure) -> Printed:
        """Return what is printed for a node; a missing number prints a dash and says why."""
        if figure not in self._known:
            self._known[figure] = self._look_up(figure)
        return self._known[figure]

    def texts(self, part: str) -> list[str]:
        """Return what is printed for a part of each figure, in their order; nothing where it has none."""
        known: dict[tuple[str, str], str] = {}
        texts = []
        for row in self._rows.values():
            plain, sign = PARTS[part](row), _sign(row, part)
            if plain is None:
                texts.append("")
                continue
            if (plain, sign) not in known:
                known[plain, sign] = indonesian.decimal(plain, sign)
            texts.append(known[plain, sign])
        return texts

    def row(self, figure: Figure) -> FigureRow | None:
        """Return the frozen figure behind a node."""
        return self._rows.get(figure.figure_id)

    def _look_up(self, figure: Figure) -> Printed:
        row = self._rows.get(figure.figure_id)
        kind, _, rest = figure.part.partition(".")
        if kind in {"previous", "current", "change"}:
            change = self._changes.get((figure.figure_id, rest))
            part = "" if change is None else change.part
            return _set(figure, None if change is None else getattr(change, kind), _sign(row, part))
        if row is None:
            return Printed(figure=figure, text=indonesian.MISSING, reason=NO_FIGURE)
        if kind == "excluded" and rest:
            return _set(figure, _count(row.excluded_causes.get(rest)), "")
        return _set(figure, PARTS[kind](row), _sign(row, kind), row.note)


def _sign(row: FigureRow | None, part: str) -> str:
    return catalogue.sign(row.unit) if row is not None and part in AMOUNTS else ""


def _set(figure: Figure, plain: str | None, sign: str, note: str | None = None) -> Printed:
    if plain is None:
        return Printed(figure=figure, text=indonesian.MISSING, reason=note or NO_VALUE)
    return Printed(figure=figure, text=indonesian.decimal(plain, sign), plain=plain, sign=sign)


def detail(row: FigureRow) -> str:
    """Say in one line what a figure is made of, for the reader who points at it."""
    said = [row.area_name, row.slice_name] if row.slicing != "total" else [row.area_name]
    if row.numerator is not None:
        counted = indonesian.decimal(str(row.numerator), catalogue.sign(row.unit))
        if row.denominator is not None:
            counted += f" dari {indonesian.decimal(str(row.denominator))}"
        said.append(counted)
    if row.expression:
        said.append(f"rumus {row.expression}")
    if row.basis:
        said.append(f"basis {row.basis}")
    said.append(f"sumber: {catalogue.source(row.source)}")
    said += [note for note in (row.flag, row.note) if note]
    return " · ".join(said)
