"""Take what partners put into the inbox: archive, record deliveries, make submissions, batch them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake import archive, directory, inbox, period, read, receipt
from cakupan.intake.directory import Obligation, Partner
from cakupan.intake.inbox import InboxFile
from cakupan.intake.period import Period
from cakupan.intake.workbook import Limits
from cakupan.warehouse import loads, locks
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)

FILES_PER_LOAD = 500
BYTES_PER_ROW = 40  # a rough guess, only to bound batches before anything is read
MOST_BATCHES = 900  # Airflow maps at most 1024 tasks


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a file was taken for, and how that was found."""

    partner: Partner
    roster_kind: str
    kind_basis: str
    period: Period
    obligation: Obligation | None


def new_batches() -> list[list[str]]:
    """Receive all that lies in the inbox; return ids of submissions not yet answered, in batches."""
    paths = inbox.paths()
    for start in range(0, len(paths), FILES_PER_LOAD):
        _receive(paths[start : start + FILES_PER_LOAD])
    with connect() as connection:
        return _batches(connection)


def _receive(paths: Sequence[Path]) -> None:
    files = [file for path in paths if (file := inbox.archived(path))]
    archive.sync()
    if len(files) < len(paths):
        logger.warning(
            "%d files changed while they were read and wait for the next run", len(paths) - len(files)
        )
    refused: list[tuple[int, InboxFile, FileRefused]] = []
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.RECEIVING])
        partners = directory.partners(
            connection, sorted({file.partner_id for file in files if file.partner_id})
        )
        with loads.load(connection, "intake") as load:
            for file in files:
                try:
                    taken = _take(file, partners)
                except FileRefused as reason:
                    delivery_no = _record_refused(connection, load.load_no, file, reason)
                    refused.append((delivery_no, file, reason))
                else:
                    _record(connection, load.load_no, file, taken)
    for delivery_no, file, refusal in refused:
        receipt.write_refused_delivery(
            file.partner_id, delivery_no, refusal, file.relative_path, file.received_at
        )
    left = [file for file in files if not inbox.remove(file)]
    if left:
        logger.warning("%d files were changed since they were archived and stay in the inbox", len(left))
    logger.info("received %d files, %d of them refused at the door", len(files), len(refused))


def _take(file: InboxFile, partners: dict[str, Partner]) -> Taken:
    partner = partners.get(file.partner_id or "")
    if partner is None:
        raise FileRefused("MITRA_TIDAK_DIKENAL", partner_id=file.partner_id or "-")
    kind, kind_basis = _kind(file, partner)
    folder = next((name for name in file.folders if period.FOLDER.fullmatch(name)), None)
    today = file.received_at.astimezone(settings.JAKARTA).date()
    due = partner.obligation(kind, today, today)
    found = period.find(
        folder=folder,
        **({"titles": (), "column": ()} if folder else _stated(file, kind, partner)),
        obligation=due,
        received_at=file.received_at,
    )
    obligation = partner.obligation(kind, found.first_day, found.last_day)
    return Taken(
        partner=partner, roster_kind=kind, kind_basis=kind_basis, period=found, obligation=obligation
    )


def _kind(file: InboxFile, partner: Partner) -> tuple[str, str]:
    named = [name for name in file.folders if not period.FOLDER.fullmatch(name)]
    owed = sorted({each.roster_kind for each in partner.obligations})
    if len(named) == 1 and named[0] in roster.kinds():
        return named[0], "folder"
    if not named and len(owed) == 1:
        return owed[0], "obligation"
    raise FileRefused("JENIS_TIDAK_JELAS", kinds=", ".join(owed or roster.kinds()))


def _stated(file: InboxFile, kind: str, partner: Partner) -> dict[str, tuple[str, ...]]:
    """What the file itself says of its month; one that cannot be read says nothing."""
    limits = Limits.of(settings.load())
    layout = partner.layout(kind, file.received_at.date())
    data = archive.read(file.sha256, limits.max_file_bytes)
    reading = read.read(data, roster.contract(kind), layout, limits)
    return {"titles": reading.titles, "column": reading.period_texts}


def _delivery_before(connection: Connection, file: InboxFile) -> int | None:
    """The delivery of this very arrival, recorded by a run that ended before the file was taken away."""
    row = connection.execute(
        "select delivery_no from intake.delivery where relative_path = %s and sha256 = %s and"
        " received_at = %s",
        [file.relative_path, file.sha256, file.received_at],
    ).fetchone()
    return int(row[0]) if row else None


