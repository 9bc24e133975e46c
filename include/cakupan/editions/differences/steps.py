"""A change of a number taken apart: one origin after another replaces what it changed, without a rest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cakupan.editions.differences.change import Origin
from cakupan.editions.differences.effects import Effect

NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a figure counts."""

    numerator: int = 0
    denominator: int = 0
    excluded: int = 0
    possible: int = 0
    unknown: int = 0


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one origin adds to one count of one figure."""

    origin: Origin
    measure: str
    change: int
    rows: int
    of: str = ""

    def applied(self, counts: Counts) -> Counts:
        """Return the counts with this origin's part in them."""
        changed = getattr(counts, self.measure) + self.change
        return replace(counts, **{self.measure: changed})


@dataclass(kw_only=True)
class Share:
    """What an origin moved a number by, and with how many rows."""

    change: Decimal = NONE
    rows: int = 0


Split = dict[Origin, Share]


def of(effects: Iterable[Effect], measure: str, *, exclusion: str | None = None) -> list[Step]:
    """Return the steps of one count, an origin each, in the order of causes."""
    by_origin: dict[Origin, tuple[int, int]] = {}
    for effect in effects:
        if exclusion is not None and effect.exclusion != exclusion:
            continue
        change, rows = by_origin.get(effect.origin, (0, 0))
        by_origin[effect.origin] = (
            change + getattr(effect, measure),
            rows + getattr(effect, f"{measure}_rows"),
        )
    return [
        Step(origin=origin, measure=measure, change=change, rows=rows)
        for origin, (change, rows) in by_origin.items()
        if change
    ]


def add(split: Split, origin: Origin, change: Decimal, rows: int = 0) -> None:
    """Add to what an origin moved."""
    share = split.setdefault(origin, Share())
    share.change += change
    share.rows += rows


def counted(steps: Sequence[Step]) -> Split:
    """Return the split of a count."""
    split: Split = {}
    for step in steps:
        add(split, step.origin, Decimal(step.change), step.rows)
    return split


def along(steps: Sequence[Step], value: Callable[[int], Decimal | None]) -> Split:
    """Return the split of a number that is computed of counts; `value(n)` is it after the first n steps."""
    split: Split = {}
    last = value(0) or NONE
    for place, step in enumerate(steps, start=1):
        now = value(place) or NONE
        add(split, step.origin, now - last, step.rows)
        last = now
    return split


def states(start: Counts, steps: Sequence[Step]) -> list[Counts]:
    """Return the counts before the first step and after each."""
    after_each = [start]
    for step in steps:
        after_each.append(step.applied(after_each[-1]))
    return after_each
