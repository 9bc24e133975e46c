"""Why a unit counts, or was left out, in words: what the fact behind an evidence row says of it."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cakupan import indonesian
from cakupan.editions.tracing import flows
from cakupan.intake.judging.rules.catalogue import RULES

FactRow = Mapping[str, Any]
METHODS, METHODS_EN = "match_methods", "match_methods_en"


@dataclass(frozen=True)
class Said:
    """One sentence in both languages."""

    indonesian: str
    english: str

    def as_dict(self) -> dict[str, str]:
        """Return what a trace prints of it."""
        return {"id": self.indonesian, "en": self.english}


Parts = list[tuple[str, str] | None]


def why(fact: str, row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Said:
    """Say why a unit counts; `names` are the code lists of the edition, each code to its name."""
    said = [part for part in WORDS.get(fact, _nothing)(row, evidence, names) if part is not None]
    indonesian_parts, english_parts = ("; ".join(one[place] for one in said) for place in (0, 1))
    return Said(_sentence(indonesian_parts), _sentence(english_parts))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _worker(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return [
        _since(row.get("active_from"), "kepesertaan sejak {}", "member since {}"),
        _since(row.get("active_to"), "berakhir {}", "ended {}"),
        _since(row.get("paid_through"), "dibayar sampai {}", "paid through {}"),
        _cover(row),
        _matched(row, "register"),
        _flag(
            row,
            "is_active_month_end",
            ("aktif pada hari terakhir periode", "active on the last day of the period"),
            ("tidak lagi aktif pada hari terakhir periode", "no longer active on the last day of the period"),
        ),
        *flows.of_member(row, evidence),
    ]


def _cover(row: FactRow) -> tuple[str, str] | None:
    """Until when somebody is covered beyond what is paid: a grace, or no end where employers pay."""
    if "covered_until" not in row:
        return None
    until, paid, ended = row["covered_until"], row.get("paid_through"), row.get("active_to")
    if until is None:
        return (
            "perlindungan tanpa batas, iuran dibayar pemberi kerja",
            "covered without an end, the employer pays",
        )
    if until == ended:
        return None
    if until == paid:
        return "tanpa masa tenggang", "without a grace"
    return _since(until, "masa tenggang sampai {}", "grace until {}")


def _listed(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    kind, partner = row.get("roster_kind"), row.get("partner_id")
    named = names.get("roster_kinds", {}).get(str(kind), str(kind))
    rows = row.get("listed_rows")
    return [
        _since(
            row.get("listed_from"),
            f"tercantum sejak {{}} dalam daftar {named} dari {partner}",
            f"listed since {{}} by {partner} ({kind})",
        ),
        (f"{rows} baris menyebut orang ini", f"{rows} rows name this person") if rows and rows > 1 else None,
        _recognised(row, names),
        _possible(row, evidence),
        _flag(
            row,
            "is_registered",
            ("terdaftar sebagai peserta", "registered as a member"),
            ("belum terdaftar sebagai peserta", "not registered as a member"),
        ),
        _flag(
            row,
            "is_active_month_end",
            ("aktif pada hari terakhir periode", "active on the last day of the period"),
            ("tidak aktif pada hari terakhir periode", "not active on the last day of the period"),
        ),
    ]


def _intern(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return [
        _since(row.get("starts_on"), "magang sejak {}", "intern since {}"),
        _since(row.get("ends_on"), "sampai {}", "until {}"),
        *_listed(row, evidence, names),
    ]


def _matched(row: FactRow, where: str) -> tuple[str, str] | None:
    if "matched_by" not in row:
        return None
    if row["matched_by"] is None:
        return "tidak ada NIK atau KPJ yang mengenali orang ini", "no NIK or KPJ names the person"
    key = str(row["matched_by"]).upper()
    return f"dikenali dengan {key} pada {where}", f"matched by {key}"


def _recognised(row: FactRow, names: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Say how a row of a list was matched with the register: by which method, weight and model."""
    state, code = row.get("match_state"), str(row.get("matched_by"))
    if state is None:
        return None
    if state == "unknown":
        return (
            "tidak ada orang dalam register yang dikenali dari baris ini",
            "nobody of the register was recognised in this row",
        )
    weighed = (
        [(f"bobot {indonesian.decimal(str(row['match_weight']))} bit", f"weight {row['match_weight']} bits")]
        if (row.get("match_weight") is not None)
        else []
    )
    weighed += [(f"model {row['model_version']}",) * 2] if row.get("model_version") else []
    by = [tuple(names.get(listed, {}).get(code, code) for listed in (METHODS, METHODS_EN)), *weighed]
    said = [", ".join(one[place] for one in by) for place in (0, 1)]
    if state == "possible":
        return (
            f"mungkin seorang peserta, belum pasti ({said[0]})",
            f"possibly a member, not certain ({said[1]})",
        )
    return f"dikenali dalam register ({said[0]})", f"recognised in the register ({said[1]})"


