"""Lists set aside and freed again, as dated facts: what was held at an as_of never changes."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.intake.rows import holding
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Released:
    """What a release did; `is_new` is false when the list had been freed before.

    `siblings`: parts of the same list that were freed with it.
    """

    submission_id: str
    judgement_no: int
    partner_id: str
    roster_kind: str
    period: str
    accepted: int
    held_because: str
    reason: str
    is_new: bool
    siblings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the release as the command line prints it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class _Held:
    """The newest judgement of a submission and why it is held, when it is."""

    submission_no: int
    submission_id: str
    judgement_no: int
    held_code: str | None
    held_details: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class _Standing(_Held):
    """How a submission stands that somebody wants to free."""

    partner_id: str
    roster_kind: str
    period: str
    accepted: int
    outcome: str
    release_reason: str | None


def hold(connection: Connection, load_no: int, submission_ids: Sequence[str], reason_code: str) -> int:
    """Set newest judgements aside because gate 1 says so; refused ones, and ones it held before, stay as is.

    The reason is a key of `holding.HOLDS`. Returns how many are newly held.
    """
    return connection.execute(
        "insert into intake.hold"
        " (submission_no, judgement_no, load_no, state, basis, reason_code, reason_details)"
        " select submission_no, judgement_no, %s, 'held', 'gate', %s, '{}'"
        " from intake.latest_judgement inner join intake.submission using (submission_no)"
        " where submission_id = any(%s) and outcome <> 'refused' order by submission_no"
        " on conflict (submission_no, judgement_no, basis) where state = 'held' do nothing",
        [load_no, reason_code, list(submission_ids)],
    ).rowcount


def release(connection: Connection, submission_id: str, *, reason: str, actor: str) -> Released:
    """Free the newest judgement of a held submission, recorded in control.action and with a load of its own.

    A list freed before stays as it is; the parts of a list that were set aside together are freed together.
    The caller commits, then writes the receipts anew.

    Raises:
        NotFound: there is no such submission, or it is not judged yet.
        CakupanError: the reason is empty.
        AnswerIsNo: the list is not held.
    """
    if not reason.strip():
        raise CakupanError("Say why the list counts after all: --reason TEXT.")
    submission_no = _judged(connection, submission_id)
    # The lock of loads comes before any row: two sessions never wait for each other.
    loads.announce(connection)
    connection.execute(
        "select intake.lock_submissions(array(select submission_no from intake.submission"
        " where submission_no = %(number)s or list_no = (select list_no"
        " from intake.submission where submission_no = %(number)s)))",
        {"number": submission_no},
    )
    (standing,) = statements.records(
        connection,
        _Standing,
        "select submission_no, submission_id, judgement_no, partner_id, roster_kind, period, accepted,"
        " outcome, held_code, held_details, release_reason"
        " from intake.latest_judgement inner join intake.submission using (submission_no)"
        " where submission_no = %s",
        [submission_no],
    )
    if standing.held_code is None and standing.release_reason is None:
        raise AnswerIsNo(f"{submission_id} is not held: its outcome is {standing.outcome}.")
    freed: list[_Held] = []
    if standing.held_code is not None:
        freed = [standing, *_held_with(connection, submission_no)]
    for each in freed:
        _record_release(connection, each, reason.strip(), actor)
    return Released(
        submission_id=submission_id,
        judgement_no=standing.judgement_no,
        partner_id=standing.partner_id,
        roster_kind=standing.roster_kind,
        period=standing.period,
        accepted=standing.accepted,
        held_because=holding.text(standing.held_code, standing.held_details or {})
        if standing.held_code is not None
        else "",
        reason=standing.release_reason or reason.strip(),
        is_new=bool(freed),
        siblings=tuple(each.submission_id for each in freed[1:]),
    )


def _held_with(connection: Connection, submission_no: int) -> list[_Held]:
    """The other parts of its list that were set aside as too short; none when it was held for itself."""
    statement = statements.beside(__file__, "held_with")
    return statements.records(connection, _Held, statement, {"submission_no": submission_no})


def _judged(connection: Connection, submission_id: str) -> int:
    row = connection.execute(
        "select submission_no, exists (select from intake.judgement"
        " where judgement.submission_no = submission.submission_no) from intake.submission"
        " where submission_id = %s",
        [submission_id],
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no submission {submission_id}; `cakupan submissions` lists them.")
    if not row[1]:
        raise NotFound(f"{submission_id} is not judged yet; `cakupan ingest` judges it.")
    return int(row[0])


def _record_release(connection: Connection, held: _Held, reason: str, actor: str) -> None:
    details = {
        "judgement_no": held.judgement_no,
        "held_code": held.held_code,
        "held_details": held.held_details,
    }
    with loads.load(connection, "release") as load:
        action = connection.execute(
            "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
            " values ('release', %s, %s, %s, %s::jsonb, %s, control.now()) returning action_no",
            [held.submission_id, actor, reason, json.dumps(details, ensure_ascii=False), load.load_no],
        ).fetchone()
        assert action is not None  # noqa: S101 - returning always answers
        connection.execute(
            "insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason, action_no)"
            " values (%s, %s, %s, 'released', 'operator', %s, %s)",
            [held.submission_no, held.judgement_no, load.load_no, reason, action[0]],
        )
    logger.info("%s released by %s", held.submission_id, actor)
