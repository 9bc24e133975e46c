"""What goes wrong with Spark or Sail in the middle of a month is told; nothing is published, nothing stays.

What is alike on both (a server that does not answer, a session that dies) stands in test_engine_faults.py.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import spark_servers
from cakupan import settings
from cakupan.editions import close
from cakupan.editions.spark import building, reach
from cakupan.errors import CakupanError, EngineNotReached, PipelineFailed
from edition_builders import bytes_of
from real_month import FIRST, PERIOD
from spark_closes import choose
from spark_servers import Server
from world_builders import World

SOON, LATER = 8, 60  # seconds; a session may take half a minute to begin where much else runs
TABLES_IN_THE_MIDDLE = 3


@contextmanager
def in_the_middle(do: Callable[[], None]) -> Iterator[None]:
    """Do something as soon as some tables of a month are built."""
    builds = settings.load().folder("lake") / building.BUILDS
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            if len({path.parent for path in builds.glob("*/*/*.parquet")}) > TABLES_IN_THE_MIDDLE:
                do()
                return

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()


def closed_in_vain(error: type[CakupanError], match: str) -> None:
    """Rebuild the month, and see that nothing came of it but the message."""
    before = bytes_of(settings.load().folder("editions"))

    with pytest.raises(error, match=match):
        close.run(PERIOD, FIRST, is_rebuild=True)

    assert bytes_of(settings.load().folder("editions")) == before


def closed_well(chosen: pytest.MonkeyPatch) -> None:
    """Rebuild the month on PostgreSQL as if nothing had been."""
    choose(chosen, "local[2]", engine="postgres")

    again = close.run(PERIOD, FIRST, is_rebuild=True)
    building.clear()

    assert again.message == f"the same bytes as {PERIOD}/v1"
    assert [*(settings.load().folder("lake") / building.BUILDS).iterdir()] == []


def waiting(folder: Path, seconds: int) -> Path:
    """Return settings under which a close waits only that long for a master or workers."""
    file = folder / "spark.conf"
    file.write_text(f"spark.cakupan.secondsForWorkers {seconds}\n")
    return file


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Server]:
    """Two workers that a test may end."""
    with spark_servers.standalone(tmp_path) as server:
        yield server


def test_a_cluster_whose_workers_all_die_in_the_middle(
    told: World, cluster: Server, chosen: pytest.MonkeyPatch, tmp_path: Path
):
    choose(chosen, cluster.address, stated=waiting(tmp_path, LATER))

    with in_the_middle(lambda: [cluster.kill(number) for number in (0, 1)]):
        closed_in_vain(EngineNotReached, rf"{cluster.address}, .*had no worker for it for {LATER} s")

    closed_well(chosen)


def test_a_master_that_says_nothing(told: World, chosen: pytest.MonkeyPatch, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"spark://127.0.0.1:{silent.getsockname()[1]}"
        choose(chosen, address, stated=waiting(tmp_path, SOON))

        closed_in_vain(EngineNotReached, rf"{address}, .*did not take the month within {SOON} s")

    closed_well(chosen)


def test_java_that_is_ended_in_the_middle(told: World, chosen: pytest.MonkeyPatch):
    choose(chosen, "local[2]")

    with in_the_middle(spark_servers.kill_driver):
        closed_in_vain(PipelineFailed, "Java, in which Spark runs on this machine, ended")

    closed_well(chosen)


def test_a_disk_that_is_full(told: World, chosen: pytest.MonkeyPatch, tmp_path: Path):
    """No file of the session may grow beyond some kilobytes: it is told as a full disk is."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nulimit -f 32\nexec {reach.PYTHON} "$@"\n')
    python.chmod(0o755)
    chosen.setattr(reach, "PYTHON", python)
    choose(chosen, "local[2]")

    closed_in_vain(PipelineFailed, "The disk that Spark writes to is full")

    chosen.undo()
    closed_well(chosen)
