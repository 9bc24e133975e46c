"""Codes that no list knows: nothing vanishes; what cannot be counted rightly shuts gate 2 and is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from cakupan.identity.rulings import stale
from cakupan.quality import gates
from cakupan.quality.verdict import Verdict
from world_builders import AS_OF, PERIOD, World, fraction, value, world

Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("conservation")) as this:
        this.load("2024-01-05")
        this.areas()
        this.partner("pemda", "pemda_rentan")
        this.partner("asosiasi", "asosiasi")
        this.partner("kampus", "magang", area="33.76")
        this.rows("reference.partner", {"partner_id": "keliling", "partner_name": "Tanpa wilayah"})
        owed = {"frequency": "monthly", "due_day": 5, "list_mode": "full", "carry_forward": False}
        this.rows(
            "reference.obligation",
            {"partner_id": "siapa", "roster_kind": "csr", "valid_from": "2024-01-01", **owed},
        )
        this.workforce(("33.28", "PU", 4), ("33.99", "PU", 7))
        this.workforce(("33.28.01.2001", "BPU", 3), ("33.76", "TOTAL", 9))
        this.workforce(
            ("33.28", "TOTAL", 60), ("33.28.01.2001", "PU", 50), ("33.28.01.2002", "PU", 40),
            ("33.28.01.2001", "TOTAL", 70), basis="desa",
        )  # fmt: skip
        this.rows(
            "reference.target",
            {"indicator_code": "target_ucj", "area_code": "33.28.01", "period": "2024-01", "value": "50.00"},
        )
        this.rows(
            "reference.commitment",
            {"agreement_id": "hilang", "npp": "A", "baseline_on": "2024-08-31", "active_workers": 10,
             "members": 1, "share": "0.2000"},
        )  # fmt: skip
        this.load("2024-11-04")
        this.members({"who": 1}, {"who": 2, "segment_code": "BARU", "funding_code": "BARU"})
        claim = {"cases": 1, "rupiah": 5, "paid_on": "2024-10-03"}
        this.rows(
            "register.claim", {"claim_id": "1", "programme_code": "BARU", "area_code": "77.77", **claim}
        )
        this.rows(
            "register.project",
            {"project_id": "P1", "area_code": "77.77", "workers": 3, "starts_on": "2024-02-01"},
        )
        this.roster(
            "pemda", "pemda_rentan",
            {"who": 1, "funding_code": "BARU", "category_code": "BARU", "area_code": "77.77"}, {"who": 1},
        )  # fmt: skip
        this.roster("keliling", "csr", {"who": 3}, {"verdict": "quarantined", "funding_code": "BARU"})
        this.roster("asosiasi", "asosiasi", {"npp": "A"}, {"npp": "B"})
        this.roster("pemda", "kelompok_baru", {"who": 4}, {"who": 5}, {"verdict": "quarantined"})
        this.roster(
            "kampus", "magang",
            {"who": 6}, {"nama": "Tanpa NIK"}, {"who": 8, "tempat_magang": "PT Café"},
            {"who": 7, "tempat_magang": "株式会社"}, {"who": 8, "tempat_magang": "株式会社"},
            {"who": 8, "tempat_magang": "---"}, {"verdict": "quarantined", "tempat_magang": "---"},
        )  # fmt: skip
        this.figures = this.build()
        yield this


@pytest.fixture(scope="module")
def figures(built: World) -> Figures:
    return built.figures


@pytest.fixture(scope="module")
def verdict(built: World, tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    rulings = stale.of_month(built.connection, PERIOD, AS_OF)
    return gates.judge_marts(built.connection, built.schema, rulings, tmp_path_factory.mktemp("verdict"))


def test_an_accepted_list_of_an_unknown_kind_shuts_the_gate_which_says_whose_and_how_many_rows(
    verdict: Verdict,
):
    assert verdict.is_open is False
    [lost] = [text for text in verdict.critical if "accepted_rows and explained_rows" in text]
    [unknown] = [text for text in verdict.critical if "is_kind_listed" in text]

    assert "1 of 5 rows outside (first: pemda kelompok_baru: 0 of 2 accepted rows explained)" in lost
    assert "pemda kelompok_baru" in unknown
    assert "docs/how-to/add-a-roster-kind.md" in unknown


def test_lists_of_companies_are_explained_though_no_indicator_on_people_counts_them(built: World):
    [row] = [one for one in built.table("gate__roster_conservation") if one["roster_kind"] == "asosiasi"]

    assert (row["accepted_rows"], row["not_people"], row["explained_rows"]) == (2, 2, 2)


def test_a_member_of_an_unknown_segment_counts_and_shuts_the_gate(figures: Figures, verdict: Verdict):
    assert fraction(figures, "ucj_eom:2024-10:ID:BARU")[0] == 1
    assert fraction(figures, "ucj_eom:2024-10:ID")[0] == 5  # persons 1 and 2 and three of the project
    assert [text for text in verdict.critical if "is_segment_listed" in text and "BARU" in text]
    assert not [text for text in verdict.critical if "counted_persons" in text]


def test_an_obligation_of_a_partner_no_list_knows_shuts_the_gate_and_is_named(verdict: Verdict):
    [text] = [text for text in verdict.critical if "is_stopping" in text]

    assert "obligation, partner siapa: 1 rows" in text


def test_rows_that_name_what_no_list_knows_are_counted_and_told_to_the_reader(built: World, verdict: Verdict):
    lost = {row["loss"] for row in built.table("gate__lost_rows")}

    assert lost == {
        "obligation, partner siapa: 1 rows",
        "workforce, area 33.99: 1 rows",
        "workforce, basis desa, regency, segment TOTAL: 1 rows",
        "workforce, basis desa, village, segment PU: 2 rows",
        "workforce, basis D1, village, segment BPU: 1 rows",
        "commitment, agreement hilang: 1 rows",
        "evidence of target_ucj, area 33.28.01: 1 rows",
    }
    assert "reference-rows-lost" in {notice.code for notice in verdict.notices}


def test_what_lies_nowhere_we_know_counts_for_the_nation_or_where_its_partner_is(figures: Figures):
    assert value(figures, "benefit_cases:2024-10:ID") == "1"
    assert fraction(figures, "ucj_eom:2024-10:ID:JAKON")[0] == 3
    assert value(figures, "vulnerable_handed_over:2024-10:33.28") == "1"
    assert value(figures, "vulnerable_handed_over:2024-10:ID") == "2"


def test_a_code_that_no_list_knows_is_a_slice_called_by_its_code(figures: Figures):
    for figure_id in (
        "benefit_cases:2024-10:ID:programme=BARU",
        "vulnerable_handed_over:2024-10:33.28:funding=BARU",
    ):
        assert (value(figures, figure_id), figures[figure_id]["slice_name"]) == ("1", "BARU")
    assert figures["roster_coverage:2024-10:ID:funding=BARU"]["excluded"] == 1


def test_quarantined_rows_of_every_kind_stand_among_the_rows_of_the_month(figures: Figures):
    assert value(figures, "rows_quarantined:2024-10:ID") == "3"
    assert value(figures, "rows_quarantined:2024-10:ID:cause=TANPA_KODE") == "3"


def test_an_intern_whose_row_names_no_host_counts_in_the_total_and_at_no_host(figures: Figures):
    assert value(figures, "interns_running:2024-10:33.76") == "4"  # 6, 7, 8 and the one without a NIK
    assert sum(int(number or 0) for _, number in interns_by_host(figures).values()) == 4  # 7 once, 8 at three


def test_hosts_whose_names_have_no_latin_letter_stay_apart_and_others_keep_their_code(figures: Figures):
    assert interns_by_host(figures) == {
        "interns_running:2024-10:33.76:host=pt-caf": ("PT Café", "1"),
        "interns_running:2024-10:33.76:host=e6843c6eb529": ("株式会社", "2"),
        "interns_running:2024-10:33.76:host=cb3f91d54eee": ("---", "1"),
    }


def interns_by_host(figures: Figures) -> dict[str, tuple[str, str | None]]:
    return {
        figure_id: (row["slice_name"], value(figures, figure_id))
        for figure_id, row in figures.items()
        if figure_id.startswith("interns_running:2024-10:33.76:host=")
    }
