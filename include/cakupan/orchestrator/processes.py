"""The processes of the local Airflow: each a session, recorded, ended with all its children."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from cakupan.orchestrator import configuration
from cakupan.warehouse.server import write_private

COMMANDS = {
    "api-server": ("api-server",),
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
}
# Tasks are forked from the scheduler: what it has loaded, they need not load each time, and share in memory.
PRELOADED = (
    "great_expectations",
    "dbt.cli.main",
    "dbt.adapters.postgres",
    "pandas",
    "pyarrow.parquet",
    "psycopg",
    "duckdb",
    "cryptography.hazmat.primitives.serialization",
    "lxml.etree",
    "pypdfium2",
    "typst",
    "xlsxwriter",
)
GRACE_SECONDS = 12.0
SESSION_FIELD, START_FIELD = 3, 19  # of /proc/<pid>/stat, counted after the command's closing parenthesis


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A process we started: its id and the kernel's start tick, so that a reused id is never taken for it."""

    name: str
    pid: int
    started_ticks: int


def start(home: Path, name: str, extra: Mapping[str, str]) -> Recorded:
    """Start one component and record it."""
    logs = home / "logs" / "airflow"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(logs / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as log:
        process = subprocess.Popen(
            _command(name),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**configuration.environment(home), **extra},
            cwd=home,
            start_new_session=True,
            umask=0o077,
        )
    process.returncode = 0  # it outlives us on purpose: no warning when this object goes
    ticks = _stat(process.pid)
    recorded = Recorded(name=name, pid=process.pid, started_ticks=ticks[START_FIELD] if ticks else 0)
    write_private(_run_folder(home) / f"{name}.json", json.dumps(asdict(recorded)))
    return recorded


def _command(name: str) -> list[str]:
    if name != "scheduler":
        return [str(Path(sys.executable).parent / "airflow"), *COMMANDS[name]]
    start = f"import {', '.join(PRELOADED)}; from airflow.__main__ import main; main()"
    return [sys.executable, "-c", start, *COMMANDS[name]]


def recorded(home: Path) -> list[Recorded]:
    """Return every component that was started and not yet ended by `stop`, alive or not."""
    return [
        Recorded(**json.loads(path.read_text()))
        for path in sorted(_run_folder(home).glob("*.json"))
        if not path.name.startswith(".")
    ]


def is_alive(process: Recorded) -> bool:
    """Tell whether the very process we started still runs."""
    stat = _stat(process.pid)
    return stat is not None and stat[START_FIELD] == process.started_ticks


def stop(home: Path) -> list[str]:
    """End every component with all its children and return the names of those that were alive."""
    components = recorded(home)
    alive = [process.name for process in components if is_alive(process)]
    sessions = {process.pid for process in components}
    for process in components:
        if is_alive(process):
            _send(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(members(sessions)) and time.monotonic() < deadline:
        _reap(sessions)
        time.sleep(0.05)
    while remaining := list(members(sessions)):
        for pid in remaining:
            _send(pid, signal.SIGKILL)
        _reap(sessions)
        time.sleep(0.05)
    _reap(sessions)
    for process in components:
        (_run_folder(home) / f"{process.name}.json").unlink(missing_ok=True)
    return alive


def members(sessions: set[int]) -> Iterator[int]:
    """List the living processes of these sessions: the components and whatever they started."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            stat = _stat(int(entry.name))
            if stat is not None and stat[SESSION_FIELD] in sessions:
                yield int(entry.name)


def _run_folder(home: Path) -> Path:
    return configuration.folder(home) / "run"


def _stat(pid: int) -> list[int] | None:
    """Return the numbers of /proc/<pid>/stat from the state on; nothing for a process gone or a zombie."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *numbers = text.rpartition(")")[2].split()
    return None if state in "ZX" else [0, *map(int, numbers)]


def _send(pid: int, sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, sign)


def _reap(pids: set[int]) -> None:
    """Take note of the ended ones among our own children, so that they do not stay as zombies."""
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
