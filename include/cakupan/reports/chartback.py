"""Compare charts as they are drawn with the frozen figures: each mark by the scale of its chart."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from cakupan.reports.charts.looks import TRACK
from cakupan.reports.charts.plots import Mark, Plot, Span, spans, strokes
from cakupan.reports.charts.scale import plain
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book
from cakupan.reports.reading.seen import DrawnChart, DrawnMark

AXES = ("dots", "strips", "lines", "multiples")
SCALE, TICK, STROKE = "scale", "tick", "stroke"
NO_FIGURE = Figure("", "")


class Compared(NamedTuple):
    """One mark, scale or axis: where it is, what is drawn and what should be, and what is wrong with it."""

    place: str
    figure: Figure
    drawn: str
    expected: str
    problem: str = ""


def compare(
    drawn: Sequence[DrawnChart], expected: Sequence[tuple[str, Plot]], book: Book
) -> Iterator[Compared]:
    """Align charts by page and kind, then compare scale, marks, strokes and axes of each."""
    wanted = [(page, plot.kind) for page, plot in expected]
    found = [(chart.page, chart.kind) for chart in drawn]
    for step, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if step == "equal":
            for chart, (_, plot) in zip(drawn[c:d], expected[a:b], strict=True):
                yield from _chart(chart, plot, book)
            continue
        for page, plot in expected[a:b]:
            yield Compared(f"{page} {plot.kind}", NO_FIGURE, "", plot.stated, "missing")
            yield from _missing(page, plot, book)
        for chart in drawn[c:d]:
            yield Compared(chart.place, NO_FIGURE, chart.scale, "", "extra")
            yield from (_extra(mark) for mark in chart.marks)


def _chart(chart: DrawnChart, plot: Plot, book: Book) -> Iterator[Compared]:
    yield _alike(f"{chart.place} {SCALE}", chart.scale, plot.stated)
    yield from _marks(chart, plot, book)
    yield _alike(f"{chart.place} {STROKE}", _strokes_drawn(chart), _strokes(chart, plot, book))
    if plot.kind in AXES:
        yield _alike(f"{chart.place} {TICK}", _ticks_drawn(chart), _ticks(plot, book))


def _alike(place: str, drawn: str, expected: str) -> Compared:
    return Compared(place, NO_FIGURE, drawn, expected, "" if drawn == expected else "differs")


def _marks(chart: DrawnChart, plot: Plot, book: Book) -> Iterator[Compared]:
    wanted = [(mark.role, mark.figure) for mark in plot.marks]
    found = [(mark.role, mark.figure) for mark in chart.marks]
    reach = _reach(plot, book)
    for step, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if step == "equal":
            for drawn, mark, span in zip(chart.marks[c:d], plot.marks[a:b], reach[a:b], strict=True):
                yield _mark(drawn, mark, span, chart.slack, plot, book)
            continue
        yield from _missing(chart.place, replace(plot, marks=plot.marks[a:b]), book, reach[a:b])
        yield from (_extra(mark) for mark in chart.marks[c:d])


def _reach(plot: Plot, book: Book) -> list[Span]:
    return [Span(*plot.scale.ticks[:1] * 2)] * len(plot.marks) if plot.kind == "status" else spans(plot, book)


def _mark(drawn: DrawnMark, mark: Mark, span: Span, slack: float, plot: Plot, book: Book) -> Compared:
    right = _spelled(*span)
    if mark.said:
        is_right = drawn.said == mark.said and not math.isnan(drawn.low)
        found = drawn.said if is_right or drawn.said != mark.said else f"{drawn.said} without its sign"
        return Compared(drawn.place, mark.figure, found, mark.said, "" if is_right else "differs")
    is_near = abs(drawn.low - float(span.low)) <= slack and abs(drawn.high - float(span.high)) <= slack
    is_there = all(
        one is None or abs(one - wanted) <= plot.columns / TRACK
        for one, wanted in ((drawn.row, mark.row), (drawn.at, mark.at))
    )
    is_said = not drawn.said or drawn.said.endswith(f": {book.printed(mark.figure).text}")
    if is_near and is_there and is_said:
        return Compared(drawn.place, mark.figure, right, right)
    where = "" if is_there else f" at row {drawn.row}, column {drawn.at}"
    said = "" if is_said else f" saying {drawn.said!r}"
    return Compared(
        drawn.place, mark.figure, _spelled(drawn.low, drawn.high) + where + said, right, "differs"
    )


def _missing(place: str, plot: Plot, book: Book, reach: Sequence[Span] | None = None) -> Iterator[Compared]:
    known = _reach(plot, book) if reach is None else reach
    for mark, span in zip(plot.marks, known, strict=True):
        yield Compared(f"{place}, {mark.role}", mark.figure, "", _spelled(*span), "missing")


def _extra(mark: DrawnMark) -> Compared:
    return Compared(mark.place, mark.figure, _spelled(mark.low, mark.high), "", "extra")


def _spelled(low: object, high: object) -> str:
    ends = [f"{float(str(value)):g}" for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def _strokes(chart: DrawnChart, plot: Plot, book: Book) -> str:
    """Spell the strokes that should be, as they are drawn where those are as near as half a pixel."""
    values = {mark: float(span.low) for mark, span in zip(plot.marks, _reach(plot, book), strict=True)}
    wanted = [(one.at, values[one], two.at, values[two]) for one, two in strokes(plot)]
    reach = (plot.columns / TRACK, chart.slack) * 2
    is_right = len(wanted) == len(chart.strokes) and all(
        abs(found - right) <= slack
        for drawn, stroke in zip(chart.strokes, wanted, strict=True)
        for found, right, slack in zip(drawn, stroke, reach, strict=True)
    )
    return _strokes_drawn(chart) if is_right else _each(wanted)


def _strokes_drawn(chart: DrawnChart) -> str:
    return _each(chart.strokes)


def _each(strokes: Sequence[tuple[float, ...]]) -> str:
    return "; ".join(" ".join(f"{one:g}" for one in stroke) for stroke in strokes)


def _ticks(plot: Plot, book: Book) -> str:
    return "; ".join(book.scale_text(plain(value)) for value in plot.scale.ticks)


def _ticks_drawn(chart: DrawnChart) -> str:
    """Spell the axis once, however often it is drawn; what stands elsewhere than it says tells where."""
    said = [
        tick.text if abs(tick.drawn - _value(tick.value)) <= chart.slack else f"{tick.text} at {tick.drawn:g}"
        for tick in chart.ticks
    ]
    return "; ".join(dict.fromkeys(said))


def _value(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return math.nan
