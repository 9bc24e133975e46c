"""The scale of a chart: where it begins and ends, and the round values between."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

HUNDRED = Decimal(100)
MOST_STEPS = 5
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A scale from `low` to `high` in steps of a round value."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def from_zero(cls, numbers: Iterable[Decimal], *, is_percent: bool = False) -> "Scale":
        """Return a scale that holds zero and all numbers, and of percentages the whole hundred too."""
        shown = [Decimal(0), *numbers, *((HUNDRED,) if is_percent else ())]
        return cls.around(shown)

    @classmethod
    def around(cls, numbers: Iterable[Decimal]) -> "Scale":
        """Return a scale that holds all numbers and begins and ends at round values."""
        shown = sorted(numbers) or [Decimal(0)]
        low, high = shown[0], shown[-1]
        if low == high:
            low, high = (min(low, Decimal(0)), max(high, Decimal(0))) if low else (low, Decimal(1))
        step = _step(low, high)
        return cls(
            low=(low / step).to_integral_value(ROUND_FLOOR) * step,
            high=(high / step).to_integral_value(ROUND_CEILING) * step,
            step=step,
        )

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The round values from the beginning to the end."""
        steps = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * count for count in range(steps + 1))

    def share(self, value: Decimal) -> Decimal:
        """Return how far along the scale a value lies, in percent."""
        return (value - self.low) / (self.high - self.low) * HUNDRED


def in_one_line(low: str, high: str, step: str, columns: str, rows: str) -> str:
    """Write what a chart states of its scale and its grid in one line, to compare and to tell."""
    return f"{low}..{high} by {step}, {columns} x {rows}"


def plain(value: Decimal) -> str:
    """Write a value of a scale without an exponent and without zeros at its end."""
    return format(value.normalize(), "f") if value else "0"


def _step(low: Decimal, high: Decimal) -> Decimal:
    """Return the smallest round step that needs no more than a few to get from low to high."""
    power = Decimal(10) ** ((high - low) / MOST_STEPS).adjusted()
    return next(
        step
        for step in (factor * power for factor in ROUND)
        if (high / step).to_integral_value(ROUND_CEILING) - (low / step).to_integral_value(ROUND_FLOOR)
        <= MOST_STEPS + 1
    )
