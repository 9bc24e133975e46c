"""What leadership asks for beside coverage: flow of members, ends of cover, offices, compliance, targets."""

from collections.abc import Iterator
from typing import Any

import pytest
from world_builders import World, fraction, value, world

Figures = dict[str, dict[str, Any]]
BPU = {"segment_code": "BPU", "funding_code": "MANDIRI"}


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("indicators")) as this:
        this.load("2024-01-05")
        this.areas()
        this.rows(
            "reference.office",
            {"office_code": "PUSAT", "office_name": "Kantor Pusat", "level": "head"},
            {"office_code": "KW", "parent_code": "PUSAT", "office_name": "Kanwil", "level": "regional"},
            {
                "office_code": "KC", "parent_code": "KW", "office_name": "Cabang Tegal", "level": "branch",
                "serves": "33.28+33.76",
            },
            {"office_code": "BARU", "parent_code": "KW", "office_name": "Cabang Baru", "level": "branch"},
        )  # fmt: skip
        this.workforce(("33.28", "TOTAL", 100))
        this.load("2024-01-06")
        this.workforce(("33.76", "TOTAL", 50), valid_from="2023-01-01")
        rate = {"segment_code": "BPU", "category_code": "SEMUA", "document": "x"}
        full = rate | {"is_relief": False, "valid_from": "2015-07-01"}
        this.rows(
            "reference.contribution_rate",
            {"programme_code": "JKK", "rupiah": 10000, **full, "valid_to": "2024-11-30"},
            {"programme_code": "JKK", "rupiah": 12000, **full | {"valid_from": "2024-12-01"}},
            {"programme_code": "JKM", "rupiah": 6800, **full},
        )
        this.rows(
            "reference.target",
            *(
                {"indicator_code": code, "area_code": "33.28", "period": "2024-01", "value": number}
                for code, number in (
                    ("target_members", 16),
                    ("target_members:PU", 4),
                    ("target_contributions", 137_956_000_000),
                    ("target_contributions:programme=JKK", 400),
                )
            ),
        )
        this.partner("pemda", "pemda_rentan")
        this.load("2024-11-01")
        this.rows(
            "register.employer",
            {"npp": "A", "nama_perusahaan": "PT A", "area_code": "33.28", "workers_found": 5},
            {
                "npp": "W1", "nama_perusahaan": "UD B", "area_code": "33.76", "is_registered": False,
                "workers_found": 3, "arrears_rupiah": 900, "arrears_since": "2023-01-01",
                "enforcement": "SKK",
            },
        )  # fmt: skip
        this.members(
            {"who": 1, "npp": "A"},
            {"who": 2, "npp": "A", "active_from": "2024-10-10"},
            {"who": 3, "active_to": "2024-10-15"},
            {"who": 4, "active_from": "2022-01-01", "active_to": "2022-12-31"},
            {"who": 4, "active_from": "2024-10-05", "paid_through": "2024-12-31", **BPU},
            {"who": 5, "active_to": "2024-10-14"},
            {
                "who": 5, "active_from": "2024-10-15", "paid_through": "2024-12-31", "membership_id": "paid",
                "work_area_code": "33.76", **BPU,
            },
            {"who": 6, "paid_through": "2024-09-30", **BPU},
            {"who": 7, "paid_through": "2024-11-30", **BPU | {"funding_code": "APBD_KAB"}},
        )  # fmt: skip
        project = {"area_code": "33.28", "funding_code": "APBN"}
        this.rows(
            "register.project",
            {"project_id": "1", "workers": 5, "starts_on": "2024-03-01", "ends_on": "2024-10-20", **project},
            {"project_id": "2", "workers": 7, "starts_on": "2024-10-02", **project},
            {"project_id": "3", "workers": 8, "starts_on": "2024-03-01", "is_registered": False, **project},
        )
        claim = {"programme_code": "JKM", "cases": 1, "area_code": "33.28", "paid_on": "2024-10-03"}
        this.rows(
            "register.claim",
            {"claim_id": "1", "rupiah": 150, "scholarship_children": 2, "scholarship_rupiah": 60, **claim},
        )
        paid = {"membership_id": "paid", "programme_code": "JKK"}
        this.rows(
            "register.contribution",
            {"month": "2024-10", "rupiah": 100, "paid_on": "2024-10-05", **paid},
            {"month": "2024-09", "rupiah": 200, "paid_on": "2024-09-05", **paid},
            {"month": "2023-12", "rupiah": 999, "paid_on": "2023-12-31", **paid},
        )
        this.roster("pemda", "pemda_rentan", {"who": 7}, {"who": 9}, funding_code="APBD_KAB")
        this.figures = this.build()
        yield this


@pytest.fixture(scope="module")
def figures(built: World) -> Figures:
    return built.figures


def flow(figures: Figures, area: str) -> tuple[int, ...]:
    """Return opening, new, returned, moved, left and closing of an area."""
    parts = ("opening", "new", "returned", "moved", "left", "closing")
    return tuple(int(value(figures, f"members_{part}:2024-10:{area}")) for part in parts)


def test_what_comes_and_goes_explains_the_end_of_the_month(figures: Figures):
    # opening: persons 1, 3, 5, 6, 7 and a project of five; person 5 went from one area to the other
    assert flow(figures, "33.28") == (10, 8, 1, -1, 6, 12)
    assert flow(figures, "33.76:BPU") == (0, 0, 0, 1, 0, 1)
    assert flow(figures, "ID") == (10, 8, 1, 0, 6, 13)


