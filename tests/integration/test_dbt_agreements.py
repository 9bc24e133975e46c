"""Agreements, commitments and benefits, and the month before."""

from collections.abc import Iterator
from typing import Any

import pytest
from world_builders import World, fraction, value, world

Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("agreements")) as this:
        this.load("2024-01-05")
        this.areas()
        over = {"signed_on": "2020-01-01", "valid_to": "2024-09-30"}
        nks = {"agreement_kind": "NKS", "area_code": "33.28", "partner_id": None}
        this.rows(
            "reference.agreement",
            {"agreement_id": "nks", "title": "Nota Kesepahaman Sinergi", "signed_on": "2024-11-05", **nks},
            {"agreement_id": "later", "title": "Belum ditandatangani", "signed_on": "2024-11-07", **nks},
            {"agreement_id": "over", "title": "Habis", **nks, **over},
            {"agreement_id": "aprisindo", "title": "X", "signed_on": "2024-09-11", **nks, "area_code": "33"},
        )  # fmt: skip
        step = {"action": "Sosialisasi", "responsible": "Dinas"}
        this.rows(
            "reference.agreement_action",
            {
                "agreement_id": "nks",
                "action_id": "1",
                "due_on": "2024-11-01",
                "done_on": "2024-11-03",
                **step,
            },
            {"agreement_id": "nks", "action_id": "2", "due_on": "2024-11-05", **step},
            {"agreement_id": "nks", "action_id": "3", "due_on": "2024-11-06", **step},
            {
                "agreement_id": "nks",
                "action_id": "4",
                "due_on": "2024-10-01",
                "done_on": "2024-11-09",
                **step,
            },
            {"agreement_id": "later", "action_id": "1", "due_on": "2024-12-01", **step},
            {"agreement_id": "over", "action_id": "1", "due_on": "2024-01-01", **step},
        )
        pledge = {"agreement_id": "aprisindo", "baseline_on": "2024-08-31", "share": "0.2000", "members": 999}
        this.rows(
            "reference.commitment",
            {"npp": "A", "active_workers": 10, **pledge},
            {"npp": "B", "active_workers": 11, **pledge},
            {"npp": "C", "active_workers": 5, **pledge | {"baseline_on": "2024-11-30"}},
        )
        this.load("2024-11-04")
        this.rows(
            "register.employer",
            {"npp": "A", "nama_perusahaan": "PT A", "area_code": "33.28"},
            {"npp": "B", "nama_perusahaan": "PT B", "area_code": "33.76"},
        )
        this.members(
            {"who": 1, "npp": "A"},
            {"who": 2, "npp": "A", "active_to": "2024-09-30"},
            *({"who": who, "npp": "A", "active_from": "2024-09-15"} for who in (3, 4, 5)),
            {"who": 1, "npp": "A", "active_from": "2024-10-01"},
            {"who": 6, "npp": "B", "active_from": "2024-10-31"},
            {"who": 7, "npp": "B", "active_from": "2024-10-31"},
            {"who": 8, "npp": "B", "active_from": "2024-11-01"},
        )
        claim = {"programme_code": "JKK", "cases": 1, "area_code": "33.28.01.2001"}
        this.rows(
            "register.claim",
            {"claim_id": "1", "rupiah": 100, "paid_on": "2024-01-01", **claim},
            {"claim_id": "2", "rupiah": 20, "paid_on": "2024-10-01", **claim | {"cases": 3}},
            {"claim_id": "3", "rupiah": 7, "paid_on": "2024-10-31", **claim | {"programme_code": "JHT"}},
            {"claim_id": "4", "rupiah": 5000, "paid_on": "2024-11-01", **claim},
            {"claim_id": "5", "rupiah": 5000, "paid_on": "2023-12-31", **claim},
        )
        this.connection.execute(
            "insert into publication.edition (period, version, as_of, code_version, published_at,"
            " manifest_sha256, is_demo_clock) values"
            " ('2024-09', 1, '2024-10-06', 'x', '2024-10-06', 'x', false)"
        )
        this.connection.execute(
            "insert into publication.figure (edition_no, figure_id, indicator_code, period, area_code,"
            " area_name, segment_code, slicing, slice_code, class, value, unit, digits, source)"
            " values (1, 'benefit_rupiah_ytd:2024-09:33.28', 'benefit_rupiah_ytd', '2024-09', '33.28',"
            " 'Tegal', 'TOTAL', 'total', 'TOTAL', 'summed', '100', 'rupiah', 0, 'register')"
        )
        this.figures = this.build()
        yield this


