"""Read the charts of a finished HTML report: the geometry of each mark, measured by its scale."""

import math
from collections.abc import Callable, Mapping

from cakupan.reports.charts import looks
from cakupan.reports.charts.scale import in_one_line
from cakupan.reports.inline import Figure
from cakupan.reports.reading.seen import DrawnChart, DrawnMark, DrawnStroke, DrawnTick

NOWHERE = math.nan
SHAPES = ("rect", "circle", "line", "path", "polygon", "polyline", "ellipse", "image", "use", "foreignobject")
HOLDERS = ("svg", "g", "figure", "text")
BEHIND = {"ground", "grid", "zero", "empty"}  # shapes that are no marks, by their class
NAMING = {"data-mark", "data-stroke", "data-shade"}
STATED = ("data-from", "data-to", "data-step", "data-columns", "data-rows")
KNOWN = {
    *("class", "role", "aria-label", "aria-hidden", "tabindex", "focusable", "text-anchor", "dx", "dy", "rx"),
    *("data-mark", "data-figure", "data-part", "data-tick", "data-stroke", "data-shade", "fill", "stroke"),
    *("stroke-dasharray", "x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r"),
    *("data-chart", *STATED, "data-extent"),
}
FILLS = {shade.fill: index for index, shade in enumerate(looks.SHADES)}
Attributes = Mapping[str, str]


