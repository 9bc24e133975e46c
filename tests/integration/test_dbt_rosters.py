"""Lists in force and the people on them: what is handed over, covered, left out, owed and late."""

from collections.abc import Iterator
from typing import Any

import pytest
from hold_builders import free
from mess_entries import entry
from world_builders import World, fraction, value, world

Figures = dict[str, dict[str, Any]]
YEARLY = {"frequency": "yearly", "carry_forward": True, "funding_code": "APBD_KAB"}
CARRIED = {"carry_forward": True, "funding_code": "APBD_KAB"}
HOST = {"tempat_magang": "PT Sepatu Jaya", "starts_on": "2024-09-01", "ends_on": "2024-12-31"}


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("rosters")) as this:
        this.load("2024-01-05")
        this.areas()
        this.partner("pemda", "pemda_rentan", **YEARLY)
        this.partner("desa", "desa_ekosistem", "desa_perangkat", area="33.28.01.2001")
        this.partner("malas", "desa_perangkat", area="33.28.01.2002")
        this.partner("kuartalan", "perusahaan", frequency="quarterly")
        this.partner("tahunan", "csr", frequency="yearly", valid_from="2023-10-15", due_day=31)
        this.partner("sekali", "csr", frequency="once", valid_from="2024-10-01")
        this.partner("sekolah", "magang", area="33.76")
        this.partner("nanti", "magang", area="33.76", due_day=6)
        this.load("2024-11-04")
        this.members(
            {"who": 1},
            {"who": 2, "active_to": "2024-05-31"},
            {"who": 20},
            {"who": 30, "programme_codes": "JKK+JKM"},
            {"who": 30, "programme_codes": "JKK+JKM+JHT", "segment_code": "BPU", "funding_code": "APBDES",
             "paid_through": "2024-10-31"},
            {"who": 31, "programme_codes": "JKK+JKM"},
        )  # fmt: skip
        this.replaced = this.roster("pemda", "pemda_rentan", {"who": 90}, period="2024-01", **CARRIED)
        this.kept = this.roster(
            "pemda", "pemda_rentan",
            {"who": 1}, {"who": 2}, {"who": 3},
            {"who": 4, "funding_code": "DBH_CHT"},
            {"who": 1, "verdict": "duplicate"},
            {"verdict": "quarantined", "code": "NIK_FORMAT"},
            {"verdict": "quarantined", "code": "NIK_KOSONG"},
            {"verdict": "quarantined", "code": "NIK_FORMAT"},
            period="2024-03", **CARRIED,
        )  # fmt: skip
        this.added = this.roster(
            "pemda", "pemda_rentan", {"who": 5}, {"who": 1}, period="2024-06", is_full=False, **CARRIED
        )
        this.ended = this.roster(
            "pemda",
            "pemda_rentan",
            {"who": 91},
            period="2024-07",
            is_full=False,
            valid_to="2024-09-30",
            **CARRIED,
        )
        this.late = this.roster(
            "desa", "desa_ekosistem", {"who": 1}, {"who": 20, "area_code": "33.28.01.2002"},
            received_at="2024-11-05T17:30+00:00", funding_code="APBDES",
        )  # fmt: skip
        this.roster("desa", "desa_perangkat", {"who": 40}, received_at="2024-11-05T16:30+00:00")
        this.not_carried = this.roster("malas", "desa_perangkat", {"who": 50}, period="2024-09")
        this.held = this.roster("kuartalan", "perusahaan", {"who": 60}, outcome="held")
        this.released = this.roster("tahunan", "csr", {"who": 61}, outcome="held")
        free(this.connection, this.released, this.load_nos[-1])
        this.refused = this.roster("sekali", "csr", outcome="refused")
        this.roster(
            "sekolah", "magang",
            {"who": 30, **HOST}, {"who": 31, **HOST}, {"who": 32, **HOST},
            {"nama": "Tanpa NIK", **HOST}, {"who": 33, **HOST | {"ends_on": "2024-10-30"}},
            {"who": 31, "tempat_magang": "PT Lain", "starts_on": "2024-09-01", "ends_on": "2024-12-31"},
        )  # fmt: skip
        this.figures = this.build()
        yield this


@pytest.fixture(scope="module")
def figures(built: World) -> Figures:
    return built.figures


