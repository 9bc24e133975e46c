"""What is drawn of a chart: its marks in reading order, each with its figure, on a stated scale."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from cakupan.reports.charts import tile_map
from cakupan.reports.charts.nodes import (
    Bars,
    Chart,
    Dots,
    Line,
    Lines,
    Multiples,
    Status,
    Strips,
    Tiles,
    Waterfall,
)
from cakupan.reports.charts.scale import Scale, in_one_line, plain
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book

NOTHING = Decimal(0)
UNSCALED = Scale(low=NOTHING, high=Decimal(1), step=Decimal(1))


class Mark(NamedTuple):
    """One mark: what it is, its figure, its row (or line) and its place in the row, and the word it says."""

    role: str
    figure: Figure
    row: int = 0
    at: int = 0
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """The marks of one chart that have a number, and the grid of rows and columns they lie on."""

    kind: str
    scale: Scale
    marks: tuple[Mark, ...]
    columns: int = 1
    rows: int = 1

    @property
    def stated(self) -> str:
        """Write its scale and grid in one line."""
        low, high, step = (plain(value) for value in (self.scale.low, self.scale.high, self.scale.step))
        return in_one_line(low, high, step, str(self.columns), str(self.rows))


class Span(NamedTuple):
    """From which value to which a mark reaches; the same twice for a mark that is a place."""

    low: Decimal
    high: Decimal


def plots(block: Chart, book: Book) -> tuple[Plot, ...]:
    """Return the plots of a chart: one for each small chart of multiples, else one."""
    return _multiples(block, book) if isinstance(block, Multiples) else (_plot(block, book),)


def _plot(block: Bars | Dots | Strips | Lines | Tiles | Waterfall | Status, book: Book) -> Plot:
    match block:
        case Bars():
            return _bars(block, book)
        case Dots():
            return _dots(block, book)
        case Strips():
            return _strips(block, book)
        case Lines():
            return _lines(block, book)
        case Tiles():
            return _tiles(block, book)
        case Waterfall():
            return _waterfall(block, book)
    mark = Mark(block.state, block.figure, said=block.word)
    return Plot(kind="status", scale=UNSCALED, marks=(mark,))


def number(figure: Figure, book: Book) -> Decimal:
    """Return the number of a figure that has one."""
    found = book.printed(figure).number
    if found is None:
        raise ValueError(f"Figure {figure.figure_id} has no number to draw.")
    return found


def spans(plot: Plot, book: Book) -> list[Span]:
    """Return from which value to which each mark is drawn."""
    if plot.kind == "waterfall":
        return list(_steps(plot, book))
    dots = {mark.row: number(mark.figure, book) for mark in plot.marks if mark.role == "dot"}
    return [_span(mark, plot, number(mark.figure, book), dots) for mark in plot.marks if mark.said == ""]


def _span(mark: Mark, plot: Plot, value: Decimal, dots: dict[int, Decimal]) -> Span:
    match mark.role:
        case "bar":
            return Span(min(value, NOTHING), max(value, NOTHING))
        case "low" | "high":
            return Span(*sorted((value, dots[mark.row])))
        case "tile":
            return step_of(value, plot.scale)
    return Span(value, value)


def step_of(value: Decimal, scale: Scale) -> Span:
    """Return the step of a scale that a value lies in; the last one holds its end."""
    edges = scale.ticks
    index = sum(1 for edge in edges[1:-1] if value >= edge)
    return Span(edges[index], edges[index + 1])


def _steps(plot: Plot, book: Book) -> Iterator[Span]:
    reached = NOTHING
    for mark in plot.marks:
        value = number(mark.figure, book)
        if mark.role == "total":
            reached = NOTHING
        after = reached - value if mark.role == "less" else reached + value
        yield Span(min(reached, after), max(reached, after))
        reached = after


def strokes(plot: Plot) -> list[tuple[Mark, Mark]]:
    """Return the pairs of points that lines connect: neighbours of one line, never over a gap."""
    points = [mark for mark in plot.marks if mark.role == "point"]
    return [
        (one, following)
        for one, following in pairwise(points)
        if one.row == following.row and one.at + 1 == following.at
    ]


def _marks(given: Iterable[tuple[str, Figure | None, int, int]], book: Book) -> tuple[Mark, ...]:
    """Return marks for the figures that have a number."""
    return tuple(
        Mark(role, figure, row, at)
        for role, figure, row, at in given
        if figure is not None and book.printed(figure).number is not None
    )


def _numbers(marks: Iterable[Mark], book: Book) -> list[Decimal]:
    return [number(mark.figure, book) for mark in marks]


def _bars(block: Bars, book: Book) -> Plot:
    given = [
        (role, figure, row, 0)
        for row, bar in enumerate(block.bars)
        for role, figure in (("bar", bar.figure), ("target", bar.mark))
    ]
    marks = _marks(given, book)
    scale = Scale.from_zero(_numbers(marks, book), is_percent=block.is_percent)
    return Plot(kind="bars", scale=scale, marks=marks, rows=len(block.bars))


def _dots(block: Dots, book: Book) -> Plot:
    """Draw what a dot may be only where there is a dot."""
    given = [
        (role, figure, row, 0)
        for row, dot in enumerate(block.dots)
        for role, figure in (
            ("low", dot.low),
            ("high", dot.high),
            ("target", dot.target),
            ("dot", dot.figure),
        )
        if role == "target" or book.printed(dot.figure).number is not None
    ]
    marks = _marks(given, book)
    scale = Scale.from_zero(_numbers(marks, book), is_percent=block.is_percent)
    return Plot(kind="dots", scale=scale, marks=marks, rows=len(block.dots))


def _strips(block: Strips, book: Book) -> Plot:
    given = [("dot", dot.figure, row, 0) for row, strip in enumerate(block.strips) for dot in strip.dots]
    marks = _marks(given, book)
    scale = Scale.from_zero(_numbers(marks, book), is_percent=block.is_percent)
    return Plot(kind="strips", scale=scale, marks=marks, rows=len(block.strips))


def _points(lines: Iterable[Line], book: Book) -> tuple[Mark, ...]:
    given = [
        ("point", point.figure, row, at)
        for row, line in enumerate(lines)
        for at, point in enumerate(line.points)
        if point is not None
    ]
    return _marks(given, book)


def _lines(block: Lines, book: Book) -> Plot:
    marks = (*_marks([("target", block.target, 0, 0)], book), *_points(block.lines, book))
    return Plot(
        kind="lines",
        scale=Scale.around(_numbers(marks, book)),
        marks=marks,
        columns=len(block.periods),
        rows=len(block.lines),
    )


def _multiples(block: Multiples, book: Book) -> tuple[Plot, ...]:
    scale = Scale.around(_numbers(_points(block.lines, book), book))
    return tuple(
        Plot(kind="multiples", scale=scale, marks=_points((line,), book), columns=len(block.periods))
        for line in block.lines
    )


def _tiles(block: Tiles, book: Book) -> Plot:
    placed = tile_map.placed(tile.area_code for tile in block.tiles)
    given = [
        ("tile", tile.figure, placed[tile.area_code].row, placed[tile.area_code].column)
        for tile in tile_map.in_order(block.tiles)
    ]
    marks = _marks(given, book)
    return Plot(
        kind="tiles",
        scale=Scale.from_zero(_numbers(marks, book), is_percent=block.is_percent),
        marks=marks,
        columns=1 + max(place.column for place in placed.values()),
        rows=1 + max(place.row for place in placed.values()),
    )


def _waterfall(block: Waterfall, book: Book) -> Plot:
    marks = (
        Mark("total", block.opening.figure, 0),
        *(
            Mark("less" if part.is_less else "more", part.figure, row)
            for row, part in enumerate(block.parts, start=1)
        ),
        Mark("total", block.closing.figure, len(block.parts) + 1),
    )
    plot = Plot(kind="waterfall", scale=UNSCALED, marks=marks, rows=len(marks))
    reached = [value for span in _steps(plot, book) for value in span]
    return Plot(kind="waterfall", scale=Scale.from_zero(reached), marks=marks, rows=len(marks))
