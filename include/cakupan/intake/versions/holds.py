"""Lists set aside and freed again, as dated facts: what was held at an as_of never changes."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)

LEAST_SHARE = (
    0.5  # of the accepted rows of the list it replaces; a shorter full list waits for a confirmation
)
USABLE = ("accepted", "accepted_with_findings")
NOTHING_JUDGED: Mapping[int, tuple[str, int]] = {}


@dataclass(frozen=True, kw_only=True)
class Released:
    """What a release did; `is_new` is false when the list had been freed before."""

    submission_id: str
    judgement_no: int
    partner_id: str
    roster_kind: str
    period: str
    accepted: int
    held_because: str
    reason: str
    is_new: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the release as the command line prints it."""
        return asdict(self)


@dataclass(kw_only=True)
class _List:
    """A full list as the shrink rule sees it; holding one changes what the next is compared with."""

    submission_no: int
    submission_id: str
    partner_no: int
    roster_kind: str
    valid_from: date
    valid_to: date | None
    judgement_no: int
    outcome: str
    accepted: int


def hold(connection: Connection, load_no: int, submission_ids: Sequence[str], reason: str) -> int:
    """Set newest judgements aside because gate 1 says so; refused ones, and ones it held before, stay as is.

    Returns how many are newly held.
    """
    return connection.execute(
        "insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason)"
        " select submission_no, judgement_no, %s, 'held', 'gate', %s"
        " from intake.latest_judgement inner join intake.submission using (submission_no)"
        " where submission_id = any(%s) and outcome <> 'refused' order by submission_no"
        " on conflict (submission_no, judgement_no, basis) where state = 'held' do nothing",
        [load_no, reason, list(submission_ids)],
    ).rowcount


def hold_shrunk(connection: Connection, load_no: int, submission_nos: Iterable[int]) -> list[int]:
    """Set aside full lists with less than half the rows of the one they would replace; return their numbers.

    The list it would replace is the one in force for its period when it came, released ones included.
    """
    held = shrunk(connection, submission_nos)
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason)"
            " values (%s, %s, %s, 'held', 'shrunk', %s)",
            [
                (
                    each.submission_no,
                    each.judgement_no,
                    load_no,
                    f"Baris diterima {each.accepted}, kurang dari separuh daftar yang berlaku"
                    f" {replaced.submission_id} ({replaced.accepted} baris).",
                )
                for each, replaced in held
            ],
        )
    return [each.submission_no for each, _ in held]


def shrunk(
    connection: Connection,
    submission_nos: Iterable[int],
    judged: Mapping[int, tuple[str, int]] = NOTHING_JUDGED,
) -> list[tuple[_List, _List]]:
    """Return which of these lists are too short, each with the one it would replace.

    `judged` gives outcome and accepted rows of judgements that are not stored, instead of the newest ones.
    """
    numbers = set(submission_nos)
    held = []
    for lists in _full_lists(connection, sorted(numbers)).values():
        for each in lists:
            each.outcome, each.accepted = judged.get(each.submission_no, (each.outcome, each.accepted))
        for each in lists:
            if each.submission_no not in numbers or each.outcome not in USABLE:
                continue
            replaced = _replaced(each, lists)
            if replaced is not None and each.accepted < LEAST_SHARE * replaced.accepted:
                each.outcome = "held"
                held.append((each, replaced))
    return held


def _full_lists(connection: Connection, submission_nos: list[int]) -> dict[tuple[int, str], list[_List]]:
    """These full lists and, for each, the one from before the batch it would replace; in the order they came.

    Only one list is looked up for each: the cost does not grow with the months on record.
    """
    names = tuple(_List.__dataclass_fields__)
    rows = connection.execute(
        """
        with
        late as (
            select submission.*
            from intake.submission where submission_no = any(%(numbers)s) and is_full
        ),
        concerned as (
            select late.submission_no from late
            union
            select before.submission_no
            from late
            cross join lateral (
                select submission.submission_no
                from intake.submission
                inner join intake.latest_judgement using (submission_no)
                where submission.partner_no = late.partner_no and submission.roster_kind = late.roster_kind
                    and submission.is_full and submission.submission_no < late.submission_no
                    and submission.valid_from <= late.valid_from
                    and not submission.submission_no = any(%(numbers)s)
                    and latest_judgement.outcome = any(%(usable)s)
                order by submission.valid_from desc, submission.submission_no desc
                limit 1
            ) as before
        )
        select
            submission_no, submission_id, partner_no, roster_kind, valid_from, valid_to, judgement_no,
            outcome, accepted
        from concerned
        inner join intake.submission using (submission_no)
        inner join intake.latest_judgement using (submission_no)
        order by submission_no
        """,
        {"numbers": submission_nos, "usable": list(USABLE)},
    )
    found: dict[tuple[int, str], list[_List]] = defaultdict(list)
    for row in rows:
        each = _List(**dict(zip(names, row, strict=True)))
        found[each.partner_no, each.roster_kind].append(each)
    return found


def _replaced(late: _List, lists: Sequence[_List]) -> _List | None:
    """The newest usable list from before whose time reaches into that of the late one."""
    before = [
        each
        for each in lists
        if each.submission_no < late.submission_no
        and each.outcome in USABLE
        and each.valid_from <= late.valid_from
    ]
    newest = max(before, key=lambda each: (each.valid_from, each.submission_no), default=None)
    if newest is None or (newest.valid_to is not None and newest.valid_to < late.valid_from):
        return None
    return newest


def release(connection: Connection, submission_id: str, *, reason: str, actor: str) -> Released:
    """Free the newest judgement of a held submission, recorded in control.action and with a load of its own.

    A list freed before stays as it is. The caller commits, then writes the receipt anew.

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
    connection.execute("select from intake.submission where submission_no = %s for update", [submission_no])
    found = connection.execute(
        "select judgement_no, partner_id, roster_kind, period, accepted, held_reason, release_reason, outcome"
        " from intake.latest_judgement inner join intake.submission using (submission_no)"
        " where submission_no = %s",
        [submission_no],
    ).fetchone()
    assert found is not None  # noqa: S101 - a judgement is replaced, never only removed
    *_, held_reason, release_reason, outcome = found
    if held_reason is None and release_reason is None:
        raise AnswerIsNo(f"{submission_id} is not held: its outcome is {outcome}.")
    if held_reason is not None:
        _record_release(
            connection, submission_no, submission_id, found[0], held_reason, reason.strip(), actor
        )
    return Released(
        submission_id=submission_id,
        judgement_no=found[0],
        partner_id=found[1],
        roster_kind=found[2],
        period=found[3],
        accepted=found[4],
        held_because=held_reason or "",
        reason=reason.strip() if held_reason is not None else release_reason,
        is_new=held_reason is not None,
    )


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


def _record_release(
    connection: Connection,
    submission_no: int,
    submission_id: str,
    judgement_no: int,
    held_reason: str,
    reason: str,
    actor: str,
) -> None:
    details = {"judgement_no": judgement_no, "held_because": held_reason}
    with loads.load(connection, "release") as load:
        action = connection.execute(
            "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
            " values ('release', %s, %s, %s, %s::jsonb, %s, control.now()) returning action_no",
            [submission_id, actor, reason, json.dumps(details, ensure_ascii=False), load.load_no],
        ).fetchone()
        assert action is not None  # noqa: S101 - returning always answers
        connection.execute(
            "insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason, action_no)"
            " values (%s, %s, %s, 'released', 'operator', %s, %s)",
            [submission_no, judgement_no, load.load_no, reason, action[0]],
        )
    logger.info("%s released by %s", submission_id, actor)
