"""Rows of lists find their person, whatever became of NIK, name and date on the way, and nobody else."""

from dataclasses import replace
from datetime import date

import pytest
from cakupan.warehouse.connection import Connection
from matching_builders import BORN, NIK, VILLAGE, Somebody, decisions, register

WARSITO = Somebody()
NEIGHBOUR = Somebody(name="SUGENG RIYADI", nik="3328991705800008")
ELSEWHERE = "73.71.99.1001"


@pytest.mark.parametrize(
    ("row", "method"),
    [
        (replace(WARSITO), "nik"),
        (replace(WARSITO, name="Warsito Hadi Purnomo, S.Pd."), "nik"),
        (replace(WARSITO, name="Hadi Purnomo Warsito"), "nik"),
        (replace(WARSITO, born=None), "nik"),
        (replace(WARSITO, sex=None, area=None), "nik"),
        (replace(WARSITO, nik="3328991705800017"), "nik_digit"),
        (replace(WARSITO, nik="3328991705800070"), "nik_transposed"),
        (replace(WARSITO, nik="3328991705800O07"), "nik_letter"),
        (replace(WARSITO, nik="332899170580000"), "nik_lost_digits"),
        (replace(WARSITO, nik="3328991705800000"), "nik_lost_digits"),
        (replace(WARSITO, nik=None), "model"),
        (replace(WARSITO, nik=None, name="WARSITO HADI PURNAMO"), "model"),
        (replace(WARSITO, nik=None, born=date(1980, 5, 7)), "model"),
        (replace(WARSITO, nik=None, born=date(1980, 1, 1)), "model"),
        (replace(WARSITO, nik=None, name="WARSITO HADI PUR"), "model"),
        (replace(WARSITO, nik="332899170580007", name="WARSITO HADI PURNAMO"), "model"),
        (replace(WARSITO, nik="33289911705800007", name="WARSITO HADI PURNAMO"), "model"),
        (replace(WARSITO, nik="3327991705800007", name="WARSITO HADI PURNAMO"), "model"),
        (replace(WARSITO, born=date(1980, 5, 16)), "model"),
    ],
)
def test_a_row_is_matched_to_its_person(connection: Connection, row: Somebody, method: str):
    register(connection, WARSITO, NEIGHBOUR)

    (decided,) = decisions(connection, row)

    assert (decided.outcome, decided.method, decided.nik) == ("match", method, NIK)


def test_a_kpj_is_believed_where_there_is_no_nik(connection: Connection):
    register(connection, replace(WARSITO, kpj="10000000001"))

    (decided,) = decisions(connection, replace(WARSITO, nik=None, kpj="10000000001"))

    assert (decided.outcome, decided.method) == ("match", "kpj")


@pytest.mark.parametrize(
    "row",
    [
        # a slip in the serial, which is the neighbour's: he agrees on date and sex
        replace(NEIGHBOUR, name="WARSITO HADI", nik=NEIGHBOUR.nik, born=date(1975, 1, 3)),
        # the father's NIK on his daughter's row
        replace(WARSITO, name="RINA PUSPITA", sex="P", born=date(2004, 2, 11)),
        # a namesake who was born elsewhere and has a NIK of his own
        replace(WARSITO, nik="7371991705800001", area=ELSEWHERE),
        # a namesake without a NIK in another kabupaten
        replace(WARSITO, nik=None, area=ELSEWHERE),
        # the same name and nothing else
        replace(WARSITO, nik=None, born=date(1991, 12, 3), area=ELSEWHERE),
        # his twin, and others that may be
        replace(WARSITO, name="WARSONO ADI PURWANTO", nik=None),
        replace(WARSITO, name="WARSITO HADI PURNOMI", nik=None),
        replace(WARSITO, name="WARSITA HADI PURNOMO", nik="3328991705800008"),
    ],
)
def test_somebody_else_is_never_matched(connection: Connection, row: Somebody):
    register(connection, WARSITO, NEIGHBOUR)

    (decided,) = decisions(connection, row)

    assert decided.outcome in ("possible", "no_match")


