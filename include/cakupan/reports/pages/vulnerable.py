"""Pekerja rentan menurut sumber dana: diserahkan, terdaftar, aktif, dan yang dikecualikan."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import (
    band,
    bar_chart,
    beside,
    cell,
    right,
    roster_coverage,
    same,
    sliced,
    table,
)
from cakupan.reports.document import (
    Bar,
    Block,
    Column,
    Figure,
    Heading,
    Inline,
    Page,
    Paragraph,
    Row,
    Table,
)
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Diserahkan berarti orang pada daftar yang diterima dan berlaku pada bulan laporan, tiap orang dihitung"
    " sekali; terdaftar berarti kepesertaannya sudah mulai paling lambat akhir bulan; aktif berarti "
    "terlindungi pada hari terakhir. Baris yang dikecualikan tidak dihitung sebagai orang; batas bawah "
    "menganggap setiap baris itu seorang pekerja yang belum terlindungi. Paling banyak berarti bila setiap "
    "kecocokan dengan register yang belum pasti ternyata benar; tidak dikenali berarti tidak seorang pun "
    "dalam register cocok dengan baris itu."
)
MATCHES = ("Paling banyak aktif", "Tidak dikenali")
STEPS = (
    ("vulnerable_handed_over", "Diserahkan"),
    ("vulnerable_registered", "Terdaftar"),
    ("vulnerable_active", "Aktif"),
)


def page(report: Report) -> Page | None:
    """Return one section per regency or city with vulnerable workers; None when there are none."""
    figures = report.parts("vulnerable_handed_over")
    if not figures:
        return None
    blocks = tuple(block for row in figures for block in _section(report, row))
    return Page(
        name="rentan",
        title="Pekerja rentan menurut sumber dana",
        sheet="Pekerja rentan",
        blocks=(Paragraph(content=(INTRODUCTION,)), _overview(report, figures), *blocks),
    )


def _overview(report: Report, figures: list[FigureRow]) -> Table:
    everywhere = report.total("vulnerable_handed_over")
    total = [everywhere] if everywhere and everywhere not in figures else []
    return table(
        report,
        "Pekerja rentan per kabupaten/kota",
        (Column(label="Wilayah", weight=3), *right(*(label for _, label in STEPS))),
        (
            Row(
                cells=((row.area_name,), *(beside(row, code) for code, _ in STEPS)),
                is_total=row is everywhere,
            )
            for row in (*figures, *total)
        ),
    )


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    steps = tuple(
        Bar(label=label, figure=Figure(sliced(total, code)))
        for code, label in STEPS
        if sliced(total, code) in report.source.rows
    )
    yield Heading(text=total.area_name)
    yield bar_chart(report, "Dari daftar sampai terlindungi", total.unit, steps)
    fundings = report.select("vulnerable_handed_over", "funding", total.area_code)
    yield table(
        report,
        f"Pekerja rentan per sumber dana, {total.area_name}",
        (Column(label="Sumber dana", weight=3), *right(*(label for _, label in STEPS), *MATCHES)),
        [_row(report, row, row.slice_name) for row in fundings] + [_row(report, total, "Total")],
    )
    rosters = _rosters(report, total.area_code)
    if rosters.rows:
        yield rosters
        yield from (
            Paragraph(content=band(row))
            for row in report.select("roster_coverage", area=total.area_code)
            if row.value
        )
        yield from excluded(report, total.area_code)


def _row(report: Report, row: FigureRow, label: str) -> Row:
    active = same(report, row, "vulnerable_active")
    at_most = cell(active, "upper_bound") if active and active.possible else ("",)
    cells = ((label,), *(beside(row, code) for code, _ in STEPS), at_most, cell(row, "unknown"))
    return Row(cells=cells, is_total=row.slicing == "total")


def _rosters(report: Report, area: str) -> Table:
    rows = [
        *report.select("roster_coverage", "funding", area),
        *report.select("roster_coverage", "total", area),
    ]
    return roster_coverage(
        report, "Cakupan daftar mitra per sumber dana", "Sumber dana", rows, whole="Semua daftar"
    )


def excluded(report: Report, area: str) -> Iterator[Paragraph]:
    """Say why rows of the rosters of an area are excluded; nothing when none is."""
    total = report.total("roster_coverage", area)
    if total is None or not total.excluded_causes:
        return
    said: list[str | Figure] = []
    for cause in total.excluded_causes:
        said += [
            "; " if said else "",
            f"{catalogue.cause(cause, report.locale)}: ",
            Figure(total.figure_id, f"excluded.{cause}"),
        ]
    content: Inline = ("Sebab dikecualikan (baris): ", *said, ".")
    yield Paragraph(content=content, tone="small")
