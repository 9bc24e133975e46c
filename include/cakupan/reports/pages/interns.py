"""Peserta magang: yang sedang berjalan dan yang terlindungi, per program dan per tempat magang."""

from collections.abc import Iterator

from cakupan.reports.compose import MATCHES, band, bars, cell, matches, right, table
from cakupan.reports.document import Block, Column, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Dihitung peserta magang yang masa magangnya berjalan pada akhir bulan laporan. Terlindungi berarti "
    "terdaftar aktif pada program itu pada hari terakhir bulan."
)


def page(report: Report) -> Page | None:
    """Return one section per regency or city with interns; None when there are none."""
    figures = report.parts("interns_running")
    if not figures:
        return None
    return Page(
        name="magang",
        title="Peserta magang",
        sheet="Magang",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            *(block for row in figures for block in _section(report, row)),
        ),
    )


def _section(report: Report, running: FigureRow) -> Iterator[Block]:
    area = running.area_code
    programmes = report.select("intern_coverage", "programme", area)
    total = report.select("intern_coverage", "total", area)
    yield Heading(text=running.area_name)
    yield Paragraph(content=(Figure(running.figure_id), " peserta magang sedang berjalan."))
    if programmes:
        yield bars(report, "Peserta magang terlindungi per program", programmes, by_slice=True)
    yield from (Paragraph(content=band(row)) for row in total if row.value)
    yield _coverage(report, "Per program", "Program", [*programmes, *total], "Sedikitnya satu program")
    hosts = report.select("intern_coverage", "host", area)
    yield _coverage(report, "Per tempat magang", "Tempat magang", [*hosts, *total], "Semua tempat magang")


def _coverage(report: Report, caption: str, label: str, rows: list[FigureRow], total: str) -> Table:
    return table(
        report,
        caption,
        (Column(label=label, weight=3), *right("Terlindungi", "Peserta magang", "Cakupan (%)", *MATCHES)),
        (
            Row(
                cells=(
                    (total if row.slicing == "total" else row.slice_name,),
                    cell(row, "numerator"),
                    cell(row, "denominator"),
                    cell(row),
                    *matches(row),
                ),
                is_total=row.slicing == "total",
            )
            for row in rows
        ),
    )
