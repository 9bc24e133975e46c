"""Koreksi terhadap versi sebelumnya: angka semula, angka perbaikan, dan sebabnya."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import right
from cakupan.reports.document import Block, Column, Figure, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import ChangeRow

CAUSES = {
    "late_list": "daftar mitra yang masuk kemudian",
    "correction": "daftar mitra yang diperbaiki atau diperiksa ulang",
    "withdrawn": "daftar mitra yang tidak berlaku lagi",
    "released": "daftar mitra yang dibebaskan dari penahanan",
    "held": "daftar mitra yang ditahan",
    "match": "pencocokan orang dengan register",
    "register": "perubahan register kepesertaan",
    "reference": "perubahan daftar rujukan",
    "area_move": "wilayah yang berpindah",
    "time": "posisi data yang lebih baru (jatuh tempo)",
    "definition": "perubahan cara hitung",
    "peers": "wilayah lain dalam peringkat",
}
NUMBERS = {
    "numerator": "pembilang",
    "denominator": "pembagi",
    "excluded": "dikecualikan",
    "value": "nilai",
    "lower_bound": "nilai sekurangnya",
    "possible": "kecocokan yang belum pasti",
    "upper_bound": "nilai paling banyak",
    "unknown": "tidak dikenali",
    "rank": "peringkat",
}
TEXTS = {"figure": "angka", "flag": "tanda", "note": "catatan"}
EXISTS = {"exists": "ada"}
NOTES = (
    ("Perubahan per sebab bila dijumlahkan sama dengan selisih semula dan perbaikan.",),
    ("Perubahan bagian lain, dan baris di baliknya, ada pada berkas changes.parquet dan cakupan diff.",),
)


def page(report: Report) -> Page | None:
    """Return the page of corrections; None for a first version."""
    before = report.source.edition.supersedes_version
    if before is None:
        return None
    blocks: list[Block] = [Paragraph(content=(_introduction(report, before),))]
    if report.source.change_rows:
        columns = (
            Column(label="Angka", weight=18),
            Column(label="Bagian", weight=9),
            *right("Semula", "Perbaikan", "Perubahan"),
            Column(label="Sebab", weight=16),
            Column(label="Asal", weight=23),
        )
        blocks.append(
            Table(
                caption=f"Angka semula (versi {before}) dan angka perbaikan",
                columns=columns,
                rows=tuple(_rows(report)),
                notes=NOTES,
            )
        )
    return Page(
        name="koreksi",
        title="Koreksi terhadap versi sebelumnya",
        sheet="Koreksi",
        blocks=tuple(blocks),
        rest="berkas changes.parquet",
    )


def _introduction(report: Report, before: int) -> str:
    reason = report.source.edition.reason
    return f"Edisi ini menggantikan versi {before}." + (f" Alasan: {reason}." if reason else "").replace(
        "..", "."
    )


def _rows(report: Report) -> Iterator[Row]:
    for change in report.source.change_rows.values():
        if change.part not in NUMBERS | TEXTS:
            continue
        part = (NUMBERS | TEXTS)[change.part]
        origin = change.source_name or MISSING
        why = ((CAUSES.get(change.cause, change.cause),), (origin,))
        yield Row(cells=((name(report, change.figure_id),), (part,), *_sides(change), *why))


def _sides(change: ChangeRow) -> tuple[tuple[str | Figure, ...], ...]:
    """Return how it was, how it is and the change: numbers of the figure, or texts."""
    if change.part in NUMBERS:
        places = (f"{side}.{change.place}" for side in ("previous", "current", "change"))
        return tuple((Figure(change.figure_id, place),) for place in places)
    texts = (EXISTS.get(text, text) if text else MISSING for text in (change.previous, change.current))
    return (*((text,) for text in texts), (MISSING,))


def name(report: Report, figure_id: str) -> str:
    """Name a figure in words: indicator, area, slice; its id when it is no longer published."""
    row = report.source.rows.get(figure_id)
    if row is None:
        return figure_id
    said = [catalogue.name(row.indicator_code, report.locale), row.area_name]
    if row.slicing == "cause":
        return ", ".join([*said, catalogue.cause(row.slice_code, report.locale)])
    return ", ".join(said if row.slicing == "total" else [*said, row.slice_name])
