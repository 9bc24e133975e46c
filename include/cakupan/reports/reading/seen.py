"""Numbers and charts as a reader of a finished file sees them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from cakupan.reports.inline import Figure


class Seen(NamedTuple):
    """What stands at one place of a file, and the figure that the file says it is."""

    page: str
    place: str
    figure: Figure
    printed: str


class DrawnMark(NamedTuple):
    """A mark as it is drawn: from which value to which its scale makes it reach, and where on the grid.

    Row and column are None where the drawing does not tell them; values are not a number where what is drawn
    cannot be measured.
    """

    role: str
    figure: Figure
    low: float
    high: float
    said: str
    place: str
    row: float | None = None
    at: float | None = None


class DrawnTick(NamedTuple):
    """A round value beside a scale: what it says, and the value at which it stands."""

    text: str
    value: str
    drawn: float


class DrawnStroke(NamedTuple):
    """A line between two points: their columns and values."""

    at: float
    value: float
    to_at: float
    to_value: float


@dataclass(kw_only=True)
class DrawnChart:
    """A chart as it is drawn; `slack` is half a pixel on its scale."""

    page: str
    place: str
    kind: str
    scale: str
    slack: float
    marks: list[DrawnMark] = field(default_factory=list)
    strokes: list[DrawnStroke] = field(default_factory=list)
    ticks: list[DrawnTick] = field(default_factory=list)
