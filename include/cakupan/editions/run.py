"""One attempt to close a month: its row in control.close_run, its lock, build schema and staging folder."""

import logging
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from cakupan import settings
from cakupan.errors import NotFound
from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection, connect, dsn

LOGGER = logging.getLogger(__name__)
FINAL = ("published", "already_published", "stands", "rebuilt")
AWAITING = "awaiting_signature"
ENDED = (*FINAL, "failed", "abandoned")


@dataclass(frozen=True, kw_only=True)
class CloseRun:
    """A row of control.close_run."""

    run_id: str
    period: str
    as_of: datetime
    reason: str | None
    actor: str
    is_rebuild: bool
    build_schema: str | None
    state: str
    edition_no: int | None

    @property
    def staging(self) -> Path:
        """Where the bundle is made before it is published."""
        return settings.load().folder("editions") / ".staging" / self.run_id

    @property
    def results(self) -> Path:
        """Where gates and dbt leave their results."""
        return settings.load().folder("results") / "close" / self.run_id


COLUMNS = ", ".join(CloseRun.__dataclass_fields__)


def new_run_id(period: str) -> str:
    """Return an id nobody used before."""
    return f"{period}-{uuid.uuid4().hex[:8]}"


def read(connection: Connection, run_id: str) -> CloseRun:
    """Return the run.

    Raises:
        NotFound: there is none with this id.
    """
    runs = statements.records(
        connection, CloseRun, f"select {COLUMNS} from control.close_run where run_id = %s", [run_id]
    )
    if not runs:
        raise NotFound(f"There is no close run {run_id}.")
    return runs[0]


def get(run_id: str) -> CloseRun:
    """Return the run, read in a transaction of its own."""
    with connect() as connection:
        return read(connection, run_id)


def set_state(connection: Connection, run_id: str, state: str, message: str | None = None) -> None:
    """Record how far a run is; a final state also records when it ended."""
    connection.execute(
        "update control.close_run set state = %s, message = %s,"
        " finished_at = case when %s then control.now() end where run_id = %s",
        [state, message, state in ENDED, run_id],
    )


@contextmanager
def locked(run_id: str) -> Iterator[None]:
    """Hold the run for one step: nobody takes it for abandoned, no second process runs the same step."""
    with psycopg.connect(dsn(), application_name="cakupan close", autocommit=True) as holder:
        holder.execute("select pg_advisory_lock(%s, hashtext(%s))", [locks.CLOSE_RUNS, run_id])
        yield


def fresh_schema(run_id: str) -> str:
    """Drop what an earlier attempt of this run built and return the name of a new, empty build schema."""
    with connect() as connection:
        run = read(connection, run_id)
        _drop_schema(connection, run)
        row = connection.execute("select control.make_build_schema(%s)", [run_id]).fetchone()
    assert row is not None  # noqa: S101 - a function always answers
    return str(row[0])


def end(connection: Connection, run: CloseRun, state: str, message: str | None = None) -> None:
    """End a run without publication: drop its build schema and staging folder, record why."""
    _drop_schema(connection, run)
    set_state(connection, run.run_id, state, message)
    shutil.rmtree(run.staging, ignore_errors=True)


def _drop_schema(connection: Connection, run: CloseRun) -> None:
    if run.build_schema is not None:
        connection.execute(
            sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(run.build_schema))
        )
        connection.execute("select control.leave_build_schema(%s)", [run.run_id])


def unfinished(connection: Connection, period: str) -> list[CloseRun]:
    """Return the runs that a dead process left: those of the period, and any a day old.

    One that ended, that somebody works on or that waits for a signature is none of them.
    """
    runs = statements.records(
        connection,
        CloseRun,
        f"select {COLUMNS} from control.close_run where state <> all(%s)"
        " and (period = %s or started_at < control.now() - interval '1 day')"
        ' order by run_id collate "C"',
        [[*ENDED, AWAITING], period],
    )
    return [run for run in runs if _is_free(connection, run.run_id)]


def waiting(connection: Connection) -> list[CloseRun]:
    """Return the runs whose sealed edition waits for a signature, oldest first."""
    return statements.records(
        connection,
        CloseRun,
        f"select {COLUMNS} from control.close_run where state = %s order by started_at",
        [AWAITING],
    )


def _is_free(connection: Connection, run_id: str) -> bool:
    """Take the run's lock for this transaction, if no process holds it."""
    row = connection.execute(
        "select pg_try_advisory_xact_lock(%s, hashtext(%s))", [locks.CLOSE_RUNS, run_id]
    ).fetchone()
    return bool(row and row[0])


def abandon(connection: Connection, run: CloseRun) -> None:
    """End a run whose process died before publication, or that another takes the place of."""
    LOGGER.info("close run %s of %s was left in state %s: cleaned up", run.run_id, run.period, run.state)
    end(connection, run, "abandoned", f"left in state {run.state}")
