"""Coverage of the population: who counts, where, over which workers."""

from collections.abc import Iterator
from typing import Any

import pytest
from world_builders import World, fraction, value, world

Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("population")) as this:
        this.load("2024-01-05")
        this.areas(("33.28.02", "33.28", "district", "Pindah"))
        this.rows(
            "reference.area_move",
            {"old_code": "33.99", "new_code": "33.76", "area_name": "Kota Tegal", "moved_on": "2022-01-01"},
        )
        this.workforce(("33.28", "PU", 4), ("33.28", "BPU", 8), ("33.28", "JAKON", 10))
        this.workforce(("33.76", "PU", 2), ("33.76", "BPU", 3))
        this.workforce(("33.28.01.2001", "TOTAL", 100), ("33.28.01.2002", "TOTAL", 2), basis="desa")
        this.rows(
            "reference.target",
            {"indicator_code": "target_ucj", "area_code": "33.28", "period": "2024-01", "value": "50.00"},
            {"indicator_code": "target_ucj", "area_code": "33.28", "period": "2024-10", "value": "66.67"},
            {"indicator_code": "target_ucj", "area_code": "33.28", "period": "2024-11", "value": "90.00"},
        )
        this.load("2024-11-04")
        own = {"segment_code": "BPU", "funding_code": "MANDIRI"}
        this.members(
            {"who": 1},
            {"who": 1, **own, "paid_through": "2024-12-31"},
            {"who": 2, **own, "paid_through": "2024-07-31"},
            {"who": 3, **own, "paid_through": "2024-06-30"},
            {"who": 4, "active_to": "2024-10-30"},
            {"who": 5, "active_to": "2023-12-31"},
            {"who": 6, "segment_code": "BPU", "funding_code": "APBD_KAB", "paid_through": "2024-09-30"},
            {"who": 7, "work_area_code": "33.99", "residence_area_code": "33.28.01.2002"},
            {
                "who": 7,
                "active_from": "2023-06-01",
                "residence_area_code": "33.28.01.2002",
                "work_area_code": "33.76",
            },
            {"who": 8, "work_area_code": "77.77", "residence_area_code": None},
            {"who": 9, "segment_code": "JAKON"},
            {"who": 10, "active_from": "2024-11-01"},
            {"work_area_code": "33.76", "residence_area_code": "33.28.01.2002"},
            {"who": 11, "work_area_code": "33.76", "residence_area_code": "33.28.01.2002"},
        )
        site = {"area_code": "33.28.01", "contract_rupiah": 1}
        this.rows(
            "register.project",
            {"project_id": "P1", **site, "workers": 3, "starts_on": "2024-02-01", "ends_on": "2024-03-01"},
            {"project_id": "P2", **site, "workers": 5, "starts_on": "2024-02-01", "ends_on": "2024-03-01",
             "maintenance_until": "2024-12-31"},
            {"project_id": "P3", **site, "workers": 7, "starts_on": "2023-02-01", "ends_on": "2023-12-31"},
        )  # fmt: skip
        this.figures = this.build()
        yield this


@pytest.fixture(scope="module")
def figures(built: World) -> Figures:
    return built.figures


def test_a_person_in_two_segments_counts_in_both_and_once_in_the_total(figures: Figures):
    assert fraction(figures, "ucj_eom:2024-10:33.28:PU") == (1, 4)
    assert fraction(figures, "ucj_eom:2024-10:33.28:BPU") == (2, 8)

    # persons 1 and 2, and the five workers of the project that runs
    assert fraction(figures, "ucj_eom:2024-10:33.28") == (7, 22)


def test_grace_ends_three_months_after_the_last_paid_month_and_sponsored_members_have_none(built: World):
    states = {
        row["unit_no"]
        for row in built.table("evidence__ucj_eom")
        if (row["slicing"], row["slice_code"], row["unit_kind"]) == ("segment", "BPU", "person")
    }
    by_year = {
        row["unit_no"]
        for row in built.table("evidence__ucj_ytd")
        if (row["slicing"], row["slice_code"], row["unit_kind"]) == ("segment", "BPU", "person")
    }

    # 1 pays on; 2 paid to 31 July and is covered to 31 October; 3 paid to 30 June; 6 was sponsored to
    # September
    assert len(states) == 2
    assert len(by_year) == 4


def test_the_year_to_date_counts_whoever_was_covered_on_some_day_of_the_year(figures: Figures):
    # persons 1 and 4; person 5 left in December, person 10 begins in November
    assert fraction(figures, "ucj_ytd:2024-10:33.28:PU") == (2, 4)
    # projects P1 and P2; P3 ended the year before, and a construction membership adds nobody
    assert fraction(figures, "ucj_ytd:2024-10:33.28:JAKON") == (8, 10)
    assert fraction(figures, "ucj_ytd:2024-10:33.28") == (13, 22)
    assert value(figures, "ucj_ytd:2024-10:33.28") == "59.09"


def test_a_person_has_one_place_and_an_area_that_moved_is_found_under_its_new_code(figures: Figures):
    # persons 7 and 11, and the membership nobody's number identifies
    assert fraction(figures, "ucj_eom:2024-10:33.76:PU") == (3, 2)


