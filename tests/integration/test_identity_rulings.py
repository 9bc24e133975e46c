"""What a human decides about a row or a person outranks what is found, while what it rests on holds."""

from datetime import datetime
from pathlib import Path

import pytest
from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.identity.matching import match
from cakupan.identity.rulings import deciding, joining
from cakupan.identity.rulings.deciding import Ruled, Ruling
from cakupan.identity.rulings.said import Said
from cakupan.warehouse.connection import Connection, connect
from identity_builders import ANA, BUDI, CITRA, KPJ_ONE, KPJ_TWO, persons, register, resolve
from roster_rows import land

SAID = Said(reason="Dicocokkan dengan KTP di kantor desa", decided_by="rina")
AGREED = Said(reason="Dua kartu milik orang yang sama", decided_by="rina", second_by="joko")


def rule(row: str, person_no: int | None, said: Said = SAID) -> Ruled:
    with connect() as opened:
        (ruled,) = deciding.record(opened, [Ruling(row=row, person_no=person_no, said=said)])
    return ruled


def newest(connection: Connection) -> dict[tuple[int, int], tuple[object, ...]]:
    """Return (outcome, method, person) of each row, called by submission and row, as decided last."""
    return {
        (row[0], row[1]): row[2:]
        for row in connection.execute(
            "select submission_no, row_number, outcome, method, person_no from identity.decision"
            " order by load_no"
        )
    }


def listed(connection: Connection, *niks: str) -> int:
    return land(connection, kind="pemda_rentan", rows=[{"nik": nik, "verdict": "accepted"} for nik in niks])


def test_a_ruling_decides_its_row_at_once_and_the_same_row_of_later_lists(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI, CITRA)
    resolve()
    before = newest(connection)

    ruled = rule("S000001/1/2", 1)
    assert newest(connection) == before | {(1, 2): ("match", "ruling", 1)}
    listed(connection, BUDI, CITRA)
    resolve()

    assert ruled == Ruled(row="S000001/1/2", outcome="match", person_no=1, is_new=True)
    assert newest(connection)[2, 2] == ("match", "ruling", 1)
    assert newest(connection)[2, 3][:2] == ("no_match", "none")


