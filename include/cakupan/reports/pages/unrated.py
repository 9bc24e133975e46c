"""Lampiran: wilayah yang memiliki peserta tetapi belum memiliki persentase, dengan sebabnya."""

from cakupan.reports.areas import level
from cakupan.reports.compose import DEPTHS, beside, cell, right, table
from cakupan.reports.document import Column, Page, Row
from cakupan.reports.report import Report


def page(report: Report) -> Page | None:
    """Return the page of areas without a rate; None when every area has one."""
    unrated = [row for row in report.select("ucj_ytd") if not row.value and level(row.area_code) != "office"]
    if not unrated:
        return None
    return Page(
        name="tanpa-persentase",
        title="Lampiran: wilayah tanpa persentase",
        sheet="Tanpa persentase",
        blocks=(
            table(
                report,
                "Peserta aktif di wilayah tanpa pembagi",
                (
                    Column(label="Wilayah", weight=3),
                    *right("Peserta aktif, tahun berjalan", "Peserta aktif, akhir bulan"),
                    Column(label="Sebab", weight=4),
                ),
                (
                    Row(
                        depth=DEPTHS[level(row.area_code)],
                        cells=(
                            (row.area_name,),
                            cell(row, "numerator"),
                            beside(row, "ucj_eom", "numerator"),
                            (row.note or "",),
                        ),
                    )
                    for row in unrated
                ),
            ),
        ),
    )
