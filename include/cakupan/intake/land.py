"""Judge submissions and put rows, findings and judgements into the warehouse, a batch in one transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan import settings
from cakupan.intake import archive, directory, holds, one_by_one, store
from cakupan.intake.judge import Batch, Received
from cakupan.intake.workbook import Limits
from cakupan.warehouse import loads, locks
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A submission to be judged."""

    submission_no: int
    submission_id: str
    partner_id: str
    roster_kind: str
    period: str
    sha256: str
    funding_code: str | None
    valid_from: date


def replace(submission_ids: Sequence[str]) -> list[str]:
    """Judge these submissions and store the result instead of an earlier one that no edition has used.

    Returns the ids it was given, so that gate and receipt can follow.
    """
    with connect() as connection:
        submissions = _submissions(connection, submission_ids)
        received = _received(connection, submissions)
    _make_partitions(sorted({each.period for each in submissions}))
    one_by_one.judge_and_store(received, Limits.of(settings.load()), lambda batch: _store(batch, submissions))
    return list(submission_ids)


def _store(batch: Batch, submissions: Sequence[Submission]) -> None:
    with connect() as connection, loads.load(connection, "intake") as load:
        open_numbers = _open(connection, [each.submission_no for each in batch.judgements])
        judgement_nos = store.remove(connection, open_numbers)
        periods = {each.submission_no: each.period for each in submissions}
        store.write(connection, load.load_no, batch, periods, judgement_nos)
        holds.hold_shrunk(connection, load.load_no, judgement_nos)
    logger.info(
        "judged %d submissions, left %d as published",
        len(judgement_nos),
        len(batch.judgements) - len(judgement_nos),
    )


def _submissions(connection: Connection, submission_ids: Sequence[str]) -> list[Submission]:
    names = (
        "submission_no", "submission_id", "partner_id", "roster_kind", "period", "sha256", "funding_code",
        "valid_from",
    )  # fmt: skip
    rows = connection.execute(
        f"select {', '.join(names)} from intake.submission where submission_id = any(%s) order by"
        f" submission_no",
        [list(submission_ids)],
    )
    return [Submission(**dict(zip(names, row, strict=True))) for row in rows]


def _received(connection: Connection, submissions: Sequence[Submission]) -> list[Received]:
    partners = directory.partners(connection, sorted({each.partner_id for each in submissions}))
    max_bytes = settings.load().max_file_bytes
    return [
        Received(
            submission_no=each.submission_no,
            data=archive.read(each.sha256, max_bytes),
            roster_kind=each.roster_kind,
            layout=partners[each.partner_id].layout(each.roster_kind, each.valid_from),
            reference_date=each.valid_from,
            partner_area_code=partners[each.partner_id].area_code,
            funding_default=each.funding_code,
        )
        for each in submissions
    ]


def _make_partitions(periods: Sequence[str]) -> None:
    """Attach what is missing in a transaction of its own: attaching does not wait for readers or writers."""
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.PARTITIONS])
        for period in periods:
            name = f"intake.roster_row_{period.replace('-', '_')}"
            if connection.execute("select to_regclass(%s)", [name]).fetchone() == (None,):
                connection.execute(f"create table {name} (like intake.roster_row including all)")
                connection.execute(
                    f"alter table intake.roster_row attach partition {name} for values in ('{period}')"
                )


def _open(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Lock the submissions; leave out those an edition may have seen, and those released or judged again."""
    rows = connection.execute(
        "select submission_no from intake.submission where submission_no = any(%s) order by"
        " submission_no for update",
        [list(numbers)],
    ).fetchall()
    used = connection.execute(
        "select submission_no from intake.judgement inner join control.load using (load_no)"
        " where submission_no = any(%(numbers)s)"
        " and exists (select from control.close_run where close_run.as_of >= load.recorded_at)"
        " union select submission_no from intake.hold"
        " where submission_no = any(%(numbers)s) and state = 'released'"
        " union select submission_no from intake.judgement"
        " where submission_no = any(%(numbers)s) and judgement_no > 1",
        {"numbers": list(numbers)},
    ).fetchall()
    return sorted({row[0] for row in rows} - {row[0] for row in used})
