"""Mutu data roster mitra: ketepatan waktu, baris diterima dan dikecualikan, sebab, berkas yang ditolak."""

from collections.abc import Iterable
from typing import Any

from cakupan.reports import catalogue
from cakupan.reports.compose import band, bar_chart, beside, right, roster_coverage, table
from cakupan.reports.document import Bar, Block, Column, Figure, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.pages import overlaps
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Setiap baris daftar yang diterima mendapat satu putusan: diterima, dikecualikan karena melanggar "
    "aturan, atau ganda. Baris diterima, dikecualikan, dan ganda bila dijumlahkan sama dengan baris masuk. "
    "Setiap mitra menerima kembali tanda terima dengan baris dan kolom yang perlu diperbaiki. Sebuah daftar "
    "dihitung jatuh tempo setelah hari tenggatnya lewat, atau begitu berkasnya datang dan tidak ditolak."
)
OUTCOMES = {
    "refused": "ditolak",
    "held": "ditahan",
    "accepted": "diterima",
    "accepted_with_findings": "diterima dengan catatan",
}
REFUSALS = {
    "BERKAS_RUSAK": "berkas rusak",
    "BERKAS_KOSONG": "berkas kosong",
    "BERKAS_TERKUNCI": "berkas terkunci kata sandi",
    "BUKAN_LEMBAR_KERJA": "bukan lembar kerja",
    "BENTUK_TERLALU_TUA": "bentuk Excel terlalu tua",
    "BERKAS_TERLALU_BESAR": "berkas terlalu besar",
    "TANPA_JUDUL_KOLOM": "judul kolom tidak ditemukan",
    "KOLOM_WAJIB_TIDAK_ADA": "kolom wajib tidak ada",
    "TABEL_BERDAMPINGAN": "dua daftar berdampingan",
    "TANPA_DATA": "tidak ada baris data",
    "JENIS_TIDAK_JELAS": "jenis daftar tidak jelas",
    "PERIODE_TIDAK_WAJAR": "periode tidak wajar",
    "MITRA_TIDAK_DIKENAL": "mitra tidak dikenal",
}
ROWS = ("rows_received", "rows_accepted", "rows_quarantined", "rows_duplicate", "rows_valid")
ROW_LABELS = ("Baris masuk", "Diterima", "Dikecualikan", "Ganda", "Sah (%)")
ROSTERS = ("rosters_due", "rosters_received", "rosters_on_time", "days_late")
ROSTER_LABELS = ("Jatuh tempo", "Diterima", "Tepat waktu", "Hari terlambat")
ANSWERS = ("files_answered", "answer_days", "answer_days_mean")
ANSWER_LABELS = ("Berkas diputuskan", "Jumlah hari", "Rata-rata (hari)")


def page(report: Report) -> Page | None:
    """Return the page of roster quality; None when no roster was due, received or refused."""
    blocks: list[Block] = []
    due, received, answered = (
        report.total(code) for code in ("rosters_due", "rows_received", "files_answered")
    )
    for first, caption, codes, labels in (
        (due, "Ketepatan waktu daftar", ROSTERS, ROSTER_LABELS),
        (answered, "Waktu dari berkas masuk sampai putusan", ANSWERS, ANSWER_LABELS),
        (received, "Baris menurut putusan", ROWS, ROW_LABELS),
    ):
        if first:
            blocks.append(_by_kind(report, caption, first, codes, labels))
    blocks += _causes(report)
    blocks += _rosters(report)
    blocks += overlaps.blocks(report)
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("refused", "held")]
    if stopped:
        blocks.append(submissions(report, "Berkas yang ditolak atau ditahan", stopped))
    if not blocks:
        return None
    return Page(
        name="mutu-data",
        title="Mutu data roster mitra",
        sheet="Mutu data",
        blocks=(Paragraph(content=(INTRODUCTION,)), *blocks),
        rest="daftar submissions.parquet edisi ini",
    )


def causes(report: Report) -> list[FigureRow]:
    """Return the causes of excluded rows, most frequent first."""
    here = [row for row in report.own("rows_quarantined", "cause") if row.numerator]
    return sorted(here, key=lambda row: (-(row.numerator or 0), row.slice_code))


def _causes(report: Report) -> list[Block]:
    figures = causes(report)
    made = tuple(
        Bar(label=catalogue.cause(row.slice_code, report.locale), figure=Figure(row.figure_id))
        for row in figures
    )
    return [bar_chart(report, "Sebab baris dikecualikan", figures[0].unit, made)] if made else []


def _by_kind(
    report: Report, caption: str, total: FigureRow, codes: tuple[str, ...], labels: tuple[str, ...]
) -> Table:
    kinds = report.select(codes[0], "kind", total.area_code)
    return table(
        report,
        caption,
        (Column(label="Jenis daftar", weight=3), *right(*labels)),
        (
            Row(
                cells=(
                    ("Semua jenis" if row.slicing == "total" else row.slice_name,),
                    *(beside(row, code) for code in codes),
                ),
                is_total=row.slicing == "total",
            )
            for row in (*kinds, total)
        ),
    )


def _rosters(report: Report) -> Iterable[Block]:
    total = report.total("roster_coverage")
    kinds = report.select("roster_coverage", "kind", total.area_code) if total else []
    if total is None:
        return
    yield roster_coverage(
        report, "Cakupan daftar mitra per jenis", "Jenis daftar", (*kinds, total), whole="Semua jenis"
    )
    if total.value:
        yield Paragraph(content=band(total))


def submissions(report: Report, caption: str, listed: list[dict[str, Any]]) -> Table:
    """Return a table of submissions with their outcome and why."""
    ordered = sorted(listed, key=lambda one: (str(one["received_on"]), str(one["submission_id"])))
    return Table(
        caption=caption,
        columns=(
            Column(label="Mitra", weight=4),
            Column(label="Jenis daftar", weight=4),
            Column(label="Periode", weight=2),
            Column(label="Diterima", weight=2),
            Column(label="Hasil", weight=2),
            Column(label="Sebab", weight=3),
        ),
        rows=tuple(
            Row(
                cells=(
                    (str(one["partner_name"] or one["partner_id"] or "tidak dikenal"),),
                    (catalogue.roster_kind(str(one["roster_kind"] or MISSING), report.locale),),
                    (_month(report, one["period"]),),
                    (report.locale.any_day(one["received_on"]),),
                    (OUTCOMES.get(str(one["outcome"]), str(one["outcome"])),),
                    (refusal(one),),
                )
            )
            for one in ordered
        ),
    )


def refusal(one: dict[str, Any]) -> str:
    """Say why a file was refused or held."""
    code = one["refusal_code"]
    if code is None:
        return "menunggu konfirmasi" if one["outcome"] == "held" else MISSING
    return REFUSALS.get(str(code), str(code))


def _month(report: Report, period: object) -> str:
    return report.locale.month(str(period)) if isinstance(period, str) and period else MISSING
