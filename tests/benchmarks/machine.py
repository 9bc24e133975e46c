"""The machine the figures were measured on."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import psycopg


def facts(address: str) -> str:
    """Return date, cores, memory, Python and PostgreSQL as one line."""
    with psycopg.connect(address) as connection:
        row = connection.execute("show server_version").fetchone()
    version = row[0].split()[0] if row else "?"
    cores = len(os.sched_getaffinity(0))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {_memory():.0f} GB of memory,"
        f" Python {platform.python_version()}, PostgreSQL {version}"
    )


def _memory() -> float:
    total = next(
        line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")
    )
    return int(total.split()[1]) / 1024**2
