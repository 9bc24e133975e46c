"""A changed figure is split by cause, and the causes explain the whole change."""

from pathlib import Path
from typing import Any

import pytest
from bundle_builders import AREAS, evidence_row, figure_row, gap_row, workforce_row, write_bundle
from cakupan.editions import causes, compare
from cakupan.editions.frozen import evidence
from cakupan.errors import CakupanError

BEFORE: dict[str, Any] = {
    "submissions": [{"submission_id": "S000001", "judgement_no": 1}],
    "extract_files": [{"kind": "register", "load_no": 5}, {"kind": "reference", "load_no": 2}],
}


def inputs(submissions: list[tuple[str, int]] = (), loads: list[tuple[str, int]] = ()) -> dict[str, Any]:
    """Return the inputs of BEFORE and these more."""
    return {
        "submissions": BEFORE["submissions"]
        + [{"submission_id": name, "judgement_no": number} for name, number in submissions],
        "extract_files": BEFORE["extract_files"]
        + [{"kind": kind, "load_no": number} for kind, number in loads],
    }


def split(
    tmp_path: Path, before: Any, after: Any, news: dict[str, Any], **options: Any
) -> list[tuple[Any, ...]]:
    """Return (figure, part, cause, change) of what moved between two bundles of (figures, evidence)."""
    areas = options.pop("areas", AREAS)
    old = write_bundle(tmp_path / "v1", *before, tmp_path / "secrets")
    new = write_bundle(tmp_path / "v2", *after, tmp_path / "secrets", areas=areas)
    moved = compare.changed(evidence.read_figures(old), evidence.read_figures(new))
    known = causes.News.between(BEFORE, news, otherwise=options.pop("otherwise", "as_of"))
    changes = causes.attribute(moved, old, new, known)
    return [tuple(row) for row in changes[["figure_id", "part", "cause", "change"]].itertuples(index=False)]


def roster_row(submission: int, row: int, numerator: int, **given: Any) -> dict[str, Any]:
    source = {"source_kind": "roster", "source_no": submission, "row_number": row, "unit_no": row}
    return evidence_row(numerator=numerator, denominator=1, **(source | given))


def coverage(numerator: int, denominator: int) -> dict[str, Any]:
    return figure_row(numerator=numerator, denominator=denominator, value=f"{numerator}/{denominator}")


def test_a_late_roster_and_a_register_load_each_carry_their_own_part(tmp_path):
    before = ([coverage(1, 2)], [roster_row(1, 1, 1), roster_row(1, 2, 0)])
    after = (
        [coverage(3, 4)],
        [roster_row(1, 1, 1), roster_row(1, 2, 1), roster_row(2, 3, 1), roster_row(2, 4, 0)],
    )

    found = split(tmp_path, before, after, inputs([("S000002", 1)], [("register", 6)]))

    assert found == [
        ("ucj_ytd:2024-10:33.28", "numerator", "register", "1"),
        ("ucj_ytd:2024-10:33.28", "numerator", "roster", "1"),
        ("ucj_ytd:2024-10:33.28", "denominator", "roster", "2"),
    ]


def test_a_person_whose_row_only_moved_to_a_newer_file_changes_nothing(tmp_path):
    before = ([coverage(1, 1)], [roster_row(1, 1, 1)])
    after = ([coverage(2, 2)], [roster_row(2, 1, 1), roster_row(2, 2, 1)])

    found = split(tmp_path, before, after, inputs([("S000002", 1)]))

    assert found == [
        ("ucj_ytd:2024-10:33.28", "numerator", "roster", "1"),
        ("ucj_ytd:2024-10:33.28", "denominator", "roster", "1"),
    ]


