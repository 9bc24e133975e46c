"""Every row of a list of people is decided about once, and again when the register says more."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cakupan.identity import resolve as resolving
from cakupan.identity.matching import match
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect
from hold_builders import free, set_aside
from identity_builders import ANA, BUDI, CITRA, KPJ_ONE, KPJ_TWO, persons, register, resolve
from roster_rows import land

IN_OCTOBER = datetime(2024, 10, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def month_of_the_lists(connection: Connection) -> None:
    """Let the warehouse's clock stand in the month that the lists of these tests are for."""
    connection.execute("insert into control.demo_clock (story_at, set_at) values (%s, now())", [IN_OCTOBER])


def decisions(connection: Connection) -> list[tuple[object, ...]]:
    """Return (row, load, outcome, method, person) in the order recorded."""
    return connection.execute(
        "select row_number, load_no, outcome, method, person_no from identity.decision"
        " order by load_no, submission_no, row_number"
    ).fetchall()


def test_rows_by_their_keys_are_members_strangers_or_without_a_key(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""), ("", KPJ_ONE))
    rows = [
        {"nik": ANA, "verdict": "accepted"},
        {"kpj": KPJ_ONE, "verdict": "accepted"},
        {"nik": BUDI, "kpj": KPJ_ONE, "nama": "KASMIN", "verdict": "accepted"},
        {"verdict": "accepted"},
        {"nik": "1111111111111111", "verdict": "accepted"},
    ]
    listed = land(connection, kind="pemda_rentan", rows=rows)

    resolve()

    who = persons(connection)
    assert decisions(connection) == [
        (2, listed, "match", "nik", who[ANA]),
        (3, listed, "match", "kpj", who[KPJ_ONE]),
        (4, listed, "no_match", "none", who[BUDI]),
        (5, listed, "no_match", "none", None),
        (6, listed, "no_match", "none", None),
    ]


def test_a_decision_on_a_quarantined_row_is_a_suggestion_and_makes_no_person(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""))
    rows = [
        {"nik": nik, "verdict": verdict} for nik in (ANA, BUDI) for verdict in ("quarantined", "duplicate")
    ]
    listed = land(connection, kind="pemda_rentan", rows=rows)

    resolve()

    who = persons(connection)
    assert set(who) == {ANA}
    assert decisions(connection) == [
        (2, listed, "match", "nik", who[ANA]),
        (4, listed, "no_match", "none", None),
    ]


def test_rows_of_companies_and_projects_are_not_decided_about(connection: Connection):
    for kind in ("asosiasi", "jakon"):
        land(connection, kind=kind, rows=[{"nik": ANA, "verdict": "accepted"}])

    resolve()

    assert decisions(connection) == []


def test_a_row_that_matched_nobody_is_looked_at_again_with_the_load_that_brings_members(
    connection: Connection, tmp_path: Path
):
    listed = land(
        connection, kind="pemda_rentan", rows=[{"nik": nik, "verdict": "accepted"} for nik in (ANA, BUDI)]
    )
    resolve()
    before = persons(connection)

    later = register(tmp_path / "a", (ANA, KPJ_ONE))
    resolve()

    assert persons(connection) == before | {KPJ_ONE: before[ANA]}
    assert decisions(connection) == [
        (2, listed, "no_match", "none", before[ANA]),
        (3, listed, "no_match", "none", before[BUDI]),
        (2, later, "match", "nik", before[ANA]),
    ]


def test_a_row_of_a_month_that_is_past_is_not_looked_at_again(connection: Connection, tmp_path: Path):
    land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
    connection.execute("update intake.submission set carry_forward = false")
    connection.execute("update control.demo_clock set story_at = %s", [datetime(2024, 12, 2, tzinfo=UTC)])

    register(tmp_path / "a", (ANA, ""))
    resolve()

    assert [row[2] for row in decisions(connection)] == ["no_match"]


def test_resolving_late_decides_as_resolving_at_once(connection: Connection, tmp_path: Path):
    def tell(folder: Path, *, at_once: bool) -> None:
        for step in (
            lambda: land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}]),
            lambda: register(folder / "a", (BUDI, KPJ_ONE)),
            lambda: land(
                connection,
                kind="magang",
                rows=[{"nik": nik, "verdict": "accepted"} for nik in (BUDI, CITRA)]
                + [{"verdict": "accepted"}],
            ),
            lambda: land(connection, kind="csr", rows=[{"nik": CITRA, "verdict": "accepted"}]),
            lambda: register(folder / "b", (CITRA, KPJ_TWO), (ANA, "")),
        ):
            step()
            if at_once:
                resolve()
        resolve()

    tell(tmp_path / "first", at_once=True)
    at_once, who_at_once = decisions(connection), persons(connection)
    connection.execute("set session_replication_role = replica")
    connection.execute(
        "truncate identity.person, identity.person_key, identity.merge, identity.split, identity.ruling,"
        " identity.resolved_load, identity.finding, identity.description, identity.decision"
    )

    resolve()

    assert decisions(connection) == at_once
    assert persons(connection) == who_at_once
    assert {row[2] for row in at_once} == {"match", "no_match"}


