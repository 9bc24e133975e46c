"""How large charts are drawn and in which colours: the rule by which they are read back too."""

from typing import NamedTuple

TRACK = 640  # pixels that a scale from left to right is at most wide on a page
TOP = 10  # pixels above a plot of lines
HEIGHTS = {"lines": 220, "multiples": 96}  # of a plot of lines, in pixels
TRACK_HEIGHTS = {"bars": 14, "dots": 20, "waterfall": 16}
TILE_HEIGHT = 48
PIXEL = 0.75  # points

GREEN, DEEP, SOFT, GROUND, LEAF, ORANGE, LINE, RANGE, WHITE = (
    *("#00694E", "#064637", "#566762", "#EEF4F1", "#2F9E77", "#C2571A", "#D9E2DE", "#9FC9B8", "#FFFFFF"),
)
STATES = {"reached": GREEN, "near": "#8A5A00", "missed": "#A3320B"}


class Shade(NamedTuple):
    """The fill of a tile, and the colour of the texts on it."""

    fill: str
    ink: str


SHADES = (
    Shade("#E3F1EA", "#1D2B28"),
    Shade("#B5DCCB", "#1D2B28"),
    Shade("#74BD9F", "#1D2B28"),
    Shade("#3FA47F", "#0B211A"),
    Shade("#1F7A58", "#FFFFFF"),
    Shade("#064637", "#FFFFFF"),
)


class Stroke(NamedTuple):
    """The colour of a line and its dashes, which tell it from others without colour."""

    colour: str
    dashes: tuple[float, ...]


STROKES = (
    Stroke("#00694E", ()),
    Stroke("#B34D14", (7, 3)),
    Stroke("#2B5FA8", (2, 2.5)),
    Stroke("#7A3E8E", (9, 3, 2, 3)),
    Stroke("#7A5A00", (4, 2)),
    Stroke("#566762", (1, 2)),
)


def stroke(line: int) -> Stroke:
    """Return the look of a line by its number."""
    return STROKES[line % len(STROKES)]


FILLS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("bar", "more"), (LEAF,)),
    **dict.fromkeys(("low", "high"), (RANGE,)),
    **dict.fromkeys(("less", "target"), (ORANGE,)),
    "total": (DEEP,),
    "dot": (LEAF, DEEP, WHITE),
    "point": (WHITE, *(look.colour for look in STROKES)),
    "tile": tuple(shade.fill for shade in SHADES),
    "any": (LEAF, DEEP, ORANGE, RANGE),  # which only marks have
    "scale": (GROUND, WHITE, *STATES.values()),
}
