"""The answer to a partner: a workbook that says what was taken, what was found, and what to do by when."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake import refusals, rules
from cakupan.intake.receipt.plain_book import Line, ReceiptContent, render
from cakupan.warehouse.connection import Connection, connect

ANSWER_DAYS = 14
NO_PARTNER = "_tanpa_mitra"  # answers to files that lie in no partner's folder
PLAIN_NAME = re.compile(r"[^\W_][\w .-]{0,99}")
KIND_BASIS = {
    "folder": "nama folder tempat berkas dikirim",
    "obligation": "satu-satunya daftar yang menjadi kewajiban mitra",
}
PERIOD_BASIS = {
    "folder": "nama folder tempat berkas dikirim",
    "title": "judul pada lembar",
    "column": "kolom periode pada lembar",
    "due": "bulan terakhir yang jatuh tempo ketika berkas diterima",
}
OUTCOMES = {
    "accepted": "DITERIMA",
    "accepted_with_findings": "DITERIMA DENGAN CATATAN",
    "refused": "DITOLAK",
    "held": "DITAHAN, MENUNGGU KONFIRMASI",
}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
DUPLICATE_TEXT = (
    "Baris ganda: NIK dan nama yang sama sudah ada pada baris sebelumnya. Hapus baris ini bila memang sama."
)


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the warehouse knows of one judged submission."""

    submission_no: int
    submission_id: str
    partner_id: str
    partner_name: str | None
    roster_kind: str
    period: str
    file_name: str
    sha256: str
    received_at: datetime
    kind_basis: str
    period_basis: str
    judgement_no: int
    outcome: str
    refusal_text: str | None
    held_reason: str | None
    is_nil: bool
    received: int
    accepted: int
    quarantined: int
    duplicates: int
    stated_total: int | None


def write(submission_ids: Sequence[str]) -> list[Path]:
    """Write the receipt of each submission's newest judgement into outbox/<partner>/ and record it."""
    with connect() as connection:
        paths = []
        for facts in _facts(connection, submission_ids):
            path = (
                _folder(facts.partner_id) / f"{facts.submission_id}_{facts.roster_kind}_{facts.period}.xlsx"
            )
            content = render(_content(connection, facts))
            _put(path, content)
            connection.execute(
                "insert into intake.receipt (submission_no, judgement_no, file_name, sha256, written_at)"
                " values (%s, %s, %s, %s, control.now()) on conflict (submission_no, judgement_no)"
                " do update set sha256 = excluded.sha256, written_at = excluded.written_at",
                [facts.submission_no, facts.judgement_no, path.name, hashlib.sha256(content).hexdigest()],
            )
            paths.append(path)
        return paths


def write_refused_delivery(
    partner_id: str | None, delivery_no: int, refusal: FileRefused, relative_path: str, received_at: datetime
) -> Path:
    """Answer a file that could not even become a submission; one of no partner's folder too."""
    path = _folder(_answered_in(partner_id)) / f"D{delivery_no:06d}_ditolak.xlsx"
    day = received_at.astimezone(settings.JAKARTA).date()
    content = ReceiptContent(
        title="Tanda terima berkas mitra",
        outcome=OUTCOMES["refused"],
        facts=(
            ("Nomor penerimaan", f"D{delivery_no:06d}"),
            ("Mitra", partner_id or "-"),
            ("Berkas", relative_path),
            ("Diterima", _day(day)),
        ),
        counts=(),
        reasons=(),
        actions=(
            f"Alasan: {refusals.text(refusal)}",
            f"Reason: {refusals.text(refusal, 'en')}",
            f"Perbaiki lalu kirim kembali paling lambat {_day(day + timedelta(days=ANSWER_DAYS))}.",
        ),
        lines=(),
    )
    _put(path, render(content))
    return path


def _answered_in(partner_id: str | None) -> str:
    """The partner's folder; a name that whoever sent the file made up is followed only when it is plain."""
    return partner_id if partner_id and PLAIN_NAME.fullmatch(partner_id) else NO_PARTNER