def test_a_ruling_is_for_the_rows_of_its_partner_alone(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    listed(connection, BUDI)
    connection.execute("update intake.submission set partner_no = 2 where submission_no = 2")

    rule("S000001/1/2", 1)

    assert [row[:2] for row in newest(connection).values()] == [("match", "ruling"), ("no_match", "none")]


def test_a_row_ruled_not_to_be_somebody_is_the_person_of_its_own_key(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    with monkeypatch.context() as patched:
        patched.setattr(match, "match", possible)
        resolve()
        assert set(persons(connection)) == {ANA}

        rule("S000001/1/2", None)
        listed(connection, BUDI)
        resolve()

    who = persons(connection)
    assert newest(connection) == {
        (1, 2): ("no_match", "ruling", who[BUDI]),
        (2, 2): ("no_match", "ruling", who[BUDI]),
    }
    assert connection.execute(
        "select distinct row_number from identity.candidate where load_no >"
        " (select min(load_no) from identity.ruling)"
    ).fetchall() == []  # fmt: skip


def possible(opened: Connection, as_of: datetime) -> None:
    """Find that every row may be person 1."""
    for table, column, more in (
        ("decided", "outcome, method", "'possible', 'model'"),
        ("candidate", "rank", "1"),
    ):
        number = "candidate_no" if table == "decided" else "person_no"
        opened.execute(
            f"insert into row_{table} (submission_no, judgement_no, sheet_no, row_number, load_no, {column},"
            f" {number}) select submission_no, judgement_no, sheet_no, row_number, load_no, {more}, 1"
            " from row_to_match"
        )


def test_a_ruling_does_not_apply_once_the_register_says_otherwise_of_the_person_and_that_is_told(
    connection: Connection, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    rule("S000001/1/2", 1)

    register(tmp_path / "b", (ANA, KPJ_ONE))
    listed(connection, BUDI)
    resolve()

    assert newest(connection)[1, 2] == ("match", "ruling", 1)
    assert newest(connection)[2, 2][:2] == ("no_match", "none")
    assert "1 rulings no longer apply" in caplog.text


def test_the_same_ruling_again_is_told_and_changes_nothing(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    rule("S000001/1/2", 1)
    loads_before = connection.execute("select count(*) from control.load").fetchone()

    again = rule("S000001/1/2", 1)

    assert not again.is_new
    assert connection.execute("select count(*) from identity.ruling").fetchone() == (1,)
    assert connection.execute("select count(*) from control.load").fetchone() == loads_before


def test_a_newer_ruling_outranks_an_older_one(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    rule("S000001/1/2", 1)

    rule("S000001/1/2", None)

    assert newest(connection)[1, 2] == ("no_match", "ruling", persons(connection)[BUDI])


def test_rows_that_state_the_same_are_not_decided_otherwise_at_once(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI, BUDI)
    rulings = [
        Ruling(row="S000001/1/2", person_no=1, said=SAID),
        Ruling(row="S000001/1/3", person_no=None, said=SAID),
    ]

    with pytest.raises(AnswerIsNo, match="S000001/1/2 and S000001/1/3"), connect() as opened:
        deciding.record(opened, rulings)

    assert connection.execute("select count(*) from identity.ruling").fetchone() == (0,)


def test_every_ruling_is_recorded_with_who_and_why_and_linked_in_the_chain(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)

    rule("S000001/1/2", 1)

    assert connection.execute(
        "select action, subject, actor, reason, details ->> 'outcome', details ->> 'method'"
        " from control.action"
    ).fetchall() == [("ruling", "S000001/1/2", "rina", SAID.reason, "match", "none")]
    assert connection.execute(
        "select count(*) from identity.ruling inner join identity.resolved_load using (load_no)"
    ).fetchone() == (1,)
    assert connection.execute("select identity.key_text(key_no) from identity.person_key").fetchall()


@pytest.mark.parametrize(
    ("row", "person_no", "said", "refused", "told"),
    [
        ("S000001/1/9", 1, SAID, NotFound, "no row"),
        ("S000009/1/2", 1, SAID, NotFound, "no row"),
        ("baris 2", 1, SAID, CakupanError, "submission/sheet/row"),
        ("S000001/1/2", 99, SAID, NotFound, "no person 99"),
        ("S000001/1/2", 2, SAID, AnswerIsNo, "not of the register"),
        ("S000001/1/2", 1, Said(reason="ya, 123456", decided_by="rina"), CakupanError, "at least 10 letters"),
        (
            "S000001/1/2", 1, Said(reason=f"NIK di KTP adalah {BUDI}", decided_by="rina"), CakupanError,
            "number of a person",
        ),
        (
            "S000001/1/2", 1, Said(reason=SAID.reason, decided_by="rina", second_by="Rina "), CakupanError,
            "second person",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_ruled_is_refused_and_leaves_nothing(
    connection: Connection,
    tmp_path: Path,
    row: str,
    person_no: int,
    said: Said,
    refused: type[Exception],
    told: str,
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    resolve()

    with pytest.raises(refused, match=told):
        rule(row, person_no, said)

    for table in ("identity.ruling", "control.action"):
        assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_a_ruling_that_dies_half_way_leaves_no_half_decision(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    resolve()
    before = newest(connection)

    def die(opened: Connection, *args: object) -> None:
        written(opened, *args)
        opened.execute("select pg_terminate_backend(pg_backend_pid())")

    written = deciding.note
    with monkeypatch.context() as patched:
        patched.setattr(deciding, "note", die)
        with pytest.raises(Exception, match=r"terminat|closed"):
            rule("S000001/1/2", 1)

    assert newest(connection) == before
    for table in ("identity.ruling", "control.action"):
        assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_two_people_make_two_persons_one_and_a_split_undoes_it_from_its_day_on(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_TWO))
    resolve()
    with pytest.raises(CakupanError, match="Two people"), connect() as opened:
        joining.merge(opened, 1, 2, SAID)

    with connect() as opened:
        pair = joining.merge(opened, 2, 1, AGREED)
    between = connection.execute("select max(recorded_at) from control.load").fetchone()
    assert set(persons(connection).values()) == {1}
    with connect() as opened:
        joining.split(opened, pair.younger_no, SAID)

    assert set(persons(connection).values()) == {1, 2}
    assert between is not None
    assert connection.execute(
        "select distinct person_no from identity.person_at(%s)", [between[0]]
    ).fetchall() == [(1,)]
    assert connection.execute(
        "select action, subject, details ->> 'second_by' from control.action order by action_no"
    ).fetchall() == [("merge", "person 2", "joko"), ("split", "person 2", None)]


def test_the_machine_never_makes_one_of_two_that_a_human_told_apart(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, KPJ_ONE), (BUDI, KPJ_TWO))
    resolve()
    with connect() as opened:
        joining.merge(opened, 1, 2, AGREED)
    with connect() as opened:
        joining.split(opened, 2, SAID)

    register(tmp_path / "b", (BUDI, KPJ_ONE))
    resolve()

    assert set(persons(connection).values()) == {1, 2}


def test_persons_that_are_one_or_were_never_made_one_are_neither_merged_nor_split(
    connection: Connection, tmp_path: Path
):
    register(tmp_path / "a", (ANA, ""), (BUDI, ""))
    resolve()
    with connect() as opened:
        joining.merge(opened, 1, 2, AGREED)

    for ask, told in (
        (lambda opened: joining.merge(opened, 2, 1, AGREED), "one person already"),
        (lambda opened: joining.split(opened, 1, SAID), "name the one to split off"),
    ):
        with pytest.raises(AnswerIsNo, match=told), connect() as opened:
            ask(opened)


def test_who_is_who_before_a_ruling_stays_what_it_was(connection: Connection, tmp_path: Path):
    register(tmp_path / "a", (ANA, ""))
    listed(connection, BUDI)
    resolve()
    as_of = connection.execute("select max(recorded_at) from control.load").fetchone()
    assert as_of is not None
    asked = (
        "select decision.* from identity.decision inner join control.load using (load_no)"
        " where recorded_at <= %s order by load_no, row_number"
    )
    before = connection.execute(asked, as_of).fetchall()

    rule("S000001/1/2", 1)

    assert connection.execute(asked, as_of).fetchall() == before
