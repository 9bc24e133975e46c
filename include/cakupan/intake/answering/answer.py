"""Answers to partners: which workbook goes back for which submission, and where it is put."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cakupan import indonesian, settings
from cakupan.errors import FileRefused
from cakupan.intake.answering import book, changes, content, facts, words, workbooks
from cakupan.intake.answering.changes import Changes
from cakupan.intake.answering.facts import Facts
from cakupan.intake.answering.page import ReceiptContent, lines
from cakupan.intake.rows import refusals
from cakupan.warehouse.connection import connect
from cakupan.workbooks import watched
from cakupan.workbooks.watched import Announce, Refused

NO_PARTNER = "_tanpa_mitra"  # answers to files that lie in no partner's folder
FATE = "the receipt of submission S{:06d} does without the partner's own workbook".format
PLAIN_NAME = re.compile(r"[^\W_][\w .-]{0,99}")


def write(submission_ids: Sequence[str]) -> list[Path]:
    """Write the receipt of each submission's newest judgement into outbox/<partner>/ and record it."""
    with connect() as connection:
        every = {each.submission_no: each for each in facts.load(connection, submission_ids)}
        changed = changes.of(connection, list(every.values()))
    answered = watched.run(_answering(every, changed), list(every), fate=FATE)
    written = {number: (name, sha256) for part in answered for number, name, sha256 in part}
    with connect() as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into intake.receipt (submission_no, judgement_no, file_name, sha256, written_at)"
            " values (%s, %s, %s, %s, control.now()) on conflict (submission_no, judgement_no)"
            " do update set file_name = excluded.file_name, sha256 = excluded.sha256,"
            " written_at = excluded.written_at",
            [(number, each.judgement_no, *written[number]) for number, each in every.items()],
        )
    return [_folder(each.partner_id) / written[number][0] for number, each in every.items()]


def _answering(
    every: Mapping[int, Facts], changed: Mapping[int, Changes]
) -> Callable[[Sequence[int], Announce, Refused], list[tuple[int, str, str]]]:
    """What the watched child does; a file that would hang or kill it is answered without being opened."""

    def work(numbers: Sequence[int], announce: Announce, refused: Refused) -> list[tuple[int, str, str]]:
        written = []
        for number in numbers:
            announce(number)
            make = workbooks.listed if number in refused else workbooks.answer
            name, sha256 = _answer(every[number], make(every[number], changed.get(number, ())))
            written.append((number, name, sha256))
        return written

    return work


def _answer(each: Facts, data: bytes) -> tuple[str, str]:
    name = f"{each.submission_id}_{each.roster_kind}_{each.period}.xlsx"
    _put(_folder(each.partner_id) / name, data)
    return name, hashlib.sha256(data).hexdigest()


def write_refused_delivery(
    partner_id: str | None, delivery_no: int, refusal: FileRefused, relative_path: str, received_at: datetime
) -> Path:
    """Answer a file that could not even become a submission; one of no partner's folder too."""
    path = _folder(_answered_in(partner_id)) / f"D{delivery_no:06d}_ditolak.xlsx"
    day = received_at.astimezone(settings.JAKARTA).date()
    outcome, look = words.OUTCOMES["refused"]
    said = ReceiptContent(
        title="Tanda terima berkas mitra",
        partner=partner_id or "Mitra tidak dikenal",
        outcome=outcome,
        outcome_look=look,
        facts=(
            ("Nomor penerimaan", f"D{delivery_no:06d}"),
            ("Berkas", relative_path),
            ("Diterima", indonesian.day(day)),
            *_members_named(refusal),
        ),
        causes=(("Alasan", refusals.text(refusal)), ("Reason", refusals.text(refusal, "en"))),
        actions=(f"Perbaiki lalu kirim kembali paling lambat {indonesian.day(content.until_day(day))}.",),
        contact=content.contact(None, None),
    )
    _put(path, book.one_page(lines(said)))
    return path


def _members_named(refusal: FileRefused) -> list[tuple[str, str]]:
    """What lies in a refused archive, as far as its names could be read."""
    members = refusal.details.get("members")
    return [("Isi arsip", ", ".join(map(str, members)))] if isinstance(members, list) and members else []


def _answered_in(partner_id: str | None) -> str:
    """The partner's folder; a name that whoever sent the file made up is followed only when it is plain."""
    return partner_id if partner_id and PLAIN_NAME.fullmatch(partner_id) else NO_PARTNER


def _folder(partner_id: str) -> Path:
    folder = settings.load().folder("outbox") / partner_id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _put(path: Path, data: bytes) -> None:
    """Put an answer into its place whole: its owner's alone, and on the disk before it has its name."""
    handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink()
        raise
