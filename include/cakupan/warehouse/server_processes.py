"""The processes of an embedded server, found by what they run and where, never by name alone."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from cakupan.errors import SetupError

GRACE_SECONDS = 30.0


def postmaster(data: Path) -> int | None:
    """Return the process id of the living server of this data folder."""
    pid = recorded_postmaster(data)
    return pid if pid is not None and pid in set(processes(data)) else None


def recorded_postmaster(data: Path) -> int | None:
    """Return the process id that postmaster.pid names, alive or not."""
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def processes(data: Path) -> Iterator[int]:
    """List every living PostgreSQL process whose working folder is this data folder."""
    target = data.resolve()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            is_ours = (entry / "cwd").resolve(strict=True) == target
            is_postgres = (entry / "exe").readlink().name.startswith("postgres")
        except OSError:
            continue
        if is_ours and is_postgres:
            yield int(entry.name)


def clear_remains(data: Path) -> None:
    """Remove what a killed server left: backends without a parent, then its postmaster.pid.

    Raises:
        SetupError: a process of the killed server does not end.
    """
    if postmaster(data) is not None:
        return
    # SIGQUIT lets a backend end at once without touching files; recovery does the rest.
    for sign, seconds in ((signal.SIGTERM, 2.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if not _signal_all(data, sign) or _wait_until_gone(data, seconds):
            break
    if remaining := list(processes(data)):
        raise SetupError(
            f"Processes {remaining} of a killed PostgreSQL still use {data}; end them and retry."
        )
    (data / "postmaster.pid").unlink(missing_ok=True)


def stop(data: Path) -> None:
    """Stop the server: open transactions are rolled back, files are left clean.

    Raises:
        SetupError: it does not stop in time.
    """
    pid = postmaster(data)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    if not _wait_until_gone(data, GRACE_SECONDS):
        raise SetupError(f"PostgreSQL (process {pid}) of {data} did not stop in {GRACE_SECONDS:.0f} seconds.")


def _signal_all(data: Path, sign: signal.Signals) -> bool:
    is_any = False
    for pid in processes(data):
        is_any = True
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            continue
    return is_any


def _wait_until_gone(data: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while any(True for _ in processes(data)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