def test_gains_and_losses_of_different_causes_are_both_shown(tmp_path):
    before = ([coverage(2, 5)], [evidence_row(), evidence_row(unit_no=2), workforce_row(5)])
    after = (
        [coverage(1, 4)],
        [evidence_row(), workforce_row(4, source_no=7)],
    )

    found = split(tmp_path, before, after, inputs(loads=[("register", 6), ("reference", 7)]))

    assert found == [
        ("ucj_ytd:2024-10:33.28", "numerator", "register", "-1"),
        ("ucj_ytd:2024-10:33.28", "denominator", "reference", "-1"),
    ]


@pytest.mark.parametrize("otherwise", ["as_of", "definition"])
def test_without_any_new_input_time_or_definition_is_the_cause(tmp_path, otherwise):
    before = ([coverage(1, 3)], [evidence_row(), workforce_row(3)])
    after = ([coverage(2, 3)], [evidence_row(), evidence_row(unit_no=2), workforce_row(3)])

    found = split(tmp_path, before, after, BEFORE, otherwise=otherwise)

    assert found == [("ucj_ytd:2024-10:33.28", "numerator", otherwise, "1")]


def test_an_action_falls_due_by_time_even_when_other_lists_were_loaded(tmp_path):
    action = {"unit_kind": "action", "source_kind": "reference", "source_no": 2}

    found = split(
        tmp_path,
        ([coverage(0, 0)], [evidence_row(numerator=0, **action)]),
        ([coverage(1, 0)], [evidence_row(numerator=1, **action)]),
        inputs(loads=[("reference", 9), ("register", 6)]),
    )

    assert found == [("ucj_ytd:2024-10:33.28", "numerator", "as_of", "1")]


@pytest.mark.parametrize(
    ("unit", "cause"), [("obligation", "roster"), ("employer", "register"), ("target", "as_of")]
)
def test_a_row_of_a_list_moves_with_what_it_counts(tmp_path, unit, cause):
    listed = {"unit_kind": unit, "source_kind": "reference", "source_no": 2}

    found = split(
        tmp_path,
        ([coverage(0, 0)], [evidence_row(numerator=0, **listed)]),
        ([coverage(1, 0)], [evidence_row(numerator=1, **listed)]),
        inputs([("S000002", 1)], [("register", 6), ("reference", 9)]),
    )

    assert found == [("ucj_ytd:2024-10:33.28", "numerator", cause, "1")]


def test_a_village_that_moved_to_another_kabupaten_is_a_change_of_the_reference(tmp_path):
    rows = [evidence_row(), workforce_row(3)]

    found = split(
        tmp_path,
        ([coverage(1, 3)], rows),
        ([coverage(0, 3)], rows),
        inputs(loads=[("reference", 8)]),
        areas=[pair for pair in AREAS if pair != ("33.28.01", "33.28")],
    )

    assert found == [("ucj_ytd:2024-10:33.28", "numerator", "reference", "-1")]


def test_a_derived_figure_moves_with_its_inputs(tmp_path):
    rows = [evidence_row(), workforce_row(3)]
    more = [*rows, evidence_row(unit_no=2)]

    found = split(
        tmp_path,
        ([coverage(1, 3), gap_row("66.67")], rows),
        ([coverage(2, 3), gap_row("33.33")], more),
        inputs(loads=[("register", 6)]),
    )

    assert found == [
        ("gap_full:2024-10:33.28", "value", "inputs", "-33.34"),
        ("ucj_ytd:2024-10:33.28", "numerator", "register", "1"),
    ]


def test_a_new_figure_starts_from_nothing(tmp_path):
    after = ([coverage(1, 3)], [evidence_row(), workforce_row(3)])

    found = split(tmp_path, ([], []), after, inputs(loads=[("register", 6), ("reference", 7)]))

    assert [row[1:] for row in found] == [("numerator", "register", "1"), ("denominator", "reference", "3")]


def test_a_figure_that_moved_without_its_evidence_is_not_explained_away(tmp_path):
    rows = [evidence_row(), workforce_row(3)]

    with pytest.raises(CakupanError, match="not the sum of its evidence"):
        split(tmp_path, ([coverage(1, 3)], rows), ([coverage(2, 3)], rows), inputs(loads=[("register", 6)]))
