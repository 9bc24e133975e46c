"""What a child stores or says at its end: no file is refused for it, and nothing it says fills its parent."""

import logging
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from cakupan.errors import PipelineFailed, RowsNotStored
from cakupan.workbooks import watched
from cakupan.workbooks.watched import STORING, TOGETHER, Announce, Bounds, Refused

BOUNDS = Bounds(seconds=120, memory_bytes=512 * 1024**2)
BAD = 3


def storing(tries: Path, deaths: int, at: int | None = STORING) -> watched.Work[list[str]]:
    """Return work that reads, stores, and of which the child is gone while it stores so many times."""

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[str]:
        for item in items:
            announce(item)
        announce(at)
        with tries.open("a") as said:
            said.write("x")
        if BAD in items and len(tries.read_text()) <= deaths:
            os.kill(os.getpid(), signal.SIGSEGV)
        return [f"{item} {'refused' if item in refused else 'stored'}" for item in items]

    return work


def test_a_list_is_not_refused_because_its_reader_is_gone_while_it_stores(tmp_path: Path):
    results = watched.run(storing(tmp_path / "tries", 2), [BAD], bounds=BOUNDS)

    assert results == [["3 stored"]]


def test_a_child_that_is_gone_each_time_it_stores_is_told_after_three_times(tmp_path: Path):
    with pytest.raises(PipelineFailed, match=r"SIGSEGV.*No file is to blame"):
        watched.run(storing(tmp_path / "tries", 99), [BAD], bounds=BOUNDS)

    assert (tmp_path / "tries").read_text() == "xxx"


def test_a_list_that_cannot_be_stored_keeps_no_other_from_it(tmp_path: Path):
    stored = tmp_path / "stored"

    def work(items: Sequence[int], announce: Announce, _: Refused) -> None:
        announce(STORING)
        if BAD in items:
            os.kill(os.getpid(), signal.SIGSEGV)
        with stored.open("a") as said:
            said.write(f"{items[0]} ")

    with pytest.raises(PipelineFailed, match="No file is to blame"):
        watched.run(work, [1, BAD, 4], bounds=BOUNDS)

    assert stored.read_text() == "1 4 "


def test_a_child_that_is_gone_when_its_work_is_done_refuses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    mark = tmp_path / "gone"

    class Answer:
        def __str__(self) -> str:
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGSEGV)
            return "stored"

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[object]:
        announce(items[0])
        return [Answer(), len(refused)]

    assert watched.run(work, [BAD], bounds=BOUNDS) == [["stored", 0]]


def test_rows_that_a_table_does_not_take_are_still_the_files_fault():
    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[int]:
        announce(STORING)
        if BAD in items and BAD not in refused:
            raise RowsNotStored("Table intake.roster_row does not take the rows it was given.")
        return [item for item in items if item not in refused]

    assert watched.run(work, [1, BAD, 4], bounds=BOUNDS) == [[1], [], [4]]


@pytest.mark.parametrize("error", [psycopg.InternalError, psycopg.IntegrityError, psycopg.NotSupportedError])
def test_a_database_that_is_not_as_it_should_be_is_no_files_fault(error: type[psycopg.Error]):
    def work(items: Sequence[int], announce: Announce, _: Refused) -> None:
        announce(items[0])
        raise error("the database is read-only")

    with pytest.raises(error, match="read-only"):
        watched.run(work, [1, BAD], bounds=BOUNDS)


def test_a_database_that_keeps_intake_waiting_for_hours_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cakupan.workbooks.watched.watch.SECONDS_OF_STORING", 0.3)

    def work(_: Sequence[int], announce: Announce, __: Refused) -> None:
        announce(STORING)
        time.sleep(30)

    with pytest.raises(PipelineFailed, match="kept intake waiting longer than"):
        watched.run(work, [1], bounds=BOUNDS)


@pytest.mark.parametrize("size", [65_000, 65_536, 131_072, 3_000_000])
def test_an_answer_longer_than_a_pipe_holds_arrives_whole(size: int):
    answer = ["x" * size, "\n"]

    assert watched.run(lambda *_: answer, [1], bounds=BOUNDS) == [answer]


def test_an_answer_without_end_is_not_taken_in(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cakupan.workbooks.watched.watch.MOST_MESSAGE_BYTES", 100_000)

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[int]:
        for item in items:
            announce(item)
            if item == BAD and item not in refused:
                logging.getLogger("cakupan").warning("x" * 1_000_000)
        announce(TOGETHER)
        return [item for item in items if item not in refused]

    assert watched.run(work, [1, BAD, 4], bounds=BOUNDS) == [[1, 4]]


def test_the_log_says_what_becomes_of_an_item(caplog: pytest.LogCaptureFixture):
    def work(items: Sequence[int], announce: Announce, refused: Refused) -> None:
        announce(items[0])
        if not refused:
            os.kill(os.getpid(), signal.SIGSEGV)

    watched.run(work, [7], bounds=BOUNDS, fate="row {} goes without its picture".format)

    assert caplog.messages == ["row 7 goes without its picture: stopped the reader (signal SIGSEGV)"]
