"""Answers to partners: which workbook goes back for which submission, and where it is put."""

import hashlib
import logging
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cakupan import settings
from cakupan.errors import FileRefused
from cakupan.intake import refusals
from cakupan.intake.receipt import book, changes, content, facts, words, workbooks
from cakupan.intake.receipt.facts import Facts
from cakupan.intake.receipt.page import ReceiptContent, lines
from cakupan.warehouse.connection import connect

logger = logging.getLogger(__name__)

NO_PARTNER = "_tanpa_mitra"  # answers to files that lie in no partner's folder
PLAIN_NAME = re.compile(r"[^\W_][\w .-]{0,99}")


def write(submission_ids: Sequence[str]) -> list[Path]:
    """Write the receipt of each submission's newest judgement into outbox/<partner>/ and record it."""
    with connect() as connection:
        every = facts.load(connection, submission_ids)
        changed = changes.of(connection, every)
    written = [(each, *_answer(each, changed.get(each.submission_no, ()))) for each in every]
    with connect() as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into intake.receipt (submission_no, judgement_no, file_name, sha256, written_at)"
            " values (%s, %s, %s, %s, control.now()) on conflict (submission_no, judgement_no)"
            " do update set sha256 = excluded.sha256, written_at = excluded.written_at",
            [(each.submission_no, each.judgement_no, path.name, sha256) for each, path, sha256 in written],
        )
    return [path for _, path, _ in written]


def _answer(each: Facts, changed: changes.Changes) -> tuple[Path, str]:
    name = f"{each.submission_id}_{each.roster_kind}_{each.period}.xlsx"
    path = _folder(each.partner_id) / name
    data = workbooks.answer(each, changed)
    _put(path, data)
    return path, hashlib.sha256(data).hexdigest()


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
            ("Diterima", words.day(day)),
        ),
        actions=(
            f"Alasan: {refusals.text(refusal)}",
            f"Reason: {refusals.text(refusal, 'en')}",
            f"Perbaiki lalu kirim kembali paling lambat {words.day(content.until_day(day))}.",
        ),
        contact=content.contact(None, None),
    )
    _put(path, book.one_page(lines(said)))
    return path


def _answered_in(partner_id: str | None) -> str:
    """The partner's folder; a name that whoever sent the file made up is followed only when it is plain."""
    return partner_id if partner_id and PLAIN_NAME.fullmatch(partner_id) else NO_PARTNER


def _folder(partner_id: str) -> Path:
    folder = settings.load().folder("outbox") / partner_id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _put(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(data)
    partial.chmod(0o600)
    partial.replace(path)