def _insert_delivery(
    connection: Connection,
    load_no: int,
    file: InboxFile,
    outcome: str,
    code: str | None,
    submission_no: int | None,
) -> int:
    row = connection.execute(
        "insert into intake.delivery (load_no, partner_id, relative_path, file_name, sha256,"
        " size_bytes, received_at,"
        " outcome, refusal_code, submission_no) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " returning delivery_no",
        [
            load_no, file.partner_id, file.relative_path, file.file_name, file.sha256, file.state.size_bytes,
            file.received_at, outcome, code, submission_no,
        ],
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 - returning always answers
    return int(row[0])


def _record_refused(connection: Connection, load_no: int, file: InboxFile, refusal: FileRefused) -> int:
    before = _delivery_before(connection, file)
    return before or _insert_delivery(connection, load_no, file, "refused", refusal.code, None)


def _record(connection: Connection, load_no: int, file: InboxFile, taken: Taken) -> None:
    if _delivery_before(connection, file):
        return
    partner_no = _partner_no(connection, taken.partner.partner_id)
    is_full = taken.obligation.is_full if taken.obligation else True
    same = _same_in_force(connection, file, taken, partner_no, is_full)
    if same is not None:
        _insert_delivery(connection, load_no, file, "already_received", None, same)
        return
    row = connection.execute(
        "select nextval(pg_get_serial_sequence('intake.submission', 'submission_no'))"
    ).fetchone()
    assert row is not None  # noqa: S101 - nextval always answers
    delivery_no = _insert_delivery(connection, load_no, file, "submission", None, row[0])
    owed = taken.obligation
    carry_forward = owed.carry_forward if owed else False
    connection.execute(
        "insert into intake.submission (submission_no, load_no, delivery_no, partner_no, partner_id,"
        " roster_kind, period,"
        " sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward,"
        " funding_code, agreement_id,"
        " valid_from, valid_to) overriding system value"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            row[0], load_no, delivery_no, partner_no, taken.partner.partner_id, taken.roster_kind,
            taken.period.period, file.sha256,
            file.file_name, file.received_at, taken.kind_basis, taken.period.basis,
            is_full, carry_forward,
            owed.funding_code if owed else None, owed.agreement_id if owed else None,
            taken.period.first_day, owed.valid_to if owed and carry_forward else taken.period.last_day,
        ],
    )  # fmt: skip


def _partner_no(connection: Connection, partner_id: str) -> int:
    connection.execute(
        "insert into register.unit_key (unit_kind, unit_id) values ('partner', %s) on conflict do nothing",
        [partner_id],
    )
    row = connection.execute(
        "select unit_no from register.unit_key where unit_kind = 'partner' and unit_id = %s", [partner_id]
    ).fetchone()
    assert row is not None  # noqa: S101 - just inserted
    return int(row[0])


def _same_in_force(
    connection: Connection, file: InboxFile, taken: Taken, partner_no: int, is_full: bool
) -> int | None:
    """The submission with these bytes that counts now: the newest full list, or any addition."""
    rows = connection.execute(
        "select submission.submission_no, submission.sha256 from intake.submission"
        " left join intake.latest_judgement as latest using (submission_no)"
        " where partner_no = %s and roster_kind = %s and period = %s and coalesce(latest.outcome,"
        " 'waiting') not in ('refused', 'held')"
        " order by submission.submission_no desc",
        [partner_no, taken.roster_kind, taken.period.period],
    ).fetchall()
    candidates = rows[:1] if is_full else rows
    return next((int(number) for number, sha256 in candidates if sha256 == file.sha256), None)


def _batches(connection: Connection) -> list[list[str]]:
    """Bound batches by their likely rows; lists of one partner and kind stay together, in order."""
    waiting = connection.execute(
        "select submission.submission_id, submission.partner_no, submission.roster_kind, delivery.size_bytes"
        " from intake.submission inner join intake.delivery using (delivery_no)"
        " where not exists (select from intake.receipt where receipt.submission_no ="
        " submission.submission_no)"
        " order by submission.partner_no, submission.roster_kind, submission.submission_no"
    ).fetchall()
    rows = {row[0]: 1 + row[3] // BYTES_PER_ROW for row in waiting}
    limit = max(settings.load().batch_rows, sum(rows.values()) // MOST_BATCHES)
    batches: list[list[str]] = []
    filled, previous = 0, None
    for submission_id, partner_no, kind, _ in waiting:
        if not batches or (filled >= limit and (partner_no, kind) != previous):
            batches.append([])
            filled = 0
        batches[-1].append(submission_id)
        filled += rows[submission_id]
        previous = partner_no, kind
    return batches
