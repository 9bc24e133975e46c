"""Run a stage in a process of its own and watch the memory of it and of all it starts."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan.orchestrator.memory import pss

SECONDS_BETWEEN = 0.2
MEBIBYTE = 1024**2


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a stage returned, its seconds on the wall and on processors, its largest memory in bytes."""

    result: Any
    seconds: float
    cpu: float
    peak: int


def measure(stage: str, environment: dict[str, str], *, beside: int | None = None, **orders: Any) -> Measured:
    """Run one of our stages to its end; the memory of another process and its children counts with it.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is on our own standard error.
    """
    command = [sys.executable, "-m", "benchmarks.stages", stage]
    return measure_command(command, environment, beside=beside, **orders)


def measure_command(
    command: list[str], environment: dict[str, str], *, beside: int | None = None, **orders: Any
) -> Measured:
    """Run a command that takes orders on standard input and writes what came of it where they say.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is on our own standard error.
    """
    with tempfile.TemporaryDirectory() as folder:
        outcome = Path(folder) / "outcome.json"
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, env={**environment, "PYTHONPATH": python_path()}
        )
        watcher = Watcher(process.pid, *([beside] if beside else []))
        process.communicate(json.dumps({**orders, "outcome": str(outcome)}).encode())
        peak = watcher.stop()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return Measured(**json.loads(outcome.read_text()), peak=peak)


def python_path() -> str:
    """Return where this package is found, then what was there before."""
    own = str(Path(__file__).resolve().parents[1])
    return os.pathsep.join([own, *filter(None, [os.environ.get("PYTHONPATH")])])


class Watcher:
    """The largest summed memory (PSS) of processes and their descendants, sampled until stopped."""

    def __init__(self, *pids: int) -> None:
        self._pids = pids
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """End the watch and return what was the most."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN):
            self._peak = max(self._peak, sum(pss(each) for pid in self._pids for each in family(pid)))


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for each in found:
        for thread in _threads(each):
            try:
                found += map(int, (thread / "children").read_text().split())
            except OSError:
                continue  # it ended meanwhile
    return found


def _threads(pid: int) -> list[Path]:
    folder = Path(f"/proc/{pid}/task")
    try:
        return [folder / name for name in os.listdir(folder)]  # noqa: PTH208 - ends with its process
    except OSError:
        return []
