"""Compare the native charts of a workbook with the frozen figures: source cells, kept values and scale."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from cakupan.reports.chartback import NO_FIGURE, SCALE, Compared
from cakupan.reports.charts import looks
from cakupan.reports.charts.plots import Plot, spans
from cakupan.reports.charts.scale import plain
from cakupan.reports.charts.series import Series, series
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book
from cakupan.reports.reading.native_charts import NativeChart, NativeSeries
from cakupan.reports.reading.xlsx import Workbook
from cakupan.workbooks.a1 import place_of

NEAR = 1e-9
Cells = Mapping[tuple[str, str], Figure]


def compare(workbook: Workbook, expected: Sequence[tuple[str, Plot]], book: Book) -> Iterator[Compared]:
    """Compare the cells behind marks, native charts page by page, and tiles and words of judgement."""
    for seen in workbook.marks:
        yield _alike(seen.place, seen.figure, seen.printed, book.printed(seen.figure).text)
    charts: dict[str, list[NativeChart]] = {}
    for chart in workbook.charts:
        charts.setdefault(workbook.pages.get(chart.sheet, ""), []).append(chart)
    drawn = [(page, plot) for page, plot in expected if series(plot)]
    for page in dict.fromkeys([*(page for page, _ in drawn), *charts]):
        plots = [plot for one, plot in drawn if one == page]
        for number, (chart, plot) in enumerate(zip_longest(charts.get(page, []), plots), start=1):
            yield from _chart(f"{page} bagan {number}", chart, plot, workbook.cells, book)
    yield from _words(workbook, expected)
    for page, plot in expected:
        if plot.kind == "tiles":
            yield from _tiles(page, plot, workbook, book)
        yield from _ranges(page, plot, workbook)


def _alike(place: str, figure: Figure, drawn: str, expected: str) -> Compared:
    return Compared(place, figure, drawn, expected, "" if drawn == expected else "differs")


def _chart(
    place: str, chart: NativeChart | None, plot: Plot | None, cells: Cells, book: Book
) -> Iterator[Compared]:
    if plot is None or chart is None:
        problem, drawn, wanted = (
            ("extra", chart.place if chart else "", "") if plot is None else ("missing", "", plot.stated)
        )
        yield Compared(place, NO_FIGURE, drawn, wanted, problem)
        return
    ends = (plot.scale.low, plot.scale.high, plot.scale.step)
    wanted = " ".join(map(plain, ends))
    stated = (chart.low, chart.high, chart.step)
    is_right = stated == tuple(map(plain, ends)) or _numbers(stated) == [float(end) for end in ends]
    yield _alike(f"{place} {SCALE}", NO_FIGURE, wanted if is_right else " ".join(stated), wanted)
    for number, (found, figures) in enumerate(zip_longest(chart.series, series(plot)), start=1):
        yield from _series(f"{place}, seri {number}", found, figures, cells, book)


def _numbers(written: Sequence[str]) -> list[float]:
    try:
        return [float(one) for one in written]
    except ValueError:
        return []


def _series(
    place: str, found: NativeSeries | None, figures: Series | None, cells: Cells, book: Book
) -> Iterator[Compared]:
    """Compare point by point: the figure of the source cell, and the value that the chart keeps of it."""
    sources = found.cells if found else []
    kept = found.kept if found else {}
    for number, (source, wanted) in enumerate(zip_longest(sources, figures or ())):
        said = cells.get(source) if source else None
        figure = wanted or said or NO_FIGURE
        is_dash = said is not None and book.printed(said).number is None  # which a chart keeps as nought
        drawn = "" if is_dash else _point(said, kept.get(number), book)
        right = _point(wanted, None, book)
        at = f"{place}, {'!'.join(source) if source else number + 1}"
        yield _alike(at, figure, drawn, right)


def _point(figure: Figure | None, kept: str | None, book: Book) -> str:
    """Spell the figure behind a point, and the kept value where it is another."""
    number = None if figure is None else book.printed(figure).number
    if figure is None or number is None:
        return "" if kept in (None, "") or not _numbers([str(kept)]) else f"{kept}"
    said = f"{figure.figure_id}#{figure.part} = {plain(number)}"
    if kept is None:
        return said
    value = _numbers([kept])
    is_kept = value and abs(value[0] - float(number)) <= NEAR * max(1, abs(float(number)))
    return said if is_kept else f"{figure.figure_id}#{figure.part} = {kept}"


def _words(workbook: Workbook, expected: Sequence[tuple[str, Plot]]) -> Iterator[Compared]:
    wanted = [mark for _, plot in expected if plot.kind == "status" for mark in plot.marks]
    for seen, mark in zip_longest(workbook.words, wanted):
        figure = mark.figure if mark else seen.figure
        drawn = "" if seen is None else f"{seen.figure.figure_id} {seen.printed}"
        right = "" if mark is None else f"{mark.figure.figure_id} {mark.said}"
        yield _alike(seen.place if seen else "word", figure, drawn, right)


def _tiles(page: str, plot: Plot, workbook: Workbook, book: Book) -> Iterator[Compared]:
    """Compare where the tiles lie to each other, a row of names above each of numbers, and their shades."""
    top, left = 0.0, 0.0
    for number, (mark, span) in enumerate(zip(plot.marks, spans(plot, book), strict=True)):
        sheet, (row, column) = _tile_place(page, mark.figure, workbook)
        if number == 0:
            top, left = row - 2 * mark.row, column - mark.at
        wanted = looks.SHADES[int((span.low - plot.scale.low) / plot.scale.step)].fill
        shade = workbook.sheets[sheet].fill(row - 1, column - 1) if sheet else ""
        drawn = f"row {(row - top) / 2:g}, column {column - left:g}, #{shade.upper()}"
        right = f"row {mark.row}, column {mark.at}, {wanted}"
        yield _alike(f"{page} tile", mark.figure, drawn, right)


def _tile_place(page: str, figure: Figure, workbook: Workbook) -> tuple[str, tuple[int, int]]:
    """Return where a tile stands: of the cells of its figure the first that is shaded, else the first."""
    places = [
        (sheet, place_of(cell))
        for (sheet, cell), found in workbook.cells.items()
        if found == figure and workbook.pages[sheet] == page
    ]
    shades = {shade.fill.strip("#") for shade in looks.SHADES}
    shaded = (
        (sheet, (row, column))
        for sheet, (row, column) in places
        if workbook.sheets[sheet].fill(row - 1, column - 1).upper() in shades
    )
    return next(shaded, next(iter(places), ("", (0, 0))))


def _ranges(page: str, plot: Plot, workbook: Workbook) -> Iterator[Compared]:
    """Say which ends of ranges, which no series draws, stand in no cell of the page."""
    there = {figure for (sheet, _), figure in workbook.cells.items() if workbook.pages[sheet] == page}
    for mark in plot.marks:
        if mark.role in ("low", "high") and mark.figure not in there:
            yield Compared(f"{page} {mark.role}", mark.figure, "", mark.figure.figure_id, "missing")
