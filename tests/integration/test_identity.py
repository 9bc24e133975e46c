"""Rows become persons by exact keys: numbered once, in one order, merged when the register says so."""

import threading
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from cakupan.identity.keys import merging
from cakupan.warehouse.connection import Connection
from identity_builders import (
    ANA,
    BUDI,
    CITRA,
    DEWI,
    KPJ_ONE,
    KPJ_THREE,
    KPJ_TWO,
    people,
    persons,
    register,
    resolve,
)


def test_the_keys_of_one_row_are_one_person(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, ""), ("", KPJ_TWO))

    new_persons = resolve()

    found = persons(connection)
    assert new_persons == 3
    assert found[ANA] == found[KPJ_ONE]
    assert len({found[ANA], found[BUDI], found[KPJ_TWO]}) == 3


def test_who_comes_with_a_later_load_has_a_higher_number(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", ("", KPJ_ONE), (CITRA, ""))
    register(tmp_path / "b", (BUDI, ""), (ANA, ""))

    resolve()

    found = persons(connection)
    assert {found[CITRA], found[KPJ_ONE]} == {1, 2}
    assert {found[ANA], found[BUDI]} == {3, 4}


def test_resolving_load_by_load_and_all_at_once_number_alike(connection: Connection, tmp_path: Path):
    loads = [
        [(BUDI, KPJ_ONE), (ANA, "")],
        [("", KPJ_TWO), (CITRA, KPJ_ONE)],
        [(ANA, KPJ_TWO), (DEWI, KPJ_THREE)],
    ]
    for number, pairs in enumerate(loads):
        register(tmp_path / str(number), *pairs)
    resolve()
    at_once = connection.execute("select * from identity.person_at('infinity') order by 1, 2").fetchall()
    merged = connection.execute("select younger_person_no, older_person_no from identity.merge").fetchall()

    connection.execute("set session_replication_role = replica")  # a second try in the same loads
    connection.execute(
        "truncate identity.person, identity.person_key, identity.merge, identity.split, identity.ruling,"
        " identity.resolved_load, identity.finding, identity.description, identity.decision"
    )
    for load_no in connection.execute("select load_no from control.load order by 1").fetchall():
        hidden = connection.execute(
            "insert into identity.resolved_load select load_no from control.load where load_no > %s"
            " on conflict do nothing returning load_no",
            load_no,
        ).fetchall()
        resolve()
        connection.execute(
            "delete from identity.resolved_load where load_no = any(%s)", [[row[0] for row in hidden]]
        )

    one_by_one = connection.execute("select * from identity.person_at('infinity') order by 1, 2").fetchall()
    assert one_by_one == at_once
    assert (
        merged
        == connection.execute("select younger_person_no, older_person_no from identity.merge").fetchall()
    )
    assert len(merged) == 1


def test_a_new_key_joins_the_person_of_the_known_key_beside_it(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE))
    resolve()

    register(tmp_path / "b", (ANA, KPJ_TWO))

    assert resolve() == 0
    found = persons(connection)
    assert found[KPJ_TWO] == found[ANA] == found[KPJ_ONE]


def test_a_row_with_the_keys_of_two_persons_merges_the_younger_into_the_older(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE))
    resolve()

    merging = register(tmp_path / "b", (ANA, KPJ_ONE))
    resolve()

    assert people(persons(connection)) == {frozenset({ANA, KPJ_ONE})}
    merges = connection.execute(
        "select younger_person_no, older_person_no, load_no from identity.merge"
    ).fetchall()
    assert merges == [(2, 1, merging)]


def test_merges_are_followed_to_the_oldest(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE), ("", KPJ_TWO), (BUDI, ""))
    resolve()
    register(tmp_path / "b", (BUDI, KPJ_TWO))
    resolve()
    register(tmp_path / "c", (BUDI, KPJ_ONE))
    resolve()

    register(tmp_path / "d", (ANA, KPJ_TWO))
    resolve()

    assert people(persons(connection)) == {frozenset({ANA, BUDI, KPJ_ONE, KPJ_TWO})}


def test_a_chain_of_rows_in_one_load_is_one_person(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", ("", KPJ_ONE), ("", KPJ_TWO), (ANA, ""))
    resolve()

    register(tmp_path / "b", (ANA, KPJ_ONE), (ANA, KPJ_TWO), (ANA, KPJ_THREE), (DEWI, ""))
    resolve()

    found = persons(connection)
    assert len({found[key] for key in (ANA, KPJ_ONE, KPJ_TWO, KPJ_THREE)}) == 1
    assert found[DEWI] != found[ANA]


def test_a_kpj_beside_several_niks_of_a_load_makes_no_merge_and_joins_nobody(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""), (BUDI, KPJ_TWO))
    resolve()

    register(
        tmp_path / "b", *((nik, KPJ_ONE) for nik in (ANA, CITRA)), *((nik, KPJ_TWO) for nik in (BUDI, DEWI))
    )
    resolve()

    found = persons(connection)
    assert len({found[nik] for nik in (ANA, BUDI, CITRA, DEWI)}) == 4
    assert found[KPJ_TWO] == found[BUDI]
    assert KPJ_ONE not in found


@pytest.mark.parametrize(
    ("nik", "kpj"),
    [
        ("332899010180000", ""),
        (f"{ANA}1", ""),
        ("33289901018000OI", ""),
        ("", "1234567"),
        ("", "12345678901234"),
        ("", "00000000000"),
        ("", "99999999"),
    ],
)
def test_a_key_that_is_no_nik_or_kpj_makes_no_person(
    connection: Connection, tmp_path: Path, nik: str, kpj: str
):
    register(tmp_path / "a", (nik, kpj))

    assert resolve() == 0
    assert persons(connection) == {}


def test_resolving_again_does_nothing(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE))
    resolve()

    assert resolve() == 0
    assert connection.execute("select count(*) from identity.person").fetchone() == (1,)


def test_a_resolution_that_dies_leaves_nothing_and_can_be_run_again(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register(tmp_path / "a", (ANA, KPJ_ONE))

    def die(opened: Connection, load_no: int, instant: datetime) -> None:
        opened.execute("select pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(merging, "merge", die)
        with pytest.raises(psycopg.OperationalError):
            resolve()
    assert persons(connection) == {}

    assert resolve() == 1
    assert set(persons(connection)) == {ANA, KPJ_ONE}


def test_two_resolutions_at_once_number_everybody_once(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", *((f"33289901018{number:05d}", "") for number in range(300)))
    answers: list[int] = []

    threads = [threading.Thread(target=lambda: answers.append(resolve())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [0, 0, 300]
    assert connection.execute("select count(*) from identity.person").fetchone() == (300,)


def test_every_key_has_its_person(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, ""), ("", KPJ_TWO))
    resolve()

    orphans = connection.execute(
        "select count(*) from identity.person_key left join identity.person using (person_no)"
        " where person.person_no is null"
    ).fetchone()

    assert orphans == (0,)


@pytest.mark.parametrize(
    "table",
    ["person", "person_key", "merge", "split", "description", "decision", "candidate", "ruling", "finding"],
)
def test_what_identity_holds_only_grows(connection: Connection, table: str):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"delete from identity.{table}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"update identity.{table} set load_no = 1")
