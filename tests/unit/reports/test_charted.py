"""Charts that pages share show the figures of the report in a useful order, and none where there are none."""

from dataclasses import replace

import pandas as pd
import pytest
from cakupan.reports import charted, pages
from cakupan.reports.charts.nodes import Dots, Strips, Tiles
from cakupan.reports.locales import Locale
from cakupan.reports.report import Kind, Scope
from cakupan.reports.source import ReportSource
from edition_source import coverage, figure, frame, national, small_source
from full_edition import full_source


def with_provinces() -> ReportSource:
    """Two provinces, one of which has a rate."""
    small = small_source()
    more = frame([*coverage("35", {"PU": (400, 1_000)})])
    return replace(small, figures=pd.concat([small.figures, more], ignore_index=True))


def test_dots_of_coverage_stand_from_the_highest_to_the_lowest_with_their_targets():
    report = national(small_source())

    shown = charted.coverage_dots(report, report.listed_rates())

    assert [dot.label for dot in shown.dots] == ["Kota Tegal", "Kabupaten Tegal"]
    targets = [dot.target and dot.target.figure_id for dot in shown.dots]
    assert targets == [None, "target_ucj:2024-10:33.28"]
    assert {dot.emphasis for dot in shown.dots} == {"plain"}


def test_the_area_that_a_report_is_about_stands_out_among_the_dots():
    report = replace(national(small_source()), scope=Scope(kind=Kind.REGENCY, code="33.28"))

    shown = charted.coverage_dots(report, report.rated())

    assert [(dot.label, dot.emphasis) for dot in shown.dots] == [("Kabupaten Tegal", "own")]


def test_a_regency_stands_out_among_its_peers_of_the_same_province():
    report = replace(national(full_source()), scope=Scope(kind=Kind.REGENCY, code="33.28"))

    shown = charted.peer_dots(report)

    assert shown is not None
    assert [(dot.label, dot.emphasis) for dot in shown.dots] == [
        ("Kota Tegal", "peer"),
        ("Kabupaten Tegal", "own"),
    ]


@pytest.mark.parametrize(
    "scope", [Scope(kind=Kind.NATION, code="ID"), Scope(kind=Kind.REGENCY, code="35.21")]
)
def test_without_peers_there_is_no_chart_of_them(scope):
    assert charted.peer_dots(replace(national(full_source()), scope=scope)) is None


def test_the_map_of_provinces_has_those_with_a_rate_and_is_left_out_where_none_has_one():
    shown = charted.province_tiles(national(with_provinces()))

    assert shown is not None
    assert [(tile.area_code, tile.label) for tile in shown.tiles] == [("35", "Jawa Timur")]
    assert charted.province_tiles(national(small_source())) is None


def test_strips_of_villages_have_a_row_for_each_regency_with_a_dot_for_each_ranked_village():
    document = pages.document(national(full_source()))

    (strips,) = [block for page in document.pages for block in page.blocks if isinstance(block, Strips)]

    assert [strip.label for strip in strips.strips] == ["Kabupaten Kutai Kartanegara", "Kabupaten Berau"]
    assert [len(strip.dots) for strip in strips.strips] == [12, 12]


@pytest.mark.parametrize(("locale", "title"), [(Locale.ID, "Target"), (Locale.EN, "Target")])
def test_the_page_of_coverage_shows_dots_and_the_map_of_provinces(locale, title):
    document = pages.document(national(with_provinces(), locale))

    (page,) = [page for page in document.pages if page.name == "capaian"]
    (dots,) = [block for block in page.blocks if isinstance(block, Dots)]
    assert dots.target_label == title
    assert any(isinstance(block, Tiles) for block in page.blocks)


def test_an_area_without_a_rate_among_others_is_the_last_dot():
    report = national(small_source())
    without = figure("ucj_ytd", "33.29", 5, None) | {"value": None, "unit": "percent"}
    source = replace(
        report.source, figures=pd.concat([report.source.figures, frame([without])], ignore_index=True)
    )

    shown = charted.coverage_dots(
        national(source), [row for row in source.select("ucj_ytd") if row.area_code.startswith("33.")]
    )

    assert shown.dots[-1].label == "33.29"
