"""Vulnerable workers by source of funds: handed over, registered, active, and those excluded."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import (
    band,
    bar_chart,
    beside,
    cell,
    left,
    right,
    roster_coverage,
    same,
    sliced,
    table,
)
from cakupan.reports.document import Bar, Block, Figure, Heading, Inline, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

STEPS = {
    "vulnerable_handed_over": "vulnerable-column-handed-over",
    "vulnerable_registered": "vulnerable-column-registered",
    "vulnerable_active": "vulnerable-column-active",
}


def page(report: Report) -> Page | None:
    """Return one section per listed area with vulnerable workers; None when there are none."""
    figures = report.parts("vulnerable_handed_over")
    if not figures:
        return None
    blocks = tuple(block for row in figures for block in _section(report, row))
    return Page(
        name="rentan",
        title=report.text("vulnerable-title"),
        sheet=report.text("vulnerable-sheet"),
        blocks=(
            Paragraph(content=report.say("vulnerable-introduction")),
            _overview(report, figures),
            *blocks,
        ),
    )


def _overview(report: Report, figures: list[FigureRow]) -> Table:
    everywhere = report.total("vulnerable_handed_over")
    total = [everywhere] if everywhere and everywhere not in figures else []
    whole = report.text("vulnerable-whole", area=everywhere.area_name if everywhere else "")
    return table(
        report,
        report.text("vulnerable-overview"),
        (left(report, "column-area", 3), *right(report, *STEPS.values())),
        (
            Row(
                cells=(
                    (whole if row is everywhere else row.area_name,),
                    *(beside(row, code) for code in STEPS),
                ),
                is_total=row is everywhere,
            )
            for row in (*figures, *total)
        ),
    )


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    steps = tuple(
        Bar(label=report.text(key), figure=Figure(sliced(total, code)))
        for code, key in STEPS.items()
        if sliced(total, code) in report.source.rows
    )
    yield Heading(text=total.area_name)
    yield bar_chart(report, report.text("vulnerable-chart", area=total.area_name), total.unit, steps)
    fundings = report.select("vulnerable_handed_over", "funding", total.area_code)
    yield table(
        report,
        report.text("vulnerable-by-funding", area=total.area_name),
        (
            left(report, "vulnerable-column-funding", 3),
            *right(report, *STEPS.values(), "vulnerable-column-at-most", "vulnerable-column-unknown"),
        ),
        [_row(report, row, report.slice(row)) for row in fundings]
        + [_row(report, total, report.text("column-total"))],
    )
    rosters = _rosters(report, total)
    if rosters.rows:
        yield rosters
        yield from (
            Paragraph(content=band(report, row))
            for row in report.select("roster_coverage", area=total.area_code)
            if row.value
        )
        yield from excluded(report, total.area_code)


def _row(report: Report, row: FigureRow, label: str) -> Row:
    active = same(report, row, "vulnerable_active")
    at_most = cell(active, "upper_bound") if active and active.possible else ("",)
    cells = ((label,), *(beside(row, code) for code in STEPS), at_most, cell(row, "unknown"))
    return Row(cells=cells, is_total=row.slicing == "total")


def _rosters(report: Report, total: FigureRow) -> Table:
    area = total.area_code
    rows = [
        *report.select("roster_coverage", "funding", area),
        *report.select("roster_coverage", "total", area),
    ]
    return roster_coverage(
        report,
        report.text("vulnerable-rosters", area=total.area_name),
        "vulnerable-column-funding",
        rows,
        whole=report.text("vulnerable-whole-rosters"),
    )


def excluded(report: Report, area: str) -> Iterator[Paragraph]:
    """Say why rows of the rosters of an area are excluded; nothing when none is."""
    total = report.total("roster_coverage", area)
    if total is None or not total.excluded_causes:
        return
    said: list[str | Figure] = []
    for cause in total.excluded_causes:
        label = catalogue.cause(cause, report.locale)
        number = Figure(total.figure_id, f"excluded.{cause}")
        said += ["; "] if said else []
        said += report.say("excluded-cause", cause=label, rows=number)
    content: Inline = report.say("vulnerable-excluded", causes=tuple(said))
    yield Paragraph(content=content, tone="small")
