"""What is drawn of a chart: each mark reaches from value to value, and what has no number has no mark."""

from decimal import Decimal

import chart_gallery as gallery
import pytest
from cakupan.reports.charts.nodes import Chart, Line, Lines, Multiples, Step, Waterfall
from cakupan.reports.charts.plots import Plot, plots, spans, strokes
from cakupan.reports.printed import Book
from chart_gallery import Made
from edition_source import national

each_case = pytest.mark.parametrize


def book(made: Made) -> Book:
    return national(made.source()).book


def drawn(chart: Chart, made: Made) -> list[tuple[str, int, int, float, float]]:
    """Role, row, column and reach of each mark."""
    (plot,) = plots(chart, book(made))
    reach = spans(plot, book(made))
    return [
        (mark.role, mark.row, mark.at, float(span.low), float(span.high))
        for mark, span in zip(plot.marks, reach, strict=True)
    ]


def test_a_bar_reaches_from_zero_to_its_number_and_a_target_is_a_place():
    made = Made()

    chart = gallery.bars(made, ["30.19", "-5.00", None, "0.00"], ["35.00", None, "40.00", None])

    assert drawn(chart, made) == [
        ("bar", 0, 0, 0, 30.19),
        ("target", 0, 0, 35, 35),
        ("bar", 1, 0, -5, 0),
        ("target", 2, 0, 40, 40),
        ("bar", 3, 0, 0, 0),
    ]


def test_a_range_reaches_from_the_dot_to_its_ends_and_is_not_drawn_without_a_dot():
    made = Made()

    chart = gallery.dots(made, ["50.00", None])

    assert drawn(chart, made) == [
        ("low", 0, 0, 47, 50),
        ("high", 0, 0, 50, 54),
        ("dot", 0, 0, 50, 50),
        ("target", 1, 0, 52.69, 52.69),
    ]


def test_each_step_of_a_waterfall_begins_where_the_one_before_ended():
    made = Made()

    chart = gallery.waterfall(made)

    assert drawn(chart, made) == [
        ("total", 0, 0, 0, 1204),
        ("more", 1, 0, 1204, 1305),
        ("more", 2, 0, 1305, 1317),
        ("less", 3, 0, 1262, 1317),
        ("total", 4, 0, 0, 1262),
    ]


def test_a_waterfall_that_does_not_balance_cannot_be_made():
    with pytest.raises(ValueError, match=r"does not balance: opening and parts make 1262.*is 1263"):
        gallery.waterfall(Made(), closing="1263")


def test_a_waterfall_may_pass_below_zero():
    made = Made()
    steps = [
        Step(label=name, figure=made.figure(amount, "people"), amount=Decimal(amount), is_less=less)
        for name, amount, less in (("a", "5", False), ("b", "8", True), ("c", "-3", False))
    ]

    chart = Waterfall(title="t", unit="u", opening=steps[0], parts=(steps[1],), closing=steps[2])

    (plot,) = plots(chart, book(made))
    assert [(float(low), float(high)) for low, high in spans(plot, book(made))] == [(0, 5), (-3, 5), (-3, 0)]
    assert plot.scale.low <= -3


def test_a_gap_of_a_line_has_no_point_and_no_stroke_over_it():
    made = Made()

    chart = gallery.lines(made, {"a": ["1.00", None, "3.00", "4.00"], "b": [None, "2.00", None, None]}, None)

    (plot,) = plots(chart, book(made))
    assert [(mark.row, mark.at) for mark in plot.marks] == [(0, 0), (0, 2), (0, 3), (1, 1)]
    assert [(one.at, two.at) for one, two in strokes(plot)] == [(2, 3)]


def test_small_charts_share_one_scale():
    made = Made()

    shown = plots(gallery.multiples(made), book(made))

    assert len(shown) == 5
    assert len({plot.scale for plot in shown}) == 1


@each_case("kind", [Lines, Multiples])
def test_a_line_that_does_not_fit_the_periods_cannot_be_made(kind):
    line = Line(label="a", points=(None, None))

    with pytest.raises(ValueError, match="'a' has 2 points for 3 periods"):
        kind(title="t", unit="u", periods=("1", "2", "3"), lines=(line,))


@each_case(
    ("value", "step"),
    [("0.00", (0, 20)), ("19.99", (0, 20)), ("20.00", (20, 40)), ("99.00", (80, 100)), ("100.00", (80, 100))],
)
def test_a_tile_is_shaded_by_the_step_that_its_number_lies_in(value, step):
    made = Made()

    ((role, row, at, low, high),) = drawn(gallery.tiles(made, {"33": value}), made)

    assert (role, row, at) == ("tile", 5, 3)
    assert (low, high) == step


def test_a_chart_without_any_number_has_no_mark():
    made = Made()
    charts = [
        gallery.bars(made, [None, None]),
        gallery.dots(made, [None]),
        gallery.lines(made, {"a": [None, None]}, None),
        gallery.tiles(made, {"33": None}),
    ]

    assert [plot.marks for chart in charts for plot in plots(chart, book(made))] == [()] * 4


def test_a_number_that_is_not_there_cannot_be_measured():
    made = Made()
    figure = made.figure(None)
    plot = plots(gallery.bars(made, ["1.00"]), book(made))[0]
    absent = Plot(kind="bars", scale=plot.scale, marks=(plot.marks[0]._replace(figure=figure),))

    with pytest.raises(ValueError, match="has no number to draw"):
        spans(absent, book(made))