def test_in_force_are_the_newest_full_list_and_every_addition_after_it(built: World):
    in_force = {row["submission_id"] for row in built.table("int_submissions__in_force")}

    assert {built.kept, built.added, built.late} <= in_force
    assert not {built.replaced, built.ended} & in_force


def test_a_monthly_list_that_did_not_come_is_not_carried_forward(built: World):
    in_force = {row["submission_id"] for row in built.table("int_submissions__in_force")}

    assert built.not_carried not in in_force


def test_a_held_list_counts_only_once_it_is_released_and_a_refused_one_never(built: World):
    in_force = {row["submission_id"] for row in built.table("int_submissions__in_force")}

    assert built.released in in_force
    assert not {built.held, built.refused} & in_force


def test_handed_over_are_distinct_persons_of_accepted_rows_by_who_pays(figures: Figures):
    assert value(figures, "vulnerable_handed_over:2024-10:33.28:funding=APBD_KAB") == "4"  # 1, 2, 3, 5
    assert value(figures, "vulnerable_handed_over:2024-10:33.28:funding=DBH_CHT") == "1"  # the row says so
    assert value(figures, "vulnerable_handed_over:2024-10:33.28:funding=APBDES") == "2"  # 1 again, and 20
    assert (
        value(figures, "vulnerable_handed_over:2024-10:33.28:funding=TIDAK_DISEBUT") == "1"
    )  # the released list
    assert value(figures, "vulnerable_handed_over:2024-10:33.28") == "7"  # person 1 once


def test_registered_and_active_are_told_apart(figures: Figures):
    assert value(figures, "vulnerable_registered:2024-10:33.28:funding=APBD_KAB") == "2"  # 1, and 2 who left
    assert value(figures, "vulnerable_active:2024-10:33.28:funding=APBD_KAB") == "1"
    assert value(figures, "vulnerable_active:2024-10:33.28:funding=DBH_CHT") == "0"


def test_excluded_rows_stand_beside_the_rate_with_their_causes_and_a_lower_bound(figures: Figures):
    figure = figures["roster_coverage:2024-10:33.28:partner=pemda"]

    assert fraction(figures, figure["figure_id"]) == (1, 5)
    assert (figure["excluded"], figure["excluded_causes"]) == (3, {"NIK_FORMAT": 2, "NIK_KOSONG": 1})
    assert (figure["value"], figure["lower_bound"]) == ("20.00", "12.50")
    assert figures["roster_coverage:2024-10:33.28:kind=desa_ekosistem"]["lower_bound"] is None
    assert figures["ucj_eom:2024-10:33.28:PU"]["excluded"] is None


def test_a_person_on_two_lists_is_once_in_the_total_and_once_on_each(figures: Figures):
    assert fraction(figures, "roster_coverage:2024-10:33.28:partner=desa") == (2, 3)
    # 1, 2, 3, 4, 5, 20, 40, 61; 1 and 20 are covered
    assert fraction(figures, "roster_coverage:2024-10:33.28") == (2, 8)


def test_rosters_due_received_and_on_time_go_by_the_day_in_jakarta(figures: Figures):
    # due: two of the village, one of its neighbour, the yearly one that began in an October and came before
    # its day, the one owed once, the school's; not the quarterly one, nor the one whose day is not over
    assert value(figures, "rosters_due:2024-10:ID") == "6"
    # refused does not count as received, held does
    assert value(figures, "rosters_received:2024-10:ID") == "4"
    # 5 November 17.30 UTC is the 6th in Jakarta
    assert value(figures, "rosters_on_time:2024-10:ID") == "3"
    assert value(figures, "rosters_on_time:2024-10:ID:kind=desa_ekosistem") == "0"
    assert value(figures, "rosters_received:2024-10:ID:kind=desa_perangkat") == "1"


def test_rows_are_those_of_lists_for_this_period_and_all_add_up(figures: Figures):
    received, accepted, excluded, repeated = (
        int(str(value(figures, f"rows_{verdict}:2024-10:ID")))
        for verdict in ("received", "accepted", "quarantined", "duplicate")
    )

    assert received == 11
    assert received == accepted + excluded + repeated


