"""Interns: those whose internship runs and those who are covered, by programme and by host."""

from collections.abc import Iterator

from cakupan.reports.compose import band, bars, cell, left, match_columns, matches, right, table
from cakupan.reports.document import Block, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return one section per listed area with interns; None when there are none."""
    figures = report.parts("interns_running")
    if not figures:
        return None
    return Page(
        name="magang",
        title=report.text("interns-title"),
        sheet=report.text("interns-sheet"),
        blocks=(
            Paragraph(content=report.say("interns-introduction")),
            *(block for row in figures for block in _section(report, row)),
        ),
    )


def _section(report: Report, running: FigureRow) -> Iterator[Block]:
    area = running.area_code
    programmes = report.select("intern_coverage", "programme", area)
    total = report.select("intern_coverage", "total", area)
    yield Heading(text=running.area_name)
    yield Paragraph(content=report.say("interns-running", interns=Figure(running.figure_id)))
    if programmes:
        yield bars(report, report.text("interns-chart", area=running.area_name), programmes, by_slice=True)
    yield from (Paragraph(content=band(report, row, "population-interns")) for row in total if row.value)
    hosts = report.select("intern_coverage", "host", area)
    for by, rows in (("programme", programmes), ("host", hosts)):
        yield _coverage(report, by, running.area_name, [*rows, *total])


def _coverage(report: Report, by: str, area: str, rows: list[FigureRow]) -> Table:
    whole = report.text(f"interns-whole-{by}")
    return table(
        report,
        report.text(f"interns-by-{by}", area=area),
        (
            left(report, f"interns-column-{by}", 3),
            *right(report, "interns-column-covered", "interns-column-running", "interns-column-coverage"),
            *match_columns(report),
        ),
        (
            Row(
                cells=(
                    (whole if row.slicing == "total" else report.slice(row),),
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