def _folder(partner_id: str) -> Path:
    folder = settings.load().folder("outbox") / partner_id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _put(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(content)
    partial.chmod(0o600)
    partial.replace(path)


def _facts(connection: Connection, submission_ids: Sequence[str]) -> list[_Facts]:
    rows = connection.execute(
        """
        select
            submission_no, submission_id, submission.partner_id, partner_name, roster_kind, period,
            file_name, sha256,
            received_at, kind_basis, period_basis, judgement_no, outcome, refusal_text, held_reason, is_nil,
            received, accepted, quarantined, duplicates, stated_total
        from intake.submission
        inner join intake.latest_judgement using (submission_no)
        left join reference.partner
            on partner.partner_id = submission.partner_id and partner.replaced_by_load_no is null
        where submission_id = any(%s)
        order by submission_no
        """,
        [list(submission_ids)],
    )
    names = list(_Facts.__dataclass_fields__)
    return [_Facts(**dict(zip(names, row, strict=True))) for row in rows]


def _content(connection: Connection, facts: _Facts) -> ReceiptContent:
    lines = _lines(connection, facts)
    day = facts.received_at.astimezone(settings.JAKARTA).date()
    counts: tuple[tuple[str, int], ...] = (
        ("Baris diterima dari berkas", facts.received),
        ("Sah", facts.accepted),
        ("Tidak sah, perlu diperbaiki", facts.quarantined),
        ("Ganda", facts.duplicates),
    )
    if facts.stated_total is not None:
        counts += (("Jumlah yang tertulis pada daftar", facts.stated_total),)
    return ReceiptContent(
        title="Tanda terima daftar mitra",
        outcome=OUTCOMES[facts.outcome],
        facts=(
            ("Nomor kiriman", facts.submission_id),
            (
                "Mitra",
                f"{facts.partner_name} ({facts.partner_id})" if facts.partner_name else facts.partner_id,
            ),
            ("Nama berkas", facts.file_name),
            ("Sidik berkas (sha256)", facts.sha256),
            ("Diterima", _day(day)),
            ("Jenis daftar", f"{roster.contract(facts.roster_kind).title} ({facts.roster_kind})"),
            ("Jenis ditentukan dari", KIND_BASIS.get(facts.kind_basis, facts.kind_basis)),
            ("Periode", f"{MONTHS[int(facts.period[5:]) - 1]} {facts.period[:4]} ({facts.period})"),
            ("Periode ditentukan dari", PERIOD_BASIS.get(facts.period_basis, facts.period_basis)),
        ),
        counts=() if facts.outcome == "refused" else counts,
        reasons=_reasons(lines),
        actions=_actions(facts, day + timedelta(days=ANSWER_DAYS)),
        lines=tuple(lines),
    )


def _lines(connection: Connection, facts: _Facts) -> list[Line]:
    """Findings and duplicate rows in the order of the file."""
    key = [facts.submission_no, facts.judgement_no]
    sheets: dict[int, str] = dict(
        connection.execute(
            "select sheet_no, sheet_name from intake.sheet where submission_no = %s and judgement_no = %s",
            key,
        ).fetchall()
    )
    found: list[tuple[Any, ...]] = connection.execute(
        "select sheet_no, row_number, column_name, code, severity from intake.finding"
        " where submission_no = %s and judgement_no = %s",
        key,
    ).fetchall()
    found += connection.execute(
        "select sheet_no, row_number, null, 'BARIS_GANDA', 'duplicate' from intake.roster_row"
        " where period = %s and submission_no = %s and judgement_no = %s and verdict = 'duplicate'",
        [facts.period, *key],
    ).fetchall()
    texts = {**rules.texts(), "BARIS_GANDA": DUPLICATE_TEXT}
    return [
        Line(
            sheet=sheets.get(sheet_no, ""),
            row=row,
            column=column or "",
            code=code,
            severity=severity,
            text=texts[code],
        )
        for sheet_no, row, column, code, severity in sorted(
            found, key=lambda line: (line[0], line[1], line[3], line[2] or "")
        )
    ]


def _reasons(lines: Sequence[Line]) -> tuple[tuple[str, str, int], ...]:
    counted: dict[tuple[str, str], int] = {}
    for line in lines:
        counted[line.code, line.text] = counted.get((line.code, line.text), 0) + 1
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, text, count) for (code, text), count in ordered)


def _actions(facts: _Facts, until: date) -> tuple[str, ...]:
    if facts.outcome == "refused":
        return (f"Alasan: {facts.refusal_text}", f"Perbaiki lalu kirim kembali paling lambat {_day(until)}.")
    if facts.outcome == "held":
        return (
            f"Alasan: {facts.held_reason}",
            f"Konfirmasikan kepada kantor cabang paling lambat {_day(until)} apakah daftar ini memang"
            f" sudah lengkap.",
        )
    if facts.is_nil:
        return ("Laporan NIHIL telah dicatat. Tidak ada yang perlu dilakukan.",)
    if facts.quarantined or facts.duplicates:
        return (
            "Perbaiki baris pada lembar 'Temuan' langsung pada daftar asli Anda.",
            f"Kirim kembali daftar lengkap yang sudah diperbaiki paling lambat {_day(until)}.",
            "Baris yang tidak sah belum dihitung sampai diperbaiki.",
        )
    if facts.outcome == "accepted_with_findings":
        return (
            "Semua baris sudah dihitung. Periksa catatan pada lembar 'Temuan' sebelum kiriman berikutnya.",
        )
    return ("Semua baris sah. Tidak ada yang perlu dilakukan. Terima kasih.",)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
