"""Targets and gaps: in percentage points, in people, and to 100 percent."""

from cakupan.reports.compose import attained, beside, cell, left, right, same, table
from cakupan.reports.document import Page, Paragraph, Row, Table
from cakupan.reports.report import Report


def page(report: Report) -> Page | None:
    """Return the page of targets; None when no area with a rate has a target or a gap."""
    figures = gaps(report)
    if not figures.rows:
        return None
    return Page(
        name="target",
        title=report.text("targets-title"),
        sheet=report.text("targets-sheet"),
        blocks=(Paragraph(content=report.say("targets-introduction")), figures),
    )


def gaps(report: Report) -> Table:
    """Return the table of target, coverage and gaps of every area that has one of them."""
    gap_rows = [
        row for row in report.rated() if same(report, row, "target_ucj") or same(report, row, "gap_full")
    ]
    columns = (
        left(report, "column-area", 3),
        *right(report, "column-coverage-year", "targets-column-target", "targets-column-gap"),
        *right(report, "targets-column-people", "targets-column-full"),
        left(report, "targets-column-status", 2),
    )
    return table(
        report,
        report.text("targets-table"),
        columns,
        (
            Row(
                cells=(
                    (row.area_name,),
                    cell(row),
                    beside(row, "target_ucj"),
                    beside(row, "gap_target"),
                    beside(row, "gap_target_people"),
                    beside(row, "gap_full"),
                    (attained(report, row),),
                )
            )
            for row in gap_rows
        ),
    )
