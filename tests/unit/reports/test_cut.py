"""A report of a part shows what lies in it and its peers; one for the public leaves out the few."""

from dataclasses import replace

import pandas as pd
import pytest
from cakupan.reports.cut import TOO_FEW, cut
from cakupan.reports.report import COUNTRY, Audience, Kind, Scope
from cakupan.reports.series import SERIES_COLUMNS
from cakupan.reports.source import ReportSource
from full_edition import full_source

TEGAL = Scope(kind=Kind.REGENCY, code="33.28")


@pytest.fixture(scope="module")
def source() -> ReportSource:
    return full_source()


def areas(source: ReportSource) -> set[str]:
    return {row.area_code for row in source.rows.values()}


def test_the_country_told_to_the_agency_itself_is_left_whole(source: ReportSource) -> None:
    assert cut(source, COUNTRY, Audience.INTERNAL) is source


def test_a_regency_sees_its_own_figures_and_those_of_what_lies_in_it(source: ReportSource) -> None:
    shown = cut(source, TEGAL, Audience.INTERNAL)
    own = {key for key, row in source.rows.items() if row.area_code.startswith("33.28")}

    assert own and own <= set(shown.rows)
    assert set(shown.figures["figure_id"]) == set(shown.rows)


def test_of_its_peers_it_sees_the_totals_they_are_compared_by_and_nothing_else(source: ReportSource) -> None:
    shown = cut(source, TEGAL, Audience.INTERNAL)
    of_peers = [row for row in shown.rows.values() if row.area_code == "33.76"]

    assert {row.indicator_code for row in of_peers} >= {"ucj_ytd", "target_ucj"}
    assert {row.indicator_code for row in of_peers} <= {"ucj_ytd", "ucj_eom", "target_ucj", "gap_target"}
    assert {row.slicing for row in of_peers} == {"total"}


def test_of_another_province_it_sees_nothing(source: ReportSource) -> None:
    assert any(area.startswith("64") for area in areas(source))
    assert not any(area.startswith("64") for area in areas(cut(source, TEGAL, Audience.INTERNAL)))


def test_lists_are_cut_by_the_area_of_their_rows(source: ReportSource) -> None:
    shown = cut(source, TEGAL, Audience.INTERNAL)

    for name, frame in shown.lists.items():
        if "area_code" in source.lists[name].columns:
            assert all(code.startswith("33.28") for code in frame["area_code"]), name


def test_the_public_is_told_no_count_of_fewer_than_five_and_who_is_late_by_no_name(
    source: ReportSource,
) -> None:
    shown = cut(source, COUNTRY, Audience.PUBLIC)

    for row in shown.rows.values():
        counts = [row.numerator, row.excluded, row.possible, row.unknown]
        if row.unit == "people":
            counts.append(None if row.amount is None else int(row.amount))
        assert not any(count is not None and 0 < count < 5 for count in counts), row.figure_id
    few = [row for row in shown.rows.values() if row.note == TOO_FEW]
    assert few and all(row.value is None and row.numerator is None for row in few)
    assert len(shown.lists["submissions"]) == len(shown.lists["funding_overlaps"]) == 0
    assert len(shown.lists["villages"]) == len(source.lists["villages"])


def test_months_before_are_cut_as_figures_are_and_the_public_is_told_none_of_the_few(
    source: ReportSource,
) -> None:
    counted = [
        ("ucj_ytd:2024-10:33.28", 4),
        ("ucj_ytd:2024-10:33.76:PU", 40),
        ("ucj_ytd:2024-10:33.28:PU", 40),
    ]
    points = pd.DataFrame(
        [
            {
                "figure_id": figure_id,
                "period": "2024-09",
                "whence": "simulation",
                "value": "1.00",
                "numerator": number,
            }
            for figure_id, number in counted
        ],
        columns=[*SERIES_COLUMNS],
    )
    past = replace(source, points=points.assign(numerator=points["numerator"].astype("Int64")))

    internal, public = (cut(past, TEGAL, audience).points["figure_id"] for audience in Audience)

    assert sorted(internal) == ["ucj_ytd:2024-10:33.28", "ucj_ytd:2024-10:33.28:PU"]
    assert list(public) == ["ucj_ytd:2024-10:33.28:PU"]
