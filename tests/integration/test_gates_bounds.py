"""Each bound of gates 2 and 3, from both sides; not a unit test because the library takes long to load."""

import json
from typing import Any

import pandas as pd
import pytest
from cakupan.errors import GateShut
from cakupan.quality import gates, judge
from cakupan.quality.verdict import Notice

from expectations import marts, report, submissions

SOUND: dict[str, dict[str, Any]] = {
    "gate__submission_conservation": {
        "submission_id": "S000001",
        "received": 10,
        "accepted": 7,
        "quarantined": 2,
        "duplicates": 1,
        "judged_rows": 10,
        "landed_rows": 10,
        "landed_accepted_rows": 7,
        "explained_rows": 2,
        "counted_rows": 10,
        "used_rows": 13,
        "classified_rows": 13,
    },
    "gate__roster_conservation": {
        "roster": "pemda-33.28 pemda_rentan: 7 of 7 accepted rows explained",
        "accepted_rows": 7,
        "explained_rows": 7,
        "is_kind_listed": True,
    },
    "gate__member_conservation": {
        "segment": "PU: 4 of 4 persons counted",
        "persons": 4,
        "counted_persons": 4,
        "is_segment_listed": True,
    },
    "gate__lost_rows": {
        "loss": "commitment, agreement nks-0: 0 rows",
        "lost_rows": 0,
        "is_stopping": False,
    },
    "gate__figures": {
        "figure_id": "ucj_ytd:2024-10:33.28",
        "counted": 3,
        "coverage": 30,
        "regional_coverage": 30,
        "has_rate": True,
        "has_result": True,
    },
    "gate__flows": {
        "flow": "33.28 TOTAL",
        "expected_members": 4,
        "closing_members": 4,
        "covered_members": 4,
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
    "rulings": {"row_id": "S000001/1/2", "is_holding": True},
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
    assert len(outcomes) == sum(len(suite.expectations) for _, suite in marts.JUDGED.values())
    assert all(outcome["is_met"] for outcome in outcomes)


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("judged_rows", "received and judged_rows"),
        ("landed_rows", "landed_rows and received"),
        ("landed_accepted_rows", "landed_accepted_rows and accepted"),
        ("explained_rows", "explained_rows and quarantined"),
        ("counted_rows", "counted_rows and received"),
        ("classified_rows", "used_rows and classified_rows"),
    ],
)
@pytest.mark.parametrize("difference", [-1, 1])
def test_a_row_of_a_submission_that_is_lost_or_there_twice_shuts_the_gate(name, pair, difference):
    table = "gate__submission_conservation"

    assert failed(table, **{name: SOUND[table][name] + difference}) == [("critical", pair)]


@pytest.mark.parametrize("difference", [-1, 1])
def test_accepted_rows_that_are_neither_persons_nor_explained_shut_the_gate(difference):
    assert failed("gate__roster_conservation", explained_rows=7 + difference) == [
        ("critical", "accepted_rows and explained_rows")
    ]


@pytest.mark.parametrize("difference", [-1, 1])
def test_an_active_member_who_is_lost_or_counted_twice_shuts_the_gate(difference):
    assert failed("gate__member_conservation", counted_persons=4 + difference) == [
        ("critical", "persons and counted_persons")
    ]


@pytest.mark.parametrize("difference", [-1, 1])
@pytest.mark.parametrize(
    ("column", "pair"),
    [
        ("expected_members", "expected_members and closing_members"),
        ("covered_members", "closing_members and covered_members"),
    ],
)
def test_members_who_came_or_went_unseen_shut_the_gate(column, pair, difference):
    assert failed("gate__flows", **{column: 4 + difference}) == [("critical", pair)]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("gate__roster_conservation", "is_kind_listed"),
        ("gate__member_conservation", "is_segment_listed"),
    ],
)
def test_a_kind_or_segment_that_no_list_knows_shuts_the_gate(table, column):
    assert failed(table, **{column: False}) == [("critical", column)]


def test_a_row_that_names_what_no_list_knows_is_a_warning_and_one_that_is_owed_shuts_the_gate():
    assert failed("gate__lost_rows", lost_rows=1) == [("warning", "lost_rows")]
    assert failed("gate__lost_rows", lost_rows=1, is_stopping=True) == [
        ("critical", "is_stopping"),
        ("warning", "lost_rows"),
    ]


