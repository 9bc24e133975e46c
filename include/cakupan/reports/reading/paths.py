"""Read the charts of a finished PDF report: the path under each link, measured by the ground of its chart."""

import ctypes
import math
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cakupan.reports.charts import looks
from cakupan.reports.charts.scale import in_one_line
from cakupan.reports.charts.typeset import DRAWN
from cakupan.reports.inline import Figure
from cakupan.reports.reading.seen import DrawnChart, DrawnMark, DrawnStroke, DrawnTick

NEAR = 1.5  # points that the edge of a shape may lie beyond its link, for the width of its outline
RIM = 0.2  # points of rounding
Colour = tuple[int, ...]
Box = tuple[float, float, float, float]  # left, right, bottom, top
Flags = npt.NDArray[np.bool_]
NOWHERE = math.nan
NO_BOX: Box = (NOWHERE,) * 4
LENGTHS = ("bar", "more", "less", "total", "low", "high")
SAME = 3  # of 255 parts of a colour, by which programs round it


class Link(NamedTuple):
    """A link of a page: its address, where it lies, and the text under it."""

    uri: str
    box: Box
    text: str = ""


class Path(NamedTuple):
    """A shape of a page: where it lies, its fill, and its two ends when it is a line."""

    box: Box
    fill: Colour
    ends: tuple[tuple[float, float], ...] = ()


