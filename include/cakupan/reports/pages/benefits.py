"""Manfaat yang dibayarkan: kasus dan rupiah, bulan laporan dan sejak 1 Januari, per program."""

from collections.abc import Iterator

from cakupan.reports.compose import bars, beside, right, table
from cakupan.reports.document import Block, Column, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = "Manfaat dihitung menurut tanggal pembayaran dan wilayah klaim. Jumlah rupiah dicetak penuh."
COLUMNS = right("Kasus, bulan ini", "Rupiah, bulan ini", "Kasus, sejak 1 Januari", "Rupiah, sejak 1 Januari")
PARTS = ("benefit_cases", "benefit_rupiah", "benefit_cases_ytd", "benefit_rupiah_ytd")


def page(report: Report) -> Page | None:
    """Return the page of benefits paid; None when none was paid this year."""
    overall = report.total("benefit_rupiah_ytd")
    if overall is None:
        return None
    regencies = [row for row in report.parts("benefit_rupiah_ytd") if row.amount]
    return Page(
        name="manfaat",
        title="Manfaat yang dibayarkan",
        sheet="Manfaat",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            *_section(report, overall),
            *([_by_area(report, regencies)] if regencies else []),
            *(block for row in regencies if row is not overall for block in _section(report, row)),
        ),
    )


def _row(row: FigureRow, label: str, *, is_total: bool = False) -> Row:
    return Row(cells=((label,), *(beside(row, part) for part in PARTS)), is_total=is_total)


def _by_area(report: Report, rows: list[FigureRow]) -> Table:
    return table(
        report,
        "Manfaat per kabupaten/kota",
        (Column(label="Wilayah", weight=2), *COLUMNS),
        (_row(row, row.area_name) for row in rows),
    )


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    programmes = report.select("benefit_rupiah_ytd", "programme", total.area_code)
    yield Heading(text=total.area_name)
    if programmes:
        yield bars(report, "Manfaat sejak 1 Januari per program", programmes, by_slice=True)
    yield table(
        report,
        f"Manfaat per program, {total.area_name}",
        (Column(label="Program", weight=2), *COLUMNS),
        [_row(row, row.slice_name) for row in programmes] + [_row(total, "Total", is_total=True)],
    )
