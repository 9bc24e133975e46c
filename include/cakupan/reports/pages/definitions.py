"""Definisi: setiap indikator yang dicetak pada edisi ini, satuannya, basisnya dan artinya."""

from cakupan.reports import catalogue
from cakupan.reports.document import Column, Page, Row, Table
from cakupan.reports.report import Report

TERMS = (
    ("Posisi data", "Hari terakhir bulan laporan; keadaan yang digambarkan oleh angka."),
    ("Sebagaimana diketahui", "Saat sampai kapan data yang tercatat ikut dihitung."),
    (
        "Pembilang, pembagi",
        "Dua bilangan bulat yang membentuk setiap persentase; keduanya dibekukan bersama angka.",
    ),
    (
        "Basis D1",
        "Potensi pekerja yang seharusnya menjadi peserta menurut badan, di luar ASN, TNI, dan Polri.",
    ),
    (
        "Dikecualikan",
        "Baris daftar yang melanggar aturan; tidak dihitung sebagai orang, selalu dicetak di sampingnya.",
    ),
    ("Batas bawah", "Persentase bila setiap baris yang dikecualikan adalah pekerja yang belum terlindungi."),
    (
        "Tercakup pasti",
        "Aktif dan dikenali dalam register: lewat NIK atau KPJ, lewat bobot yang cukup, atau oleh petugas.",
    ),
    (
        "Paling banyak",
        "Angka bila setiap kecocokan yang belum pasti ternyata benar; yang belum pasti tidak ikut dihitung.",
    ),
    ("Tidak dikenali", "Orang pada daftar yang tidak cocok dengan seorang pun dalam register."),
    ("Ganda", "Baris yang mengulang orang yang sama di dalam satu berkas."),
    ("Peringkat", "Urutan di dalam kelompok sebanding, hanya untuk pembagi yang mencapai ukuran minimum."),
)


def page(report: Report) -> Page | None:
    """Return the page of definitions of the indicators of this edition."""
    used = {row.indicator_code: row for row in report.source.rows.values()}
    indicators = Table(
        caption="Indikator",
        columns=(
            Column(label="Indikator", weight=4),
            Column(label="Kode", weight=4),
            Column(label="Satuan", weight=2),
            Column(label="Definisi", weight=7),
        ),
        rows=tuple(
            Row(
                cells=(
                    (catalogue.name(code, report.locale),),
                    (code,),
                    (catalogue.unit(row.unit, report.locale),),
                    (catalogue.definition(code, report.locale),),
                )
            )
            for code, row in sorted(used.items())
        ),
    )
    terms = Table(
        caption="Istilah",
        columns=(Column(label="Istilah", weight=2), Column(label="Arti", weight=6)),
        rows=tuple(Row(cells=((term,), (meaning,))) for term, meaning in TERMS),
    )
    return Page(name="definisi", title="Definisi", sheet="Definisi", blocks=(indicators, terms))
