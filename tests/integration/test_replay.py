"""Archived submissions judged again: shown first, kept beside the judgement before, once."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import psycopg
import pytest
from builders import sheet
from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import CakupanError, NotFound, SetupError
from cakupan.intake.replaying import replay, replayed
from cakupan.intake.replaying.change import Change, RowVerdict
from cakupan.intake.storing import holds, land
from cakupan.warehouse import archive
from cakupan.warehouse.connection import connect
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, people, query

pytestmark = pytest.mark.usefixtures("few_areas")
ORDER = replay.Order(actor="siti", reason="aturan baru")
FIRST = "S000001"
BROKEN = [3, "123456789012", "CITRA", "12-08-1987", "P", "petani", "Kalisapu", "Slawi"]


def given_a_judged_list(dsn: str, *more: list[object]) -> None:
    """One list of the month with a row whose NIK is too short."""
    given_partner(dsn)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI, BUDI, BROKEN, *more]))
    ingest()


@pytest.fixture
def milder(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, a NIK that is too short is only a warning."""

    def now() -> None:
        usual = roster.contract
        monkeypatch.setattr(
            roster, "contract", lambda kind: replace(usual(kind), severities={"NIK_FORMAT": "warning"})
        )

    return now


def compared(*submission_ids: str) -> list[Change]:
    found = replay.compare(submission_ids or [FIRST])
    return [each for each in found if isinstance(each, Change)]


def kept(*submission_ids: str) -> list[Change]:
    found = replay.keep(compared(*submission_ids), ORDER)
    return [each for each in found if isinstance(each, Change)]


def judgements(dsn: str) -> list[tuple[Any, ...]]:
    return query(
        dsn, "select submission_no, judgement_no, outcome, accepted from intake.judgement order by 1, 2"
    )


def stored(dsn: str) -> list[list[tuple[Any, ...]]]:
    tables = ("judgement", "sheet", "roster_row", "finding", "hold")
    return [sorted(query(dsn, f"select * from intake.{table}"), key=str) for table in tables]


def test_what_says_the_same_today_makes_no_new_judgement(warehouse: str):
    given_a_judged_list(warehouse)
    before = stored(warehouse)

    assert (compared(), kept()) == ([], [])

    assert stored(warehouse) == before
    assert query(warehouse, "select count(*) from control.load where kind = 'replay'") == [(0,)]
    assert query(warehouse, "select count(*) from control.action") == [(0,)]


def test_what_would_change_is_shown_row_by_row_and_not_stored(warehouse: str, milder: Callable[[], None]):
    given_a_judged_list(warehouse)
    before = stored(warehouse)
    milder()

    (change,) = compared()

    assert change.counts["accepted"] == (2, 3)
    assert change.counts["quarantined"] == (1, 0)
    assert change.rows == (RowVerdict(sheet="Sheet1", row=4, before="quarantined", after="accepted"),)
    assert (change.verdicts, change.codes) == (1, {})
    assert stored(warehouse) == before


def test_a_kept_replay_is_a_second_judgement_beside_the_first(warehouse: str, milder: Callable[[], None]):
    given_a_judged_list(warehouse)
    milder()

    kept()

    assert judgements(warehouse) == [
        (1, 1, "accepted_with_findings", 2),
        (1, 2, "accepted_with_findings", 3),
    ]
    assert query(warehouse, "select judgement_no, count(*) from intake.roster_row group by 1 order by 1") == [
        (1, 3),
        (2, 3),
    ]
    assert query(
        warehouse,
        "select subject, actor, reason, details -> 'counts' -> 'accepted', load.kind from control.action"
        " inner join control.load using (load_no) where action = 'replay'",
    ) == [(FIRST, "siti", "aturan baru", [2, 3], "replay")]
    assert kept() == []


def test_an_edition_of_before_still_leads_to_the_first_judgement(warehouse: str, milder: Callable[[], None]):
    given_a_judged_list(warehouse)
    (then,) = query(warehouse, "select clock_timestamp()")[0]
    milder()
    kept()

    (now,) = query(warehouse, "select clock_timestamp()")[0]

    assert verdict(warehouse, then) == [("quarantined",)]
    assert verdict(warehouse, now) == [("accepted",)]


def verdict(warehouse: str, as_of: datetime) -> list[tuple[str, ...]]:
    """What was judged of the row below, by the judgement that counts at an instant."""
    return query(
        warehouse,
        "select roster_row.verdict from intake.roster_row"
        f" inner join intake.judgement_at('{as_of.isoformat()}') using (submission_no, judgement_no)"
        " where submission_no = 1 and sheet_no = 1 and row_number = 4",
    )


