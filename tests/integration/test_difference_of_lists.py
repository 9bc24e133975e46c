"""What differs between two submissions: every row of both lists is counted once, and says where it stands."""

from typing import Any

import pytest
from builders import nik, sheet
from cakupan.errors import CakupanError, NotFound
from cakupan.intake.replaying import differences
from cakupan.intake.replaying.differences import ListDifference
from cakupan.warehouse.connection import connect
from intake_builders import BORN, HEADER, PARTNER, given_file, given_partner, ingest, people

pytestmark = pytest.mark.usefixtures("few_areas")
SHORT = HEADER[:3]


def given_two(
    dsn: str, before: list[list[object]], after: list[list[object]], kind: str = "pemda_rentan"
) -> None:
    """Two full lists of one month, each with its header."""
    given_partner(dsn, PARTNER, {"kind": kind})
    for name, rows in (("a", before), ("b", after)):
        given_file(f"{PARTNER}/{kind}/2024-10/{name}.xlsx", sheet(rows))
        ingest()


def compared(earlier: str = "S000001", later: str = "S000002", **options: Any) -> ListDifference:
    with connect() as connection:
        return differences.difference(connection, earlier, later, **options)


def counts(found: ListDifference) -> tuple[int, int, int, int]:
    assert found.earlier_rows == found.gone + found.changed + found.same
    assert found.later_rows == found.new + found.changed + found.same
    return found.new, found.changed, found.gone, found.same


def changes(found: ListDifference) -> list[tuple[Any, ...]]:
    return [
        (
            each.change,
            each.matched_by,
            each.fields,
            *(place and place.row for place in (each.earlier, each.later)),
        )
        for each in found.rows
    ]


def test_new_changed_and_gone_rows_are_told_apart_with_the_rows_of_both_files(warehouse: str):
    one, two, three, four = people(4)
    given_two(warehouse, [SHORT, one, two, three], [SHORT, four, one, [2, two[1], "NAMA LAIN"]])

    found = compared()

    assert counts(found) == (1, 1, 1, 1)
    assert found.fields == {"nama": 1}
    assert changes(found) == [
        ("new", None, (), None, 2),
        ("changed", "nik", ("nama",), 3, 4),
        ("gone", None, (), 4, None),
    ]
    assert {each.later.sheet for each in found.rows if each.later} == {"Sheet1"}


def test_a_corrected_nik_is_the_same_person_changed(warehouse: str):
    header = [*SHORT, "Tgl Lahir"]
    right, wrong = nik(BORN, 7), "123456789012"
    given_two(
        warehouse,
        [header, [1, wrong, "Drs. ANI", "12-08-1987"]],
        [header, [1, right, "ani", "12-08-1987"]],
    )

    found = compared()

    assert counts(found) == (0, 1, 0, 0)
    assert found.rows[0].matched_by == "name_and_birth_date"
    assert {"nik", "verdict"} <= set(found.rows[0].fields)


def test_a_row_that_was_moved_is_the_same_row(warehouse: str):
    rows = people(5)
    given_two(warehouse, [SHORT, *rows], [SHORT, *rows[::-1]])

    assert counts(compared()) == (0, 0, 0, 5)


def test_the_same_row_three_times_and_then_twice_is_one_row_gone(warehouse: str):
    one, two = people(2)
    given_two(warehouse, [SHORT, one, one, one, two], [SHORT, two, one, one])

    found = compared()

    new, changed, gone, same = counts(found)
    assert (new, gone) == (0, 1)
    assert changed + same == 3


def test_rows_without_any_key_that_hold_the_same_are_the_same(warehouse: str):
    header = [*SHORT, "Tgl Lahir", "L/P"]
    nameless = [[number, "", "", "12-08-1987", "L"] for number in (1, 2, 3)]
    given_two(warehouse, [header, *nameless], [header, *nameless[:2]])

    assert counts(compared()) == (0, 0, 1, 2)


def test_companies_are_matched_by_npp_and_then_by_name(warehouse: str):
    header = ["No", "NPP", "Nama Perusahaan", "Jumlah Tenaga Kerja", "Jumlah Peserta"]
    given_two(
        warehouse,
        [header, [1, "AA123456", "PT SATU", 10, 5], [2, "", "PT Dua", 4, 4], [3, "", "CV TIGA", 1, 1]],
        [header, [1, "AA123456", "PT SATU JAYA", 10, 5], [2, "", "DUA", 4, 3]],
        kind="asosiasi",
    )

    found = compared()

    assert counts(found) == (0, 2, 1, 0)
    assert sorted(each.matched_by or "" for each in found.rows) == ["", "name", "npp"]


def test_a_list_compared_with_itself_has_no_difference(warehouse: str):
    given_two(warehouse, [SHORT, *people(3)], [SHORT, *people(2)])

    assert counts(compared("S000001", "S000001")) == (0, 0, 0, 3)


def test_only_as_many_rows_are_named_as_asked_and_values_only_when_asked(warehouse: str):
    given_two(warehouse, [SHORT, *people(6)], [SHORT, *people(1)])

    assert len(compared(limit=2).rows) == 2
    assert compared(limit=0).rows == ()
    assert compared(limit=1).rows[0].before is None
    assert (compared(limit=1, with_values=True).rows[0].before or {})["nama"] == "ORANG 2"


def test_two_comparisons_in_one_transaction_do_not_disturb_each_other(warehouse: str):
    given_two(warehouse, [SHORT, *people(3)], [SHORT, *people(2)])

    with connect() as connection:
        first = differences.difference(connection, "S000001", "S000002")
        second = differences.difference(connection, "S000002", "S000001")

    assert (counts(first), counts(second)) == ((0, 0, 1, 2), (1, 0, 0, 2))


def test_lists_of_two_kinds_and_unknown_lists_are_not_compared(warehouse: str):
    given_partner(warehouse, PARTNER, {}, {"kind": "csr"})
    for kind in ("pemda_rentan", "csr"):
        given_file(f"{PARTNER}/{kind}/2024-10/a.xlsx", sheet([SHORT, *people(2)]))
    ingest()

    with pytest.raises(CakupanError, match="cannot be compared"):
        compared()
    with pytest.raises(NotFound, match="S000077"):
        compared("S000077")


def test_the_list_a_submission_replaces_is_the_one_that_was_in_force(warehouse: str):
    given_partner(warehouse)
    for month, name, count in (
        ("2024-09", "a", 9),
        ("2024-10", "b", 8),
        ("2024-10", "c", 1),
        ("2024-10", "d", 7),
    ):
        given_file(f"{PARTNER}/pemda_rentan/{month}/{name}.xlsx", sheet([SHORT, *people(count)]))
        ingest()

    with connect() as connection:
        found = [differences.previous_of(connection, f"S{number:06}") for number in (1, 2, 3, 4, 99)]

    assert found == [None, "S000001", "S000002", "S000002", None]
