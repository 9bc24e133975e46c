"""Each bound of gates 2 and 3, from both sides; not a unit test because the library takes long to load."""

import json
from typing import Any

import pandas as pd
import pytest
from cakupan.errors import GateShut
from cakupan.quality import gates, judge

from expectations import marts, report, submissions

SOUND: dict[str, dict[str, Any]] = {
    "gate__submission_conservation": {
        "submission_id": "S000001",
        "received": 10,
        "accepted": 7,
        "quarantined": 2,
        "duplicates": 1,
        "landed_rows": 10,
        "used_rows": 13,
        "classified_rows": 13,
    },
    "gate__roster_conservation": {
        "partner_id": "pemda-33.28",
        "roster_kind": "pemda_rentan",
        "funding_code": "APBD_KAB",
        "accepted_rows": 7,
        "persons": 5,
        "repeats": 1,
        "without_person": 1,
    },
    "gate__figures": {
        "figure_id": "ucj_ytd:2024-10:33.28",
        "indicator_code": "ucj_ytd",
        "unit": "percent",
        "numerator": 3,
        "denominator": 10,
        "value_number": 30,
        "is_over_100": False,
        "has_denominator": True,
        "is_regency_or_above": True,
    },
    "gate__segment_totals": {
        "indicator_code": "ucj_ytd",
        "area_code": "33.28",
        "total_numerator": 4,
        "segment_sum": 5,
        "segment_max": 3,
    },
    "gate__previous": {
        "figure_id": "ucj_ytd:2024-10:33.28",
        "value_number": 30,
        "previous_value_number": 29,
        "change_rate": 0.03,
    },
}


def failed(table: str, **changes: Any) -> list[tuple[str, str]]:
    """Return (severity, column) of what fails when one row of a sound build says this instead."""
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    frames[table] = pd.DataFrame([SOUND[table] | changes])
    found, _ = judge.findings(marts.subjects(frames))
    return [(finding.severity, str(finding.column)) for finding in found]


def test_a_sound_build_passes_every_expectation():
    found, outcomes = judge.findings(
        marts.subjects({name: pd.DataFrame([row]) for name, row in SOUND.items()})
    )

    assert found == []
    assert len(outcomes) == 13
    assert all(outcome["is_met"] for outcome in outcomes)


@pytest.mark.parametrize("name", ["accepted", "quarantined", "duplicates"])
@pytest.mark.parametrize("difference", [-1, 1])
def test_a_received_row_without_exactly_one_class_shuts_the_gate(name, difference):
    table = "gate__submission_conservation"

    assert failed(table, **{name: SOUND[table][name] + difference}) == [("critical", "received and classed")]


@pytest.mark.parametrize("landed", [9, 11])
def test_rows_that_did_not_land_or_landed_twice_shut_the_gate(landed):
    assert failed("gate__submission_conservation", landed_rows=landed) == [
        ("critical", "landed_rows and received")
    ]


@pytest.mark.parametrize("classified", [12, 14])
def test_a_used_row_of_a_sheet_without_a_class_shuts_the_gate(classified):
    found = failed("gate__submission_conservation", classified_rows=classified)

    assert found == [("critical", "used_rows and classified_rows")]


@pytest.mark.parametrize("name", ["persons", "repeats", "without_person"])
@pytest.mark.parametrize("difference", [-1, 1])
def test_accepted_rows_that_are_neither_persons_nor_explained_shut_the_gate(name, difference):
    table = "gate__roster_conservation"

    assert failed(table, **{name: SOUND[table][name] + difference}) == [
        ("critical", "accepted_rows and explained_rows")
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value_number": 100}, []),
        ({"value_number": 100.01}, [("warning", "coverage")]),
        ({"value_number": 1000}, [("warning", "coverage")]),
        ({"value_number": 1000.01}, [("warning", "coverage"), ("critical", "regional_coverage")]),
        ({"value_number": 1000.01, "is_regency_or_above": False}, [("warning", "coverage")]),
        ({"value_number": 1000.01, "indicator_code": "commitment_progress"}, [("warning", "coverage")]),
        ({"value_number": 1000.01, "indicator_code": "village_coverage"}, [("warning", "coverage")]),
        ({"value_number": 1000.01, "indicator_code": "ucj_eom", "unit": "points"}, []),
        ({"value_number": 100.01, "unit": "points"}, []),
        ({"numerator": 0}, []),
        ({"numerator": -1}, [("critical", "counted")]),
        ({"numerator": -1, "unit": "points"}, []),
        ({"numerator": -1, "indicator_code": "commitment_progress"}, []),
        ({"has_denominator": False, "value_number": None}, [("warning", "has_rate")]),
        ({"has_denominator": False, "unit": "people", "value_number": 3}, []),
    ],
)
def test_figures_out_of_range_warn_or_shut_the_gate(changes, expected):
    assert failed("gate__figures", **changes) == expected