def test_interns_count_while_their_internship_runs_by_host_and_programme(figures: Figures):
    assert value(figures, "interns_running:2024-10:33.76") == "4"  # 30, 31, 32 and the one without a NIK
    assert value(figures, "interns_running:2024-10:33.76:host=pt-sepatu-jaya") == "4"
    assert value(figures, "interns_running:2024-10:33.76:host=pt-lain") == "1"
    assert figures["interns_running:2024-10:33.76:host=pt-lain"]["slice_name"] == "PT Lain"
    assert fraction(figures, "intern_coverage:2024-10:33.76") == (2, 4)
    assert fraction(figures, "intern_coverage:2024-10:33.76:programme=JKK") == (2, 4)
    assert fraction(figures, "intern_coverage:2024-10:33.76:programme=JHT") == (1, 4)
    assert "intern_coverage:2024-10:33.76:programme=JP" not in figures


def test_every_accepted_row_in_force_is_a_person_a_repeat_or_without_a_person(built: World):
    rows = {(row["partner_id"], row["roster_kind"]): row for row in built.table("gate__roster_conservation")}
    classes = ("accepted_rows", "persons", "repeats", "without_person", "not_people", "explained_rows")

    # one of the five persons is paid by another source of funds
    assert tuple(rows["pemda", "pemda_rentan"][name] for name in classes) == (6, 5, 1, 0, 0, 6)
    assert tuple(rows["sekolah", "magang"][name] for name in classes) == (6, 4, 1, 1, 0, 6)
    assert rows["sekolah", "magang"]["roster"] == "sekolah magang: 6 of 6 accepted rows explained"


def test_what_landed_is_compared_with_what_was_judged(built: World):
    kept = next(
        row for row in built.table("gate__submission_conservation") if row["submission_id"] == built.kept
    )

    assert (kept["received"], kept["accepted"], kept["quarantined"], kept["duplicates"]) == (8, 4, 3, 1)
    assert (kept["judged_rows"], kept["landed_rows"], kept["counted_rows"]) == (8, 8, 8)
    assert (kept["landed_accepted_rows"], kept["explained_rows"]) == (4, 3)
    assert (kept["used_rows"], kept["classified_rows"]) == (9, 9)


def test_evidence_of_a_roster_names_submission_sheet_and_row(built: World):
    [source] = [
        (row["source_kind"], f"S{row['source_no']:06d}", row["sheet_no"], row["row_number"], row["cause"])
        for row in built.table("evidence__roster_coverage")
        if row["slicing"] == "total" and row["cause"] == "NIK_KOSONG"
    ]

    assert source == ("roster", built.kept, 1, 8, "NIK_KOSONG")


def test_days_to_a_verdict_are_of_all_files_for_the_period_and_of_the_first_judgement(figures: Figures):
    assert value(figures, "files_answered:2024-10:ID") == "6"
    assert value(figures, "answer_days:2024-10:ID") == "8"
    assert value(figures, "answer_days_mean:2024-10:ID") == "1.33"
    assert value(figures, "answer_days_mean:2024-10:ID:kind=csr") == "2.00"
    assert value(figures, "days_late:2024-10:ID") == "1"
    assert value(figures, "days_late:2024-10:ID:kind=desa_ekosistem") == "1"


@entry(16)
def test_a_person_paid_by_two_sources_is_one_overlap_and_the_pair_is_named(built: World, figures: Figures):
    names = {row["slice_code"]: row["slice_name"] for row in built.table("figure_slices")}

    assert value(figures, "funding_overlap:2024-10:ID") == "1"
    assert value(figures, "funding_overlap:2024-10:ID:funding_pair=APBDES+APBD_KAB") == "1"
    assert names["APBDES+APBD_KAB"] == "APBDes dan APBD Kabupaten/Kota"
    assert [key for key in figures if key.startswith("funding_overlap:") and ":ID:" in key] == [
        "funding_overlap:2024-10:ID:funding_pair=APBDES+APBD_KAB"
    ]


def test_the_valid_share_is_accepted_over_received(figures: Figures):
    share, received = figures["rows_valid:2024-10:ID"], figures["rows_received:2024-10:ID"]

    assert (share["numerator"], share["denominator"], share["value"]) == (11, 11, "100.00")
    assert share["denominator"] == received["numerator"]
