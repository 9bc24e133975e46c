"""What is wrong with a machine or a database is told to who runs it, and refuses no partner's list."""

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
import pytest
from builders import sheet
from cakupan.errors import SetupError
from cakupan.intake.inbox import receive
from cakupan.intake.storing import batches, land, submitted
from cakupan.intake.storing.submitted import Submission
from cakupan.warehouse import archive
from cakupan.workbooks.watched import Announce, Refused
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas")

JUDGED = "select submission_no, outcome, accepted from intake.judgement order by 1"


def given_two_lists(dsn: str) -> None:
    given_partner(dsn)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/a.xlsx", sheet([HEADER, ANI]))
    given_file(f"{PARTNER}/pemda_rentan/2024-10/b.xlsx", sheet([HEADER, BUDI]))


def test_a_table_that_lacks_a_column_refuses_nobody(warehouse: str, connection: psycopg.Connection) -> None:
    given_two_lists(warehouse)
    connection.execute("alter table intake.roster_row rename column is_area_assumed to other")

    with pytest.raises(psycopg.errors.UndefinedColumn, match=r"intake\.roster_row could not be written"):
        ingest()

    assert query(warehouse, JUDGED) == []
    connection.execute("alter table intake.roster_row rename column other to is_area_assumed")
    assert len(ingest()) == 2
    assert query(warehouse, JUDGED) == [(1, "accepted", 1), (2, "accepted", 1)]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_list_that_is_stored_stays_when_its_reader_is_gone_before_it_said_so(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: signal.Signals
) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER, ANI]))
    judging, gone = land._judging, tmp_path / "gone"

    def dying(submissions: dict[int, Submission]) -> Callable[[Sequence[int], Announce, Refused], int]:
        work = judging(submissions)

        def judged(numbers: Sequence[int], announce: Announce, refused: Refused) -> int:
            count = work(numbers, announce, refused)
            with gone.open("a") as times:
                times.write("x")
            if len(gone.read_text()) <= 2:
                os.kill(os.getpid(), number)
            return count

        return judged

    monkeypatch.setattr(land, "_judging", dying)

    assert len(ingest()) == 1
    assert query(warehouse, JUDGED) == [(1, "accepted", 1)]
    assert gone.read_text() == "xxx"


def test_a_file_that_the_archive_has_lost_keeps_no_other_waiting_and_is_told(
    warehouse: str, caplog: pytest.LogCaptureFixture
) -> None:
    given_two_lists(warehouse)
    receive.arrivals()
    ((sha256,),) = query(warehouse, "select sha256 from intake.submission where submission_no = 1")
    place = archive.place_of(sha256)
    kept = place.read_bytes()
    place.unlink()

    receipts = ingest()

    assert [path.name[:7] for path in receipts] == ["S000002"]
    assert query(warehouse, JUDGED) == [(2, "accepted", 1)]
    told = f"The file of S000001 is not in the archive: restore {place} from a backup."
    assert f"{told} It waits; the others of its batch are judged." in caplog.messages
    with pytest.raises(SetupError) as raised:
        submitted.require_files()
    assert str(raised.value) == told
    assert batches.unanswered() == [["S000001"]]
    assert land.replace(["S000001"]) == []

    place.write_bytes(kept)
    assert len(ingest()) == 1
    submitted.require_files()
    assert query(warehouse, JUDGED) == [(1, "accepted", 1), (2, "accepted", 1)]
