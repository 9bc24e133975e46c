"""Children that read side by side know nothing of each other: each is watched as if it were alone."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from cakupan.errors import SetupError
from cakupan.workbooks import watched
from cakupan.workbooks.watched import Announce, Bounds, Refused

BOUNDS = Bounds(seconds=60, memory_bytes=1 << 30)


def reading(items: Sequence[int], announce: Announce, refused: Refused) -> list[str]:
    """Take a while over items with an even number, and end without a word at the others."""
    told = []
    for item in items:
        announce(item)
        if item in refused:
            told.append(f"{item} {refused[item].details['sign']} {time.monotonic()}")
        elif item % 2:
            os.kill(os.getpid(), signal.SIGSEGV)
        else:
            time.sleep(6)
            told.append(f"{item} read {time.monotonic()}")
    return told


def test_a_child_that_is_gone_is_noticed_while_others_live() -> None:
    answers = watched.run_shares(reading, [[number] for number in range(8)], bounds=BOUNDS)

    told = [one.split() for answer in answers for one in answer]
    assert [(item, what) for item, what, _ in told] == [
        (f"{number}", "stopped" if number % 2 else "read") for number in range(8)
    ]
    times = {what: [float(at) for _, said, at in told if said == what] for what in ("stopped", "read")}
    assert max(times["stopped"]) < min(times["read"])


def test_shares_without_items_are_no_work() -> None:
    assert watched.run_shares(reading, [[], []], bounds=BOUNDS) == []


@pytest.mark.parametrize("shares", [[[1], [2]], [[2], [1]]], ids=["the first", "the last"])
def test_when_the_work_of_one_share_fails_no_child_goes_on(tmp_path: Path, shares: list[list[int]]) -> None:
    def work(items: Sequence[int], announce: Announce, refused: Refused) -> None:
        announce(items[0])
        (tmp_path / str(items[0])).write_text(str(os.getpid()))
        if items[0] == 1:
            raise SetupError("no archive")
        time.sleep(600)

    with pytest.raises(SetupError, match="no archive"):
        watched.run_shares(work, shares, bounds=Bounds(seconds=900, memory_bytes=1 << 30))

    for said in tmp_path.iterdir():
        assert not Path(f"/proc/{said.read_text()}").exists()
