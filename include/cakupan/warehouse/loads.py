"""Loads and as-of: what was recorded when, so that an edition can be rebuilt from what was known then."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from cakupan.errors import NotPublishable
from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse import locks
from cakupan.warehouse.connection import Connection

SOURCE_FOLDERS = ("dags", "dbt_project", "expectations", "include")
SOURCE_SUFFIXES = {".py", ".sql", ".yml", ".yaml", ".csv", ".typ", ".j2", ".css", ".ttf"}
NOT_SOURCE = {"__pycache__", "target", "logs"}


@dataclass(frozen=True, kw_only=True)
class Load:
    """A load under way; its rows carry `load_no`."""

    load_no: int


@cache
def code_version() -> str:
    """Return the first 12 hex digits of a hash over the source, independent of git and file times."""
    digest = hashlib.sha256()
    for folder in SOURCE_FOLDERS:
        for path in sorted((PROJECT_ROOT / folder).rglob("*")):
            relative = path.relative_to(PROJECT_ROOT)
            if path.suffix in SOURCE_SUFFIXES and path.is_file() and NOT_SOURCE.isdisjoint(relative.parts):
                digest.update(f"{relative.as_posix()}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def announce(connection: Connection) -> None:
    """Hold back the fixing of any as_of until this transaction ends."""
    connection.execute("select pg_advisory_xact_lock_shared(%s)", [locks.LOADS_IN_FLIGHT])


@contextmanager
def load(connection: Connection, kind: str, source_sha256: str | None = None) -> Iterator[Load]:
    """Write rows under one load number; `recorded_at` is stamped last, just before the caller commits.

    The shared lock is held until the transaction ends: no as_of is fixed between stamp and commit.
    """
    announce(connection)
    row = connection.execute("select nextval(pg_get_serial_sequence('control.load', 'load_no'))").fetchone()
    assert row is not None  # noqa: S101 - nextval always answers
    load_no = int(row[0])
    yield Load(load_no=load_no)
    connection.execute(
        "insert into control.load (load_no, kind, recorded_at, source_sha256, code_version)"
        " values (%s, %s, control.now(), %s, %s)",
        [load_no, kind, source_sha256, code_version()],
    )


def fix_as_of(connection: Connection, as_of: datetime | None = None) -> datetime:
    """Return the as_of of a run: the given instant or now, once every load in flight has ended.

    Raises:
        NotPublishable: the given instant lies in the future.
    """
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.LOADS_IN_FLIGHT])
    current = now(connection)
    if as_of is not None and as_of > current:
        raise NotPublishable(f"as_of {as_of.isoformat()} lies in the future; now is {current.isoformat()}.")
    return as_of or current


def now(connection: Connection) -> datetime:
    """Return what the warehouse's clock says: in a demo world the story's time."""
    row = connection.execute("select control.now()").fetchone()
    assert row is not None  # noqa: S101 - a select without from always answers
    instant: datetime = row[0]
    return instant
