"""A changed figure is split by cause and source, and the causes explain the whole change."""

import pytest
from bundle_builders import AREAS, evidence_row, workforce_row
from cakupan.errors import CakupanError
from difference_builders import coverage, explained, listed, load, split, stated, submission

COUNTS = ("numerator", "denominator")
OTHER_LIST = {"partner_id": "margasari"}


def test_a_late_list_and_a_register_load_each_carry_their_own_part(tmp_path):
    before = ([coverage(1, 2, "50.00")], [listed(1, 1), listed(1, 2, numerator=0)])
    after = (
        [coverage(3, 4, "75.00")],
        [listed(1, 1), listed(1, 2), listed(2, 3), listed(2, 4, numerator=0)],
    )
    then = stated([submission(2, **OTHER_LIST)], [load("register", 6, "anggota-2.csv")])

    rows = explained(tmp_path, before, after, then=then)

    assert split(rows, *COUNTS) == [
        ("denominator", "late_list", "S000002", "2"),
        ("numerator", "late_list", "S000002", "1"),
        ("numerator", "register", "6", "1"),
    ]
    names = {row["cause"]: (row["source_kind"], row["source_name"]) for row in rows}
    assert names["late_list"] == ("submission", "margasari, desa_perangkat, 2024-10, daftar-2.xlsx")
    assert names["register"] == ("load", "load 6 (anggota-2.csv)")


def test_a_person_whose_row_only_moved_to_a_newer_file_changes_nothing(tmp_path):
    before = ([coverage(1, 1, "100.00")], [listed(1, 1)])
    after = ([coverage(2, 2, "100.00")], [listed(2, 1), listed(2, 2)])

    rows = explained(tmp_path, before, after, then=stated([submission(2, **OTHER_LIST)]))

    assert split(rows) == [
        ("denominator", "late_list", "S000002", "1"),
        ("numerator", "late_list", "S000002", "1"),
    ]


def test_a_newer_list_in_the_place_of_one_in_force_is_a_correction_and_rows_it_lacks_go_with_it(tmp_path):
    before = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(1, 2)])
    after = ([coverage(1, 1, "100.00")], [listed(2, 1)])
    then = stated([submission(2)])
    then.submissions[1]["is_in_force"] = False

    assert split(explained(tmp_path, before, after, then=then), "numerator") == [
        ("numerator", "correction", "S000002", "-1")
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "cause", "reason"),
    [
        (
            {"outcome": "held", "is_in_force": False},
            {"release_reason": "diperiksa bersama mitra"},
            "released",
            "diperiksa bersama mitra",
        ),
        ({}, {"judgement_no": 2, "replay_reason": "aturan baru"}, "correction", "aturan baru"),
    ],
)
def test_a_list_that_stands_otherwise_says_what_became_of_it_and_why(tmp_path, earlier, later, cause, reason):
    before = ([coverage(1, 1, "100.00")], [listed(1, 1)])
    after = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(2, 2)])

    rows = explained(
        tmp_path,
        before,
        after,
        first=stated([submission(2, **(OTHER_LIST | earlier))]),
        then=stated([submission(2, **(OTHER_LIST | later))]),
    )

    assert split(rows, "numerator") == [("numerator", cause, "S000002", "1")]
    assert {row["reason"] for row in rows} == {reason}


@pytest.mark.parametrize(
    ("later", "cause"),
    [({"outcome": "held", "held_code": "DAFTAR_MENYUSUT"}, "held"), ({}, "withdrawn")],
)
def test_rows_of_a_list_that_is_no_longer_in_force_went_by_what_became_of_it(tmp_path, later, cause):
    before = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(2, 2)])
    after = ([coverage(1, 1, "100.00")], [listed(1, 1)])
    second = submission(2, **OTHER_LIST)

    rows = explained(
        tmp_path,
        before,
        after,
        first=stated([second]),
        then=stated([second | {"is_in_force": False} | later]),
    )

    assert split(rows, *COUNTS) == [
        ("denominator", cause, "S000002", "-1"),
        ("numerator", cause, "S000002", "-1"),
    ]


def test_a_list_of_before_that_counts_again_comes_by_what_became_of_the_newer_one(tmp_path):
    before = ([coverage(1, 1, "100.00")], [listed(2, 1)])
    after = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(1, 2)])
    first = stated([submission(2)])
    first.submissions[1]["is_in_force"] = False
    then = stated([submission(2, outcome="held", is_in_force=False)])

    assert split(explained(tmp_path, before, after, first=first, then=then), "numerator") == [
        ("numerator", "held", "S000002", "1")
    ]


def test_the_same_row_with_another_person_is_a_match_and_nets_where_nobody_came(tmp_path):
    before = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(1, 2)])
    after = (
        [coverage(3, 3, "100.00")],
        [listed(1, 1), listed(1, 2, unit_no=900), listed(1, 2, unit_no=901)],
    )

    rows = explained(tmp_path, before, after)

    assert split(rows, "numerator") == [("numerator", "match", "S000001", "1")]


