"""Capaian per segmen: penerima upah, bukan penerima upah, jasa konstruksi, pekerja migran."""

from collections.abc import Iterator

from cakupan.reports.compose import coverage_cells, coverage_columns, table
from cakupan.reports.document import Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Seorang pekerja yang aktif pada dua segmen dihitung sekali pada total dan sekali pada tiap segmennya. "
    "Jumlah segmen karena itu dapat lebih besar daripada total, dan persentase total bukan rata-rata "
    "persentase segmen."
)


def page(report: Report) -> Page | None:
    """Return the page of coverage by segment; None when no area has segments with a rate."""
    rows = tuple(_rows(report))
    if not any(row.depth for row in rows):
        return None
    return Page(
        name="segmen",
        title="Capaian per segmen",
        sheet="Segmen",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            table(
                report,
                "Cakupan kepesertaan per wilayah dan segmen",
                coverage_columns("Wilayah dan segmen"),
                rows,
            ),
        ),
    )


def _rows(report: Report) -> Iterator[Row]:
    for total in report.rated():
        yield _row(total, total.area_name)
        for segment in report.select("ucj_ytd", "segment", total.area_code):
            yield _row(segment, f"{segment.slice_name} ({segment.slice_code})")


def _row(row: FigureRow, label: str) -> Row:
    is_total = row.slicing == "total"
    return Row(depth=0 if is_total else 1, is_total=is_total, cells=coverage_cells(row, label))
