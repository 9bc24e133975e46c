"""A held list is freed by an operator, once, for the judgement that was held; who and why is recorded."""

import threading
from typing import Any

import openpyxl
import pytest
from builders import sheet
from cakupan import cli, settings
from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.identity import resolve as resolving
from cakupan.intake.inbox import receive
from cakupan.intake.rows import holding
from cakupan.intake.storing import holds, land
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from intake_builders import HEADER, PARTNER, given_file, given_partner, ingest, people, query
from typer.testing import CliRunner, Result

pytestmark = pytest.mark.usefixtures("few_areas")
HELD = "S000002"


def given_a_held_list(dsn: str, month: str = "2024-10") -> None:
    """Ten people in September, carried forward; two of them in a later full list."""
    given_partner(dsn, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()


def release(submission_id: str = HELD, reason: str = "dikonfirmasi mitra") -> holds.Released:
    with connect() as connection:
        return holds.release(connection, submission_id, reason=reason, actor="siti")


def outcomes(dsn: str) -> list[Any]:
    rows = query(dsn, "select outcome from intake.latest_judgement order by submission_no")
    return [row[0] for row in rows]


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def test_a_released_list_counts_and_who_freed_it_is_recorded(warehouse: str):
    given_a_held_list(warehouse)
    assert outcomes(warehouse) == ["accepted", "held"]

    released = release()

    assert (released.is_new, released.judgement_no, released.accepted) == (True, 1, 2)
    assert outcomes(warehouse) == ["accepted", "accepted"]
    assert query(
        warehouse,
        "select subject, actor, reason, details ->> 'judgement_no', load.kind from control.action"
        " inner join control.load using (load_no) where action = 'release'",
    ) == [(HELD, "siti", "dikonfirmasi mitra", "1", "release")]


def test_the_command_writes_the_receipt_anew(warehouse: str):
    given_a_held_list(warehouse)
    place = settings.load().folder("outbox") / PARTNER / f"{HELD}_pemda_rentan_2024-10.xlsx"
    before = _words(place)

    answer = asked("release", HELD, "--reason", "dikonfirmasi mitra")

    assert answer.exit_code == 0, answer.output
    assert "2 rows" in answer.output
    assert "DITAHAN" in before and "DITAHAN" not in _words(place)


def _words(path: Any) -> str:
    book = openpyxl.load_workbook(path)
    return " ".join(str(cell.value) for each in book for row in each for cell in row if cell.value)


def test_releasing_twice_is_one_release(warehouse: str):
    given_a_held_list(warehouse)
    release()
    before = query(warehouse, "select * from intake.hold order by hold_no")

    again = release(reason="sekali lagi")

    assert (again.is_new, again.reason) == (False, "dikonfirmasi mitra")
    assert query(warehouse, "select * from intake.hold order by hold_no") == before
    assert len(query(warehouse, "select from control.load where kind = 'release'")) == 1


def test_two_operators_at_once_release_once(warehouse: str):
    given_a_held_list(warehouse)
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda: answers.append(release().is_new)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, False, False, True]
    assert query(warehouse, "select count(*) from control.action where action = 'release'") == [(1,)]


@pytest.mark.parametrize(
    ("submission_id", "reason", "error", "said"),
    [
        ("S000001", "x", AnswerIsNo, "S000001 is not held: its outcome is accepted"),
        ("S000099", "x", NotFound, "no submission S000099"),
        ("' or true --", "x", NotFound, "no submission"),
        (HELD, " \n", CakupanError, "--reason"),
    ],
)
def test_what_cannot_be_released_is_said(
    warehouse: str, submission_id: str, reason: str, error: type[CakupanError], said: str
):
    given_a_held_list(warehouse)

    with pytest.raises(error, match=said):
        release(submission_id, reason)

    assert outcomes(warehouse) == ["accepted", "held"]
    assert query(warehouse, "select count(*) from control.load where kind = 'release'") == [(0,)]


def test_a_release_without_a_reason_is_wrong_use(warehouse: str):
    assert asked("release", HELD).exit_code == 2


def test_a_submission_not_yet_judged_cannot_be_released(warehouse: str):
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(1)]))
    receive.new_batches()

    with pytest.raises(NotFound, match="not judged yet"):
        release("S000001")


def test_persons_of_a_held_list_are_numbered_by_the_load_of_its_release(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(12)[10:]]))
    ingest()
    resolve()
    before = query(warehouse, "select count(*) from identity.person_key")

    release()
    resolve()

    numbered = query(
        warehouse,
        "select load.kind, count(*) from identity.person_key inner join control.load using (load_no)"
        " group by 1",
    )
    assert before == [(10,)]
    assert dict(numbered) == {"intake": 10, "release": 2}


def resolve() -> None:
    with connect() as connection:
        resolving.persons(connection)


def test_a_run_repeated_after_the_release_leaves_it_released(warehouse: str):
    given_a_held_list(warehouse)
    release()

    land.replace([HELD])

    assert outcomes(warehouse) == ["accepted", "accepted"]
    assert query(warehouse, "select judgement_no from intake.judgement where submission_no = 2") == [(1,)]


def test_gate_one_asked_again_after_the_release_does_not_hold_again(warehouse: str):
    given_a_held_list(warehouse)
    for reason in ("BARIS_TIDAK_TERSIMPAN", holding.GATE):
        with connect() as connection, loads.load(connection, "hold") as load:
            holds.hold(connection, load.load_no, ["S000001"], reason)
    release("S000001")

    with connect() as connection, loads.load(connection, "hold") as load:
        held = holds.hold(connection, load.load_no, ["S000001"], holding.GATE)

    assert held == 0
    assert outcomes(warehouse) == ["accepted", "held"]


def test_a_short_list_is_compared_with_the_released_one_in_force(warehouse: str):
    given_a_held_list(warehouse)
    release()

    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", sheet([HEADER[:3], *people(1)]))
    ingest()

    assert outcomes(warehouse) == ["accepted", "accepted", "accepted"]


def test_of_lists_in_one_batch_each_is_compared_with_the_last_that_was_not_held(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    for name, count in (("a", 10), ("b", 4), ("c", 3), ("d", 6), ("e", 3)):
        given_file(f"{PARTNER}/pemda_rentan/2024-10/{name}.xlsx", sheet([HEADER[:3], *people(count)]))

    ingest()

    assert outcomes(warehouse) == ["accepted", "held", "held", "accepted", "accepted"]
    held = query(warehouse, "select reason_code, reason_details from intake.hold order by submission_no")
    assert held == [
        (holding.SHRUNK, {"accepted": count, "replaced": "S000001", "rows": 10}) for count in (4, 3)
    ]


def test_a_list_that_ended_is_not_what_a_later_one_replaces(warehouse: str):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    ingest()
    with connect(warehouse) as connection:
        connection.execute("update intake.submission set valid_to = '2024-09-30'")

    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()

    assert outcomes(warehouse) == ["accepted", "accepted"]