def test_a_row_that_staff_decided_about_is_a_match_by_their_decision_with_its_reason(tmp_path):
    decided = {"load_no": 9, "kind": "decision", "reason": "Kartu keluarga dilihat"}
    before = ([coverage(1, 2, "50.00")], [listed(1, 1), listed(1, 2, numerator=0, match_state="possible")])
    certain = listed(1, 2, unit_no=900, match_state="matched", decision_load_no=9)
    after = ([coverage(2, 2, "100.00")], [listed(1, 1), certain])
    then = stated()
    then.inputs["decisions"] = [decided]

    rows = explained(tmp_path, before, after, then=then)

    assert split(rows, "numerator") == [("numerator", "match", "9", "1")]
    [numerator] = [row for row in rows if row["part"] == "numerator"]
    assert (numerator["source_kind"], numerator["source_name"], numerator["reason"]) == (
        "load",
        "load 9 (decisions of staff)",
        "Kartu keluarga dilihat",
    )


@pytest.mark.parametrize(
    ("decision", "rows", "change", "named"),
    [
        ("joined", (2, 1), "-1", "load 9 (decisions of staff: persons 2 and 1 are one)"),
        ("parted", (1, 2), "1", "load 9 (decisions of staff: persons 2 and 1 are two)"),
    ],
)
def test_who_became_one_or_two_by_staff_is_their_doing_with_load_and_reason(
    tmp_path, decision, rows, change, named
):
    both = [listed(1, 1), listed(1, 2)]
    decided = {"load_no": 9, "kind": "decision", "reason": "Dua kartu satu orang", decision: [[2, 1]]}
    before, after = (([coverage(count, count, "100.00")], both[:count]) for count in rows)
    then = stated(loads=[load("register", 6)])
    then.inputs["decisions"] = [decided]

    found = explained(tmp_path, before, after, then=then)

    assert split(found, "numerator") == [("numerator", "match", "9", change)]
    [numerator] = [row for row in found if row["part"] == "numerator"]
    assert (numerator["source_name"], numerator["reason"]) == (named, "Dua kartu satu orang")


def test_a_row_that_staff_gave_another_number_names_their_load_and_not_its_list(tmp_path):
    before = ([coverage(1, 2, "50.00")], [listed(1, 1), listed(1, 2, numerator=0)])
    after = ([coverage(2, 2, "100.00")], [listed(1, 1), listed(1, 2, unit_no=900)])
    then = stated()
    then.inputs["decisions"] = [{"load_no": 9, "kind": "decision", "reason": "Satu", "joined": [[900, 2]]}]

    rows = explained(tmp_path, before, after, then=then)

    assert split(rows, "numerator") == [("numerator", "match", "9", "1")]


@pytest.mark.parametrize(
    ("unit_no", "cause"), [(2, "register"), (900, "match")], ids=["the same person", "another person"]
)
def test_a_row_that_new_records_recognise_is_theirs_unless_it_becomes_another_person(
    tmp_path, unit_no, cause
):
    before = ([coverage(1, 2, "50.00")], [listed(1, 1), listed(1, 2, numerator=0, match_state="unknown")])
    known = listed(1, 2, unit_no=unit_no, match_state="matched", decision_load_no=6)
    after = ([coverage(2, 2, "100.00")], [listed(1, 1), known])

    rows = explained(tmp_path, before, after, then=stated(loads=[load("register", 6)]))

    assert split(rows, "numerator") == [("numerator", cause, "6", "1")]


def test_a_unit_that_moved_to_another_area_leaves_one_and_enters_the_other_by_the_same_cause(tmp_path):
    areas = [*AREAS, ("33.29", "33.29"), ("33", "33"), ("33.28", "33"), ("33.28.01", "33"), ("33.29", "33")]
    other = {"figure_id": "ucj_ytd:2024-10:33.29", "area_code": "33.29"}
    before = (
        [coverage(1, 1, "100.00"), coverage(1, 1, "100.00", **other)],
        [listed(1, 1), listed(1, 2, area_code="33.29")],
    )
    gone = {"figure_id": "ucj_ytd:2024-10:33.29", "area_code": "33.29"}
    after = (
        [coverage(2, 2, "100.00")],
        [listed(1, 1), listed(1, 2, area_code="33.28")],
    )
    both = [pair for pair in areas if pair != ("33.28", "33")]

    rows = explained(tmp_path, before, after, then=stated(loads=[load("reference", 9)]), areas=both)

    assert gone["figure_id"] in {row["figure_id"] for row in rows if row["part"] == "figure"}
    moves = {(row["figure_id"], row["change"]) for row in rows if row["part"] == "numerator"}
    assert moves == {("ucj_ytd:2024-10:33.28", "1"), ("ucj_ytd:2024-10:33.29", "-1")}
    assert {row["cause"] for row in rows} == {"area_move"}


