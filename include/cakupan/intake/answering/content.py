"""What the summary of a receipt says, from what the warehouse knows of the submission."""

from collections.abc import Iterator
from datetime import date, timedelta

from cakupan import indonesian, settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.answering import suggestions, words
from cakupan.intake.answering.facts import COUNTS, STRUCTURE, Facts, SheetFacts
from cakupan.intake.answering.page import ReceiptContent
from cakupan.intake.judging import rules
from cakupan.intake.rows import holding, refusals
from cakupan.intake.rows.marks import SUBMISSION_LABEL
from cakupan.workbooks.editing.marked import Severity

MOST_COLUMNS_LISTED = 40


def of(
    facts: Facts, *, differences: tuple[tuple[str, str], ...], notes: tuple[str, ...], has_marks: bool
) -> ReceiptContent:
    """Return the summary of one submission."""
    outcome, look = words.OUTCOMES[facts.outcome]
    until = until_day(facts.received_at.astimezone(settings.JAKARTA).date())
    is_read = facts.outcome != "refused"
    return ReceiptContent(
        title="Tanda terima daftar mitra",
        partner=f"{facts.partner_name} ({facts.partner_id})" if facts.partner_name else facts.partner_id,
        outcome=outcome,
        outcome_look=look,
        facts=_facts(facts),
        causes=tuple(_causes(facts)),
        actions=tuple(_actions(facts, until, has_marks=has_marks)),
        contact=contact(facts.office_name, facts.office_contact),
        counts=tuple(_counts(facts)) if is_read else (),
        sheets=tuple(_sheets(facts)) if is_read else (),
        reasons=tuple(_reasons(facts)),
        columns=tuple(_columns(facts.sheets))[:MOST_COLUMNS_LISTED],
        differences=differences,
        notes=notes,
        has_marks=has_marks,
    )


def contact(office_name: str | None, office_contact: str | None) -> str:
    """Return whom to call, as far as we know."""
    known = ", ".join(part for part in (office_name, office_contact) if part)
    return known or settings.load().contact or words.CENTRAL_OFFICE


def until_day(received: date) -> date:
    """Return the day by which an answer is awaited."""
    return received + timedelta(days=settings.load().answer_days)


def _facts(facts: Facts) -> tuple[tuple[str, str], ...]:
    kind = roster.contract(facts.roster_kind)
    kind_basis = words.KIND_BASIS.get(facts.kind_basis, facts.kind_basis)
    period_basis = words.PERIOD_BASIS.get(facts.period_basis, facts.period_basis)
    return (
        (SUBMISSION_LABEL, facts.submission_id),
        ("Nama berkas", facts.file_name),
        ("Diterima", indonesian.day(facts.received_at.astimezone(settings.JAKARTA).date())),
        ("Jenis daftar", f"{kind.title} ({facts.roster_kind}); ditentukan dari {kind_basis}"),
        ("Periode", f"{words.period(facts.period)}; ditentukan dari {period_basis}"),
        *((("Bagian dari daftar", facts.together),) if facts.together else ()),
        ("Sidik berkas (sha256)", facts.sha256),
    )


def _counts(facts: Facts) -> Iterator[tuple[str, int]]:
    yield "Baris diterima dari berkas", facts.received
    yield "Sah", facts.accepted
    yield "Tidak sah, perlu diperbaiki", facts.quarantined
    yield "Ganda", facts.duplicates
    if facts.stated_total is not None:
        yield "Jumlah yang tertulis pada daftar", facts.stated_total


def _sheets(facts: Facts) -> Iterator[tuple[str | int, ...]]:
    """One line per sheet and, when there are several, their sum: the equation can be checked by hand."""
    lines: list[tuple[str | int, ...]] = []
    for each in facts.sheets:
        name = f"{each.sheet_name or '(tanpa nama)'}{' (tidak dipakai)' if each.is_ignored else ''}"
        lines.append((name, each.used_rows, *each.structure, *each.counts))
    yield from lines
    if len(lines) > 1:
        columns = range(1, 2 + len(STRUCTURE) + len(COUNTS))
        yield "Semua lembar", *(sum(int(line[number]) for line in lines) for number in columns)


def _reasons(facts: Facts) -> Iterator[tuple[Severity, str, str, int]]:
    texts = suggestions.texts()
    reasons: list[tuple[Severity, str, str, int]] = [
        (severity, code, texts[code], number) for severity, code, number in facts.reasons
    ]
    if facts.duplicates:
        text = f"{words.REPEATED_TEXT} {words.REPEATED_ADVICE}"
        reasons.append(("duplicate", words.REPEATED_CODE, text, facts.duplicates))
    yield from sorted(reasons, key=lambda each: (words.WEIGHT[each[0]], -each[3], each[1]))


def _columns(sheets: tuple[SheetFacts, ...]) -> Iterator[tuple[str, str, str]]:
    for sheet in sheets:
        for each in () if sheet.is_ignored else sheet.columns:
            header, number = each["header"], each["number"]
            said = rules.told(each["basis"], header, each.get("suggestion"), each.get("person"))
            if said and header and number:
                yield sheet.sheet_name or "-", header, said


def _causes(facts: Facts) -> Iterator[tuple[str, str]]:
    """Why a list is not counted as a whole."""
    if facts.refusal_code:
        refusal = FileRefused(facts.refusal_code, **(facts.refusal_details or {}))
        yield "Alasan", refusals.text(refusal)
        yield "Reason", refusals.text(refusal, "en")
    if facts.held_code:
        yield "Alasan ditahan", holding.text(facts.held_code, facts.held_details or {})
        yield "Reason for holding", holding.text(facts.held_code, facts.held_details or {}, "en")


def _actions(facts: Facts, until: date, *, has_marks: bool) -> Iterator[str]:
    if facts.outcome == "refused":
        yield f"Perbaiki lalu kirim kembali paling lambat {indonesian.day(until)}."
    elif facts.outcome == "held":
        yield (
            f"Konfirmasikan kepada kantor cabang paling lambat {indonesian.day(until)} apakah daftar ini"
            " memang sudah lengkap."
        )
    elif facts.is_nil:
        yield "Laporan NIHIL telah dicatat. Tidak ada yang perlu dilakukan."
    elif facts.quarantined or facts.duplicates:
        yield from _to_be_mended(until, has_marks=has_marks)
    elif facts.reasons:
        yield (
            "Semua baris sudah dihitung. Periksa baris berstatus 'Sah dengan catatan', dan perbaiki sebelum"
            " kiriman berikutnya."
        )
    else:
        yield "Semua baris sah. Tidak ada yang perlu dilakukan. Terima kasih."


def _to_be_mended(until: date, *, has_marks: bool) -> Iterator[str]:
    if has_marks:
        yield (
            "Perbaiki sel yang diwarnai langsung pada berkas ini. Alasan dan sarannya ada pada komentar sel"
            " dan pada tiga kolom terakhir; kolom itu dan lembar ini diabaikan bila berkas dikirim kembali."
        )
    else:
        yield "Perbaiki baris yang disebut pada lembar temuan langsung pada daftar asli Anda."
    yield f"Kirim kembali daftar lengkap yang sudah diperbaiki paling lambat {indonesian.day(until)}."
    yield "Baris yang tidak sah belum dihitung sampai diperbaiki."
