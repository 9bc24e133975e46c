"""Work in forks comes back as it would have here, and leaves nothing behind."""

import os
import signal
import time
from pathlib import Path

import pytest
from cakupan import side_by_side
from cakupan.errors import EditionDamaged, ProcessStopped


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def damaged() -> int:
    raise EditionDamaged("facts.parquet is gone.")


def test_what_forks_return_comes_back_in_their_order_whatever_its_size():
    with side_by_side.begun(lambda: "a" * 1_000_000, os.getpid) as (text, number):
        assert text.result() == "a" * 1_000_000
        assert number.result() != os.getpid()


def test_what_a_fork_raises_is_raised_here():
    with (
        side_by_side.begun(damaged) as (fork,),
        pytest.raises(EditionDamaged, match="is gone"),
    ):
        fork.result()


def test_a_fork_that_is_killed_is_told_with_the_signal():
    with side_by_side.begun(killed) as (fork,), pytest.raises(ProcessStopped, match="SIGKILL"):
        fork.result()


def test_a_fork_that_nobody_waits_for_is_ended(tmp_path: Path):
    began = time.monotonic()
    told = tmp_path / "pid"

    def told_after_long() -> None:
        (tmp_path / "draft").write_text(str(os.getpid()))
        (tmp_path / "draft").rename(told)
        time.sleep(60)

    with pytest.raises(EditionDamaged), side_by_side.begun(told_after_long):
        while not told.exists() and time.monotonic() - began < 30:
            time.sleep(0.01)
        raise EditionDamaged("Something else is wrong.")

    assert time.monotonic() - began < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)
