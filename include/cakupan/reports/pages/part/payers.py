"""Vulnerable workers of a part by who pays: from listed to covered, what ends when, what renewing costs."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import bar_chart, beside, left, table
from cakupan.reports.document import Bar, Block, Column, Figure, Page, Paragraph, Row
from cakupan.reports.pages import agreements
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

STEPS = ("vulnerable_handed_over", "vulnerable_registered", "vulnerable_active")
RENEWAL = (
    "vulnerable_ending_30",
    "vulnerable_ending_60",
    "vulnerable_ending_90",
    "vulnerable_renewal_rupiah",
)


def page(report: Report) -> Page | None:
    """Return the page of payers; None when nobody is paid for and nothing was agreed."""
    steps = [row for code in STEPS if (row := report.total(code))]
    blocks = (*_steps(report, steps), *_by_payer(report, steps), *_plan(report))
    if not blocks:
        return None
    return Page(
        name="pembayar",
        title=report.text("area-payers"),
        sheet=report.text("area-payers-sheet"),
        blocks=blocks,
    )


def _steps(report: Report, steps: list[FigureRow]) -> Iterator[Block]:
    if not steps:
        yield Paragraph(content=report.say("area-no-vulnerable"))
        return
    bars = tuple(
        Bar(label=catalogue.name(row.indicator_code, report.locale), figure=Figure(row.figure_id))
        for row in steps
    )
    yield bar_chart(report, report.text("area-vulnerable-steps"), steps[0].unit, bars)


def _by_payer(report: Report, steps: list[FigureRow]) -> Iterator[Block]:
    payers = report.own(STEPS[0], "funding")
    if not payers:
        return
    total = [row for row in steps if row.indicator_code == STEPS[0]]
    renewal = tuple(code for code in RENEWAL if report.own(code, "funding"))
    for key, codes in (("area-by-payer", STEPS), ("area-renewal", renewal)):
        if codes:
            columns = (
                left(report, "area-payer", 3),
                *(Column(label=catalogue.name(code, report.locale), align="right") for code in codes),
            )
            rows = [Row(cells=((report.slice(row),), *(beside(row, one) for one in codes))) for row in payers]
            rows += [
                Row(cells=((row.area_name,), *(beside(row, one) for one in codes)), is_total=True)
                for row in total
            ]
            yield table(report, report.text(key), columns, rows)


def _plan(report: Report) -> Iterator[Block]:
    actions = report.records("agreement_actions")
    if actions:
        yield agreements.plan(report, report.text("area-plan"), actions)
