"""One file may hang, swell or kill the process that reads it: it is refused alone, nothing else is lost."""

import ctypes
import errno
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
import pytest
from cakupan.errors import FileRefused, PipelineFailed
from cakupan.intake.rows import refusals
from cakupan.workbooks import watched
from cakupan.workbooks.watched import STORING, TOGETHER, Announce, Bounds, Refused

BOUNDS = Bounds(seconds=120, memory_bytes=512 * 1024**2)
BAD = 3


def reading(on_bad: Callable[[], object]) -> watched.Work[dict[str, list[int | str]]]:
    """Return work that reads items and answers which were read and which refused, and for what."""

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> dict[str, list[int | str]]:
        for item in items:
            announce(item)
            if item == BAD and item not in refused:
                on_bad()
        announce(TOGETHER)
        return {
            "read": [item for item in items if item not in refused],
            "refused": [refusals.text(refused[item], "en") for item in items if item in refused],
        }

    return work


def test_what_the_child_returns_is_returned():
    parent = os.getpid()

    results = watched.run(lambda items, _, __: [[*items], os.getpid()], [1, 2], bounds=BOUNDS)

    ((items, child),) = results
    assert items == [1, 2]
    assert child != parent


def test_no_items_are_no_work():
    assert watched.run(lambda *_: 1, [], bounds=BOUNDS) == []


@pytest.mark.parametrize(
    "number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGKILL]
)
def test_a_file_that_kills_its_reader_is_refused_and_the_others_are_read(number: signal.Signals):
    work = reading(lambda: os.kill(os.getpid(), number))

    (result,) = watched.run(work, [1, 2, BAD, 4], bounds=BOUNDS)

    assert result["read"] == [1, 2, 4]
    assert len(result["refused"]) == 1
    assert "stopped the program that reads it" in str(result["refused"][0])


def test_a_file_that_ends_its_reader_without_a_signal_is_refused_too():
    (result,) = watched.run(reading(lambda: os._exit(0)), [1, 2, BAD, 4], bounds=BOUNDS)

    assert result["read"] == [1, 2, 4]


def test_a_real_fault_of_memory_is_refused():
    (result,) = watched.run(reading(lambda: ctypes.string_at(0)), [1, BAD], bounds=BOUNDS)

    assert result["read"] == [1]


def test_a_file_that_never_ends_is_refused_by_its_time():
    def forever() -> None:
        while True:
            pass

    (result,) = watched.run(reading(forever), [1, 2, BAD, 4], bounds=Bounds(seconds=3, memory_bytes=2**30))

    assert result["read"] == [1, 2, 4]
    assert "took longer than 3 s" in str(result["refused"][0])


def test_time_is_counted_for_each_file_and_a_large_one_that_goes_on_may_go_on():
    def slowly(items: Sequence[int], announce: Announce, _: Refused) -> list[int]:
        for item in items:
            for _part in range(3):
                announce(item)
                time.sleep(0.7)
        return list(items)

    assert watched.run(slowly, [1, 2], bounds=Bounds(seconds=2, memory_bytes=2**30)) == [[1, 2]]


def test_waiting_for_the_database_is_bounded_by_no_file():
    def storing(items: Sequence[int], announce: Announce, _: Refused) -> list[int]:
        announce(STORING)
        time.sleep(2.5)
        return list(items)

    assert watched.run(storing, [1], bounds=Bounds(seconds=2, memory_bytes=2**30)) == [[1]]


@pytest.mark.parametrize("megabytes", [30, 4000], ids=["step by step", "at once"])
def test_a_file_that_swells_is_refused_by_its_memory_and_the_others_are_read(megabytes: int):
    held = []

    def swell() -> None:
        while True:
            held.append(bytearray(os.urandom(1)) * (megabytes * 1024**2))

    results = watched.run(
        reading(swell), [1, 2, BAD, 4], bounds=Bounds(seconds=120, memory_bytes=200 * 1024**2)
    )

    assert [item for result in results for item in result["read"]] == [1, 2, 4]
    (text,) = [text for result in results for text in result["refused"]]
    assert "needed more than 0.195 GB" in str(text)


