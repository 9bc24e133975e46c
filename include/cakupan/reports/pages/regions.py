"""Profil kabupaten/kota: cakupan per segmen, manfaat, rencana kerja dan pekerja rentan tiap wilayah."""

from collections.abc import Iterator

from cakupan.indonesian import last_day
from cakupan.reports.compose import bars, cell, coverage_sentence, right, table
from cakupan.reports.document import Block, Column, Figure, Heading, Inline, Items, Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

# What a sentence begins with, and what it says behind each figure; it is left out where one is not there.
SENTENCES = {
    "Rencana kerja nota kesepakatan: ": {
        "actions_planned": " tindakan direncanakan, ",
        "actions_done": " selesai, ",
        "actions_overdue": " lewat tenggat.",
    },
    "Pekerja rentan: ": {
        "vulnerable_handed_over": " diserahkan, ",
        "vulnerable_registered": " terdaftar, ",
        "vulnerable_active": " aktif.",
    },
}


def page(report: Report) -> Page | None:
    """Return one section per regency or city with a rate; None when there is none."""
    figures = report.listed_rates()
    if not figures:
        return None
    blocks = tuple(block for row in figures for block in _section(report, row))
    return Page(name="profil", title="Profil kabupaten/kota", sheet="Profil wilayah", blocks=blocks)


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    until = report.locale.day(last_day(report.source.edition.period))
    segments = report.select("ucj_ytd", "segment", total.area_code)
    yield Heading(text=total.area_name)
    yield Paragraph(content=coverage_sentence(report, total, until))
    if segments:
        yield bars(report, "Cakupan tahun berjalan per segmen", segments, by_slice=True)
        yield table(
            report,
            f"Pembilang dan pembagi, {total.area_name}",
            (Column(label="Segmen", weight=3), *right("Peserta aktif", "Pekerja", "Cakupan (%)")),
            [_row(row, row.slice_name) for row in segments] + [_row(total, "Total")],
        )
    facts = tuple(_facts(report, total.area_code))
    if facts:
        yield Items(items=facts)


def _row(row: FigureRow, label: str) -> Row:
    cells = ((label,), cell(row, "numerator"), cell(row, "denominator"), cell(row))
    return Row(cells=cells, is_total=row.slicing == "total")


def _facts(report: Report, area: str) -> Iterator[Inline]:
    paid = report.total("benefit_rupiah_ytd", area)
    cases = report.total("benefit_cases_ytd", area)
    if paid:
        yield (
            "Manfaat yang dibayarkan sejak 1 Januari: ",
            Figure(paid.figure_id),
            *((" untuk ", Figure(cases.figure_id), " kasus.") if cases else (".",)),
        )
    for opening, told in SENTENCES.items():
        pieces = [(row, text) for code, text in told.items() if (row := report.total(code, area))]
        if len(pieces) == len(told):
            yield (opening, *(part for row, text in pieces for part in (Figure(row.figure_id), text)))
