"""How much memory an installation takes at its peak: the summed PSS of all its processes, sampled."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cakupan.orchestrator import processes
from cakupan.warehouse import server_processes

SECONDS_BETWEEN = 3.0


class Peak:
    """The largest sum seen so far, in bytes."""

    bytes = 0


@contextmanager
def watched(home: Path) -> Iterator[Peak]:
    """Sample this process, the local Airflow and the embedded server until the block ends."""
    peak, ended = Peak(), threading.Event()

    def sample() -> None:
        while not ended.wait(SECONDS_BETWEEN):
            peak.bytes = max(peak.bytes, sum(map(pss, members(home))))

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        yield peak
    finally:
        ended.set()
        sampler.join()


def members(home: Path) -> set[int]:
    """Return every process of the installation."""
    sessions = {process.pid for process in processes.recorded(home)}
    return {
        os.getpid(),
        *processes.members(sessions),
        *server_processes.processes(home / "pgdata"),
    }


def pss(pid: int) -> int:
    """Return a process's proportional share of memory in bytes, or its resident size where that is hidden."""
    folder = Path(f"/proc/{pid}")
    try:
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
