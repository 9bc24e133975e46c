"""What is printed for a figure node: the one place where frozen text becomes text of a language."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from cakupan.reports import catalogue, texts
from cakupan.reports.document import Figure
from cakupan.reports.locales import IN_WORDS, MISSING, Locale
from cakupan.reports.series import Quoted
from cakupan.reports.source import FigureRow, ReportSource

ROUNDED = "rounded"


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
QUOTED: dict[str, Callable[[Quoted], str | None]] = {
    "": lambda point: point.value,
    "numerator": lambda point: _count(point.numerator),
    "denominator": lambda point: _count(point.denominator),
}
AMOUNTS = {"value", "numerator"}


class Book:
    """Looks up what is printed for each figure node of one edition in one language."""

    def __init__(self, source: ReportSource, locale: Locale) -> None:
        self.locale = locale
        self._rows = source.rows
        self._changes = source.change_rows
        self._source = source
        self._series: dict[str, dict[str, Quoted]] = {}
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
                known[plain, sign] = self.locale.decimal(plain, sign)
            texts.append(known[plain, sign])
        return texts

    def scale_text(self, plain: str) -> str:
        """Return a value of a scale, which is no figure, as it is printed."""
        return self.locale.decimal(plain)

    def row(self, figure: Figure) -> FigureRow | None:
        """Return the frozen figure behind a node."""
        return self._rows.get(figure.figure_id)

    def whole(self, figure: Figure) -> int | None:
        """Return the whole number that is printed for a node, which words beside it follow."""
        printed = self.printed(figure)
        is_whole = printed.plain is not None and not printed.decimals and not printed.sign
        return int(printed.plain) if is_whole and printed.plain is not None else None

    def spoken(self, figure: Figure) -> Figure:
        """Return a node as running text says it: large amounts of rupiah in words."""
        printed = self.printed(figure)
        is_large = printed.sign and printed.number is not None and abs(printed.number) >= IN_WORDS
        return Figure(figure.figure_id, f"{figure.part}.{ROUNDED}") if is_large else figure

    def detail(self, row: FigureRow) -> str:
        """Say in one line what a figure is made of, for the reader who points at it."""
        name = catalogue.slice_name(row.slicing, row.slice_code, row.slice_name, self.locale)
        said = [row.area_name, name] if row.slicing != "total" else [row.area_name]
        if row.numerator is not None:
            said.append(self._counted(row, row.numerator))
        if row.expression:
            said.append(texts.plain(self.locale, "detail-expression", expression=row.expression))
        if row.basis:
            said.append(texts.plain(self.locale, "detail-basis", basis=row.basis))
        source = catalogue.source(row.source, self.locale)
        said.append(texts.plain(self.locale, "detail-source", source=source))
        said += [catalogue.note(note, self.locale) for note in (row.flag, row.note) if note]
        return " · ".join(said)

    def _counted(self, row: FigureRow, numerator: int) -> str:
        counted = self.locale.decimal(str(numerator), catalogue.sign(row.unit))
        if row.denominator is None:
            return counted
        return texts.plain(self.locale, "detail-of", count=counted, total=row.denominator)

    def _look_up(self, figure: Figure) -> Printed:
        row = self._rows.get(figure.figure_id)
        kind, _, rest = figure.part.partition(".")
        if kind in {"previous", "current", "change"}:
            change = self._changes.get((figure.figure_id, rest))
            part = "" if change is None else change.part
            return self._set(figure, None if change is None else getattr(change, kind), _sign(row, part))
        if row is None:
            return self._absent(figure, texts.plain(self.locale, "number-absent"))
        if kind == "series":
            return self._quoted(figure, row, *rest.partition(".")[::2])
        if kind == "excluded" and rest:
            return self._set(figure, _count(row.excluded_causes.get(rest)), "")
        printed = self._set(figure, PARTS[kind](row), _sign(row, kind), row.note)
        if rest == ROUNDED and printed.plain is not None:
            return printed._replace(text=self.locale.in_words(printed.plain, printed.sign))
        return printed

    def _set(self, figure: Figure, plain: str | None, sign: str, note: str | None = None) -> Printed:
        if plain is None:
            reason = catalogue.note(note, self.locale) if note else texts.plain(self.locale, "number-unknown")
            return self._absent(figure, reason)
        return Printed(figure=figure, text=self.locale.decimal(plain, sign), plain=plain, sign=sign)

    @staticmethod
    def _absent(figure: Figure, reason: str) -> Printed:
        return Printed(figure=figure, text=MISSING, reason=reason)

    def _quoted(self, figure: Figure, row: FigureRow, period: str, name: str) -> Printed:
        """Return the value of a month of the series, or one of its counts."""
        if figure.figure_id not in self._series:
            series = self._source.series(figure.figure_id)
            self._series[figure.figure_id] = {point.period: point for point in series}
        point = self._series[figure.figure_id].get(period)
        plain = None if point is None else QUOTED[name](point)
        return self._set(figure, plain, _sign(row, name or "value"))


def _sign(row: FigureRow | None, part: str) -> str:
    return catalogue.sign(row.unit) if row is not None and part in AMOUNTS else ""