def test_a_ruling_that_holds_no_longer_is_a_warning_that_says_how_many_and_how_to_see_them():
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    rulings = [{"row_id": f"S000001/1/{row}", "is_holding": row > 3} for row in range(2, 6)]

    found, _ = judge.findings(marts.subjects(frames | {"rulings": pd.DataFrame(rulings)}))
    none, _ = judge.findings(marts.subjects(frames | {"rulings": pd.DataFrame(rulings).iloc[:0]}))

    (told,) = found
    assert (told.severity, told.ids) == ("warning", ("S000001/1/2", "S000001/1/3"))
    assert told.notice == Notice(code="stale-rulings", failing=2, rows=4)
    assert "`cakupan review stale` lists these rulings" in str(told)
    assert none == []


def test_nothing_lost_is_an_empty_table_and_opens_the_gate():
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    frames["gate__lost_rows"] = frames["gate__lost_rows"].iloc[:0]

    found, _ = judge.findings(marts.subjects(frames))

    assert found == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"coverage": 100}, []),
        ({"coverage": 100.01}, [("warning", "coverage")]),
        ({"coverage": None}, []),
        ({"regional_coverage": 1000}, []),
        ({"regional_coverage": 1000.01}, [("critical", "regional_coverage")]),
        ({"regional_coverage": None}, []),
        ({"counted": 0}, []),
        ({"counted": -1}, [("critical", "counted")]),
        ({"counted": None}, []),
        ({"has_rate": False, "coverage": None}, [("warning", "has_rate")]),
        ({"has_result": False}, [("warning", "has_result")]),
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


def printed(*rows: tuple[str, str, str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["language", "format", "place", "is_equal"])
    return frame.assign(figure_id="ucj_ytd:2024-10:33.28", printed="30,00", expected="30,00")


EVERYWHERE = [
    (language, form, place, True)
    for language in ("id", "en")
    for form, place in (("html", "ringkasan"), ("pdf", "1"), ("xlsx", "Ringkasan!B2"), ("pptx", "1"))
]


def test_a_report_that_prints_its_figures_in_every_format_opens_the_gate(tmp_path):
    assert gates.judge_report(printed(*EVERYWHERE), tmp_path).is_open


@pytest.mark.parametrize("wrong", range(8))
def test_one_wrong_place_in_any_format_shuts_the_gate_and_is_named(tmp_path, wrong):
    places = list(EVERYWHERE)
    language, form, place, _ = places[wrong]
    places[wrong] = (language, form, place, False)

    verdict = gates.judge_report(printed(*places), tmp_path)

    with pytest.raises(GateShut, match=f"{language} {form} {place} ucj_ytd:2024-10:33.28"):
        verdict.require_open()


@pytest.mark.parametrize("missing", range(8))
def test_a_format_without_any_figure_shuts_the_gate(tmp_path, missing):
    places = [place for number, place in enumerate(EVERYWHERE) if number != missing]

    verdict = gates.judge_report(printed(*places), tmp_path)

    assert not verdict.is_open
    assert " ".join(EVERYWHERE[missing][:2]) in verdict.critical[0]


def test_the_message_of_a_shut_gate_names_expectation_bound_and_what_was_observed(tmp_path):
    frames = {name: pd.DataFrame([row]) for name, row in SOUND.items()}
    frames["gate__figures"]["regional_coverage"] = 2000

    found, _ = judge.findings(marts.subjects(frames))
    text = judge.verdict("marts", found).critical[0]

    assert "gate__figures.regional_coverage" in text
    assert "max_value=1000" in text
    assert "1 of 1 rows outside" in text
    assert "ucj_ytd:2024-10:33.28" in text


def test_results_hold_counts_and_row_ids_but_no_value_that_failed(tmp_path):
    gates.judge_report(
        printed(("id", "html", "ringkasan", False), *EVERYWHERE).assign(printed="3328990101900001"), tmp_path
    )

    stored = (tmp_path / "gate_report.json").read_text()

    assert "3328990101900001" not in stored
    assert [one["failing"] for one in json.loads(stored)["expectations"] if not one["is_met"]] == [1]


def test_every_expectation_says_whether_it_stops_and_why():
    suites = [suite for _, suite in marts.JUDGED.values()] + [
        report.PLACES,
        report.COVERED,
        submissions.SUITE,
    ]

    for suite in suites:
        for expectation in suite.expectations:
            assert expectation.severity in {"critical", "warning"}
            assert len(str(expectation.notes)) > 40
