"""Annex: coverage of the lists of each partner, with the rows excluded and the lower bound."""

from cakupan.reports.compose import roster_coverage
from cakupan.reports.document import Page, Paragraph
from cakupan.reports.report import Report


def page(report: Report) -> Page | None:
    """Return every partner with a roster in force; None when there is none."""
    rows = report.own("roster_coverage", "partner")
    if not rows:
        return None
    figures = roster_coverage(report, report.text("partners-table"), "quality-column-partner", rows)
    return Page(
        name="lampiran-mitra",
        title=report.text("partners-title"),
        sheet=report.text("partners-sheet"),
        blocks=(Paragraph(content=report.say("partners-introduction")), figures),
    )