def test_a_released_list_is_decided_about_with_the_load_of_its_release(connection: Connection):
    land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}], outcome="held")
    resolve()
    assert decisions(connection) == []

    with connect() as opened, loads.load(opened, "release") as under_way:
        free(opened, "S000001", under_way.load_no)
    resolve()

    assert [(row[1], row[2]) for row in decisions(connection)] == [(under_way.load_no, "no_match")]


def test_a_list_set_aside_and_released_again_says_nothing_new(connection: Connection):
    listed = land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
    with connect() as opened, loads.load(opened, "hold") as gate:
        set_aside(opened, 1, gate.load_no)
    with connect() as opened, loads.load(opened, "release") as under_way:
        free(opened, "S000001", under_way.load_no)

    resolve()

    assert [row[1] for row in decisions(connection)] == [listed]


def test_a_wrong_nik_of_a_row_that_may_be_somebody_becomes_no_person(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register(tmp_path / "a", (ANA, ""))
    rows = [{"nik": nik, "verdict": "accepted"} for nik in (BUDI, CITRA, ANA)]
    land(connection, kind="pemda_rentan", rows=rows)

    def decide(opened: Connection, as_of: datetime) -> None:
        opened.execute(
            "insert into row_decided (submission_no, judgement_no, sheet_no, row_number, load_no, outcome,"
            " method, person_no, candidate_no)"
            " select submission_no, judgement_no, sheet_no, row_number, load_no,"
            " (array['match', 'possible', 'no_match'])[row_number - 1], 'model',"
            " case row_number when 2 then 1 end, case row_number when 3 then 1 end from row_to_match"
        )
        opened.execute(
            "insert into row_candidate (submission_no, judgement_no, sheet_no, row_number, load_no, rank,"
            " person_no) select submission_no, judgement_no, sheet_no, row_number, load_no, 1, candidate_no"
            " from row_decided where outcome = 'possible'"
        )

    monkeypatch.setattr(match, "match", decide)
    resolve()

    assert set(persons(connection)) == {ANA}
    assert [(row[0], row[2], row[4]) for row in decisions(connection)] == [
        (2, "match", 1),
        (3, "possible", None),
        (4, "no_match", None),  # its NIK is somebody's of the register, whom it is not
    ]
    assert connection.execute("select row_number, rank, person_no from identity.candidate").fetchall() == [
        (3, 1, 1)
    ]


def test_what_the_register_says_of_a_person_is_written_once_for_each_thing_it_says(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, KPJ_ONE), (ANA, KPJ_TWO))
    resolve()
    second = register(tmp_path / "b", (ANA, KPJ_ONE))
    resolve()

    assert second
    assert connection.execute("select person_no, row_number from identity.description").fetchall() == [(1, 2)]


def test_a_date_taken_from_the_nik_is_missing_for_whoever_decides(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
):
    land(
        connection,
        kind="pemda_rentan",
        rows=[{"nik": ANA, "verdict": "accepted"}, {"nik": BUDI, "verdict": "accepted"}],
    )
    connection.execute(
        "update intake.roster_row set tanggal_lahir = '1980-01-01', jenis_kelamin = 'L',"
        " is_birth_from_nik = (row_number = 2), is_sex_from_nik = (row_number = 3)"
    )
    seen = []

    def decide(opened: Connection, as_of: datetime) -> None:
        seen.extend(
            opened.execute(
                "select tanggal_lahir is null, jenis_kelamin is null from row_to_match order by row_number"
            ).fetchall()
        )

    monkeypatch.setattr(match, "match", decide)
    resolve()

    assert seen == [(True, False), (False, True)]


def test_a_list_judged_anew_gets_decisions_of_its_own(connection: Connection):
    land(connection, kind="pemda_rentan", rows=[{"nik": ANA, "verdict": "accepted"}])
    resolve()

    with connect() as opened, loads.load(opened, "replay") as replay:
        opened.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome, received, accepted, quarantined, duplicates)"
            " values (1, 2, %s, '1', '2', 'accepted', 1, 1, 0, 0)",
            [replay.load_no],
        )
        opened.execute(
            "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no, row_number,"
            " verdict, nik) select period, 1, 2, 1, 2, 'accepted', nik from intake.roster_row"
        )
    resolve()

    assert connection.execute(
        "select judgement_no, load_no from identity.decision order by 1"
    ).fetchall() == [(1, 1), (2, replay.load_no)]


def test_a_run_that_dies_after_deciding_leaves_no_half_decision(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register(tmp_path / "a", (ANA, ""))
    land(connection, kind="pemda_rentan", rows=[{"nik": nik, "verdict": "accepted"} for nik in (ANA, BUDI)])
    written = resolving.rows.write_decisions

    def die(opened: Connection) -> None:
        written(opened)
        opened.execute("select pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(resolving.rows, "write_decisions", die)
        with pytest.raises(Exception, match=r"terminat|closed"):
            resolve()
    for table in ("person", "person_key", "decision", "description", "resolved_load", "numbering"):
        assert connection.execute(f"select count(*) from identity.{table}").fetchone() == (0,)

    assert resolve() == 2
    assert [row[2] for row in decisions(connection)] == ["match", "no_match"]