def test_two_figures_of_one_id_shut_the_gate_and_so_does_a_build_without_figures():
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    twice = pd.concat([frames["gate__figures"]] * 2, ignore_index=True)
    none = frames["gate__figures"].iloc[:0]

    doubled, _ = judge.findings(marts.subjects(frames | {"gate__figures": twice}))
    empty, _ = judge.findings(marts.subjects(frames | {"gate__figures": none}))

    assert [(one.severity, one.column, one.ids) for one in doubled] == [
        ("critical", "figure_id", ("ucj_ytd:2024-10:33.28",))
    ]
    assert [(one.severity, one.expectation) for one in empty] == [
        ("critical", "table_row_count_to_be_between")
    ]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (5, []),
        (6, [("critical", "segment_sum and total_numerator")]),
        (3, []),
        (2, [("critical", "total_numerator and segment_max")]),
    ],
)
def test_a_total_lies_between_its_largest_segment_and_their_sum(total, expected):
    assert failed("gate__segment_totals", total_numerator=total) == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (-0.5, []),
        (-0.51, [("warning", "change_rate")]),
        (1.0, []),
        (1.01, [("warning", "change_rate")]),
        (None, []),
    ],
)
def test_a_figure_that_halved_or_doubled_since_the_month_before_is_a_warning(rate, expected):
    assert failed("gate__previous", change_rate=rate) == expected


def test_a_table_that_lacks_a_column_cannot_be_judged_and_shuts_the_gate():
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    frames["gate__segment_totals"] = frames["gate__segment_totals"].drop(columns="segment_max")

    found, _ = judge.findings(marts.subjects(frames))

    assert judge.verdict("marts", found).is_open is False
    assert "could not be computed" in str(found[0])


def printed(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["format", "place", "is_equal"])
    return frame.assign(figure_id="ucj_ytd:2024-10:33.28", printed="30,00", expected="30,00")


EVERYWHERE = [("html", "ringkasan", True), ("pdf", "1", True), ("xlsx", "Ringkasan!B2", True)]


def test_a_report_that_prints_its_figures_in_every_format_opens_the_gate(tmp_path):
    assert gates.judge_report(printed(*EVERYWHERE), tmp_path).is_open


@pytest.mark.parametrize("wrong", range(3))
def test_one_wrong_place_in_any_format_shuts_the_gate_and_is_named(tmp_path, wrong):
    places = list(EVERYWHERE)
    places[wrong] = (*places[wrong][:2], False)

    verdict = gates.judge_report(printed(*places), tmp_path)

    with pytest.raises(GateShut, match=f"{places[wrong][0]} {places[wrong][1]} ucj_ytd:2024-10:33.28"):
        verdict.require_open()


@pytest.mark.parametrize("missing", range(3))
def test_a_format_without_any_figure_shuts_the_gate(tmp_path, missing):
    places = [place for number, place in enumerate(EVERYWHERE) if number != missing]

    verdict = gates.judge_report(printed(*places), tmp_path)

    assert not verdict.is_open
    assert EVERYWHERE[missing][0] in verdict.critical[0]


def test_the_message_of_a_shut_gate_names_expectation_bound_and_what_was_observed(tmp_path):
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    frames["gate__figures"]["value_number"] = 2000

    found, _ = judge.findings(marts.subjects(frames))
    text = judge.verdict("marts", found).critical[0]

    assert "gate__figures.regional_coverage" in text
    assert "max_value=1000" in text
    assert "1 of 1 rows outside" in text
    assert "ucj_ytd:2024-10:33.28" in text


def test_results_hold_counts_and_row_ids_but_no_value_that_failed(tmp_path):
    gates.judge_report(
        printed(("html", "ringkasan", False), *EVERYWHERE).assign(printed="3328990101900001"), tmp_path
    )

    stored = (tmp_path / "gate_report.json").read_text()

    assert "3328990101900001" not in stored
    assert [one["failing"] for one in json.loads(stored)["expectations"] if not one["is_met"]] == [1]


def test_every_expectation_says_whether_it_stops_and_why():
    suites = [suite for _, suite in marts.TABLES.values()] + [
        report.PLACES,
        report.COVERED,
        submissions.SUITE,
    ]

    for suite in suites:
        for expectation in suite.expectations:
            assert expectation.severity in {"critical", "warning"}
            assert len(str(expectation.notes)) > 40
