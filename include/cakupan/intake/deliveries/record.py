"""Deliveries and submissions go into the warehouse, those of many files in a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakupan.errors import FileRefused
from cakupan.intake.deliveries import inbox
from cakupan.intake.deliveries.inbox import InboxFile
from cakupan.intake.deliveries.taking import Answered, Taken
from cakupan.warehouse.connection import Connection

UNPACKED = "unpacked"
Decision = (
    Taken | FileRefused | str
)  # taken for something, refused at the door, or an archive that was unpacked

DELIVERY = (
    "delivery_no", "load_no", "partner_id", "relative_path", "file_name", "sha256", "size_bytes",
    "received_at", "outcome", "refusal_code", "submission_no", "container_delivery_no",
)  # fmt: skip
SUBMISSION = (
    "submission_no", "load_no", "delivery_no", "partner_no", "partner_id", "roster_kind", "period", "sha256",
    "file_name", "received_at", "kind_basis", "period_basis", "is_full", "carry_forward", "funding_code",
    "agreement_id", "valid_from", "valid_to", "corrects_submission_no",
)  # fmt: skip
Key = tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class _InForce:
    """A submission that counts now for a partner, kind and period."""

    submission_no: int
    sha256: str


def answered(connection: Connection, submission_ids: Sequence[str]) -> dict[str, Answered]:
    """Return the submissions of these ids, as far as there are any."""
    rows = connection.execute(
        "select submission_id, submission_no, partner_id, roster_kind, period from intake.submission"
        " where submission_id = any(%s)",
        [list(submission_ids)],
    )
    return {
        row[0]: Answered(submission_no=row[1], partner_id=row[2], roster_kind=row[3], period=row[4])
        for row in rows
    }


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
    for place, number in zip(new, _numbers(connection, "delivery", len(new)), strict=True):
        numbers[place] = number
    delivery_nos = [number for number in numbers if number is not None]
    partner_nos = _partner_nos(connection, [decisions[place] for place in new])
    submissions = _submissions(connection, files, decisions, new, partner_nos)
    made = {place: number for place, (number, is_new) in submissions.items() if is_new}
    rows = [_delivery_row(load_no, place, files, decisions, delivery_nos, submissions) for place in new]
    _copy(connection, "intake.delivery", DELIVERY, rows)
    _copy(
        connection,
        "intake.submission",
        SUBMISSION,
        [
            _submission_row(load_no, number, delivery_nos[place], files[place], decisions[place], partner_nos)
            for place, number in made.items()
        ],
    )
    return delivery_nos


def _recorded_before(connection: Connection, files: Sequence[InboxFile]) -> list[int | None]:
    """The deliveries of these very arrivals, recorded by a run that ended before they were taken away.

    A file put in place after that is a new arrival, even if name, bytes and time are those of an old one.
    """
    rows = connection.execute(
        """
        select min(delivery_no), delivery.relative_path, delivery.sha256, delivery.received_at
        from unnest(%s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[])
            as wanted (relative_path, sha256, received_at, changed_at)
        inner join intake.delivery on delivery.sha256 = wanted.sha256
            and hashtextextended(delivery.relative_path, 0) = hashtextextended(wanted.relative_path, 0)
            and delivery.relative_path = wanted.relative_path and delivery.received_at = wanted.received_at
        inner join control.load on delivery.load_no = load.load_no
        where load.recorded_at >= wanted.changed_at
        group by 2, 3, 4
        """,
        [
            [file.relative_path for file in files],
            [file.sha256 for file in files],
            [file.received_at for file in files],
            [inbox.instant(file.state.changed_ns) for file in files],
        ],
    )
    known = {row[1:]: int(row[0]) for row in rows}
    return [known.get((file.relative_path, file.sha256, file.received_at)) for file in files]


def _numbers(connection: Connection, table: str, count: int) -> list[int]:
    rows = connection.execute(
        "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
        [f"intake.{table}", f"{table}_no", count],
    )
    return sorted(int(row[0]) for row in rows)


def _partner_nos(connection: Connection, decisions: Sequence[Decision]) -> dict[str, int]:
    wanted = [sorted({each.partner.partner_id for each in decisions if isinstance(each, Taken)})]
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


def _submissions(
    connection: Connection,
    files: Sequence[InboxFile],
    decisions: Sequence[Decision],
    new: Sequence[int],
    partner_nos: Mapping[str, int],
) -> dict[int, tuple[int, bool]]:
    """For each file taken the submission it is, and whether that is a new one; files in their order."""
    taken = {place: each for place in new if isinstance(each := decisions[place], Taken)}
    keys = {place: _key(each, partner_nos) for place, each in taken.items()}
    in_force = _in_force(connection, sorted(set(keys.values())))
    found: dict[int, tuple[int, bool]] = {}
    made = 0
    for place, each in taken.items():
        known = in_force.setdefault(keys[place], [])
        candidates = known[:1] if _is_full(each) else known
        same = next((one for one in candidates if one.sha256 == files[place].sha256), None)
        if same:
            found[place] = (same.submission_no, False)
            continue
        made += 1
        known.insert(0, _InForce(submission_no=-made, sha256=files[place].sha256))
        found[place] = (-made, True)
    numbers = _numbers(connection, "submission", made)  # a number for a submission only: they leave no gap
    return {
        place: (numbers[-number - 1] if number < 0 else number, is_new)
        for place, (number, is_new) in found.items()
    }


def _key(taken: Taken, partner_nos: Mapping[str, int]) -> Key:
    return partner_nos[taken.partner.partner_id], taken.roster_kind, taken.period.period


def _is_full(taken: Taken) -> bool:
    return taken.obligation.is_full if taken.obligation else True


def _in_force(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[_InForce]]:
    """The submissions of each partner, kind and period that are neither refused nor held, newest first."""
    rows = connection.execute(
        """
        select submission.partner_no, submission.roster_kind, submission.period, submission.submission_no,
            submission.sha256
        from unnest(%s::bigint[], %s::text[], %s::text[]) as wanted (partner_no, roster_kind, period)
        inner join intake.submission using (partner_no, roster_kind, period)
        left join intake.latest_judgement using (submission_no)
        where coalesce(latest_judgement.outcome, 'waiting') not in ('refused', 'held')
        order by submission.submission_no desc
        """,
        [[key[0] for key in keys], [key[1] for key in keys], [key[2] for key in keys]],
    )
    found: dict[Key, list[_InForce]] = {}
    for row in rows:
        found.setdefault(row[:3], []).append(_InForce(submission_no=int(row[3]), sha256=row[4]))
    return found


def _delivery_row(
    load_no: int,
    place: int,
    files: Sequence[InboxFile],
    decisions: Sequence[Decision],
    delivery_nos: Sequence[int],
    submissions: Mapping[int, tuple[int, bool]],
) -> tuple[object, ...]:
    file, decision = files[place], decisions[place]
    submission_no, is_new = submissions.get(place, (None, False))
    outcome = "submission" if is_new else "already_received"
    if not isinstance(decision, Taken):
        outcome = "refused" if isinstance(decision, FileRefused) else decision
    return (
        delivery_nos[place], load_no, file.partner_id, file.relative_path, file.file_name, file.sha256,
        file.state.size_bytes, file.received_at, outcome,
        decision.code if isinstance(decision, FileRefused) else None, submission_no,
        None if file.container is None else delivery_nos[file.container],
    )  # fmt: skip


def _submission_row(
    load_no: int,
    number: int,
    delivery_no: int,
    file: InboxFile,
    decision: Decision,
    partner_nos: Mapping[str, int],
) -> tuple[object, ...]:
    assert isinstance(decision, Taken)  # noqa: S101 - only what was taken has a submission
    owed, taken = decision.obligation, decision.period
    carry_forward = owed.carry_forward if owed else False
    return (
        number, load_no, delivery_no, partner_nos[decision.partner.partner_id], decision.partner.partner_id,
        decision.roster_kind, taken.period, file.sha256, file.file_name, file.received_at,
        decision.kind_basis, taken.basis, _is_full(decision), carry_forward,
        owed.funding_code if owed else None, owed.agreement_id if owed else None, taken.first_day,
        owed.valid_to if owed and carry_forward else taken.last_day, decision.corrects_submission_no,
    )  # fmt: skip


def _copy(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    if not rows:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)
