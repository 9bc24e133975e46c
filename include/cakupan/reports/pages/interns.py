"""Peserta magang: yang sedang berjalan dan yang terlindungi, per program dan per tempat magang."""

from collections.abc import Iterator

from cakupan.reports.compose import MATCHES, at_level, band, bars, cell, matches, right, table
from cakupan.reports.document import Block, Column, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.source import FigureRow, ReportSource

INTRODUCTION = (
    "Dihitung peserta magang yang masa magangnya berjalan pada akhir bulan laporan. Terlindungi berarti "
    "terdaftar aktif pada program itu pada hari terakhir bulan."
)


def page(source: ReportSource) -> Page | None:
    """Return one section per regency or city with interns; None when there are none."""
    figures = at_level(source.select("interns_running"), "regency")
    if not figures:
        return None
    return Page(
        name="magang",
        title="Peserta magang",
        sheet="Magang",
        blocks=(
            Paragraph(content=(INTRODUCTION,)),
            *(block for row in figures for block in _section(source, row)),
        ),
    )


def _section(source: ReportSource, running: FigureRow) -> Iterator[Block]:
    area = running.area_code
    programmes = source.select("intern_coverage", "programme", area)
    total = source.select("intern_coverage", "total", area)
    yield Heading(text=running.area_name)
    yield Paragraph(content=(Figure(running.figure_id), " peserta magang sedang berjalan."))
    if programmes:
        yield bars("Peserta magang terlindungi per program", programmes, by_slice=True)
    yield from (Paragraph(content=band(row)) for row in total if row.value)
    yield _coverage(source, "Per program", "Program", [*programmes, *total], "Sedikitnya satu program")
    hosts = source.select("intern_coverage", "host", area)
    yield _coverage(source, "Per tempat magang", "Tempat magang", [*hosts, *total], "Semua tempat magang")


def _coverage(source: ReportSource, caption: str, label: str, rows: list[FigureRow], total: str) -> Table:
    return table(
        source,
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