def _possible(row: FactRow, evidence: FactRow) -> tuple[str, str] | None:
    if not evidence.get("possible"):
        return None
    return "akan terhitung bila kecocokan itu benar", "would count if that match were right"


def _excluded(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    code = str(row.get("cause") or evidence.get("cause"))
    rule = RULES.get(code)
    told = (rule.text_id, rule.text_en) if rule else (code, code)
    return [(f"dikecualikan ({code}): {told[0].rstrip('.')}", f"excluded ({code}): {told[1].rstrip('.')}")]


def _denominator(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    document, place = row.get("document"), _area(row, names)
    return [
        (
            f"{indonesian.count(row['workers'])} pekerja acuan dinyatakan untuk {place}",
            f"{row['workers']} workers stated for {place}",
        ),
        (f"menurut {document}", f"by {document}") if document else None,
        _since(row.get("valid_from"), "berlaku sejak {}", "used from {}"),
    ]


def _area(row: FactRow, names: Mapping[str, Mapping[str, str]]) -> str:
    """The area something is stated for, by code and name."""
    code = str(row.get("stated_area_code"))
    return f"{code} {names.get('areas', {}).get(code, '')}".strip()


def _project(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    workers = row["workers"]
    return [
        (
            f"proyek dengan {indonesian.count(workers)} tenaga kerja terlindungi",
            f"project that covers {workers} workers",
        ),
        _flag(
            row,
            "is_running_month_end",
            ("berjalan pada hari terakhir periode", "running on the last day of the period"),
            ("selesai sebelum hari terakhir periode", "ended before the last day of the period"),
        ),
        *flows.of_project(row, evidence),
    ]


def _claim(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    rupiah = indonesian.decimal(str(row["rupiah"]), "Rp")
    return [
        _since(row.get("paid_on"), "manfaat dibayarkan {}", "benefit paid on {}"),
        (f"{row['cases']} kasus, {rupiah}", f"{row['cases']} cases, {rupiah}"),
    ]


def _committed(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return [
        (f"perusahaan {row.get('npp')} berkomitmen", f"company {row.get('npp')} committed"),
        _since(row.get("baseline_on"), "tanggal dasar {}", "baseline day {}"),
        (f"pekerja aktif {row['active_workers']}", f"{row['active_workers']} active workers"),
        (
            f"peserta {row['members_at_baseline']} menjadi {row['members_now']}",
            f"members {row['members_at_baseline']}, now {row['members_now']}",
        ),
    ]


def _company_member(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    said = {
        1: ("menjadi peserta setelah tanggal dasar", "became a member after the baseline day"),
        -1: ("tidak lagi peserta sejak tanggal dasar", "no longer a member since the baseline day"),
    }
    return [
        (f"tenaga kerja perusahaan {row.get('npp')}", f"worker of company {row.get('npp')}"),
        said.get(row["growth"], ("peserta pada kedua tanggal", "a member on both days")),
    ]


def _action(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return [
        (f"tindak lanjut {row.get('action_id')}: {row.get('action')}", f"action {row.get('action_id')}"),
        _since(row.get("due_on"), "tenggat {}", "due {}"),
        _since(row.get("done_on"), "selesai {}", "done {}"),
    ]


def _submission(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return [
        _since(row.get("received_on"), "berkas diterima {}", "file received {}"),
        _since(row.get("answered_on"), "diputuskan {}", "judged {}"),
        (f"hasil: {row.get('outcome')}", f"outcome: {row.get('outcome')}"),
    ]


def _sheet(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    counts = ("received", "accepted", "quarantined", "duplicates")
    received, accepted, quarantined, duplicates = (row[name] for name in counts)
    return [
        (
            f"lembar dengan {received} baris: {accepted} sah, {quarantined} dikecualikan, {duplicates} ganda",
            f"sheet of {received} rows: {accepted} accepted, {quarantined} excluded, {duplicates} repeated",
        )
    ]


def _owed(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    late = row.get("days_late")
    return [
        (f"daftar yang wajib dari {row.get('partner_id')}", f"roster owed by {row.get('partner_id')}"),
        _since(row.get("due_on"), "tenggat {}", "due {}"),
        _since(row.get("received_on"), "diterima {}", "received {}") or ("belum diterima", "not received"),
        (f"terlambat {late} hari", f"{late} days late") if late else None,
    ]


def _target(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    if (amount := row.get("amount")) is not None:
        stated = (indonesian.count(amount), str(amount))
    else:
        percent = f"{row['hundredths'] // 100}.{row['hundredths'] % 100:02d}"
        stated = (f"{indonesian.decimal(percent)} persen", f"{percent} percent")
    return [
        (f"target {stated[0]} untuk {_area(row, names)}", f"target of {stated[1]} for {_area(row, names)}"),
        (f"berlaku sejak {row.get('begun_period')}", f"from {row.get('begun_period')}"),
    ]


def _overlap(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    pair = str(row.get("funding_pair")).split("+")
    return [
        (
            f"tercantum pada daftar dengan sumber dana {' dan '.join(pair)}",
            f"on lists paid by {' and '.join(pair)}",
        ),
        _recognised(row, names),
        *_paid_twice(row, evidence),
    ]


def _paid_twice(row: FactRow, evidence: FactRow) -> Parts:
    """Say which of the contributions of the month need not be paid, where an amount is asked about."""
    if evidence.get("indicator_code") != "funding_overlap_rupiah":
        return []
    if not row.get("has_rate"):
        return [("tarif iuran tidak diketahui", "no contribution rate is known")]
    rupiah = indonesian.decimal(str(evidence["numerator"]), "Rp")
    return [(f"{rupiah} dapat terbayar ganda bulan ini", f"{rupiah} may be paid twice this month")]


def _paid(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    rupiah = indonesian.decimal(str(row["rupiah"]), "Rp")
    return [
        (
            f"iuran {row.get('programme_code')} bulan {row.get('month')}",
            f"{row.get('programme_code')} of {row.get('month')}",
        ),
        (f"dibayar {rupiah}", f"{rupiah} paid"),
        None
        if row.get("unit_no")
        else ("kepesertaannya tidak ada dalam register", "of a membership the register does not hold"),
    ]


def _employer(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    said = {
        "is_unregistered": ("belum terdaftar", "not registered"),
        "lacks_workers": ("mendaftarkan sebagian tenaga kerja", "registered a part of the workers"),
        "lacks_wages": ("melaporkan sebagian upah", "reported a part of the wages"),
        "lacks_programmes": ("mengikuti sebagian program", "takes part in some of the programmes"),
        "is_in_arrears": ("menunggak iuran", "in arrears"),
    }
    return [
        (f"pemberi kerja {row.get('npp')}", f"employer {row.get('npp')}"),
        *(words for flag, words in said.items() if row.get(flag)),
        _since(row.get("arrears_since"), "belum dibayar sejak {}", "unpaid since {}"),
    ]


def _nothing(row: FactRow, evidence: FactRow, names: Mapping[str, Mapping[str, str]]) -> Parts:
    return []


def _flag(
    row: FactRow, name: str, when_so: tuple[str, str], otherwise: tuple[str, str]
) -> tuple[str, str] | None:
    return (when_so if row[name] else otherwise) if name in row else None


def _since(day: dt.date | None, text: str, english: str) -> tuple[str, str] | None:
    if day is None:
        return None
    named = f"{day.day} {calendar.month_name[day.month]} {day.year}"
    return text.format(indonesian.day(day)), english.format(named)


WORDS: dict[str, Callable[[FactRow, FactRow, Mapping[str, Mapping[str, str]]], Parts]] = {
    "fct_worker_months": _worker,
    "fct_roster_months": _listed,
    "fct_intern_months": _intern,
    "fct_quarantined_rows": _excluded,
    "fct_denominators": _denominator,
    "fct_project_months": _project,
    "fct_claims": _claim,
    "fct_contributions": _paid,
    "fct_compliance": _employer,
    "fct_commitments": _committed,
    "fct_commitment_members": _company_member,
    "fct_agreement_actions": _action,
    "fct_submissions": _submission,
    "fct_sheets": _sheet,
    "fct_obligations": _owed,
    "fct_targets": _target,
    "fct_funding_overlaps": _overlap,
}