@pytest.fixture(scope="module")
def figures(built: World) -> Figures:
    return built.figures


def test_actions_are_dated_at_as_of_and_belong_to_agreements_signed_by_then(figures: Figures):
    # as_of is 6 November 07.00 in Jakarta: due on the 5th is late, due on the 6th is not;
    # done on the 9th is not done
    assert value(figures, "actions_planned:2024-10:33.28") == "4"
    assert value(figures, "actions_done:2024-10:33.28") == "1"
    assert value(figures, "actions_overdue:2024-10:33.28") == "2"
    assert figures["actions_planned:2024-10:33.28:agreement=nks"]["slice_name"] == "Nota Kesepahaman Sinergi"


def test_the_work_plan_is_listed_with_what_became_of_each_action(built: World):
    states = {
        row["action_id"]: (row["status"], row["done_on"]) for row in built.table("report__agreement_actions")
    }

    assert {action: state for action, (state, _) in states.items()} == {
        "1": "done", "2": "overdue", "3": "planned", "4": "overdue",
    }  # fmt: skip
    assert states["4"][1] is None


def test_progress_is_growth_since_the_baseline_over_the_active_workers_of_then(figures: Figures):
    # A: persons 1 and 2 at the baseline; 1, 3, 4 and 5 now
    assert fraction(figures, "commitment_progress:2024-10:33.28:employer=A") == (2, 10)
    assert fraction(figures, "commitment_progress:2024-10:33.76:employer=B") == (2, 11)
    assert figures["commitment_progress:2024-10:33.28:employer=A"]["slice_name"] == "PT A"
    # rates are never averaged
    assert value(figures, "commitment_progress:2024-10:33") == "19.05"


def test_a_company_has_reached_its_share_at_exactly_20_percent_and_not_just_below(figures: Figures):
    assert value(figures, "companies_reached:2024-10:33.28") == "1"
    assert value(figures, "companies_reached:2024-10:33.76") == "0"


def test_a_baseline_after_the_period_is_no_commitment_yet(figures: Figures):
    assert value(figures, "companies_committed:2024-10:33") == "2"
    assert not [figure_id for figure_id in figures if figure_id.endswith("employer=C")]


def test_evidence_of_progress_shows_who_came_and_who_went(built: World):
    rows = [
        row["numerator"]
        for row in built.table("evidence__commitment_progress")
        if (row["slicing"], row["slice_code"], row["unit_kind"]) == ("employer", "A", "person")
    ]

    assert sorted(rows) == [-1, 1, 1, 1]


def test_benefits_of_the_month_and_of_the_year_so_far(figures: Figures):
    assert value(figures, "benefit_cases:2024-10:33.28") == "4"
    assert value(figures, "benefit_rupiah:2024-10:33.28") == "27"
    assert value(figures, "benefit_rupiah:2024-10:33.28:programme=JKK") == "20"
    assert value(figures, "benefit_cases_ytd:2024-10:33.28") == "5"
    assert value(figures, "benefit_rupiah_ytd:2024-10:33.28") == "127"
    assert "benefit_rupiah_ytd:2024-10:33.28.01" not in figures


def test_figures_stand_beside_those_published_for_the_month_before(built: World):
    [beside] = built.table("gate__previous")

    assert beside["figure_id"] == "benefit_rupiah_ytd:2024-10:33.28"
    assert (beside["previous_value_number"], beside["value_number"]) == (100, 127)
    assert round(beside["change_rate"], 2) == 0.27
