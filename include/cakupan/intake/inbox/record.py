"""Deliveries and submissions go into the warehouse, those of many files in a handful of statements."""

from collections.abc import Mapping, Sequence

from cakupan.errors import FileRefused
from cakupan.intake.inbox import inbox, lists
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.lists import NumberedSubmission
from cakupan.intake.inbox.taking import Answered, Assignment
from cakupan.intake.rows import wording
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_rows

UNPACKED = "unpacked"
Decision = (
    Assignment | FileRefused | str
)  # taken for something, refused at the door, or an archive that was unpacked

DELIVERY = (
    "delivery_no", "load_no", "partner_id", "relative_path", "file_name", "sha256", "size_bytes",
    "received_at", "outcome", "refusal_code", "refusal_details", "submission_no", "container_delivery_no",
)  # fmt: skip
SUBMISSION = (
    "submission_no", "load_no", "delivery_no", "partner_no", "partner_id", "roster_kind", "period", "sha256",
    "file_name", "received_at", "kind_basis", "period_basis", "is_full", "carry_forward", "funding_code",
    "agreement_id", "valid_from", "valid_to", "corrects_submission_no", "list_no", "part_no",
)  # fmt: skip


def answered(connection: Connection, submission_ids: Sequence[str]) -> dict[str, Answered]:
    """Return the submissions of these ids, as far as there are any."""
    answers = statements.records(
        connection,
        Answered,
        "select submission_id, submission_no, partner_id, roster_kind, period, list_no, part_no"
        " from intake.submission where submission_id = any(%s)",
        [list(submission_ids)],
    )
    return {each.submission_id: each for each in answers}


def write(
    connection: Connection, load_no: int, files: Sequence[InboxFile], decisions: Sequence[Decision]
) -> list[int]:
    """Record what became of each file and return the delivery of each, also of those recorded before.

    An archive stands before its members. Bytes that count now for the same partner, kind and period are
    `already_received`.
    """
    before = _recorded_before(connection, files)
    new = [place for place, number in enumerate(before) if number is None]
    numbers = list(before)
    for place, number in zip(new, lists.next_numbers(connection, "delivery", len(new)), strict=True):
        numbers[place] = number
    delivery_nos = [number for number in numbers if number is not None]
    partner_nos = _partner_nos(connection, [decisions[place] for place in new])
    taken = {place: each for place in new if isinstance(each := decisions[place], Assignment)}
    submissions = lists.give(connection, files, taken, partner_nos)
    rows = [_delivery_row(load_no, place, files, decisions, delivery_nos, submissions) for place in new]
    copy_rows(connection, "intake.delivery", DELIVERY, rows)
    copy_rows(
        connection,
        "intake.submission",
        SUBMISSION,
        [
            _submission_row(load_no, given, delivery_nos[place], files[place], taken[place], partner_nos)
            for place, given in submissions.items()
            if given.is_new
        ],
    )
    return delivery_nos


def _recorded_before(connection: Connection, files: Sequence[InboxFile]) -> list[int | None]:
    """The deliveries of these very arrivals, recorded by a run that ended before they were taken away.

    A file put in place after that is a new arrival, even if name, bytes and time are those of an old one.
    """
    rows = connection.execute(
        statements.beside(__file__, "recorded_before"),
        {
            "relative_paths": [file.relative_path for file in files],
            "sha256s": [file.sha256 for file in files],
            "received_ats": [file.received_at for file in files],
            "changed_ats": [inbox.instant(file.state.changed_ns) for file in files],
        },
    )
    known = {row[1:]: int(row[0]) for row in rows}
    return [known.get((file.relative_path, file.sha256, file.received_at)) for file in files]


def _partner_nos(connection: Connection, decisions: Sequence[Decision]) -> dict[str, int]:
    wanted = [sorted({each.partner.partner_id for each in decisions if isinstance(each, Assignment)})]
    connection.execute(
        "insert into register.unit_key (unit_kind, unit_id) select 'partner', unnest(%s::text[])"
        " on conflict do nothing",
        wanted,
    )
    rows = connection.execute(
        "select unit_id, unit_no from register.unit_key where unit_kind = 'partner' and unit_id = any(%s)",
        wanted,
    )
    return {row[0]: int(row[1]) for row in rows}


def _delivery_row(
    load_no: int,
    place: int,
    files: Sequence[InboxFile],
    decisions: Sequence[Decision],
    delivery_nos: Sequence[int],
    submissions: Mapping[int, NumberedSubmission],
) -> tuple[object, ...]:
    file, decision = files[place], decisions[place]
    given = submissions.get(place)
    refusal = decision if isinstance(decision, FileRefused) else None
    outcome = "submission" if given and given.is_new else "already_received"
    if not isinstance(decision, Assignment):
        outcome = "refused" if isinstance(decision, FileRefused) else decision
    return (
        delivery_nos[place], load_no, file.partner_id, file.relative_path, file.file_name, file.sha256,
        file.state.size_bytes, file.received_at, outcome,
        refusal.code if refusal else None, wording.as_json(refusal.details) if refusal else None,
        given.submission_no if given else None,
        None if file.container is None else delivery_nos[file.container],
    )  # fmt: skip


def _submission_row(
    load_no: int,
    given: NumberedSubmission,
    delivery_no: int,
    file: InboxFile,
    decision: Assignment,
    partner_nos: Mapping[str, int],
) -> tuple[object, ...]:
    owed, taken = decision.obligation, decision.period
    return (
        given.submission_no, load_no, delivery_no, partner_nos[decision.partner.partner_id],
        decision.partner.partner_id, decision.roster_kind, taken.period, file.sha256,
        file.file_name, file.received_at,
        decision.kind_basis, taken.basis, owed.is_full, owed.carry_forward,
        owed.funding_code, owed.agreement_id, taken.first_day,
        owed.valid_to if owed.carry_forward else taken.last_day, decision.corrects_submission_no,
        given.list_no, given.part_no,
    )  # fmt: skip
