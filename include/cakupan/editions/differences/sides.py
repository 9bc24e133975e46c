"""A figure as both editions have it, and what their definitions have in common."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cakupan.editions import expression
from cakupan.editions.differences.change import AREA_MOVE, DEFINITION, Origin
from cakupan.editions.differences.effects import Address, Effect, Effects
from cakupan.editions.differences.quoted import Quotes
from cakupan.editions.differences.steps import Counts
from cakupan.editions.frozen.definitions import Definitions
from cakupan.editions.frozen.evidence import MEASURES
from cakupan.errors import CakupanError

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A figure of two editions; nothing on the side that does not have it."""

    before: Row | None
    after: Row | None

    @property
    def either(self) -> Row:
        """The figure where it is, the later edition first."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a pair has a side
        return row

    @property
    def figure_id(self) -> str:
        """What it is called."""
        return str(self.either["figure_id"])

    @property
    def code(self) -> str:
        """Its indicator."""
        return str(self.either["indicator_code"])

    @property
    def address(self) -> Address:
        """Where its evidence stands."""
        row = self.either
        return (
            str(row["indicator_code"]),
            str(row["slicing"]),
            str(row["slice_code"]),
            str(row["area_code"]),
        )

    def part(self, name: str) -> tuple[Any, Any]:
        """Return a column on both sides."""
        return tuple(None if row is None else row[name] for row in (self.before, self.after))  # type: ignore[return-value]  # two of two

    def counts(self) -> tuple[Counts, Counts]:
        """Return what it counts on both sides; what is not printed counts nothing."""
        sides = [self.part(name) for name in MEASURES]
        before, after = (
            dict(zip(MEASURES, (one[side] or 0 for one in sides), strict=True)) for side in (0, 1)
        )
        return Counts(**before), Counts(**after)

    def exclusions(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return what is excluded by cause on both sides."""
        before, after = (json.loads(text) if text else {} for text in self.part("excluded_causes"))
        return before, after


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What both editions say beside their figures."""

    before: Definitions
    after: Definitions
    effects: Effects
    moved_areas: frozenset[str]
    figures: tuple[Mapping[str, Row], Mapping[str, Row]]
    quotes: Quotes

    def pair(self, figure_id: str) -> Pair:
        """Return a figure as both editions have it."""
        return Pair(before=self.figures[0].get(figure_id), after=self.figures[1].get(figure_id))

    def definitions(self, code: str) -> Definitions:
        """Return the definitions that have an indicator, the later first."""
        return self.after if code in self.after.indicators else self.before

    def is_defined_anew(self, code: str) -> bool:
        """Tell whether the editions define an indicator differently: its row, unit, notes or query."""
        if code in (*self.effects.queries.redefined, *self.effects.queries.unlike):
            return True
        one, other = ((each.indicators.get(code), each) for each in (self.before, self.after))
        if one[0] != other[0] or self.before.notes != self.after.notes:
            return True
        unit = (one[0] or {}).get("unit")
        return self.before.units.get(str(unit)) != self.after.units.get(str(unit))

    def effects_of(self, pair: Pair) -> list[Effect]:
        """Return what moved a figure: its own evidence, or that of the figures it is derived from."""
        if pair.either["class"] != "derived":
            return self.effects.of(pair.address)
        inputs = [self.pair(name) for name in inputs_of(pair)]
        return [effect for one in inputs for effect in self.effects.of(one.address)]

    def quoted_anew(self, pair: Pair) -> Origin | None:
        """Return whence the month is quoted that a derived figure is computed of, where it is another."""
        row = pair.either
        if row["class"] != "derived":
            return None
        return self.quotes.moved(str(row["expression"]), pair.figure_id.partition(":")[2])

    def rest(self, pair: Pair, part: str, change: Decimal | None = None) -> Origin:
        """Return the origin of what evidence does not explain.

        Raises:
            CakupanError: no other definition, quoted month or area tree does.
        """
        if self.is_defined_anew(pair.code):
            return DEFINITION
        if origin := self.quoted_anew(pair):
            return origin
        if pair.either["area_code"] in self.moved_areas:
            return AREA_MOVE
        before, after = pair.part(part) if part in pair.either else (None, None)
        left = "" if change is None else f" It leaves {change} unexplained."
        raise CakupanError(
            f"{pair.figure_id}: {part} moved from {before} to {after}, and its evidence does not explain it."
            f"{left} The figure is not the sum of its evidence; do not publish it."
        )


def inputs_of(pair: Pair) -> list[str]:
    """Return the ids of the figures that a derived one is made of, in the order of its expression."""
    address = pair.figure_id.partition(":")[2]
    codes = expression.define(str(pair.either["expression"])).inputs
    return [f"{code}:{address}" for code in codes]
