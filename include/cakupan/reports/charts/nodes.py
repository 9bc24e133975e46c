"""The nodes of charts and cards. Texts come from pages; every mark and every number is a `Figure`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cakupan.reports.inline import Figure, Inline

Emphasis = Literal["plain", "own", "peer"]
Whence = Literal["own", "quoted", "simulated"]
State = Literal["reached", "near", "missed"]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its length and its label are the same figure; the mark is a target on the same scale."""

    label: str
    figure: Figure
    mark: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Horizontal bars on one scale from zero; a percent scale ends at 100 or beyond the longest bar."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    mark_label: str = ""
    is_percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One dot, with its target and with what it is at least and at most; `own` and `peer` stand out."""

    label: str
    figure: Figure
    target: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    emphasis: Emphasis = "plain"


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Dots on one scale, a row each, in the order given; labels name what the signs are."""

    title: str
    unit: str
    dots: tuple[Dot, ...]
    is_percent: bool = False
    target_label: str = ""
    range_label: str = ""
    own_label: str = ""
    peer_label: str = ""


@dataclass(frozen=True, kw_only=True)
class StripDot:
    """One of many dots of a strip."""

    label: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One row of a strip plot: everything of one group, `detail` beside it."""

    label: str
    dots: tuple[StripDot, ...]
    detail: Inline = ()


@dataclass(frozen=True, kw_only=True)
class Strips:
    """Groups beside each other on one scale, each with all its members as dots."""

    title: str
    unit: str
    strips: tuple[Strip, ...]
    is_percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a line, and whether it is our own figure, quoted from a document, or simulated."""

    figure: Figure
    whence: Whence = "own"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: a point for each period, None where there is none."""

    label: str
    points: tuple[Point | None, ...]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines over the same periods on one scale; a gap stays a gap.

    Raises:
        ValueError: a line has another number of points than there are periods.
    """

    title: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    target: Figure | None = None
    target_label: str = ""
    quoted_label: str = ""
    simulated_label: str = ""

    def __post_init__(self) -> None:
        """Refuse lines that do not fit the periods."""
        _require_points(self.lines, self.periods)


@dataclass(frozen=True, kw_only=True)
class Multiples:
    """Small charts of one line each, on the same scale and periods.

    Raises:
        ValueError: a line has another number of points than there are periods.
    """

    title: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    quoted_label: str = ""
    simulated_label: str = ""

    def __post_init__(self) -> None:
        """Refuse lines that do not fit the periods."""
        _require_points(self.lines, self.periods)


def _require_points(lines: tuple[Line, ...], periods: tuple[str, ...]) -> None:
    for line in lines:
        if len(line.points) != len(periods):
            raise ValueError(f"Line {line.label!r} has {len(line.points)} points for {len(periods)} periods.")


@dataclass(frozen=True, kw_only=True)
class Tile:
    """The figure of one province."""

    area_code: str
    label: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """A map of the provinces as tiles of one size, shaded by steps; a province without figure stays empty."""

    title: str
    unit: str
    tiles: tuple[Tile, ...]
    is_percent: bool = False
    missing_label: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a waterfall; `amount` is its number as the page read it, `is_less` takes it away."""

    label: str
    figure: Figure
    amount: Decimal
    is_less: bool = False

    @property
    def change(self) -> Decimal:
        """What it adds to those before it."""
        return -self.amount if self.is_less else self.amount


@dataclass(frozen=True, kw_only=True)
class Waterfall:
    """How an opening becomes a closing, step by step.

    Raises:
        ValueError: opening and steps do not add up to the closing.
    """

    title: str
    unit: str
    opening: Step
    parts: tuple[Step, ...]
    closing: Step

    def __post_init__(self) -> None:
        """Refuse what does not balance."""
        reached = self.opening.amount + sum((part.change for part in self.parts), Decimal(0))
        if reached != self.closing.amount:
            raise ValueError(
                f"Waterfall {self.title!r} does not balance: opening and parts make {reached},"
                f" the closing figure {self.closing.figure.figure_id} is {self.closing.amount}."
            )


@dataclass(frozen=True, kw_only=True)
class Status:
    """A word of judgement beside the figure that is judged; `detail` says against what."""

    label: str
    state: State
    word: str
    figure: Figure
    unit: str
    detail: Inline = ()


@dataclass(frozen=True, kw_only=True)
class DecisionCard:
    """What is to be decided: the issue in one sentence, then labelled facts: what, who, by when, cost."""

    issue: Inline
    facts: tuple[tuple[str, Inline], ...]


Chart = Bars | Dots | Strips | Lines | Multiples | Tiles | Waterfall | Status