def test_a_death_with_no_file_in_hand_is_tried_again_with_each_file_alone():
    def together(items: Sequence[int], announce: Announce, refused: Refused) -> list[int]:
        announce(items[0])
        announce(TOGETHER)
        if BAD in items and BAD not in refused:
            os.kill(os.getpid(), signal.SIGSEGV)
        return [item for item in items if item not in refused]

    assert watched.run(together, [1, 2, BAD, 4], bounds=BOUNDS) == [[1], [2], [], [4]]


def test_an_error_nobody_foresaw_in_one_file_refuses_that_file(caplog: pytest.LogCaptureFixture):
    cell = "332899" + "0" * 10

    def fail() -> None:
        raise ValueError(cell)

    with caplog.at_level(logging.DEBUG):
        (result,) = watched.run(reading(fail), [1, BAD], bounds=BOUNDS)

    assert result["read"] == [1]
    assert "item 3 is refused: ValueError" in caplog.messages
    assert cell not in caplog.text


def test_a_refusal_that_is_raised_is_the_reason():
    def refuse() -> None:
        raise FileRefused("BERKAS_TERLALU_BESAR", bound="columns", limit=7)

    (result,) = watched.run(reading(refuse), [1, BAD], bounds=BOUNDS)

    assert "more than 7 columns" in str(result["refused"][0])


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("the server is gone"),
        psycopg.errors.UndefinedTable("no such table"),
        OSError(errno.ENOSPC, "No space left on device"),
        KeyboardInterrupt(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_no_file_is_to_blame_for_comes_out_as_itself(error: BaseException):
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        watched.run(reading(fail), [1, BAD], bounds=BOUNDS)

    assert raised.value.args == error.args
    assert getattr(raised.value, "errno", None) == getattr(error, "errno", None)


def test_an_error_of_a_parser_is_the_files_although_it_looks_like_the_machines():
    def fail() -> None:
        raise OSError("bad local file header")

    (result,) = watched.run(reading(fail), [1, BAD], bounds=BOUNDS)

    assert result["read"] == [1]


def test_a_child_that_dies_over_a_file_it_does_not_open_is_nobodys_fault():
    def always(items: Sequence[int], announce: Announce, _: Refused) -> None:
        announce(items[0])
        os.kill(os.getpid(), signal.SIGSEGV)

    with pytest.raises(PipelineFailed, match="opened none"):
        watched.run(always, [1, 2], bounds=BOUNDS)


def test_a_child_that_was_killed_from_outside_is_tried_again(tmp_path: Path):
    mark = tmp_path / "killed"

    def once() -> None:
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    (result,) = watched.run(reading(once), [1, BAD], bounds=BOUNDS)

    assert result == {"read": [1, BAD], "refused": []}


def test_what_the_child_logs_is_logged_by_the_parent(caplog: pytest.LogCaptureFixture):
    def say(items: Sequence[int], _: Announce, __: Refused) -> None:
        logging.getLogger("cakupan.intake.say").warning("%d files", len(items))

    watched.run(say, [1, 2], bounds=BOUNDS)

    assert caplog.record_tuples == [("cakupan.intake.say", logging.WARNING, "2 files")]


def test_progress_is_told(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cakupan.workbooks.watched.watch.SECONDS_BETWEEN_NEWS", 0.1)

    with caplog.at_level(logging.INFO):
        watched.run(reading(lambda: time.sleep(0.4)), [1, 2, BAD, 4], bounds=BOUNDS)

    assert "3 of 4 files" in caplog.messages


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are told by /proc")
def test_an_interrupted_parent_leaves_no_child(monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_: object) -> None:
        raise TimeoutError

    before = children()
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(TimeoutError):
        watched.run(reading(lambda: time.sleep(60)), [BAD], bounds=BOUNDS)

    assert children() <= before


def children() -> set[str]:
    """The processes that this one started and that are not over, by whatever test of this process."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text().split()}


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere an orphan ends within a second or two"
)
def test_a_child_ends_with_its_parent(tmp_path: Path):
    said = tmp_path / "pid"
    script = (
        "import os, pathlib, time\n"
        "from cakupan.workbooks import watched\n"
        "def work(items, announce, refused):\n"
        f"    pathlib.Path({str(said)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "watched.run(work, [1])\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    while not (said.exists() and said.read_text()):
        assert parent.poll() is None, "the parent ended before its child said who it is"
        time.sleep(0.02)

    parent.kill()
    parent.wait()

    child = int(said.read_text())
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()
