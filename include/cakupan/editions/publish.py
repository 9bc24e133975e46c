"""Make an edition public: rows and facts in one transaction, then the bundle in one rename."""

import logging
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
from psycopg import sql

from cakupan import settings
from cakupan.editions import facts, freeze, manifest, run
from cakupan.editions import plan as plans
from cakupan.editions.frozen import evidence
from cakupan.editions.plan import Plan, folder
from cakupan.editions.proof import position
from cakupan.editions.run import CloseRun
from cakupan.warehouse import archive, loads, locks
from cakupan.warehouse.connection import Connection, connect
from cakupan.warehouse.copy import copy_rows
from cakupan.warehouse.loads import code_version

LOGGER = logging.getLogger(__name__)


def commit(current: CloseRun, plan: Plan) -> str | None:
    """Insert edition, figures and changes, attach the facts, drop the build schema, in one transaction.

    Changes nothing, and returns the state to go on from, when another edition was published meanwhile.
    """
    bundle = current.staging / "bundle"
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.PUBLISHING])
        loads.announce(connection)  # months after it quote what was published by their as_of
        if (state := state_before(connection, current, plan)) is not None:
            return state
        edition_no = _insert_edition(connection, current, plan, bundle)
        copy_frozen(connection, "publication.figure", edition_no, {}, evidence.read_figures(bundle))
        if plan.supersedes_edition_no is not None:
            changes = freeze.read_changes(bundle)
            copy_frozen(
                connection,
                "publication.figure_change",
                edition_no,
                {"previous_edition_no": plan.supersedes_edition_no},
                changes,
            )
        assert current.build_schema is not None  # noqa: S101 - a frozen run has one
        facts.attach(connection, current.build_schema, edition_no)
        connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(current.build_schema)))
        connection.execute(
            "update control.close_run set edition_no = %s where run_id = %s", [edition_no, current.run_id]
        )
        connection.execute("select control.leave_build_schema(%s)", [current.run_id])
        run.set_state(connection, current.run_id, "committed")
        record(connection, "publish", current, plan.version)
    return None


def state_before(connection: Connection, current: CloseRun, plan: Plan) -> str | None:
    """Return how far back a sealed run has to go because another edition was published; None: it may go on.

    One that took the planned version has it frozen again, one that took its number only has it sealed again.
    """
    if plans.determine(connection, current) != plan:
        return "marts_gated"
    stated = manifest.read(current.staging / "bundle")
    return None if position.upcoming(connection).is_where(stated) else "report_gated"


def finish(connection: Connection, current: CloseRun) -> None:
    """Move the bundle of a committed run to its place and end the run; safe to repeat after a crash."""
    row = connection.execute(
        "select version from publication.edition where edition_no = %s", [current.edition_no]
    ).fetchone()
    assert row is not None  # noqa: S101 - the commit inserted it
    move(current.staging / "bundle", folder(current.period, int(row[0])))
    run.set_state(connection, current.run_id, "published")
    shutil.rmtree(current.staging, ignore_errors=True)


def move(bundle: Path, target: Path) -> None:
    """Rename a bundle to its place once all its bytes are on disk; nothing to do when it is already there."""
    if not bundle.exists():
        return
    for path in sorted(bundle.rglob("*")):
        archive.sync(path)
    archive.sync(bundle)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    bundle.rename(target)
    archive.sync(target.parent)
    archive.sync(target.parent.parent)
    LOGGER.info("%s is in its place", target)


def _insert_edition(connection: Connection, current: CloseRun, plan: Plan, bundle: Path) -> int:
    stated = manifest.read(bundle)
    row = connection.execute(
        "insert into publication.edition (period, version, as_of, code_version, published_at, reason,"
        " supersedes_edition_no, manifest_sha256, is_demo_clock, action_count, identity_count)"
        " values (%s, %s, %s, %s, control.now(), %s, %s, %s, %s, %s, %s) returning edition_no",
        [
            current.period,
            plan.version,
            current.as_of,
            code_version(),
            plan.reason,
            plan.supersedes_edition_no,
            manifest.sha256_of(bundle / manifest.MANIFEST),
            plan.is_demo_clock,
            stated["action_head"]["count"],
            stated["identity_head"]["count"],
        ],
    ).fetchone()
    assert row is not None  # noqa: S101 - insert returning answers
    return int(row[0])


def copy_frozen(
    connection: Connection, table: str, edition_no: int, constants: dict[str, int | None], frame: pd.DataFrame
) -> None:
    """Copy frozen rows in; the table then holds of this edition exactly what the bundle holds."""
    first = {"edition_no": edition_no, **constants}
    plain = frame.astype(object).where(frame.notna(), None)
    copy_rows(
        connection,
        table,
        [*first, *frame.columns],
        ([*first.values(), *map(_plain, values)] for values in plain.itertuples(index=False, name=None)),
    )


def _plain(value: object) -> object:
    """Lists arrive from Parquet as arrays; COPY wants lists."""
    return value.tolist() if isinstance(value, np.ndarray) else value


def record(connection: Connection, action: str, current: CloseRun, version: int | None) -> None:
    """Note in control.action what became of a run."""
    subject = current.period if version is None else f"{current.period}/v{version}"
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values (%s, %s, %s, %s, jsonb_build_object('run_id', %s::text, 'as_of', %s::timestamptz),"
        " control.now())",
        [action, subject, current.actor, current.reason, current.run_id, current.as_of],
    )


def rebuilds(period: str, name: str) -> Path:
    """Return where a rebuild of a period at one as_of is kept."""
    return settings.load().folder("rebuilds") / period / name
