"""Komitmen asosiasi: tambahan peserta tiap perusahaan terhadap pekerja aktifnya pada tanggal awal."""

from collections.abc import Iterator

from cakupan.reports.compose import bars, cell, right, same, table, widest
from cakupan.reports.document import Block, Column, Figure, KeyNumber, KeyNumbers, Page, Paragraph, Row
from cakupan.reports.source import FigureRow, ReportSource

INTRODUCTION = (
    "Kemajuan adalah peserta sekarang dikurangi peserta pada tanggal awal, dibagi pekerja aktif pada "
    "tanggal awal. Semuanya dari register menurut NPP; pekerja pada tanggal awal dibekukan ketika komitmen "
    "dibuat."
)


def page(source: ReportSource) -> Page | None:
    """Return the page of commitments per company; None when no company has one."""
    companies = _companies(source)
    if not companies:
        return None
    return Page(
        name="komitmen",
        title="Komitmen asosiasi dan perusahaan",
        sheet="Komitmen",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            *_reached(source),
            bars("Kemajuan komitmen per perusahaan", companies, by_slice=True),
            table(
                source,
                "Komitmen per perusahaan",
                (
                    Column(label="Perusahaan", weight=3),
                    *right("Tambahan peserta", "Pekerja aktif pada tanggal awal", "Kemajuan (%)"),
                ),
                [_row(row, row.slice_name) for row in companies] + _total(source, companies[0]),
            ),
        ),
    )


def _companies(source: ReportSource) -> list[FigureRow]:
    rows = source.select("commitment_progress", "employer")
    first = widest(rows)
    return [row for row in rows if first and row.area_code == first.area_code]


def _row(row: FigureRow, label: str) -> Row:
    cells = ((label,), cell(row, "numerator"), cell(row, "denominator"), cell(row))
    return Row(cells=cells, is_total=row.slicing == "total")


def _total(source: ReportSource, company: FigureRow) -> list[Row]:
    total = source.total("commitment_progress", company.area_code)
    return [_row(total, "Semua perusahaan")] if total else []


def _reached(source: ReportSource) -> Iterator[Block]:
    committed = widest(source.select("companies_committed"))
    reached = same(source, committed, "companies_reached") if committed else None
    if committed and reached:
        detail = ("dari ", Figure(committed.figure_id), " perusahaan yang berkomitmen")
        number = KeyNumber(
            label="Mencapai komitmennya", figure=Figure(reached.figure_id), unit="perusahaan", detail=detail
        )
        yield KeyNumbers(numbers=(number,))
