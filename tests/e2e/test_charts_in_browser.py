"""Charts as a browser lays them out: every mark where its figure says, and in reach of the keys."""

from pathlib import Path

import pytest
from browsing import open_browser
from cakupan.reports.charts.nodes import Bars, Dots, Lines, Strips, Waterfall
from cakupan.reports.charts.plots import Plot, plots, spans
from charts_told import ToldCharts
from playwright.sync_api import Page

WIDTHS = (390, 820, 1440)
MEASURE = """chart => Array.from(chart.querySelectorAll("[data-mark]")).map(mark => {
  const box = mark.getBoundingClientRect();
  const plot = mark.closest("svg").getBoundingClientRect();
  const geometry = mark.getBBox();
  const middle = box.left + box.width / 2 - plot.left;
  return {figure: mark.dataset.figure, role: mark.dataset.mark, width: plot.width, left: geometry.x,
          right: geometry.x + geometry.width, middle: middle, down: box.top + box.height / 2 - plot.top};
})"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ToldCharts:
    return ToldCharts.made(tmp_path_factory.mktemp("report"))


def opened(page: Page, report: ToldCharts) -> None:
    page.goto(Path(report.files.html).as_uri())
    page.wait_for_load_state("networkidle")


def plot_of(report: ToldCharts, kind: type) -> Plot:
    (chart,) = [chart for chart in report.charts if isinstance(chart, kind)]
    (plot,) = plots(chart, report.book)
    return plot


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", [Bars, Dots, Strips, Waterfall])
def test_marks_along_a_track_lie_within_half_a_pixel_of_their_figures(report: ToldCharts, width, kind):
    plot = plot_of(report, kind)
    with open_browser(width=width) as page:
        opened(page, report)
        measured = page.eval_on_selector(f'[data-chart="{plot.kind}"]', MEASURE)

    assert [one["figure"] for one in measured] == [mark.figure.figure_id for mark in plot.marks]
    for one, mark, span in zip(measured, plot.marks, spans(plot, report.book), strict=True):
        low, high = (float(plot.scale.share(end)) / 100 * one["width"] for end in span)
        if mark.role in ("dot", "target"):
            assert abs(one["middle"] - low) <= 0.5, mark
        else:
            assert abs(one["left"] - low) <= 0.5 and abs(one["right"] - high) <= 0.5, mark


@pytest.mark.parametrize("width", WIDTHS)
def test_points_lie_within_half_a_pixel_of_their_figures_and_months(report: ToldCharts, width):
    plot = plot_of(report, Lines)
    with open_browser(width=width) as page:
        opened(page, report)
        measured = page.eval_on_selector('[data-chart="lines"]', MEASURE)

    for one, mark, span in zip(measured, plot.marks, spans(plot, report.book), strict=True):
        up = float(plot.scale.share(span.low)) / 100
        assert abs(one["down"] - (10 + (1 - up) * 220)) <= 0.5, mark
        if mark.role == "point":
            assert abs(one["middle"] - mark.at / 12 * one["width"]) <= 0.5, mark


@pytest.mark.parametrize("width", WIDTHS)
def test_no_chart_is_wider_than_the_screen(report: ToldCharts, width):
    with open_browser(width=width) as page:
        opened(page, report)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        outside = page.eval_on_selector_all(
            ".chart, .card, .status, .chart text, .ends p",
            "all => all.filter(one => one.getBoundingClientRect().right > innerWidth).length",
        )

    assert (overflow, outside) == (0, 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_on_a_tile_is_wider_than_the_tile(report: ToldCharts, width):
    with open_browser(width=width) as page:
        opened(page, report)
        widths = page.eval_on_selector(
            ".map",
            """map => [map.querySelector("rect").getBoundingClientRect().width,
                Math.max(...Array.from(map.querySelectorAll("text")).map(
                  text => text.getBoundingClientRect().width))]""",
        )

    assert widths[1] <= widths[0]


def test_one_stop_of_the_tab_key_reaches_a_chart_and_the_arrows_each_of_its_marks(report: ToldCharts):
    plot = plot_of(report, Dots)
    with open_browser() as page:
        opened(page, report)
        stops = page.eval_on_selector_all(
            '[data-chart="dots"] [tabindex="0"]', "all => all.map(one => one.dataset.figure)"
        )
        page.focus('[data-chart="dots"] [tabindex="0"]')
        told = [page.inner_text("#keterangan b")]
        for _ in plot.marks[1:]:
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(50)  # in which the page scrolls
            told.append(page.inner_text("#keterangan b") if page.is_visible("#keterangan") else "")
        page.keyboard.press("ArrowRight")
        at_the_end = page.evaluate("document.activeElement.dataset.figure")
        page.keyboard.press("ArrowLeft")
        one_before = page.evaluate("document.activeElement.dataset.figure")

    assert stops == [plot.marks[0].figure.figure_id]
    assert told == [mark.figure.figure_id for mark in plot.marks]
    assert at_the_end == plot.marks[-1].figure.figure_id
    assert one_before == plot.marks[-2].figure.figure_id


def test_the_explanation_of_a_mark_goes_with_the_focus(report: ToldCharts):
    with open_browser() as page:
        opened(page, report)
        page.focus('[data-chart="bars"] [tabindex="0"]')
        is_shown = page.is_visible("#keterangan")
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.blur()")

        assert is_shown
        assert not page.is_visible("#keterangan")
