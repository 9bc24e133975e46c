"""Capaian UCJ per wilayah: cakupan sepanjang tahun berjalan dan pada akhir bulan."""

from cakupan.reports.compose import cell, is_office, level, right, table
from cakupan.reports.document import Bar, Bars, Column, Figure, Page, Paragraph, Row
from cakupan.reports.source import FigureRow, ReportSource

DEPTHS = {"nation": 0, "province": 0, "regency": 1, "district": 2, "village": 3}


def page(source: ReportSource) -> Page | None:
    """Return the page of coverage by area; None when no area has a rate."""
    rated = [
        row for row in source.select("ucj_ytd") if row.value is not None and not is_office(row.area_code)
    ]
    if not rated:
        return None
    return Page(
        name="capaian",
        title="Capaian UCJ per wilayah",
        sheet="Capaian",
        blocks=(
            Paragraph(
                content=(
                    "Cakupan adalah peserta aktif dibagi pekerja yang seharusnya menjadi peserta. Aktif "
                    "sepanjang tahun berjalan berarti aktif pada suatu hari sejak 1 Januari sampai akhir "
                    "bulan laporan; aktif akhir bulan berarti aktif pada hari terakhirnya.",
                )
            ),
            _chart(source, rated),
            table(
                source,
                "Cakupan kepesertaan per wilayah",
                (
                    Column(label="Wilayah", weight=3),
                    *right("Peserta aktif, tahun berjalan", "Pekerja", "Cakupan tahun berjalan (%)"),
                    *right("Peserta aktif, akhir bulan", "Cakupan akhir bulan (%)"),
                ),
                (_row(source, row) for row in rated),
            ),
        ),
    )


def _chart(source: ReportSource, rated: list[FigureRow]) -> Bars:
    bars = []
    for row in rated:
        target = source.total("target_ucj", row.area_code)
        bars.append(
            Bar(
                label=row.area_name,
                figure=Figure(row.figure_id),
                mark=Figure(target.figure_id) if target else None,
            )
        )
    return Bars(
        title="Cakupan tahun berjalan",
        unit="persen",
        bars=tuple(bars),
        is_percent=True,
        mark_label="Target tahun ini (persen)" if any(bar.mark for bar in bars) else "",
    )


def _row(source: ReportSource, row: FigureRow) -> Row:
    month_end = source.total("ucj_eom", row.area_code)
    return Row(
        depth=DEPTHS[level(row.area_code)],
        cells=(
            (row.area_name,),
            cell(row, "numerator"),
            cell(row, "denominator"),
            cell(row),
            cell(month_end, "numerator"),
            cell(month_end),
        ),
    )
