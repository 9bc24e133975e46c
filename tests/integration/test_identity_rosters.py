"""Rows of rosters find persons by their keys and never join two of them."""

from pathlib import Path

import pytest
from cakupan.warehouse.connection import Connection
from identity_builders import ANA, BUDI, CITRA, DEWI, KPJ_ONE, KPJ_TWO, people, persons, register, resolve
from roster_rows import NAME, land


@pytest.mark.parametrize(
    ("kind", "verdict", "is_person"),
    [
        ("pemda_rentan", "accepted", True),
        ("desa_perangkat", "accepted", True),
        ("magang", "accepted", True),
        ("pemda_rentan", "quarantined", False),
        ("pemda_rentan", "duplicate", False),
        ("asosiasi", "accepted", False),
        ("jakon", "accepted", False),
    ],
)
def test_accepted_rows_of_rosters_of_people_are_persons(
    connection: Connection, kind: str, verdict: str, is_person: bool
):
    load_no = land(connection, kind=kind, rows=[{"nik": ANA, "verdict": verdict}])

    assert resolve() == int(is_person)
    found = connection.execute(
        "select identity.key_text(key_no), load_no from identity.person_key"
    ).fetchall()
    assert found == ([(ANA, load_no)] if is_person else [])


def test_a_roster_and_the_register_meet_in_one_person(connection: Connection, tmp_path: Path):
    land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
    register(tmp_path / "a", (ANA, KPJ_ONE))

    assert resolve() == 1
    assert persons(connection) == {ANA: 1, KPJ_ONE: 1}


def test_one_placeholder_kpj_on_a_roster_merges_nobody(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_TWO))
    resolve()

    names = {CITRA: "KASMINAH", DEWI: "TURINI"}
    rows = [
        {"nik": nik, "kpj": KPJ_ONE, "verdict": "accepted", "nama": names.get(nik, NAME)}
        for nik in (ANA, BUDI, CITRA, DEWI)
    ]
    land(connection, kind="pemda_rentan", rows=rows)

    assert resolve() == 2
    found = persons(connection)
    assert len({found[nik] for nik in (ANA, BUDI, CITRA, DEWI)}) == 4
    assert found[KPJ_ONE] == found[ANA]


def test_a_roster_joins_no_new_kpj_to_its_nik(connection: Connection, tmp_path: Path):
    rows = [{"nik": nik, "kpj": KPJ_ONE, "verdict": "accepted"} for nik in (ANA, BUDI)]
    land(connection, kind="pemda_rentan", rows=rows)
    resolve()

    register(tmp_path / "a", (BUDI, KPJ_ONE))
    resolve()

    assert people(persons(connection)) == {frozenset({ANA}), frozenset({BUDI, KPJ_ONE})}


def test_a_roster_row_with_only_a_kpj_is_the_person_of_that_kpj(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE))
    rows = [{"kpj": KPJ_ONE, "verdict": "accepted"}, {"kpj": KPJ_TWO, "verdict": "accepted"}]

    land(connection, kind="pemda_rentan", rows=rows)

    assert resolve() == 2
    assert persons(connection) == {ANA: 1, KPJ_ONE: 1, KPJ_TWO: 2}


@pytest.mark.parametrize(
    ("outcome", "new_persons"), [("accepted_with_findings", 1), ("held", 0), ("refused", 0)]
)
def test_rows_of_a_list_that_does_not_count_are_no_persons(
    connection: Connection, outcome: str, new_persons: int
):
    land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}], outcome=outcome)

    assert resolve() == new_persons
