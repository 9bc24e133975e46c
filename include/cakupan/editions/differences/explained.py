"""Every part of a figure that differs between two editions, each taken apart by cause and origin."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from cakupan.editions import expression
from cakupan.editions.differences import steps
from cakupan.editions.differences.change import Origin
from cakupan.editions.differences.news import News
from cakupan.editions.differences.ranks import Ranking
from cakupan.editions.differences.sides import Pair, Sides, inputs_of
from cakupan.editions.differences.steps import Counts, Split, Step
from cakupan.editions.frozen.definitions import Definitions
from cakupan.editions.frozen.evidence import MEASURES

Computed = Callable[[Counts, str, Definitions], Decimal | None]
PRESENCE, EXISTS = "figure", "exists"
QUOTED, QUOTED_PARTS = "quoted", (expression.MONTH_BEFORE, expression.YEAR_BEFORE)
TEXTS = ("flag", "note", "peer_group")
RANKED = ("rank", "peer_count")
BOUNDS = ("lower_bound", "upper_bound")


class Explanation:
    """Takes figures apart, one by one."""

    def __init__(self, sides: Sides, ranking: Ranking, news: News) -> None:
        self._sides = sides
        self._ranking = ranking
        self._news = news

    def rows(self, pair: Pair) -> Iterator[dict[str, object]]:
        """Yield the changes of a figure.

        Raises:
            CakupanError: the evidence of the two editions does not explain a difference.
        """
        is_derived = pair.either["class"] == "derived"
        yield from self._presence(pair)
        yield from self._derived(pair) if is_derived else self._summed(pair)
        for name in TEXTS:
            previous, value = pair.part(name)
            if previous != value:
                yield from self._text(pair, name, previous, value)

    def _presence(self, pair: Pair) -> Iterator[dict[str, object]]:
        if pair.before is None or pair.after is None:
            previous, value = (None if row is None else EXISTS for row in (pair.before, pair.after))
            yield from self._text(pair, PRESENCE, previous, value)

    def _summed(self, pair: Pair) -> Iterator[dict[str, object]]:
        own = {name: self._counted(pair, name) for name in MEASURES}
        for name, its_steps in own.items():
            yield from self._numbers(pair, name, *pair.part(name), steps.counted(its_steps))
        yield from self._exclusions(pair)
        shared = [*own["numerator"], *own["denominator"]]
        if self._sides.definitions(pair.code).is_rate(pair.code):
            yield from self._computed(pair, "value", shared, _value)
        yield from self._computed(pair, "lower_bound", [*shared, *own["excluded"]], _lower_bound)
        yield from self._computed(pair, "upper_bound", [*shared, *own["possible"]], _upper_bound)
        for name in RANKED:
            if pair.part(name)[0] != pair.part(name)[1]:
                split = self._ranking.split(pair, name, shared)
                yield from self._numbers(pair, name, *pair.part(name), split)

    def _counted(self, pair: Pair, name: str) -> list[Step]:
        """Return the steps of a count, which lead from one edition's to the other's."""
        before, after = (getattr(counts, name) for counts in pair.counts())
        if before == after and None in pair.part(name):
            return []
        changes = steps.of(self._sides.effects.of(pair.address), name)
        rest = after - before - sum(step.change for step in changes)
        if rest:
            origin = self._sides.rest(pair, name, rest)
            changes.append(Step(origin=origin, measure=name, change=rest, rows=0))
        return changes

    def _exclusions(self, pair: Pair) -> Iterator[dict[str, object]]:
        before, after = pair.exclusions()
        effects = self._sides.effects.of(pair.address)
        for cause in sorted(before.keys() | after.keys()):
            previous, value = before.get(cause), after.get(cause)
            if previous == value:
                continue
            part = f"excluded.{cause}"
            split = steps.counted(steps.of(effects, "excluded", exclusion=cause))
            yield from self._numbers(pair, part, previous, value, split)

    def _computed(
        self, pair: Pair, part: str, own: Sequence[Step], value: Computed
    ) -> Iterator[dict[str, object]]:
        """Split a number that is computed of counts."""
        previous, now = pair.part(part)
        if previous == now:
            return
        counts = steps.states(pair.counts()[0], own)
        defined = self._sides.definitions(pair.code)
        ends = [value(counts[place], pair.code, defined) for place in (0, -1)]
        self._require_stated(pair, part, ends)
        split = steps.along(own, lambda place: value(counts[place], pair.code, defined))
        yield from self._numbers(pair, part, previous, now, split)

    def _derived(self, pair: Pair) -> Iterator[dict[str, object]]:
        """Split a derived value: one input after the other is replaced, by each cause that moved it."""
        previous, value = pair.part("value")
        if previous == value:
            return
        inputs = [self._sides.pair(name) for name in inputs_of(pair)]
        own: list[tuple[int, Step]] = []
        state: list[list[Counts]] = [[one.counts()[0] for one in inputs]]
        for place, one in enumerate(inputs):
            for name in ("numerator", "denominator"):
                for step in self._counted(one, name):
                    own.append((place, step))
                    last = list(state[-1])
                    last[place] = step.applied(last[place])
                    state.append(last)
        if origin := self._sides.quoted_anew(pair):
            own.append((len(inputs), Step(origin=origin, measure=QUOTED, change=0, rows=0)))
            state.append(state[-1])
        known = [
            self._evaluated(pair, inputs, counts, is_later=place == len(own))
            for place, counts in enumerate(state)
        ]
        self._require_stated(pair, "value", [known[0], known[-1]])
        split = steps.along([step for _, step in own], lambda place: known[place])
        yield from self._numbers(pair, "value", previous, value, split)

    def _evaluated(
        self, pair: Pair, inputs: Sequence[Pair], counts: Sequence[Counts], *, is_later: bool
    ) -> Decimal | None:
        known = {one.code: (one.figure_id, of) for one, of in zip(inputs, counts, strict=True)}

        def operand(code: str, part: str) -> Decimal | None:
            figure_id, counted = known[code]
            if part in QUOTED_PARTS:
                return self._sides.quotes.number(figure_id, part, is_later=is_later)
            return _operand(counted, code, part, self._sides.definitions(code))

        result = expression.evaluate(str(pair.either["expression"]), operand)
        digits = self._sides.definitions(pair.code).digits(pair.code)
        return None if result is None else Decimal(expression.rounded(result, digits))

    def _require_stated(self, pair: Pair, part: str, computed: Sequence[Decimal | None]) -> None:
        """Refuse a number that does not follow from its counts as it is defined.

        Raises:
            CakupanError: it does not, and neither is it defined otherwise than before.
        """
        sides = zip((pair.before, pair.after), pair.part(part), computed, strict=True)
        for row, stated, right in sides:
            if row is not None and (None if stated is None else Decimal(stated)) != right:
                self._sides.rest(pair, part, None if stated is None else Decimal(stated) - (right or 0))

    def _numbers(
        self, pair: Pair, part: str, previous: Any, value: Any, split: Split
    ) -> Iterator[dict[str, object]]:
        """Yield what each origin moved a number by; what is left over has to have a reason, too.

        Raises:
            CakupanError: it has none.
        """
        if previous == value:
            return
        whole = Decimal(value or 0) - Decimal(previous or 0)
        rest = whole - sum((share.change for share in split.values()), Decimal(0))
        if rest:
            steps.add(split, self._left_over(pair, part, previous, value, rest), rest)
        moved = {origin: share for origin, share in split.items() if share.change}
        if not moved and not whole:  # nothing became 0, or 0 nothing
            yield from self._text(pair, part, previous, value)
            return
        for origin in sorted(moved, key=lambda one: one.order):
            share = moved[origin]
            yield self._row(pair, part, origin, previous, value, f"{share.change:f}", share.rows)

    def _left_over(self, pair: Pair, part: str, previous: Any, value: Any, rest: Decimal) -> Origin:
        """A number that is not there on one side has nothing to be computed of; its counts' origin has it."""
        if None in (previous, value) and part in ("value", *BOUNDS):
            effects = self._sides.effects_of(pair)
            if effects:
                return effects[-1].origin
        return self._sides.rest(pair, part, rest)

    def _text(self, pair: Pair, part: str, previous: Any, value: Any) -> Iterator[dict[str, object]]:
        """Yield the origins that a text, or the figure itself, came or went with."""
        rows: dict[Origin, int] = {}
        for effect in self._sides.effects_of(pair) or self._of_slices(pair):
            rows[effect.origin] = rows.get(effect.origin, 0) + effect.rows
        if not rows:
            rows[self._sides.rest(pair, part)] = 0
        for origin in sorted(rows, key=lambda one: one.order):
            yield self._row(pair, part, origin, previous, value, None, rows[origin])

    def _of_slices(self, pair: Pair) -> list[Any]:
        """What a note says may hang on the same indicator's other slices of the area."""
        code, _, _, area = pair.address
        by_address = self._sides.effects.by_address
        return [
            effect
            for (indicator, _, _, where), effects in by_address.items()
            if (indicator, where) == (code, area)
            for effect in effects
        ]

    def _row(
        self,
        pair: Pair,
        part: str,
        origin: Origin,
        previous: Any,
        value: Any,
        change: str | None,
        rows: int,
    ) -> dict[str, object]:
        source_id, source_name, reason = self._news.named(origin)
        return {
            "figure_id": pair.figure_id,
            "part": part,
            "cause": origin.cause,
            "source_kind": origin.source_kind,
            "source_id": source_id,
            "source_name": source_name,
            "reason": reason,
            "rows": rows,
            "previous_value": None if previous is None else str(previous),
            "value": None if value is None else str(value),
            "change": change,
        }


def _value(counts: Counts, code: str, defined: Definitions) -> Decimal | None:
    if counts.denominator <= 0:
        return None
    return Decimal(expression.ratio_text(counts.numerator, counts.denominator, defined.digits(code)))


def _lower_bound(counts: Counts, code: str, defined: Definitions) -> Decimal | None:
    at_most = counts.denominator + counts.excluded
    if counts.excluded <= 0 or at_most <= 0 or not defined.is_rate(code):
        return None
    return Decimal(expression.ratio_text(counts.numerator, at_most, defined.digits(code)))


def _upper_bound(counts: Counts, code: str, defined: Definitions) -> Decimal | None:
    at_most = counts.numerator + counts.possible
    if counts.possible <= 0:
        return None
    if not defined.is_rate(code):
        return Decimal(at_most)
    if counts.denominator <= 0:
        return None
    return Decimal(expression.ratio_text(at_most, counts.denominator, defined.digits(code)))


def _operand(counts: Counts, code: str, part: str, defined: Definitions) -> Decimal | None:
    if part == "numerator" or (part == "value" and not defined.is_rate(code)):
        return Decimal(counts.numerator)
    if part == "denominator":
        return Decimal(counts.denominator) if counts.denominator > 0 else None
    return _value(counts, code, defined)