def test_flow_and_coverage_count_the_same_members_in_every_area_and_segment(built: World):
    rows = built.table("gate__flows")

    assert {"33.28 TOTAL", "33.28 PU", "33.28 JAKON", "ID BPU", "office:KC TOTAL"} <= {
        row["flow"] for row in rows
    }
    assert [
        row for row in rows if not row["expected_members"] == row["closing_members"] == row["covered_members"]
    ] == []


def test_everybody_of_the_month_before_is_conserved(built: World):
    [before] = [
        row for row in built.table("gate__member_conservation") if row["segment_code"] == "TOTAL_MONTH_BEFORE"
    ]

    assert (before["persons"], before["counted_persons"]) == (5, 5)


def test_a_grace_and_cover_that_ends_are_counted_and_none_is_said_as_zero(figures: Figures):
    assert value(figures, "members_in_grace:2024-10:33.28") == "1"
    assert value(figures, "members_in_grace:2024-10:33.76") == "0"
    assert value(figures, "members_ending_30:2024-10:33.28") == "1"
    assert value(figures, "members_ending_30:2024-10:33.28:funding=APBD_KAB") == "1"


def test_renewing_costs_what_the_rates_of_the_month_after_say(figures: Figures):
    assert value(figures, "vulnerable_ending_30:2024-10:33.28") == "1"
    assert value(figures, "vulnerable_renewal_rupiah:2024-10:33.28:funding=APBD_KAB") == "18800"
    assert value(figures, "vulnerable_renewal_year_rupiah:2024-10:33.28") == str(12 * 18800)


def test_an_office_has_the_figures_of_the_kabupaten_it_serves(figures: Figures):
    assert flow(figures, "office:KC") == (10, 8, 1, 0, 6, 13)
    assert flow(figures, "office:KW") == flow(figures, "office:KC")
    assert fraction(figures, "ucj_eom:2024-10:office:KC") == (13, 150)
    assert figures["ucj_eom:2024-10:office:KC"]["area_name"] == "Cabang Tegal"
    # of the province, whose kabupaten were counted on two days, no coverage can be said
    assert figures["ucj_eom:2024-10:33"]["denominator"] is None
    assert [one for one in figures if "office:BARU" in one or "office:PUSAT" in one] == []


def test_the_area_tree_says_which_kabupaten_an_office_serves(built: World):
    served = {
        row["area_code"]
        for row in built.table("area_closure")
        if row["ancestor_code"] == "office:KC" and row["area_level"] == "regency"
    }

    assert served == {"33.28", "33.76"}
    assert {row["office_code"] for row in built.table("dim_offices")} == {"PUSAT", "KW", "KC", "BARU"}


def test_employers_are_in_the_classes_that_supervision_found(figures: Figures):
    assert value(figures, "employers_in_breach:2024-10:ID") == "2"
    assert value(figures, "employers_in_breach:2024-10:33.28:compliance=PDS_TK") == "1"
    assert value(figures, "workers_unprotected:2024-10:33.28") == "3"
    assert value(figures, "workers_unprotected:2024-10:33.76:compliance=PWBD") == "3"
    assert value(figures, "arrears_rupiah:2024-10:33.76:arrears_age=TUNGGAKAN_13_24") == "900"
    slices = {one["slice_name"] for one in figures.values() if one["slicing"] == "enforcement"}
    assert slices == {"Surat kuasa khusus ke Kejaksaan"}


def test_projects_that_nobody_registered_are_in_the_denominator_and_cover_nobody(figures: Figures):
    assert fraction(figures, "projects_registered:2024-10:33.28") == (2, 3)
    assert fraction(figures, "project_workers_registered:2024-10:33.28:funding=APBN") == (12, 20)
    assert fraction(figures, "ucj_ytd:2024-10:33.28")[0] == 7 + 12


def test_what_was_received_stands_beside_its_target_and_what_was_paid(figures: Figures):
    assert value(figures, "contributions_rupiah:2024-10:33.76") == "100"
    assert value(figures, "contributions_rupiah_ytd:2024-10:33.76:programme=JKK") == "300"
    assert value(figures, "target_contributions:2024-10:33.28") == "137956000000"
    assert value(figures, "target_contributions:2024-10:33.28:programme=JKK") == "400"
    assert value(figures, "members_of_target:2024-10:33.28") == "75.00"
    assert value(figures, "members_of_target:2024-10:33.28:PU") == "50.00"
    assert value(figures, "claims_ratio:2024-10:office:KC") == "50.00"
    assert "target_members:2024-10:33" not in figures


def test_scholarships_are_a_part_of_what_was_paid(figures: Figures):
    assert value(figures, "scholarship_children_ytd:2024-10:33.28") == "2"
    assert value(figures, "scholarship_rupiah_ytd:2024-10:33.28:programme=JKM") == "60"
    assert value(figures, "benefit_rupiah_ytd:2024-10:33.28") == "150"


def test_evidence_without_a_row_for_nobody_is_traced_to_a_row_that_says_zero(built: World):
    zeros = [row for row in built.table("evidence__members_left") if row["numerator"] == 0]

    assert zeros
    assert {row["area_code"] for row in zeros} >= {"33.28", "33.76"}