class Shapes:
    """The shapes of a page, each of which is one mark at most."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self._boxes = np.array([path.box for path in paths]).reshape(-1, 4)
        self._is_free = np.array([not path.ends for path in paths], dtype=bool)
        self._fills = np.array([path.fill for path in paths], dtype=int).reshape(-1, 3)
        self._filled: dict[str, Flags] = {}

    def take(self, role: str, box: Box) -> Path | None:
        """Return the shape in a colour of a role that lies nearest to a link, when one lies near at all."""
        away = np.abs(self._boxes - np.array(box)).max(axis=1, initial=0)
        away[~self._is_free | ~self._is_filled(role)] = np.inf
        if not away.size or away.min() > NEAR:
            return None
        nearest = int(away.size - 1 - away[::-1].argmin())  # of two alike the one on top
        self._is_free[nearest] = False
        return self.paths[nearest]

    def _is_filled(self, role: str) -> Flags:
        """Say of each shape whether its fill is a colour of a role."""
        if role not in self._filled:
            colours = np.array([_parts(colour) for colour in looks.FILLS.get(role, ())]).reshape(-1, 1, 3)
            self._filled[role] = (np.abs(self._fills - colours) <= SAME).all(axis=2).any(axis=0)
        return self._filled[role]

    def inside(self, box: Box) -> list[Path]:
        """Take the shapes in a colour of marks that lie within a ground and under no link."""
        is_filled = self._is_filled("any")
        found = [index for index in self._within(box) if is_filled[index]]
        self._is_free[found] = False
        return [self.paths[index] for index in found]

    def within(self, box: Box) -> list[Path]:
        """Return the shapes that lie within a link and are no mark."""
        return [self.paths[index] for index in self._within(box)]

    def _within(self, box: Box) -> list[int]:
        left, right, bottom, top = self._boxes.T + np.array([[RIM], [-RIM], [RIM], [-RIM]])
        inside = (box[0] <= left) & (right <= box[1]) & (box[2] <= bottom) & (top <= box[3])
        return [int(index) for index in np.flatnonzero(inside & self._is_free)]


class Ground(NamedTuple):
    """The ground that marks of a chart lie on, with what its link states."""

    box: Box
    low: float
    high: float
    step: float
    columns: float
    rows: float


def figure_at(uri: str) -> Figure:
    """Return the figure that an address names."""
    figure_id, _, part = uri.partition(":")[2].partition("#")
    return Figure(unquote(figure_id), unquote(part))


class Charts:
    """Collects the charts of a file page by page."""

    def __init__(self) -> None:
        self.drawn: list[DrawnChart] = []
        self._last = ""
        self._ground = Ground(NO_BOX, *(NOWHERE,) * 5)
        self._grounds: list[tuple[DrawnChart, Box]] = []

    def read(self, page: pdfium.PdfPage, place: str, links: list[Link]) -> None:
        """Take the links of a page, in their order."""
        shapes = Shapes(_paths(page))
        for link in links:
            role = link.uri.removeprefix(DRAWN).partition(":")[0]
            if role == "scale":
                self._begin(link, place, shapes)
            elif role == "tick":
                self._tick(link, shapes)
            else:
                self._mark(role, link, place, shapes)
        self._leave(place, shapes)

    def _leave(self, place: str, shapes: Shapes) -> None:
        """Tell shapes that look like marks, lie on the ground of a chart and are under no link."""
        for chart, box in self._grounds:
            for path in shapes.inside(box):
                at = f"{place}, {path.box[0]:.0f} {path.box[2]:.0f}"
                chart.marks.append(DrawnMark("", Figure("", ""), NOWHERE, NOWHERE, "", at))
        self._grounds = []

    def _begin(self, link: Link, place: str, shapes: Shapes) -> None:
        """Begin a chart, or the next row of it."""
        stated = link.uri.partition(":")[2].split("/")
        number, kind, *grid = [*stated, *[""] * 7][:7]
        low, high, step, columns, rows = map(_number, grid)
        path = shapes.take("scale", link.box)
        box = NO_BOX if path is None else path.box
        self._ground = Ground(box, low, high, step, columns, rows)
        if number != self._last or not self.drawn:
            self._last = number
            self.drawn.append(
                DrawnChart(
                    page="",
                    place=f"{place} bagan {len(self.drawn) + 1}",
                    kind=kind,
                    scale=in_one_line(*grid),
                    slack=0,
                )
            )
        chart = self.drawn[-1]
        self._grounds.append((chart, box))
        extent = box[3] - box[2] if kind in looks.HEIGHTS else box[1] - box[0]
        chart.slack = looks.PIXEL / 2 / extent * (high - low) if extent else NOWHERE
        if kind in looks.HEIGHTS:
            chart.strokes += [self._stroke(one) for one in shapes.paths if self._is_stroke(one)]

    def _is_upright(self) -> bool:
        return self.drawn[-1].kind in looks.HEIGHTS

    def _along(self, x: float) -> float:
        left, right, _, _ = self._ground.box
        return self._ground.low + (x - left) / (right - left) * (self._ground.high - self._ground.low)

    def _up(self, y: float) -> float:
        _, _, bottom, top = self._ground.box
        return self._ground.low + (y - bottom) / (top - bottom) * (self._ground.high - self._ground.low)

    def _column(self, x: float) -> float:
        left, right, _, _ = self._ground.box
        share = (x - left) / (right - left)
        return share * 2 - 1 if self._ground.columns == 1 else share * (self._ground.columns - 1)

    def _is_stroke(self, path: Path) -> bool:
        left, right, bottom, top = self._ground.box
        return bool(path.ends) and all(
            left - NEAR <= x <= right + NEAR and bottom - NEAR <= y <= top + NEAR for x, y in path.ends
        )

    def _stroke(self, path: Path) -> DrawnStroke:
        (x1, y1), (x2, y2) = path.ends
        return DrawnStroke(self._column(x1), self._up(y1), self._column(x2), self._up(y2))

    def _tick(self, link: Link, shapes: Shapes) -> None:
        """Find the small line beside the text of a tick."""
        within = shapes.within(link.box)
        value = link.uri.partition(":")[2]
        if not self.drawn:
            return
        drawn = NOWHERE
        if within:
            left, right, bottom, top = within[-1].box
            drawn = self._up((bottom + top) / 2) if self._is_upright() else self._along((left + right) / 2)
        self.drawn[-1].ticks.append(DrawnTick(link.text, value, drawn))

    def _mark(self, role: str, link: Link, place: str, shapes: Shapes) -> None:
        if not self.drawn:
            self.drawn.append(DrawnChart(page="", place=f"{place} bagan 1", kind="", scale="", slack=0))
        left, _, bottom, _ = link.box
        mark = DrawnMark(
            role=role,
            figure=figure_at(link.uri),
            low=NOWHERE,
            high=NOWHERE,
            said="",
            place=f"{place} bagan {len(self.drawn)}, {role}, {left:.0f} {bottom:.0f}",
        )
        if role in looks.STATES:
            value = NOWHERE if math.isnan(self._ground.box[0]) else 0  # without its sign
            mark = mark._replace(low=value, high=value, said=link.text)
        elif (path := shapes.take(role, link.box)) is not None:
            mark = self._measured(mark, path)
        self.drawn[-1].marks.append(mark)

    def _measured(self, mark: DrawnMark, path: Path) -> DrawnMark:
        left, right, bottom, top = path.box
        across, up = (left + right) / 2, (bottom + top) / 2
        if mark.role in LENGTHS:
            return mark._replace(low=self._along(left), high=self._along(right))
        if mark.role == "tile":
            return self._tile(mark, path)
        if not self._is_upright():
            return mark._replace(low=self._along(across), high=self._along(across))
        at = self._column(across) if mark.role == "point" else None
        return mark._replace(low=self._up(up), high=self._up(up), at=at)

    def _tile(self, mark: DrawnMark, path: Path) -> DrawnMark:
        left, right, bottom, top = self._ground.box
        across, up = (path.box[0] + path.box[1]) / 2, (path.box[2] + path.box[3]) / 2
        found = _which(path.fill, looks.FILLS["tile"])
        shade = NOWHERE if found is None else found
        low = self._ground.low + shade * self._ground.step
        return mark._replace(
            low=low,
            high=low + self._ground.step,
            at=(across - left) / (right - left) * self._ground.columns - 0.5,
            row=(top - up) / (top - bottom) * self._ground.rows - 0.5,
        )


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return NOWHERE


def _paths(page: pdfium.PdfPage) -> list[Path]:
    """Return the shapes of a page in the order in which they are drawn."""
    return [
        _path(one)
        for one in (
            pdfium_c.FPDFPage_GetObject(page.raw, index)
            for index in range(pdfium_c.FPDFPage_CountObjects(page.raw))
        )
        if pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_PATH
    ]


def _path(one: object) -> Path:
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    pdfium_c.FPDFPageObj_GetBounds(one, *(ctypes.byref(side) for side in sides))
    box = (left.value, right.value, bottom.value, top.value)
    return Path(box, _fill(one), _ends(one) if pdfium_c.FPDFPath_CountSegments(one) == 2 else ())


def _parts(colour: str) -> Colour:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _which(fill: Colour, colours: tuple[str, ...]) -> int | None:
    """Return which of some colours a fill is."""
    for number, colour in enumerate(colours):
        if all(abs(one - other) <= SAME for one, other in zip(fill, _parts(colour), strict=True)):
            return number
    return None


def _fill(one: object) -> Colour:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetFillColor(one, *(ctypes.byref(part) for part in parts))
    return tuple(part.value for part in parts[:3])


def _ends(one: object) -> tuple[tuple[float, float], ...]:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(one, matrix)
    made = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(2):
        segment = pdfium_c.FPDFPath_GetPathSegment(one, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        made.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
    return tuple(made)