def test_a_nik_one_slip_away_is_looked_up_where_nothing_else_leads_to_its_owner(connection: Connection):
    register(connection, WARSITO, NEIGHBOUR)

    found = decisions(
        connection,
        *(
            replace(WARSITO, nik=nik, born=None, area=None)
            for nik in ("3328991715800007", "3328997105800007", "332891705800007", "33289991705800007")
        ),
    )

    assert [(decided.outcome, decided.nik) for decided in found] == [("possible", NIK)] * 4


@pytest.mark.parametrize(
    ("nik", "outcome"), [(NIK, "match"), ("7371991705800007", "possible"), (None, "possible")]
)
def test_whoever_moved_is_recognised_by_where_the_nik_is_from(
    connection: Connection, nik: str | None, outcome: str
):
    register(connection, replace(WARSITO, nik=nik, kpj="10000000001", area=ELSEWHERE))

    (decided,) = decisions(connection, replace(WARSITO, nik=None))

    assert decided.outcome == outcome


def test_whoever_is_called_by_a_part_of_the_name_is_known_by_nik_and_date(connection: Connection):
    register(connection, WARSITO)

    (decided,) = decisions(connection, replace(WARSITO, name="SITO"))

    assert (decided.outcome, decided.method) == ("match", "model")


def test_a_nik_that_does_not_fit_its_row_says_little(connection: Connection):
    register(connection, WARSITO)

    card, own = (
        decisions(connection, replace(WARSITO, nik=nik))[0]
        for nik in ("3328990203110015", "3328551705800115")  # that of the family, and one of his own
    )

    assert (card.outcome, card.reasons["nik"]) == ("match", 9)
    assert own.outcome == "possible" and own.reasons["nik"] < 9


def test_of_two_who_are_as_likely_nobody_is_matched(connection: Connection):
    twin = replace(WARSITO, nik="3328991705800003", area="33.28.99.2002")
    register(connection, replace(WARSITO, area="33.28.99"), replace(twin, area="33.28.99"))

    (decided,) = decisions(connection, replace(WARSITO, nik=None, area="33.28.99"))

    assert decided.outcome == "possible"


def test_a_member_who_is_entered_twice_is_no_rival_of_himself(connection: Connection):
    register(connection, WARSITO, replace(WARSITO, nik=None, kpj="10000000009"))

    (decided,) = decisions(connection, replace(WARSITO, nik=None))

    assert decided.outcome == "match"


def test_two_rows_of_one_list_with_different_names_are_not_one_person(connection: Connection):
    register(connection, WARSITO)

    own, other = decisions(connection, WARSITO, replace(WARSITO, name="WARSITA HADI PURNAWA", nik=None))

    assert own.outcome == "match"
    assert other.outcome == "possible"


def test_the_mothers_name_speaks_for_a_row_without_a_date(connection: Connection):
    register(connection, replace(WARSITO, mother="SUKARTI"))

    without, with_mother = (
        decisions(connection, replace(WARSITO, nik=None, born=None, area=VILLAGE[:8], mother=mother))[0]
        for mother in (None, "Soekarti")
    )

    assert (without.outcome, with_mother.outcome) == ("possible", "match")
    assert with_mother.reasons["mother"] == 3


def test_a_register_row_that_says_nothing_new_makes_no_description(connection: Connection):
    assert register(connection, WARSITO, replace(WARSITO, name=" warsito  hadi purnomo")) == 1
    assert register(connection, WARSITO) == 0
    assert register(connection, replace(WARSITO, area=ELSEWHERE)) == 1


def test_whoever_is_known_from_nothing_but_a_list_is_matched_to_nobody(connection: Connection):
    register(connection, NEIGHBOUR)

    (decided,) = decisions(
        connection, replace(WARSITO, name="KASMINAH", born=BORN.replace(year=1950), sex="P")
    )

    assert (decided.outcome, decided.method, decided.nik) == ("no_match", "none", None)


def test_the_order_of_rows_changes_no_decision(connection: Connection):
    register(connection, WARSITO, NEIGHBOUR)
    rows = [WARSITO, replace(NEIGHBOUR, nik=None), replace(WARSITO, nik=None, name="WARSITO H")]

    assert decisions(connection, *rows[:2]) == decisions(connection, *rows[1::-1])[::-1]