def test_a_list_refused_for_a_heading_is_taken_once_the_layout_knows_it(warehouse: str):
    given_partner(warehouse)
    given_file(
        f"{PARTNER}/pemda_rentan/2024-10/a.xlsx",
        sheet([["No", "Kode Xyz", "Nama Lengkap", "Tgl Lahir"], ANI[:4]]),
    )
    ingest()
    assert judgements(warehouse) == [(1, 1, "refused", 0)]
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "insert into reference.layout (load_no, file_no, row_number, row_hash, partner_id, roster_kind,"
            " header, field, valid_from)"
            " values (0, 1, 1, '', %s, 'pemda_rentan', 'Kode Xyz', 'nik', '2024-01-01')",
            [PARTNER],
        )

    (change,) = kept()

    assert change.outcome == ("refused", "accepted")
    assert change.refusal_code == ("KOLOM_WAJIB_TIDAK_ADA", None)
    assert change.rows == (RowVerdict(sheet="Sheet1", row=2, before=None, after="accepted"),)
    assert judgements(warehouse)[1:] == [(1, 2, "accepted", 1)]


def test_a_replay_killed_between_two_batches_goes_on_with_the_rest(
    warehouse: str, milder: Callable[[], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAKUPAN_BATCH_ROWS", "1")
    settings.load.cache_clear()
    given_partner(warehouse)
    for month in ("2024-08", "2024-09", "2024-10"):
        given_file(f"{PARTNER}/pemda_rentan/{month}/a.xlsx", sheet([HEADER, ANI, BROKEN]))
    ingest()
    milder()
    ids = ["S000001", "S000002", "S000003"]
    done = replay.keep(compared(*ids), ORDER)
    next(done)
    done.close()
    with monkeypatch.context() as patch:
        patch.setattr(replayed, "move", _dying)
        with pytest.raises(psycopg.OperationalError):
            kept(*ids)
    assert [row[:2] for row in judgements(warehouse)] == [(1, 1), (1, 2), (2, 1), (3, 1)]

    rest = kept(*ids)

    assert [each.submission_id for each in rest] == ids[1:]
    assert [row[:2] for row in judgements(warehouse)] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]
    assert len(query(warehouse, "select from control.action where action = 'replay'")) == 3


def _dying(*_: object) -> None:
    raise psycopg.OperationalError("the server went away")


def test_two_replays_at_once_make_one_new_judgement(
    warehouse: str, milder: Callable[[], None], monkeypatch: pytest.MonkeyPatch
):
    given_a_judged_list(warehouse)
    milder()
    compare = replayed.changes
    monkeypatch.setattr(replayed, "changes", lambda *about: time.sleep(0.5) or compare(*about))  # both at it
    fork = multiprocessing.get_context("fork")
    runs = [fork.Process(target=kept) for _ in range(3)]

    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert [run.exitcode for run in runs] == [0, 0, 0]
    assert [row[1] for row in judgements(warehouse)] == [1, 2]
    assert len(query(warehouse, "select from control.action where action = 'replay'")) == 1


def test_a_run_of_intake_leaves_what_was_judged_again(warehouse: str, milder: Callable[[], None]):
    given_a_judged_list(warehouse)
    milder()
    kept()
    before = stored(warehouse)

    land.replace([FIRST])

    assert stored(warehouse) == before


def test_a_release_frees_the_judgement_it_was_given_for_and_not_a_later_one(
    warehouse: str, milder: Callable[[], None]
):
    given_partner(warehouse, PARTNER, {"carry": True})
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER[:3], *people(10)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(2), BROKEN[:3]]))
    ingest()
    with connect() as connection:
        holds.release(connection, "S000002", reason="benar", actor="siti")
    milder()

    kept("S000002")

    assert query(
        warehouse,
        "select judgement_no, outcome, accepted from intake.latest_judgement where submission_no = 2",
    ) == [(2, "held", 3)]


def test_what_was_judged_again_waits_for_its_answer_until_it_has_one(
    warehouse: str, milder: Callable[[], None]
):
    given_a_judged_list(warehouse)
    milder()
    with connect() as connection:
        assert replay.unanswered(connection, [FIRST]) == []
    kept()

    with connect() as connection:
        assert replay.unanswered(connection, [FIRST]) == [FIRST]


def test_what_cannot_be_judged_again_is_said(warehouse: str):
    given_a_judged_list(warehouse)

    with connect() as connection:
        with pytest.raises(NotFound, match="S000009"):
            replay.choose(connection, [FIRST, "S000009"])
        assert replay.choose(connection, [], period="2024-10", partner_id=PARTNER) == [FIRST]
        assert replay.choose(connection, [], period="2024-11") == []
    with pytest.raises(CakupanError, match="--reason"):
        list(replay.keep([], replay.Order(actor="siti", reason=" ")))
    archive.place_of(query(warehouse, "select sha256 from intake.submission")[0][0]).unlink()
    with pytest.raises(SetupError, match="not in the archive"):
        compared()
