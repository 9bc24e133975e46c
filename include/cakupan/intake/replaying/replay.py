"""Archived submissions judged again under today's contracts, rules and lists: shown first, kept on demand.

Each batch is judged into temporary tables and compared with the newest judgement of its submissions. What
is kept becomes a new judgement with a load of its own; the one before stays, for editions point to it. Kept
is only what was shown: what could not be judged, or is judged otherwise by now, is left as it is and named.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cakupan import settings
from cakupan.errors import CakupanError, FileRefused, NotFound
from cakupan.intake.judging import judge
from cakupan.intake.replaying import replayed
from cakupan.intake.replaying.change import Change, Left
from cakupan.intake.rows import refusals
from cakupan.intake.storing import batches, land, shrinking, store, submitted, warm
from cakupan.intake.storing.submitted import Submission
from cakupan.lake import months
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits
from cakupan.workbooks.watched import STORING, Announce, Refused

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who wants the new judgements kept, and why."""

    actor: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An order, and what it was given for."""

    order: Order
    shown: Mapping[int, Change]


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
    chosen = [row[0] for row in rows]
    if missing := sorted(set(submission_ids) - set(chosen)):
        raise NotFound(f"No judged submission {', '.join(missing)}; `cakupan submissions` lists them.")
    return chosen


def compare(submission_ids: Sequence[str]) -> Iterator[Change | Left]:
    """Judge these submissions again and yield what would change or cannot be judged; nothing is stored."""
    yield from _judged(submission_ids, None)


def keep(shown: Sequence[Change], order: Order) -> Iterator[Change | Left]:
    """Judge what `compare` showed again and keep what is as it was shown; yield what is kept and what is not.

    Run again after it was killed, it goes on with what is left. The gate and the receipts come after it:
    `unanswered` says for which.

    Raises:
        CakupanError: the reason is empty.
    """
    if not order.reason.strip():
        raise CakupanError("Say why submissions are judged again: --reason TEXT.")
    by_number = {each.submission_no: each for each in shown}
    yield from _judged([each.submission_id for each in shown], Agreed(order=order, shown=by_number))


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


def _judged(submission_ids: Sequence[str], agreed: Agreed | None) -> Iterator[Change | Left]:
    with connect() as connection:
        submissions = {each.submission_id: each for each in submitted.read(connection, submission_ids)}
        parts = batches.parts(connection, submission_ids)
        if not agreed:
            months.require_here(connection, [each.period for each in submissions.values()])
    if agreed:
        land.make_partitions(sorted({each.period for each in submissions.values()}))
    warm.up(sorted({each.roster_kind for each in submissions.values()}))
    for part in parts:
        own = {submissions[each].submission_no: submissions[each] for each in part}
        for changes, left in watched.run(_judging(own, agreed), list(own), fate=submitted.FATE):
            yield from (Change.of(each) for each in changes)
            yield from (Left(**each) for each in left)


def _judging(
    submissions: dict[int, Submission], agreed: Agreed | None
) -> Callable[[Sequence[int], Announce, Refused], tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """What the watched child does; it answers with plain values, for they travel as JSON.

    What the watcher refuses is not judged: too slow or dead today says nothing of a file read before.
    """

    def work(
        numbers: Sequence[int], announce: Announce, refused: Refused
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        announce(STORING)
        own = [submissions[number] for number in numbers if number not in refused]
        failed = [submissions[number] for number in numbers if number in refused]
        judged = [each.submission_no for each in own]
        with connect() as connection:
            replayed.make_tables(connection)
            if own:
                _judge(connection, own, announce)
            if agreed:
                changes, left = _keep(connection, own, agreed)
                changes += _kept_before(connection, failed, agreed)
                failed = [each for each in failed if each.submission_no not in _numbers(changes)]
            else:
                changes, left = replayed.changes(connection, judged), []
            left += _not_judged(connection, failed, refused)
        return [each.as_dict() for each in changes], [asdict(each) for each in left]

    return work


def _judge(connection: Connection, own: Sequence[Submission], announce: Announce) -> None:
    """Judge into the temporary tables."""
    periods = {each.submission_no: each.period for each in own}
    unnumbered = dict.fromkeys(periods, 0)
    put = store.rows_into(connection, periods, unnumbered, replayed.SCHEMA)
    files = submitted.files(connection, own)
    batch = judge.judge_into(files, land.storing(put, announce), Limits.of(settings.load()), announce)
    announce(STORING)
    store.write(connection, 0, batch, periods, unnumbered, replayed.SCHEMA)


def _not_judged(connection: Connection, failed: Sequence[Submission], refused: Refused) -> list[Left]:
    """Say what stopped these; one whose newest judgement says the same already is not worth a word."""
    codes = {number: code for number, (_, code) in _newest(connection, failed).items()}
    return [
        Left(
            submission_id=each.submission_id,
            why=f"could not be judged: {_cause(refused[each.submission_no])}",
        )
        for each in failed
        if codes[each.submission_no] != refused[each.submission_no].code
    ]


def _cause(refusal: FileRefused) -> str:
    """The first sentence of the reason: what to do about it is said to partners."""
    return refusals.text(refusal, "en").partition(". ")[0]


def _newest(connection: Connection, submissions: Sequence[Submission]) -> dict[int, tuple[int, str | None]]:
    rows = connection.execute(
        "select submission_no, judgement_no, refusal_code from intake.latest_judgement"
        " where submission_no = any(%s)",
        [[each.submission_no for each in submissions]],
    )
    return {number: (judgement_no, code) for number, judgement_no, code in rows}


def _numbers(changes: Iterable[Change]) -> set[int]:
    return {each.submission_no for each in changes}


def _keep(
    connection: Connection, own: Sequence[Submission], agreed: Agreed
) -> tuple[list[Change], list[Left]]:
    """Store the judgements that are as they were shown; name those that are otherwise by now."""
    numbers = [each.submission_no for each in own]
    # The lock of loads comes before any row: two sessions never wait for each other.
    loads.announce(connection)
    connection.execute("select intake.lock_submissions(%s)", [numbers])
    changed = replayed.changes(connection, numbers)
    as_shown = [each for each in changed if each.is_as_shown(agreed.shown[each.submission_no])]
    if as_shown:
        _store(connection, as_shown, agreed.order)
    same = [each for each in own if each.submission_no not in _numbers(changed)]
    kept = [*as_shown, *_kept_before(connection, same, agreed)]
    left = [
        Left(submission_id=each.submission_id, why="is judged otherwise than was shown; run the replay again")
        for each in own
        if each.submission_no not in _numbers(kept)
    ]
    logger.info("judged %d submissions again, %d differ", len(own), len(changed))
    return kept, left


def _store(connection: Connection, changed: Sequence[Change], order: Order) -> None:
    with loads.load(connection, "replay") as load:
        numbers = [each.submission_no for each in changed]
        replayed.move(connection, numbers, load.load_no)
        shrinking.hold(connection, load.load_no, numbers)
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
                " values ('replay', %s, %s, %s, %s::jsonb, %s, control.now())",
                [
                    [each.submission_id, order.actor, order.reason, json.dumps(each.summary()), load.load_no]
                    for each in changed
                ],
            )


def _kept_before(connection: Connection, own: Sequence[Submission], agreed: Agreed) -> list[Change]:
    """What is stored since it was shown: by a child that died after its commit, or by a colleague."""
    newest = _newest(connection, own)
    shown = [agreed.shown[each.submission_no] for each in own]
    return [each for each in shown if newest[each.submission_no][0] > each.judgement_no]
