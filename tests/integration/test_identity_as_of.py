"""Who is who at an old instant never changes, whatever is loaded and resolved since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cakupan.editions.proof import chain
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


def known_at(warehouse: str, as_of: datetime) -> tuple[object, ...]:
    """Return all that a close at an instant reads of who is who."""
    by_then = "load_no in (select load_no from control.load where recorded_at <= %s)"
    with psycopg.connect(warehouse) as connection:
        return tuple(
            connection.execute(statement, [as_of]).fetchall()
            for statement in (
                "select * from identity.person_at(%s) order by 1",
                "select * from identity.oldest_at(%s) order by 1",
                f"select * from identity.decision where {by_then} order by load_no, row_number",
                f"select * from identity.description where {by_then} order by description_no",
            )
        )


def test_what_was_known_at_an_instant_stays_through_decisions_models_splits_and_late_resolutions(
    warehouse: str, tmp_path: Path
):
    rows = [{"nik": nik, "verdict": "accepted"} for nik in (ANA, BUDI, CITRA)]
    with psycopg.connect(warehouse, autocommit=True) as connection:
        register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE))
        land(connection, kind="pemda_rentan", rows=rows)
        register(tmp_path / "b", (ANA, KPJ_ONE))
        instant = now()
        resolve()
        known = known_at(warehouse, instant)
        assert [len(each) > 0 for each in known] == [True] * 4

        decide(
            "insert into identity.split"
            " select younger_person_no, older_person_no, %s, 'dua orang', 'operator' from identity.merge"
        )
        with connect() as opened, loads.load(opened, "model"):
            pass  # the shipped model again: every row in force that matched nobody is looked at again
        decide(
            "insert into identity.ruling (load_no, partner_no, row_digest, outcome, reason, decided_by)"
            " values (%s, 1, '', 'no_match', 'bukan dia', 'operator')"
        )
        register(tmp_path / "c", (BUDI, KPJ_TWO))
        land(connection, kind="csr", rows=rows)
        resolve()

        assert known_at(warehouse, instant) == known
        assert known_at(warehouse, now()) != known
        assert chain.broken(connection) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update identity.decision set method = 'lain' where row_number = 2",
        "delete from identity.decision",
        "update identity.split set reason = 'lain'",
        "update identity.ruling set outcome = 'no_match', person_no = null",
        "delete from identity.model",
        "insert into identity.split values (2, 1, 2, 'x', 'y')",
    ],
)
def test_a_decision_a_split_or_a_ruling_that_is_altered_breaks_the_chain(
    warehouse: str, tmp_path: Path, statement: str
):
    with psycopg.connect(warehouse, autocommit=True) as connection:
        register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE))
        land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
        resolve()
        decide("insert into identity.split values (2, 1, %s, 'dua orang', 'operator')")
        decide(
            "insert into identity.ruling (load_no, partner_no, row_digest, outcome, person_no, reason,"
            " decided_by) values (%s, 1, '', 'match', 1, 'dia', 'operator')"
        )
        decide("insert into identity.model values ('2', 'x', %s, 'operator', 'lebih baik')")
        assert chain.broken(connection) == []  # what a human decided may wait for its link
        resolve()
        assert chain.broken(connection) == []

        connection.execute("set session_replication_role = replica")
        connection.execute(statement)

        assert [str(each).startswith("identity.resolved_load") for each in chain.broken(connection)] == [True]
