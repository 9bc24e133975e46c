"""Capaian UCJ per wilayah: cakupan sepanjang tahun berjalan dan pada akhir bulan."""

from cakupan.reports import catalogue
from cakupan.reports.areas import level
from cakupan.reports.compose import (
    DEPTHS,
    bar_chart,
    coverage_cells,
    coverage_columns,
    same,
    table,
)
from cakupan.reports.document import Bar, Bars, Figure, Page, Paragraph, Row
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
    return Page(
        name="capaian",
        title="Capaian UCJ per wilayah",
        sheet="Capaian",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            chart(report, figures),
            table(
                report,
                "Cakupan kepesertaan per wilayah",
                coverage_columns("Wilayah"),
                (_row(row) for row in figures),
            ),
            Paragraph(content=(WITHOUT_RATE,), tone="small"),
        ),
    )


def chart(report: Report, figures: list[FigureRow]) -> Bars:
    """Return the bars of coverage with the target of each area as a mark."""
    bars = []
    for row in figures:
        target = same(report, row, "target_ucj")
        mark = Figure(target.figure_id) if target else None
        bars.append(Bar(label=row.area_name, figure=Figure(row.figure_id), mark=mark))
    unit = figures[0].unit
    has_target = any(bar.mark for bar in bars)
    return bar_chart(
        report,
        "Cakupan tahun berjalan",
        unit,
        tuple(bars),
        f"Target ({catalogue.unit(unit, report.locale)})" if has_target else "",
    )


def _row(row: FigureRow) -> Row:
    return Row(depth=DEPTHS[level(row.area_code)], cells=coverage_cells(row, row.area_name))
