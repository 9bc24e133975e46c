"""Charts of what figures were in the thirteen months up to the report, as published then."""

from collections.abc import Iterator, Mapping, Sequence

from cakupan.reports import catalogue
from cakupan.reports.charts.nodes import Line, Lines, Multiples, Point, Whence
from cakupan.reports.compose import same
from cakupan.reports.inline import Figure
from cakupan.reports.report import Report
from cakupan.reports.series import Quoted
from cakupan.reports.source import FigureRow

MONTHS = 13
SIDE_BY_SIDE, SMALL = 4, 12  # lines that can be told apart in one chart, and small charts that can be read
WHENCE: Mapping[str, Whence] = {"document": "quoted", "simulation": "simulated"}  # others are our own


def periods(last: str) -> tuple[str, ...]:
    """Return the months up to one, the first of them a year before."""
    year, month = map(int, last.split("-"))
    numbers = range(year * 12 + month - MONTHS, year * 12 + month)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def of_scope(report: Report) -> Iterator[Lines | Multiples]:
    """Chart coverage of the scope, or of the areas that are listed one by one where it has none."""
    own = report.total("ucj_ytd")
    rows = [own] if own and own.value else report.listed_rates()
    chart = lines(report, report.text("charts-trend"), [(row.area_name, row) for row in rows])
    if chart:
        yield chart


def of_segments(report: Report) -> Iterator[Lines | Multiples]:
    """Chart coverage of the segments of the scope."""
    rows = [(report.slice(row), row) for row in report.own("ucj_ytd", "segment") if row.value]
    chart = lines(report, report.text("charts-trend-segments"), rows)
    if chart:
        yield chart


def lines(report: Report, title: str, rows: Sequence[tuple[str, FigureRow]]) -> Lines | Multiples | None:
    """Chart labelled figures, in one chart or side by side; None where none was known a month before."""
    shown = [line for label, row in rows if (line := _line(report, label, row))]
    if not shown:
        return None
    named = tuple(map(report.locale.short_month, periods(report.source.edition.period)))
    unit = catalogue.unit(rows[0][1].unit, report.locale)
    quoted, simulated = report.text("charts-quoted"), report.text("charts-simulated")
    if len(shown) > SIDE_BY_SIDE:
        return Multiples(
            title=title,
            unit=unit,
            periods=named,
            lines=tuple(shown[:SMALL]),
            quoted_label=quoted,
            simulated_label=simulated,
        )
    target = _target(report, [row for _, row in rows])
    return Lines(
        title=title,
        unit=unit,
        periods=named,
        lines=tuple(shown),
        target=target,
        target_label=report.text("charts-target"),
        quoted_label=quoted,
        simulated_label=simulated,
    )


def _target(report: Report, rows: Sequence[FigureRow]) -> Figure | None:
    """Return the target of a chart of one area; several areas have several."""
    (row, *others) = rows
    target = None if others else same(report, row, "target_ucj")
    return Figure(target.figure_id) if target else None


def _line(report: Report, label: str, row: FigureRow) -> Line | None:
    known = {one.period: one for one in report.source.series(row.figure_id)}
    points = tuple(
        _point(report, known[period]) if period in known else None
        for period in periods(report.source.edition.period)
    )
    return Line(label=label, points=points) if sum(1 for point in points if point) > 1 else None


def _point(report: Report, quoted: Quoted) -> Point:
    is_own = quoted.period == report.source.edition.period
    figure = Figure(quoted.figure_id) if is_own else Figure(quoted.figure_id, quoted.part)
    return Point(figure=figure, whence=WHENCE.get(quoted.whence, "own"))
