"""Intake that is killed, repeated, or sent a list too short to be believed."""

from typing import Any

import psycopg
import pytest
from builders import sheet
from cakupan import settings
from cakupan.intake.inbox import receive
from cakupan.intake.rows import holding
from cakupan.intake.storing import holds, land
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, people, query

pytestmark = pytest.mark.usefixtures("few_areas")

ONE, TWO = sheet([HEADER, ANI]), sheet([HEADER, ANI, BUDI])


def state(dsn: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything intake stores but load numbers and instants."""
    statements = {
        "deliveries": "select delivery_no, partner_id, relative_path, sha256, outcome, submission_no from"
        " intake.delivery",
        "submissions": "select submission_no, partner_id, period, sha256 from intake.submission",
        "judgements": "select submission_no, judgement_no, outcome, received, accepted, held_details from"
        " intake.latest_judgement",
        "sheets": "select submission_no, judgement_no, sheet_no, used_rows, received from intake.sheet",
        "rows": "select submission_no, judgement_no, sheet_no, row_number, nik, verdict from"
        " intake.roster_row",
        "findings": "select submission_no, judgement_no, sheet_no, row_number, column_name, code from"
        " intake.finding",
        "receipts": "select submission_no, judgement_no, file_name, sha256 from intake.receipt",
    }
    return {name: sorted(query(dsn, text), key=str) for name, text in statements.items()}


def given_a_mixed_inbox() -> None:
    """Two good files, one with findings, one broken, one nobody's."""
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI, BUDI, [3, "123456789012", "C"]]))
    given_file(f"{PARTNER}/pemda_rentan/2024-09/b.xlsx", sheet([HEADER, BUDI]))
    given_file(f"{PARTNER}/pemda_rentan/2024-08/c.xlsx", b"%PDF-1.7")
    given_file("nobody/d.xlsx", sheet([HEADER, ANI]))


class Killed(BaseException):
    """Stands for a process that ends between two steps."""


@pytest.mark.parametrize(
    "step",
    [
        "cakupan.warehouse.archive.place_of",
        "cakupan.intake.inbox.receive._record",
        "cakupan.intake.answering.write_refused_delivery",
        "pathlib.Path.unlink",
        "cakupan.intake.inbox.record.write",
        "cakupan.intake.storing.batches.waiting",
        "cakupan.intake.judging.judge.judge_into",
        "cakupan.intake.storing.land.make_partitions",
        "cakupan.intake.storing.store.write",
        "cakupan.intake.storing.shrinking.hold",
        "cakupan.intake.answering.answer._put",
        "cakupan.intake.answering.workbooks.answer",
    ],
)
def test_a_run_killed_at_any_step_and_started_again_ends_in_the_same_state(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    with monkeypatch.context() as patch:
        patch.setattr(step, _dying())
        with pytest.raises(Killed):
            ingest()

    ingest()
    after = state(warehouse)

    outcomes = sorted((row[1], row[2], row[3], row[4]) for row in after["judgements"])
    assert outcomes == [(1, "accepted", 1, 1), (1, "accepted_with_findings", 3, 2), (1, "refused", 0, 0)]
    assert len(after["deliveries"]) == 4 and len(after["rows"]) == 4 and len(after["receipts"]) == 3
    assert len(after["findings"]) == len(set(after["findings"])) == 1
    assert sorted(path.name for path in settings.load().folder("inbox").rglob("*.xlsx")) == []
    outbox = settings.load().folder("outbox")
    assert len([path for path in outbox.rglob("*.xlsx") if not path.name.startswith(".")]) == 4


def _dying() -> Any:
    def die(*_: object, **__: object) -> None:
        raise Killed

    return die


def test_landing_twice_changes_nothing(warehouse: str) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    ids = [each for batch in receive.new_batches() for each in batch]
    land.replace(ids)
    before = state(warehouse)

    land.replace(ids)
    land.replace(ids[:1])

    assert state(warehouse) == before
    assert receive.new_batches() == [ids]


def test_a_file_that_was_refused_is_taken_anew_when_it_is_put_there_again(warehouse: str) -> None:
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", ONE)
    ingest()
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", ONE)
    ingest()

    found = query(warehouse, "select outcome, refusal_code from intake.delivery order by delivery_no")
    assert found == [("refused", "MITRA_TIDAK_DIKENAL"), ("submission", None)]


def test_going_back_to_an_older_list_counts_even_if_its_name_and_time_are_the_old_ones(
    warehouse: str,
) -> None:
    given_partner(warehouse)
    for data in (ONE, TWO, ONE):
        given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", data)
        ingest()

    found = query(warehouse, "select outcome, submission_no from intake.delivery order by delivery_no")
    assert found == [("submission", 1), ("submission", 2), ("submission", 3)]


def test_a_judgement_an_edition_has_seen_is_left_as_it_is(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI]))
    ids = [each for batch in receive.new_batches() for each in batch]
    land.replace(ids)
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "insert into control.close_run (run_id, period, as_of, actor, started_at)"
            " values ('r1', '2024-10', now(), 'test', now())"
        )
    before = query(warehouse, "select * from intake.judgement")

    land.replace(ids)

    assert query(warehouse, "select * from intake.judgement") == before


def test_a_full_list_of_less_than_half_the_one_in_force_is_held(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {"carry": True})
    for month, count in (("2024-08", 10), ("2024-09", 5), ("2024-10", 2)):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER[:3], *people(count)]))

    ingest()

    found = query(
        warehouse,
        "select submission_no, outcome, accepted, held_details from intake.latest_judgement order by 1",
    )
    assert [row[1] for row in found] == ["accepted", "accepted", "held"]
    assert found[2][3]["replaced"] == "S000002"


def test_a_monthly_list_that_is_not_carried_is_held_against_its_own_month_only(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(2)]))
    ingest()
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(4)]))
    ingest()

    outcomes = query(warehouse, "select outcome from intake.latest_judgement order by submission_no")
    assert [row[0] for row in outcomes] == ["accepted", "accepted", "held"]


def test_an_addition_is_never_too_short(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, {"carry": True, "mode": "addition"})
    for month, count in (("2024-09", 10), ("2024-10", 2)):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER[:3], *people(count)]))

    ingest()

    assert query(warehouse, "select distinct outcome from intake.latest_judgement") == [("accepted",)]


def test_gate_one_may_hold_a_submission_but_not_a_refused_one(warehouse: str) -> None:
    given_partner(warehouse)
    given_a_mixed_inbox()
    ingest()

    with connect() as connection, loads.load(connection, "hold") as load:
        holds.hold(connection, load.load_no, ["S000001", "S000002", "S000003"], holding.GATE)

    outcomes = query(warehouse, "select outcome from intake.latest_judgement")
    assert sorted(row[0] for row in outcomes) == ["held", "held", "refused"]