class Charts:
    """Collects the charts of a page element by element."""

    def __init__(self) -> None:
        self.drawn: list[DrawnChart] = []
        self._stated: Attributes = {}
        self._tick: Attributes | None = None

    def start(self, page: str, tag: str, attributes: Attributes) -> None:
        """Take an element."""
        if "data-chart" in attributes:
            self._begin(page, attributes)
        if not self.drawn or self.drawn[-1].page != page:
            if "data-mark" in attributes:  # drawn on no chart
                self._begin(page, {"data-chart": ""})
            else:
                return
        if self.drawn[-1].kind != "status" and _is_odd(tag, attributes):
            self.drawn[-1].scale += f" with another {tag}"
        if "data-mark" in attributes:
            self.drawn[-1].marks.append(self._mark(attributes))
        elif "data-stroke" in attributes:
            self.drawn[-1].strokes.append(self._stroke(attributes))
        elif "data-tick" in attributes:
            self._tick = attributes

    def text(self, text: str) -> None:
        """Take the text of an element that ends."""
        if self._tick is not None:
            value = self._tick["data-tick"]
            drawn = self._down(self._tick, "y") if self._is_upright else self._along(self._tick, "x")
            self.drawn[-1].ticks.append(DrawnTick(text, value, drawn))
            self._tick = None

    def said(self, text: str) -> None:
        """Take the word that a mark says."""
        self.drawn[-1].marks[-1] = self.drawn[-1].marks[-1]._replace(said=text)

    def _begin(self, page: str, attributes: Attributes) -> None:
        kind = attributes["data-chart"]
        self._stated = attributes
        low, high = self._ends
        extent = looks.HEIGHTS.get(kind, looks.TRACK)
        self.drawn.append(
            DrawnChart(
                page=page,
                place=f"{page} bagan {len(self.drawn) + 1}",
                kind=kind,
                scale=in_one_line(*(attributes.get(name, "") for name in STATED)),
                slack=(high - low) * 0.5 / extent,
            )
        )

    @property
    def _is_upright(self) -> bool:
        return self._stated["data-chart"] in looks.HEIGHTS

    @property
    def _ends(self) -> tuple[float, float]:
        return _number(self._stated, "data-from"), _number(self._stated, "data-to")

    def _along(self, attributes: Attributes, name: str) -> float:
        """Return the value that lies a share of the way from left to right."""
        low, high = self._ends
        return low + _share(attributes, name) / 100 * (high - low)

    def _down(self, attributes: Attributes, name: str) -> float:
        """Return the value that lies so many pixels below the top."""
        low, high = self._ends
        height = looks.HEIGHTS[self._stated["data-chart"]]
        return high - (_number(attributes, name) - looks.TOP) / height * (high - low)

    def _mark(self, attributes: Attributes) -> DrawnMark:
        role = attributes["data-mark"]
        drawn = DrawnMark(
            role=role,
            figure=Figure(attributes.get("data-figure", ""), attributes.get("data-part", "")),
            low=NOWHERE,
            high=NOWHERE,
            said=attributes.get("aria-label", ""),
            place=f"{self.drawn[-1].place}, {role} {len(self.drawn[-1].marks) + 1}",
        )
        measure = self._measures.get("status" if self._stated["data-chart"] == "status" else role)
        return measure(drawn, attributes) if measure else drawn

    @property
    def _measures(self) -> Mapping[str, Callable[[DrawnMark, Attributes], DrawnMark]]:
        return {
            **dict.fromkeys(("bar", "more", "less", "total", "low", "high"), self._length),
            "dot": self._dot,
            "target": self._target,
            "point": self._point,
            "tile": self._tile,
            "status": lambda drawn, _: drawn._replace(low=0, high=0),
        }

    def _length(self, drawn: DrawnMark, attributes: Attributes) -> DrawnMark:
        low, high = self._ends
        begin = self._along(attributes, "x")
        return drawn._replace(low=begin, high=begin + _share(attributes, "width") / 100 * (high - low))

    def _dot(self, drawn: DrawnMark, attributes: Attributes) -> DrawnMark:
        value = self._along(attributes, "cx")
        return drawn._replace(low=value, high=value)

    def _target(self, drawn: DrawnMark, attributes: Attributes) -> DrawnMark:
        if self._is_upright:
            return drawn._replace(low=self._down(attributes, "y1"), high=self._down(attributes, "y2"))
        return drawn._replace(low=self._along(attributes, "x1"), high=self._along(attributes, "x2"))

    def _point(self, drawn: DrawnMark, attributes: Attributes) -> DrawnMark:
        value = self._down(attributes, "cy")
        return drawn._replace(low=value, high=value, at=self._column(attributes, "cx"))

    def _column(self, attributes: Attributes, name: str) -> float:
        """Return which period lies a share of the way to the right; a lone one lies in the middle."""
        share, columns = _share(attributes, name), _number(self._stated, "data-columns")
        return share / 50 - 1 if columns == 1 else share / 100 * (columns - 1)

    def _stroke(self, attributes: Attributes) -> DrawnStroke:
        return DrawnStroke(
            self._column(attributes, "x1"),
            self._down(attributes, "y1"),
            self._column(attributes, "x2"),
            self._down(attributes, "y2"),
        )

    def _tile(self, drawn: DrawnMark, attributes: Attributes) -> DrawnMark:
        """Read the step that the shade of a tile says, and its place on the grid."""
        low, step = _number(self._stated, "data-from"), _number(self._stated, "data-step")
        shade = FILLS.get(attributes.get("fill", ""), NOWHERE)
        return drawn._replace(
            low=low + shade * step,
            high=low + (shade + 1) * step,
            row=_number(attributes, "y") / looks.TILE_HEIGHT,
            at=_share(attributes, "x") / 100 * _number(self._stated, "data-columns"),
        )


def _is_odd(tag: str, attributes: Attributes) -> bool:
    """Say whether an element moves, hides or shapes what is drawn, or draws what is no mark."""
    if tag in HOLDERS:
        return not set(attributes) <= KNOWN
    if tag in SHAPES and not NAMING & set(attributes):
        return attributes.get("class") not in BEHIND or not set(attributes) <= KNOWN - {"fill", "stroke"}
    return tag in SHAPES and not set(attributes) <= KNOWN


def _number(attributes: Attributes, name: str) -> float:
    """Return an attribute as a number, and no number where it is none."""
    try:
        return float(attributes.get(name, ""))
    except ValueError:
        return NOWHERE


def _share(attributes: Attributes, name: str) -> float:
    """Return an attribute in percent as a number."""
    written = attributes.get(name, "")
    return _number({name: written.removesuffix("%")}, name) if written.endswith("%") else NOWHERE
