"""Komitmen asosiasi: tambahan peserta tiap perusahaan terhadap pekerja aktifnya pada tanggal awal."""

from collections.abc import Iterator

from cakupan.reports.compose import bars, cell, right, same, table
from cakupan.reports.document import Block, Column, Figure, KeyNumber, KeyNumbers, Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Kemajuan adalah peserta sekarang dikurangi peserta pada tanggal awal, dibagi pekerja aktif pada "
    "tanggal awal. Semuanya dari register menurut NPP; pekerja pada tanggal awal dibekukan ketika komitmen "
    "dibuat."
)


def page(report: Report) -> Page | None:
    """Return the page of commitments per company; None when no company has one."""
    companies = _companies(report)
    if not companies:
        return None
    return Page(
        name="komitmen",
        title="Komitmen asosiasi dan perusahaan",
        sheet="Komitmen",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            *_reached(report),
            bars(report, "Kemajuan komitmen per perusahaan", companies, by_slice=True),
            table(
                report,
                "Komitmen per perusahaan",
                (
                    Column(label="Perusahaan", weight=3),
                    *right("Tambahan peserta", "Pekerja aktif pada tanggal awal", "Kemajuan (%)"),
                ),
                [_row(row, row.slice_name) for row in companies] + _total(report, companies[0]),
            ),
        ),
    )


def _companies(report: Report) -> list[FigureRow]:
    return report.own("commitment_progress", "employer")


def _row(row: FigureRow, label: str) -> Row:
    cells = ((label,), cell(row, "numerator"), cell(row, "denominator"), cell(row))
    return Row(cells=cells, is_total=row.slicing == "total")


def _total(report: Report, company: FigureRow) -> list[Row]:
    total = report.total("commitment_progress", company.area_code)
    return [_row(total, "Semua perusahaan")] if total else []


def _reached(report: Report) -> Iterator[Block]:
    committed = report.total("companies_committed")
    reached = same(report, committed, "companies_reached") if committed else None
    if committed and reached:
        detail = ("dari ", Figure(committed.figure_id), " perusahaan yang berkomitmen")
        number = KeyNumber(
            label="Mencapai komitmennya", figure=Figure(reached.figure_id), unit="perusahaan", detail=detail
        )
        yield KeyNumbers(numbers=(number,))
