"""Capaian UCJ per wilayah: cakupan sepanjang tahun berjalan dan pada akhir bulan."""

from cakupan.reports import charted
from cakupan.reports.areas import level
from cakupan.reports.compose import DEPTHS, coverage_cells, coverage_columns, table
from cakupan.reports.document import Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Cakupan adalah peserta aktif dibagi pekerja yang seharusnya menjadi peserta. Aktif pada tahun berjalan"
    " berarti aktif pada suatu hari sejak 1 Januari sampai akhir bulan laporan; aktif akhir bulan berarti "
    "aktif pada hari terakhirnya. Persentase wilayah induk dihitung dari jumlah orang, bukan dari rata-rata"
    " persentase."
)
WITHOUT_RATE = (
    "Wilayah lain yang memiliki peserta tetapi belum memiliki pembagi tercantum pada lampiran "
    "“Wilayah tanpa persentase”."
)


def page(report: Report) -> Page | None:
    """Return the page of coverage by area; None when no area has a rate."""
    figures = report.rated()
    if not figures:
        return None
    provinces = charted.province_tiles(report)
    return Page(
        name="capaian",
        title="Capaian UCJ per wilayah",
        sheet="Capaian",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            charted.coverage_dots(report, report.listed_rates() or figures),
            *((provinces,) if provinces else ()),
            table(
                report,
                "Cakupan kepesertaan per wilayah",
                coverage_columns("Wilayah"),
                (_row(row) for row in figures),
            ),
            Paragraph(content=(WITHOUT_RATE,), tone="small"),
        ),
    )


def _row(row: FigureRow) -> Row:
    return Row(depth=DEPTHS[level(row.area_code)], cells=coverage_cells(row, row.area_name))