def test_a_village_that_moved_to_another_kabupaten_is_a_move_of_areas(tmp_path):
    rows = [evidence_row(), workforce_row(3)]
    areas = [pair for pair in AREAS if pair != ("33.28.01", "33.28")]

    found = explained(
        tmp_path,
        ([coverage(1, 3, "33.33")], rows),
        ([coverage(0, 3, "0.00")], rows),
        then=stated(loads=[load("reference", 8, "wilayah.csv")]),
        areas=areas,
    )

    assert split(found) == [("numerator", "area_move", "8", "-1"), ("value", "area_move", "8", "-33.33")]
    assert found[0]["source_name"] == "load 8 (wilayah.csv)"


def test_gains_and_losses_of_different_causes_are_both_shown(tmp_path):
    before = (
        [coverage(2, 5, "40.00")],
        [evidence_row(), evidence_row(unit_no=2, row_number=2), workforce_row(5)],
    )
    after = ([coverage(1, 4, "25.00")], [evidence_row(), workforce_row(4, source_no=7)])

    found = explained(tmp_path, before, after, then=stated(loads=[load("register", 6), load("reference", 7)]))

    assert split(found) == [
        ("denominator", "reference", "7", "-1"),
        ("numerator", "register", "6", "-1"),
        ("value", "reference", "7", "5.00"),
        ("value", "register", "6", "-20.00"),
    ]


def test_a_row_on_a_list_changes_with_the_load_that_changed_its_person(tmp_path):
    person = {"indicator_code": "ucj_eom", "unit_no": 7, "row_number": 7}
    before = ([coverage(0, 1, "0.00")], [listed(1, 7, numerator=0), evidence_row(**person)])
    after = ([coverage(1, 1, "100.00")], [listed(1, 7), evidence_row(**person, source_no=6)])
    then = stated(loads=[load("register", 6), load("register", 7)])

    found = explained(tmp_path, before, after, then=then)

    assert split(found, "numerator") == [("numerator", "register", "6", "1")]


def test_an_action_falls_due_by_time_even_when_other_lists_were_loaded(tmp_path):
    action = {"unit_kind": "action", "source_kind": "reference", "source_no": 2}
    then = stated(loads=[load("reference", 9), load("register", 6)], as_of="2024-11-12T19:00:00Z")

    found = explained(
        tmp_path,
        ([coverage(0, 3, "0.00")], [evidence_row(numerator=0, **action), workforce_row(3)]),
        ([coverage(1, 3, "33.33")], [evidence_row(numerator=1, **action), workforce_row(3)]),
        then=then,
    )

    assert split(found, "numerator") == [("numerator", "time", "2024-11-12T19:00:00Z", "1")]
    assert found[0]["source_name"] == "2024-11-05T19:00:00Z -> 2024-11-12T19:00:00Z"


@pytest.mark.parametrize(
    ("given", "cause"),
    [({"as_of": "2024-11-12T19:00:00Z"}, "time"), ({"code_version": "def"}, "definition")],
)
def test_without_any_new_input_time_or_definition_is_the_cause(tmp_path, given, cause):
    before = ([coverage(1, 3, "33.33")], [evidence_row(), workforce_row(3)])
    after = (
        [coverage(2, 3, "66.67")],
        [evidence_row(), evidence_row(unit_no=2, row_number=2), workforce_row(3)],
    )

    found = explained(tmp_path, before, after, then=stated(**given))

    assert [row[1] for row in split(found, "numerator")] == [cause]


def test_editions_that_print_the_same_have_no_change(tmp_path):
    side = ([coverage(1, 3, "33.33")], [evidence_row(), workforce_row(3)])

    assert explained(tmp_path, side, side, then=stated([submission(2)])) == []


@pytest.mark.parametrize(
    "figure",
    [
        coverage(2, 3, "66.67"),
        coverage(1, 4, "25.00"),
        coverage(1, 3, "43.33"),
        coverage(1, 3, "33.33", lower_bound="12.00"),
        coverage(1, 3, "33.33", rank=2, peer_group="33", peer_count=9),
        coverage(1, 3, "33.33", note="seadanya"),
        coverage(1, 3, "33.33", flag="seadanya"),
    ],
    ids=["numerator", "denominator", "value", "lower_bound", "rank", "note", "flag"],
)
def test_a_part_that_moved_without_its_evidence_is_not_explained_away(tmp_path, figure):
    rows = [evidence_row(), workforce_row(3)]

    with pytest.raises(CakupanError, match="not the sum of its evidence"):
        explained(
            tmp_path,
            ([coverage(1, 3, "33.33")], rows),
            ([figure], rows),
            then=stated([submission(2)], [load("register", 6), load("reference", 9)]),
        )


def test_a_record_that_went_and_one_that_came_with_the_only_load_are_one_change(tmp_path):
    before = (
        [coverage(2, 3, "66.67")],
        [evidence_row(), evidence_row(unit_no=2, row_number=2), workforce_row(3)],
    )
    news = [evidence_row(unit_no=number, row_number=number, source_no=6) for number in (3, 4, 5)]
    after = ([coverage(4, 3, "133.33")], [evidence_row(), *news, workforce_row(3)])

    found = explained(tmp_path, before, after, then=stated(loads=[load("register", 6)]))

    assert split(found, "numerator") == [("numerator", "register", "6", "2")]
