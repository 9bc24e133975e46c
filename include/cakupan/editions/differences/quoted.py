"""What two editions of a month quote of earlier months, and where they quote otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cakupan.editions import expression
from cakupan.editions.differences.change import Origin
from cakupan.editions.frozen import series
from cakupan.editions.frozen.series import EDITION, Point, Points

CAUSE = "quoted"


@dataclass(frozen=True, kw_only=True)
class Quotes:
    """The points of both editions."""

    before: Points
    after: Points

    def number(self, figure_id: str, part: str, *, is_later: bool) -> Decimal | None:
        """Return what a figure was in the month that an operand is of, as one of the editions quotes it."""
        points = self.after if is_later else self.before
        point = points.get(_place(figure_id, part))
        return None if point is None else Decimal(point["value"])

    def moved(self, text: str, address: str) -> Origin | None:
        """Return whence the later edition quotes what an expression is computed of, where that is another."""
        for operand in expression.define(text).operands:
            code, _, part = operand.rpartition(".")
            place = _place(f"{code}:{address}", part)
            one, other = self.before.get(place), self.after.get(place)
            if _value(one) != _value(other):
                return origin(other or one or {})
        return None


def _place(figure_id: str, part: str) -> tuple[str, str]:
    return figure_id, str(expression.month_of(part, figure_id.split(":")[1]))


def _value(point: Point | None) -> str | None:
    return None if point is None else point["value"]


def origin(point: Mapping[str, object]) -> Origin:
    """Return whence a point is quoted, as the origin of a change."""
    named = point.get("edition") or point.get("document") or "simulasi"
    kind = EDITION if point.get("edition") else "document"
    return Origin(cause=CAUSE, source_kind=kind, named=str(named))


def read(before: Path, after: Path) -> Quotes:
    """Return the points of two bundles.

    Raises:
        EditionDamaged: the series of one cannot be read.
    """
    return Quotes(before=series.points(series.read(before)), after=series.points(series.read(after)))


def differences(before: Path, after: Path) -> Iterator[dict[str, object]]:
    """Yield the points that two bundles have otherwise, in the shape of a change; the part names the month.

    Raises:
        EditionDamaged: the series of one cannot be read.
    """
    quotes = read(before, after)
    for place in sorted(quotes.before.keys() | quotes.after.keys()):
        one, other = quotes.before.get(place), quotes.after.get(place)
        if _value(one) == _value(other):
            continue
        source = origin(other or one or {})
        whole = Decimal(_value(other) or 0) - Decimal(_value(one) or 0)
        yield {
            "figure_id": place[0],
            "part": f"series.{place[1]}",
            "cause": CAUSE,
            "source_kind": source.source_kind,
            "source_id": source.named,
            "source_name": source.named,
            "reason": None,
            "rows": 0,
            "previous_value": _value(one),
            "value": _value(other),
            "change": None if None in (one, other) else f"{whole:f}",
        }
