"""Judge submissions and put rows, findings and judgements into the warehouse, a batch in one transaction."""

import logging
from collections.abc import Callable, Sequence

from cakupan import settings
from cakupan.intake.judging import judge
from cakupan.intake.judging.slices import Judged
from cakupan.intake.storing import batches, shrinking, store, submitted, warm
from cakupan.intake.storing.submitted import Submission
from cakupan.lake import months
from cakupan.warehouse import loads, locks
from cakupan.warehouse.connection import Connection, connect
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits
from cakupan.workbooks.watched import STORING, TOGETHER, Announce, Refused

logger = logging.getLogger(__name__)


def replace(submission_ids: Sequence[str]) -> list[str]:
    """Judge these submissions and store the result instead of an earlier one that no edition has used.

    Returns the ids of those it judged, so that gate and receipt can follow. One whose file the archive has
    lost is left out and told; it waits, and `submitted.require_files` raises as long as it does.
    """
    with connect() as connection:
        known = submitted.known(connection, submission_ids)
        submissions = {each.submission_id: each for each in known if each.is_in_archive}
        parts = batches.parts(connection, list(submissions))
    for each in known:
        if not each.is_in_archive:
            logger.error("%s It waits; the others of its batch are judged.", submitted.remedy(each))
    make_partitions(sorted({each.period for each in submissions.values()}))
    warm.up(sorted({each.roster_kind for each in submissions.values()}))
    for part in parts:
        own = {submissions[each].submission_no: submissions[each] for each in part}
        judged = sum(watched.run(_judging(own), list(own), fate=submitted.FATE))
        logger.info("judged %d submissions, left %d as they were", judged, len(own) - judged)
    return [each for each in submission_ids if each in submissions]


def _judging(submissions: dict[int, Submission]) -> Callable[[Sequence[int], Announce, Refused], int]:
    """What the watched child does: judge in the transaction that stores, portion by portion."""

    def work(numbers: Sequence[int], announce: Announce, refused: Refused) -> int:
        announce(STORING)
        own = [submissions[number] for number in numbers]
        periods = {each.submission_no: each.period for each in own}
        with connect() as connection:
            files = submitted.files(connection, own)
            judgement_nos = store.remove(connection, _open(connection, numbers))
            put = store.rows_into(connection, periods, judgement_nos)
            batch = judge.judge_into(
                [each for each in files if each.submission_no in judgement_nos],
                storing(put, announce),
                Limits.of(settings.load()),
                announce,
                refused,
            )
            announce(STORING)
            with loads.load(connection, "intake") as load:
                store.write(connection, load.load_no, batch, periods, judgement_nos)
                shrinking.hold(connection, load.load_no, judgement_nos)
        return len(judgement_nos)

    return work


def storing(put: Callable[[Judged], None], announce: Announce) -> Callable[[Judged], None]:
    """Return `put`, with the watcher told that meanwhile nothing but the database is waited for."""

    def told(judged: Judged) -> None:
        announce(STORING)
        put(judged)
        announce(TOGETHER)

    return told


def make_partitions(periods: Sequence[str]) -> None:
    """Attach what is missing in a transaction of its own: attaching does not wait for readers or writers.

    A month that left the database comes back first: a late list of it is weighed against those before.
    """
    months.bring_back(periods, "intake", "daftar susulan")
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.PARTITIONS])
        for period in periods:
            connection.execute("select intake.make_partition(%s)", [period])


def _open(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Lock the submissions; leave out those an edition may have seen, and those released or judged again.

    While there is a judgement to be replaced no as_of is fixed: it would be one that an edition has seen.
    """
    if _is_any_judged(connection, numbers):
        loads.announce(connection)
    rows = connection.execute("select intake.lock_submissions(%s)", [list(numbers)]).fetchall()
    if _is_any_judged(connection, numbers):
        loads.announce(connection)
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


def _is_any_judged(connection: Connection, numbers: Sequence[int]) -> bool:
    row = connection.execute(
        "select exists (select from intake.judgement where submission_no = any(%s))", [list(numbers)]
    ).fetchone()
    return bool(row and row[0])
