"""Sumber data dan silsilah: dari mana pembagi berasal dan bagaimana sebuah angka ditelusuri."""

from typing import Any

from cakupan.reports import catalogue
from cakupan.reports.document import (
    Block,
    Column,
    Figure,
    Heading,
    Inline,
    Items,
    Page,
    Paragraph,
    Row,
    Table,
)
from cakupan.reports.report import Report

STEPS: tuple[Inline, ...] = (
    (
        "Mitra mengirim daftar; berkas disimpan utuh dengan sidik jari SHA-256, setiap baris diperiksa, dan"
        " mitra menerima tanda terima.",
    ),
    ("Register kepesertaan, pembayaran manfaat, dan daftar rujukan dimuat bersama saat pencatatannya.",),
    (
        "Setiap angka adalah jumlah baris bukti yang dibekukan, atau rumus atas angka lain yang juga "
        "dibekukan.",
    ),
    ("Laporan ini hanya mencetak angka beku; setelah jadi, setiap angkanya dibaca kembali dan dicocokkan.",),
    (
        "Edisi ditandatangani secara digital; perbaikan terbit sebagai versi baru yang menyebut versi yang "
        "digantikan.",
    ),
)
TRACE = (
    "Setiap angka memiliki ID, tampak bila ditunjuk pada berkas HTML, dan tercantum pada lembar “Semua "
    "angka” berkas XLSX. Petugas yang berwenang menelusurinya sampai baris berkas asal dengan “cakupan "
    "trace <ID angka>”, dan memeriksa keutuhan edisi tanpa jaringan dengan “cakupan verify <folder edisi>”."
)


def page(report: Report) -> Page:
    """Return the page of sources."""
    blocks: list[Block] = [Items(items=STEPS), Heading(text="Menelusuri angka"), Paragraph(content=(TRACE,))]
    denominators = report.records("denominators")
    if denominators:
        blocks += [Heading(text="Pembagi yang dipakai"), _denominators(report, denominators)]
    used = sorted(
        {catalogue.source(row.source, report.locale) for row in report.source.rows.values() if row.source}
    )
    if used:
        blocks += [Heading(text="Sumber"), Items(items=tuple((one + ".",) for one in used))]
    if report.source.edition.warnings:
        blocks.append(Heading(text="Catatan gerbang mutu"))
        blocks.append(Items(items=tuple((warning,) for warning in report.source.edition.warnings)))
    return Page(
        name="silsilah",
        title="Sumber data dan silsilah",
        sheet="Sumber",
        blocks=tuple(blocks),
        rest="daftar denominators.parquet edisi ini",
    )


def _denominators(report: Report, records: list[dict[str, Any]]) -> Table:
    ordered = sorted(
        records, key=lambda one: (str(one["area_code"]), str(one["segment_code"]), str(one["basis"]))
    )
    return Table(
        caption="Jumlah pekerja yang dinyatakan daftar rujukan",
        columns=(
            Column(label="Wilayah", weight=3),
            Column(label="Segmen"),
            Column(label="Pekerja", align="right"),
            Column(label="Basis"),
            Column(label="Sumber", weight=3),
            Column(label="Dokumen", weight=3),
            Column(label="Berlaku sejak", weight=2),
        ),
        rows=tuple(Row(cells=_cells(report, one)) for one in ordered),
    )


def _cells(report: Report, one: dict[str, Any]) -> tuple[Inline, ...]:
    area, segment = str(one["area_code"]), str(one["segment_code"])
    figure_id = report.source.figure_id("ucj_ytd", area, *(() if segment == "TOTAL" else (segment,)))
    workers: Inline = (Figure(figure_id, "denominator"),) if figure_id in report.source.rows else ("",)
    return (
        (str(one["area_name"]),),
        (segment,),
        workers,
        (str(one["basis"]),),
        (str(one["source"] or ""),),
        (str(one["document"] or ""),),
        (report.locale.any_day(one["valid_from"]),),
    )