def test_a_rate_above_100_percent_is_flagged_with_its_cause_and_not_clamped(figures: Figures):
    figure = figures["ucj_eom:2024-10:33.76:PU"]

    assert figure["value"] == "150.00"
    assert figure["flag"] == "Di atas 100 persen"
    assert "tempat kerja" in figure["note"]
    assert figures["ucj_eom:2024-10:33.28:PU"]["flag"] is None


def test_somebody_without_a_known_place_counts_for_the_nation_and_nowhere_below(figures: Figures):
    assert fraction(figures, "ucj_eom:2024-10:33:PU")[0] == 4
    assert fraction(figures, "ucj_eom:2024-10:ID:PU")[0] == 5


def test_a_parent_has_a_denominator_only_when_every_child_has_one(figures: Figures):
    assert fraction(figures, "ucj_eom:2024-10:33:PU") == (4, 6)

    assert fraction(figures, "ucj_eom:2024-10:33:JAKON") == (5, None)
    assert figures["ucj_eom:2024-10:33:JAKON"]["value"] is None
    assert (
        "data potensi pekerja belum lengkap (tidak dinyatakan" in figures["ucj_eom:2024-10:33:JAKON"]["note"]
    )


def test_a_total_is_not_the_sum_of_some_segments_and_says_so(figures: Figures):
    # PU and BPU are stated, JAKON is not; the province has no total without that of every child
    for area, numerator in (("33.76", 3), ("33", 10)):
        figure = figures[f"ucj_eom:2024-10:{area}"]

        assert fraction(figures, figure["figure_id"]) == (numerator, None)
        assert figure["value"] is None
        assert "belum lengkap (totalnya tidak dinyatakan" in figure["note"]


def test_denominators_that_are_handed_up_stay_rows_of_their_own_area(built: World):
    rows = [
        row
        for row in built.table("evidence__ucj_eom")
        if row["area_code"] == "33" and (row["slicing"], row["slice_code"]) == ("segment", "PU")
    ]

    assert sorted(row["denominator"] for row in rows) == [2, 4]
    assert {(row["unit_kind"], row["rolls_up"], row["source_kind"]) for row in rows} == {
        ("workforce", False, "reference")
    }


def test_gaps_are_expressions_over_the_printed_figures(figures: Figures):
    points, people = figures["gap_target:2024-10:33.28"], figures["gap_target_people:2024-10:33.28"]

    assert value(figures, "target_ucj:2024-10:33.28") == "66.67"
    assert points["value"] == "7.58"  # 66.67 - 59.09
    assert people["value"] == "2"  # ceil(66.67 * 22 / 100) - 13
    assert people["input_ids"] == ["target_ucj:2024-10:33.28", "ucj_ytd:2024-10:33.28"]
    assert (people["class"], people["numerator"], people["denominator"]) == ("derived", None, None)
    assert value(figures, "gap_full:2024-10:33.28:JAKON") == "20.00"


def test_a_derived_figure_is_absent_where_an_input_has_no_value(figures: Figures):
    assert "gap_target:2024-10:33.76" not in figures
    assert "gap_full:2024-10:33:JAKON" not in figures


def test_villages_count_residents_and_rank_only_above_the_minimum_size(figures: Figures):
    large, small = (
        figures["village_coverage:2024-10:33.28.01.2001"],
        figures["village_coverage:2024-10:33.28.01.2002"],
    )

    # residents active on the last day: 1, 2 and the construction member 9
    assert (large["value"], large["rank"], large["peer_group"], large["peer_count"]) == (
        "3.00",
        1,
        "33.28",
        1,
    )
    assert (small["value"], small["rank"], small["flag"]) == ("150.00", None, "Di atas 100 persen")
    assert "village_coverage:2024-10:33.28.01" not in figures


def test_no_figure_adds_across_slicings(built: World):
    [nation] = [row for row in built.table("gate__segment_totals") if row["indicator_code"] == "ucj_eom"]

    assert nation["area_code"] == "ID"
    # person 1 is in two segments
    assert (nation["total_numerator"], nation["segment_sum"], nation["segment_max"]) == (11, 12, 5)


def test_evidence_names_the_row_of_the_file_it_came_from(built: World):
    [source] = [
        (row["source_kind"], row["sheet_no"], row["row_number"])
        for row in built.table("evidence__ucj_eom")
        if row["slicing"] == "segment" and row["slice_code"] == "PU" and row["area_code"] == "33.28"
        and row["unit_kind"] == "person"
    ]  # fmt: skip

    assert source == ("register", 1, 1)


def test_nothing_of_the_vault_is_in_facts_evidence_or_figures(built: World):
    columns = {
        row[0]
        for row in built.connection.execute(
            "select distinct column_name from information_schema.columns where table_schema = %s"
            " and (table_name like 'fct%%' or table_name like 'evidence%%' or table_name like 'figure%%'"
            " or table_name like 'report%%' or table_name like 'gate%%')",
            [built.schema],
        )
    }

    assert "unit_no" in columns
    assert not columns & {"nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "membership_id"}
