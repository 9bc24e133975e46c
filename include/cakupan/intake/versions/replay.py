"""Archived submissions judged again under today's contracts, rules and lists: shown first, kept on demand.

Each batch is judged into temporary tables and compared with the newest judgement of its submissions. What
is kept becomes a new judgement with a load of its own; the one before stays, for editions point to it.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cakupan import settings
from cakupan.errors import CakupanError, NotFound
from cakupan.intake import judge, land, supervised
from cakupan.intake.deliveries import batches
from cakupan.intake.landing import store, submitted
from cakupan.intake.landing.submitted import Submission
from cakupan.intake.supervised import STORING, Announce, Refused
from cakupan.intake.versions import holds, replayed
from cakupan.intake.versions.replayed import Change
from cakupan.intake.workbook import Limits
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who wants the new judgements kept, and why."""

    actor: str
    reason: str


def choose(
    connection: Connection,
    submission_ids: Sequence[str],
    *,
    period: str | None = None,
    partner_id: str | None = None,
) -> list[str]:
    """Return the judged submissions that are named, or all of a period, of a partner, of both, of everything.

    Raises:
        NotFound: one that is named is not there or not judged yet.
    """
    rows = connection.execute(
        "select submission_id from intake.submission where exists (select from intake.judgement"
        "  where judgement.submission_no = submission.submission_no)"
        " and (%(all)s or submission_id = any(%(ids)s))"
        " and (%(period)s::text is null or period = %(period)s)"
        " and (%(partner_id)s::text is null or partner_id = %(partner_id)s) order by submission_no",
        {
            "all": not submission_ids,
            "ids": list(submission_ids),
            "period": period,
            "partner_id": partner_id,
        },
    ).fetchall()
    found = [row[0] for row in rows]
    if missing := sorted(set(submission_ids) - set(found)):
        raise NotFound(f"No judged submission {', '.join(missing)}; `cakupan submissions` lists them.")
    return found


def compare(submission_ids: Sequence[str]) -> Iterator[Change]:
    """Judge these submissions again and yield what would change; nothing is stored."""
    yield from _judged(submission_ids, None)


def keep(submission_ids: Sequence[str], order: Order) -> Iterator[Change]:
    """Judge these submissions again, keep each judgement that differs, and yield what changed.

    Run again after it was killed, it goes on with what is left. The gate and the receipts come after it:
    `unanswered` says for which.

    Raises:
        CakupanError: the reason is empty.
    """
    if not order.reason.strip():
        raise CakupanError("Say why submissions are judged again: --reason TEXT.")
    yield from _judged(submission_ids, order)


def unanswered(connection: Connection, submission_ids: Sequence[str]) -> list[str]:
    """Return those of these submissions that were judged again and have no receipt for it yet."""
    rows = connection.execute(
        "select submission_id from intake.submission inner join intake.latest_judgement using (submission_no)"
        " where submission_id = any(%s) and judgement_no > 1 and not exists (select from intake.receipt"
        "  where receipt.submission_no = latest_judgement.submission_no"
        "  and receipt.judgement_no = latest_judgement.judgement_no) order by submission_no",
        [list(submission_ids)],
    )
    return [row[0] for row in rows]


def _judged(submission_ids: Sequence[str], order: Order | None) -> Iterator[Change]:
    with connect() as connection:
        submissions = {each.submission_id: each for each in submitted.read(connection, submission_ids)}
        parts = batches.parts(connection, submission_ids)
    if order:
        land.make_partitions(sorted({each.period for each in submissions.values()}))
    for part in parts:
        own = {submissions[each].submission_no: submissions[each] for each in part}
        for found in supervised.run(_judging(own, order), list(own)):
            yield from (Change.of(each) for each in found)


def _judging(
    submissions: dict[int, Submission], order: Order | None
) -> Callable[[Sequence[int], Announce, Refused], list[dict[str, object]]]:
    """What the watched child does; it answers with plain values, for they travel as JSON."""

    def work(numbers: Sequence[int], announce: Announce, refused: Refused) -> list[dict[str, object]]:
        announce(STORING)
        own = [submissions[number] for number in numbers]
        periods = {each.submission_no: each.period for each in own}
        with connect() as connection:
            replayed.make_tables(connection)
            unnumbered = dict.fromkeys(numbers, 0)
            put = store.rows_into(connection, periods, unnumbered, replayed.SCHEMA)
            files = submitted.files(connection, own)
            batch = judge.judge_into(
                files, land.storing(put, announce), Limits.of(settings.load()), announce, refused
            )
            announce(STORING)
            store.write(connection, 0, batch, periods, unnumbered, replayed.SCHEMA)
            if order:
                return [each.as_dict() for each in _keep(connection, numbers, order)]
            return [each.as_dict() for each in replayed.changes(connection, numbers)]

    return work


def _keep(connection: Connection, numbers: Sequence[int], order: Order) -> list[Change]:
    """Store the judgements that differ from the newest one, whoever made that."""
    # The lock of loads comes before any row: two sessions never wait for each other.
    loads.announce(connection)
    connection.execute(
        "select from intake.submission where submission_no = any(%s) order by submission_no for update",
        [list(numbers)],
    )
    changed = replayed.changes(connection, numbers)
    if not changed:
        return []
    with loads.load(connection, "replay") as load:
        kept = [each.submission_no for each in changed]
        replayed.move(connection, kept, load.load_no)
        holds.hold_shrunk(connection, load.load_no, kept)
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
                " values ('replay', %s, %s, %s, %s::jsonb, %s, control.now())",
                [
                    [each.submission_id, order.actor, order.reason, json.dumps(each.summary()), load.load_no]
                    for each in changed
                ],
            )
    logger.info("judged %d submissions again, %d differ", len(numbers), len(changed))
    return changed
