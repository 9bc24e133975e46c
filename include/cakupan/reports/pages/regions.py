"""Profiles of the areas that are listed: coverage by segment, benefits, work plans, vulnerable workers."""

from collections.abc import Iterator

from cakupan.reports.compose import bars, cell, coverage_sentence, left, right, table
from cakupan.reports.document import Block, Figure, Heading, Inline, Items, Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

# The sentence, and the indicator in each of its slots; it is left out where one has no figure.
SENTENCES = {
    "profile-actions": {
        "planned": "actions_planned",
        "done": "actions_done",
        "overdue": "actions_overdue",
    },
    "profile-vulnerable": {
        "handed_over": "vulnerable_handed_over",
        "registered": "vulnerable_registered",
        "active": "vulnerable_active",
    },
}


def page(report: Report) -> Page | None:
    """Return one section per regency or city with a rate; None when there is none."""
    figures = report.listed_rates()
    if not figures:
        return None
    blocks = tuple(block for row in figures for block in _section(report, row))
    return Page(
        name="profil",
        title=report.text("profile-title"),
        sheet=report.text("profile-sheet"),
        blocks=blocks,
    )


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    segments = report.select("ucj_ytd", "segment", total.area_code)
    yield Heading(text=total.area_name)
    yield Paragraph(content=coverage_sentence(report, total))
    if segments:
        yield bars(report, report.text("profile-chart"), segments, by_slice=True)
        yield table(
            report,
            report.text("profile-table", area=total.area_name),
            (
                left(report, "profile-column-segment", 3),
                *right(report, "column-active-year", "column-workers", "column-coverage-year"),
            ),
            [_row(row, report.slice(row)) for row in segments] + [_row(total, report.text("column-total"))],
        )
    yield Items(items=tuple(_facts(report, total.area_code)))


def _row(row: FigureRow, label: str) -> Row:
    cells = ((label,), cell(row, "numerator"), cell(row, "denominator"), cell(row))
    return Row(cells=cells, is_total=row.slicing == "total")


def _facts(report: Report, area: str) -> Iterator[Inline]:
    paid, cases = (report.total(code, area) for code in ("benefit_rupiah_ytd", "benefit_cases_ytd"))
    if paid and cases:
        yield report.say("profile-benefits", rupiah=Figure(paid.figure_id), cases=Figure(cases.figure_id))
    else:
        yield report.say("profile-benefits-none")
    for key, slots in SENTENCES.items():
        rows = {slot: report.total(code, area) for slot, code in slots.items()}
        figures = {slot: Figure(row.figure_id) for slot, row in rows.items() if row}
        if len(figures) == len(slots):
            yield report.say(key, **figures)
