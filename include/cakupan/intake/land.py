"""Judge submissions and put rows, findings and judgements into the warehouse, a batch in one transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan import settings
from cakupan.intake import archive, directory, one_by_one, store
from cakupan.intake.judge import Batch, Received
from cakupan.intake.workbook import Limits
from cakupan.warehouse import loads, locks
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)

LEAST_SHARE = (
    0.5  # of the accepted rows of the list it replaces; a shorter full list waits for a confirmation
)


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
        for number in sorted(judgement_nos):
            _hold_if_shrunk(connection, number)
    logger.info(
        "judged %d submissions, left %d as published",
        len(judgement_nos),
        len(batch.judgements) - len(judgement_nos),
    )


def hold(connection: Connection, submission_id: str, reason: str) -> None:
    """Set a submission's newest judgement aside until it is released; a refused file stays refused."""
    connection.execute(
        "update intake.judgement set outcome = 'held', held_reason = %s"
        " from intake.submission where submission.submission_no = judgement.submission_no"
        " and submission_id = %s and outcome <> 'refused' and judgement_no ="
        " (select max(judgement_no) from intake.judgement as newest where newest.submission_no ="
        " judgement.submission_no)",
        [reason, submission_id],
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
    """Lock the submissions, and leave out those whose judgement an edition may have seen."""
    rows = connection.execute(
        "select submission_no from intake.submission where submission_no = any(%s) order by"
        " submission_no for update",
        [list(numbers)],
    ).fetchall()
    used = connection.execute(
        "select submission_no from intake.judgement inner join control.load using (load_no)"
        " where submission_no = any(%s)"
        " and exists (select from control.close_run where close_run.as_of >= load.recorded_at)",
        [list(numbers)],
    ).fetchall()
    return sorted({row[0] for row in rows} - {row[0] for row in used})


def _hold_if_shrunk(connection: Connection, submission_no: int) -> None:
    """A full list with less than half the rows of the one it would replace waits for a confirmation."""
    row = connection.execute(
        """
        select submission.submission_id, newest.accepted, earlier.submission_id, earlier_newest.accepted
        from intake.submission
        inner join lateral (
            select outcome, accepted from intake.judgement
            where judgement.submission_no = submission.submission_no order by judgement_no desc limit 1
        ) as newest on true
        inner join intake.submission as earlier
            on earlier.partner_no = submission.partner_no and earlier.roster_kind = submission.roster_kind
            and earlier.is_full and earlier.submission_no < submission.submission_no
            and earlier.valid_from <= submission.valid_from
            and (earlier.valid_to is null or earlier.valid_to >= submission.valid_from)
        inner join lateral (
            select outcome, accepted from intake.judgement
            where judgement.submission_no = earlier.submission_no order by judgement_no desc limit 1
        ) as earlier_newest on earlier_newest.outcome in ('accepted', 'accepted_with_findings')
        where submission.submission_no = %s and submission.is_full and newest.outcome <> 'refused'
        order by earlier.valid_from desc, earlier.submission_no desc
        limit 1
        """,
        [submission_no],
    ).fetchone()
    if row and row[1] < LEAST_SHARE * row[3]:
        hold(
            connection,
            row[0],
            f"Baris diterima {row[1]}, kurang dari separuh daftar yang berlaku {row[2]} ({row[3]} baris).",
        )
