"""Which full lists are too short to replace the one before without a confirmation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cakupan.intake.rows import holding
from cakupan.warehouse.connection import Connection

LEAST_SHARE = (
    0.5  # of the accepted rows of the list it replaces; a shorter full list waits for a confirmation
)
USABLE = ("accepted", "accepted_with_findings")
NOTHING_JUDGED: Mapping[int, tuple[str, int]] = {}


@dataclass(frozen=True, kw_only=True)
class Shrunk:
    """A submission to be set aside, and why: a key of `holding.HOLDS` with what was found."""

    submission_no: int
    judgement_no: int
    code: str
    details: Mapping[str, object]


@dataclass(kw_only=True)
class _File:
    """A file of a full list as the shrink rule sees it; holding one changes what the next is compared with.

    Outcome and judgement are null while it waits to be judged.
    """

    submission_no: int
    submission_id: str
    partner_no: int
    roster_kind: str
    valid_from: date
    valid_to: date | None
    judgement_no: int | None
    outcome: str | None
    accepted: int
    list_no: int
    part_no: int

    @property
    def is_correction(self) -> bool:
        """Whether it came later than the list, for one part of it."""
        return self.submission_no != self.part_no


def shrunk(
    connection: Connection,
    submission_nos: Iterable[int],
    judged: Mapping[int, tuple[str, int]] = NOTHING_JUDGED,
) -> list[Shrunk]:
    """Return what is to be set aside of the lists these submissions belong to.

    A list is decided on when all its parts are judged, by the sum of their accepted rows; a file that
    corrects a part, by what its list is with it and was before. `judged` gives outcome and accepted
    rows of judgements that are not stored, instead of the newest ones.
    """
    numbers = set(submission_nos)
    held: list[Shrunk] = []
    for files in _files(connection, sorted(numbers)).values():
        decided: set[int] = set()
        for each in files:
            each.outcome, each.accepted = judged.get(each.submission_no, (each.outcome, each.accepted))
        for each in files:
            key = each.submission_no if each.is_correction else each.list_no
            if each.submission_no in numbers and key not in decided:
                decided.add(key)
                held += _decide(each, files)
    return held


def _decide(late: _File, files: Sequence[_File]) -> list[Shrunk]:
    """Hold the list that begins with this file, or the correction that it is, when it is too short."""
    own = [late] if late.is_correction else _as_received(late, files)
    usable = [each for each in own if each.outcome in USABLE]
    if not usable or any(each.outcome is None for each in own):
        return []
    siblings = _others(late, files) if late.is_correction else []
    is_mending = any(each.outcome in USABLE for each in siblings)
    replaced = _in_force_of(late.list_no, late, files) if is_mending else _replaced(late, files)
    kept = [each for each in siblings if each.outcome in USABLE and each.part_no != late.part_no]
    accepted = sum(each.accepted for each in (*kept, *usable))
    rows = sum(each.accepted for each in replaced)
    if replaced and accepted < LEAST_SHARE * rows:
        return _hold(usable, holding.SHRUNK, accepted=accepted, replaced=_named(replaced), rows=rows)
    if not is_mending and any(each.outcome == "held" for each in siblings):
        return _hold(usable, holding.CORRECTS_HELD, corrected=_named(siblings))
    return []


def _hold(files: Sequence[_File], code: str, **details: object) -> list[Shrunk]:
    for each in files:
        each.outcome = "held"
    return [
        Shrunk(
            submission_no=each.submission_no,
            judgement_no=each.judgement_no or 0,
            code=code,
            details=details,
        )
        for each in files
    ]


def _as_received(late: _File, files: Sequence[_File]) -> list[_File]:
    return [each for each in files if each.list_no == late.list_no and not each.is_correction]


def _others(late: _File, files: Sequence[_File]) -> list[_File]:
    """What there was of its list before a correction came."""
    return [
        each for each in files if each.list_no == late.list_no and each.submission_no < late.submission_no
    ]


def _named(files: Sequence[_File]) -> str:
    return ", ".join(each.submission_id for each in files)


def _in_force_of(list_no: int, late: _File, files: Sequence[_File]) -> list[_File]:
    """The newest usable file of each part of a list, as it was when the late one came."""
    parts: dict[int, _File] = {}
    for each in files:
        is_before = each.list_no == list_no and each.submission_no < late.submission_no
        if is_before and each.outcome in USABLE:
            parts[each.part_no] = each
    return list(parts.values())


def _replaced(late: _File, files: Sequence[_File]) -> list[_File]:
    """The newest usable list from before whose time reaches into that of the late one."""
    before = [
        each
        for each in files
        if each.list_no < late.list_no and each.outcome in USABLE and each.valid_from <= late.valid_from
    ]
    newest = max(before, key=lambda each: (each.valid_from, each.list_no), default=None)
    if newest is None or (newest.valid_to is not None and newest.valid_to < late.valid_from):
        return []
    return _in_force_of(newest.list_no, late, files)


def _files(connection: Connection, submission_nos: list[int]) -> dict[tuple[int, str], list[_File]]:
    """The files of these lists and, for each list, of the one from before it that it would replace.

    In the order they came. Only one list is looked up for each: the cost does not grow with the months on
    record.
    """
    names = tuple(_File.__dataclass_fields__)
    rows = connection.execute(
        """
        with
        late as (
            select distinct on (coalesce(list_no, submission_no))
                coalesce(list_no, submission_no) as list_no, partner_no, roster_kind, valid_from
            from intake.submission where submission_no = any(%(numbers)s) and is_full
        ),
        concerned as (
            select late.list_no from late
            union
            select before.list_no
            from late
            cross join lateral (
                select coalesce(submission.list_no, submission.submission_no) as list_no
                from intake.submission
                inner join intake.latest_judgement using (submission_no)
                where submission.partner_no = late.partner_no and submission.roster_kind = late.roster_kind
                    and submission.is_full
                    and coalesce(submission.list_no, submission.submission_no) < late.list_no
                    and submission.valid_from <= late.valid_from
                    and not submission.submission_no = any(%(numbers)s)
                    and latest_judgement.outcome = any(%(usable)s)
                order by submission.valid_from desc, 1 desc
                limit 1
            ) as before
        ),
        file as (
            select submission.* from concerned
            inner join intake.submission on concerned.list_no = submission.submission_no
            union
            select submission.* from concerned
            inner join intake.submission on concerned.list_no = submission.list_no
        )
        select
            submission_no, submission_id, partner_no, roster_kind, valid_from, valid_to, judgement_no,
            outcome, coalesce(accepted, 0), coalesce(list_no, submission_no), coalesce(part_no, submission_no)
        from file
        left join intake.latest_judgement using (submission_no)
        order by submission_no
        """,
        {"numbers": submission_nos, "usable": list(USABLE)},
    )
    found: dict[tuple[int, str], list[_File]] = defaultdict(list)
    for row in rows:
        each = _File(**dict(zip(names, row, strict=True)))
        found[each.partner_no, each.roster_kind].append(each)
    return found
