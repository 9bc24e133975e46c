"""Who is who at an old instant never changes, whatever is loaded and resolved since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cakupan.identity import resolve as resolving
from cakupan.register import extracts
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from extract_builders import members, write_extract
from hold_builders import free, set_aside
from identity_builders import people
from roster_rows import land

ANA, BUDI, CITRA = (f"33289901018000{number:02d}" for number in (1, 2, 3))
KPJ_ONE, KPJ_TWO = "10000000001", "10000000002"


def register(folder: Path, *pairs: tuple[str, str]) -> None:
    rows = [
        row
        for number, (nik, kpj) in enumerate(pairs)
        for row in members(f"{folder.name}-{number}", nik=nik, kpj=kpj)
    ]
    extracts.load_folder(write_extract(folder, "delta", membership=rows), "register")


def now() -> datetime:
    with connect() as connection:
        return loads.fix_as_of(connection)


def resolve() -> None:
    with connect() as connection:
        resolving.persons(connection)


def persons_at(warehouse: str, as_of: datetime) -> dict[str, int]:
    with psycopg.connect(warehouse) as connection:
        return dict(
            connection.execute(
                "select key_value, person_no from identity.person_at(%s) order by 1", [as_of]
            ).fetchall()
        )


def test_a_merge_and_new_keys_are_not_seen_before_they_were_recorded(warehouse: str, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE))
    first = now()
    resolve()
    known_first = persons_at(warehouse, first)

    register(tmp_path / "b", (ANA, KPJ_ONE), (BUDI, KPJ_TWO))
    second = now()
    resolve()

    assert persons_at(warehouse, first) == known_first
    assert people(known_first) == {frozenset({ANA}), frozenset({KPJ_ONE})}
    assert people(persons_at(warehouse, second)) == {frozenset({ANA, KPJ_ONE}), frozenset({BUDI, KPJ_TWO})}
    assert persons_at(warehouse, first - timedelta(days=1)) == {}


def test_persons_of_an_old_as_of_are_the_same_when_they_are_resolved_late(warehouse: str, tmp_path: Path):
    register(tmp_path / "a", (CITRA, KPJ_ONE), (ANA, ""))
    first = now()
    register(tmp_path / "b", (ANA, KPJ_TWO), (BUDI, KPJ_ONE))
    second = now()

    resolve()

    assert people(persons_at(warehouse, first)) == {frozenset({ANA}), frozenset({CITRA, KPJ_ONE})}
    assert people(persons_at(warehouse, second)) == {
        frozenset({ANA, KPJ_TWO}),
        frozenset({CITRA, KPJ_ONE, BUDI}),
    }


def test_a_key_belongs_to_the_load_recorded_first_not_numbered_first(warehouse: str, tmp_path: Path):
    recorded = datetime(2024, 11, 1, tzinfo=UTC)
    with psycopg.connect(warehouse) as connection:
        for load_no, day in ((5, 2), (6, 1)):  # load 5 began first and took longer
            connection.execute(
                "insert into control.load values (%s, 'register', %s, null, 'synthetic')",
                [load_no, recorded + timedelta(days=day)],
            )
            connection.execute(
                "insert into register.membership (load_no, file_no, row_number, row_hash, membership_id, nik,"
                " segment_code, programme_codes, active_from)"
                " values (%s, 1, 2, '', %s, %s, 'BPU', 'JKK', '2024-01-01')",
                [load_no, f"M{load_no}", ANA],
            )

    resolve()

    assert persons_at(warehouse, recorded + timedelta(days=1)) == {ANA: 1}


def test_a_resolution_waits_for_loads_in_flight_and_then_lets_others_in(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=2s")
    register(tmp_path / "a", (ANA, ""))

    with (
        psycopg.connect(warehouse) as in_flight,
        loads.load(in_flight, "register"),
        pytest.raises(psycopg.errors.LockNotAvailable),
        connect() as connection,
    ):
        resolving.persons(connection)

    with connect() as connection:
        resolving.persons(connection)
        register(tmp_path / "b", (BUDI, ""))  # while the resolution is not yet committed
    assert people(persons_at(warehouse, now())) == {frozenset({ANA})}


def test_a_held_list_has_no_persons_until_the_load_of_its_release(warehouse: str):
    with psycopg.connect(warehouse, autocommit=True) as connection:
        land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}], outcome="held")
        land(connection, kind="pemda_rentan", rows=[{"nik": BUDI, "verdict": "accepted"}], outcome="held")
    held = now()
    resolve()

    with connect() as connection, loads.load(connection, "release") as under_way:
        free(connection, "S000001", under_way.load_no)
    released = now()
    resolve()

    assert persons_at(warehouse, held) == {}
    assert people(persons_at(warehouse, released)) == {frozenset({ANA})}


def test_a_list_set_aside_after_it_counted_keeps_its_persons_and_its_release_makes_none(warehouse: str):
    with psycopg.connect(warehouse, autocommit=True) as connection:
        land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
        counted = now()
        with loads.load(connection, "hold") as gate:
            set_aside(connection, 1, gate.load_no)
        with loads.load(connection, "release") as under_way:
            free(connection, "S000001", under_way.load_no)

    resolve()

    assert persons_at(warehouse, counted) == persons_at(warehouse, now()) == {ANA: 1}


def test_a_release_of_a_judgement_that_counts_no_more_makes_no_persons(warehouse: str):
    with psycopg.connect(warehouse, autocommit=True) as connection:
        land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}], outcome="held")
        with loads.load(connection, "replay") as replay:
            connection.execute(
                "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
                " rules_version, outcome, received, accepted, quarantined, duplicates)"
                " values (1, 2, %s, '1', '2', 'accepted', 1, 0, 1, 0)",
                [replay.load_no],
            )
        with loads.load(connection, "release") as under_way:
            free(connection, "S000001", under_way.load_no)

    resolve()

    assert persons_at(warehouse, now()) == {}


def test_a_kpj_once_shared_joins_nobody_later_however_late_it_is_resolved(warehouse: str, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_ONE))
    resolve()

    register(tmp_path / "b", ("", KPJ_ONE), (CITRA, KPJ_ONE))
    resolve()
    register(tmp_path / "c", (ANA, KPJ_ONE))
    resolve()

    assert people(persons_at(warehouse, now())) == {
        frozenset({ANA}),
        frozenset({BUDI}),
        frozenset({CITRA}),
        frozenset({KPJ_ONE}),
    }


def test_a_kpj_links_up_to_the_load_in_which_it_was_found_shared(warehouse: str, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE))
    first = now()
    register(tmp_path / "b", (BUDI, KPJ_ONE), (CITRA, KPJ_ONE))

    resolve()

    assert people(persons_at(warehouse, first)) == {frozenset({ANA, KPJ_ONE})}
    assert people(persons_at(warehouse, now())) == {
        frozenset({ANA, KPJ_ONE}),
        frozenset({BUDI}),
        frozenset({CITRA}),
    }


def decide(statement: str) -> datetime:
    """Record what a human decides, as a load of its own, and return an instant after it."""
    with connect() as connection, loads.load(connection, "decision") as under_way:
        connection.execute(statement, [under_way.load_no])
    return now()


def test_a_split_undoes_a_merge_from_its_day_on_and_a_later_ruling_may_join_again(
    warehouse: str, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE), (BUDI, ""))
    register(tmp_path / "b", (ANA, KPJ_ONE))
    resolve()
    merged = now()

    split = decide(
        "insert into identity.split"
        " select younger_person_no, older_person_no, %s, 'dua orang', 'operator' from identity.merge"
    )
    joined = decide(
        "insert into identity.merge"
        " select person_no, older_person_no, %s, 'satu orang', 'operator' from identity.split"
    )

    known = [persons_at(warehouse, instant) for instant in (merged, split, joined)]
    assert [persons[ANA] == persons[KPJ_ONE] for persons in known] == [True, False, True]
