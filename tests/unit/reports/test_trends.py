"""Charts over thirteen months show what was published then, and gaps where nothing was."""

from dataclasses import replace

import pandas as pd
import pytest
from cakupan.reports import pages, trends
from cakupan.reports.charts.nodes import Lines, Multiples
from cakupan.reports.inline import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.report import Kind, Report, Scope
from cakupan.reports.series import SERIES_COLUMNS
from cakupan.reports.source import ReportSource
from edition_source import coverage, frame, national, small_source

TEGAL, CITY = "ucj_ytd:2024-10:33.28", "ucj_ytd:2024-10:33.76"


def point(period: str, value: str, whence: str, figure_id: str = TEGAL) -> dict[str, object]:
    document = "Siaran pers" if whence == "document" else None
    return {
        "figure_id": figure_id,
        "period": period,
        "whence": whence,
        "value": value,
        "document": document,
    }


POINTS = (
    point("2023-09", "20.00", "simulation"),  # before the months that are shown
    point("2023-10", "21.00", "simulation"),
    point("2024-03", "24.50", "document"),
    point("2024-09", "29.00", "edition"),
)


def told(*points: dict[str, object], source: ReportSource | None = None) -> Report:
    made = pd.DataFrame(list(points), columns=[*SERIES_COLUMNS])
    return national(replace(source or small_source(), points=made))


def test_the_months_are_thirteen_and_end_with_the_report():
    months = trends.periods("2024-02")

    assert (months[0], months[10], months[11], months[12]) == ("2023-02", "2023-12", "2024-01", "2024-02")
    assert len(months) == 13


def test_a_line_has_a_point_for_each_month_that_was_published_and_says_whence_it_is():
    report = told(*POINTS)

    chart = trends.lines(report, "Tren", [("Kab. Tegal", report.source.rows[TEGAL])])

    assert isinstance(chart, Lines)
    (line,) = chart.lines
    assert (chart.periods[0], chart.periods[12]) == ("Okt 2023", "Okt 2024")
    assert [(at, one.figure, one.whence) for at, one in enumerate(line.points) if one] == [
        (0, Figure(TEGAL, "series.2023-10"), "simulated"),
        (5, Figure(TEGAL, "series.2024-03"), "quoted"),
        (11, Figure(TEGAL, "series.2024-09"), "own"),
        (12, Figure(TEGAL), "own"),
    ]
    assert chart.target == Figure("target_ucj:2024-10:33.28")


def test_without_a_month_before_there_is_no_chart():
    report = told()

    assert trends.lines(report, "Tren", [("Kab. Tegal", report.source.rows[TEGAL])]) is None
    assert trends.lines(report, "Tren", []) is None


def test_areas_without_a_past_are_left_out_and_several_areas_have_no_common_target():
    report = told(*POINTS, point("2024-09", "51.00", "edition", CITY))
    rows = [(row.area_name, row) for row in report.select("ucj_ytd")]

    chart = trends.lines(report, "Tren", rows)

    assert isinstance(chart, Lines)
    assert [line.label for line in chart.lines] == ["Kabupaten Tegal", "Kota Tegal"]
    assert chart.target is None


def test_more_lines_than_can_be_told_apart_stand_side_by_side():
    areas = [f"35.{number:02}" for number in range(1, 8)]
    many = frame([row for area in areas for row in coverage(area, {"PU": (4, 10)})])
    points = [point("2024-09", "39.00", "edition", f"ucj_ytd:2024-10:{area}") for area in areas]
    report = told(*points, source=replace(small_source(), figures=many))

    chart = trends.lines(report, "Tren", [(row.area_name, row) for row in report.select("ucj_ytd")])

    assert isinstance(chart, Multiples)
    assert len(chart.lines) == 7


@pytest.mark.parametrize(("locale", "month"), [(Locale.ID, "Mei 2024"), (Locale.EN, "May 2024")])
def test_months_are_short_in_each_language(locale, month):
    assert locale.short_month("2024-05") == month


def test_reports_show_the_months_of_their_scope_and_of_its_parts_where_it_has_no_rate():
    report = told(*POINTS)
    of_tegal = replace(report, scope=Scope(kind=Kind.REGENCY, code="33.28"))

    charts = [
        [block for page in pages.document(one).pages for block in page.blocks if isinstance(block, Lines)]
        for one in (report, of_tegal)
    ]

    assert [[line.label for line in chart.lines] for (chart,) in charts] == [["Kabupaten Tegal"]] * 2
