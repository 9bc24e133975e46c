"""Definitions: every indicator that this edition prints, its unit and what it means, and the terms."""

from cakupan.reports import catalogue
from cakupan.reports.compose import left
from cakupan.reports.document import Page, Row, Table
from cakupan.reports.report import Report

TERMS = (
    *("data-day", "recorded", "counts", "basis", "excluded", "lower-bound", "certain"),
    *("at-most", "unknown", "duplicate", "rank"),
)


def page(report: Report) -> Page | None:
    """Return the page of definitions of the indicators of this edition, their changes left out."""
    used = {
        row.indicator_code: row
        for row in report.source.rows.values()
        if not catalogue.is_change(row.indicator_code)
    }
    indicators = Table(
        caption=report.text("definitions-indicators"),
        columns=(
            left(report, "definitions-column-indicator", 4),
            left(report, "definitions-column-code", 4),
            left(report, "definitions-column-unit", 2),
            left(report, "definitions-column-definition", 7),
        ),
        rows=tuple(
            Row(
                cells=(
                    (catalogue.name(code, report.locale),),
                    (code,),
                    (catalogue.unit(row.unit, report.locale),),
                    (catalogue.definition(code, report.locale),),
                )
            )
            for code, row in sorted(used.items())
        ),
    )
    terms = Table(
        caption=report.text("definitions-terms"),
        columns=(left(report, "definitions-column-term", 2), left(report, "definitions-column-meaning", 6)),
        rows=tuple(
            Row(cells=((report.text(f"term-{term}"),), (report.text(f"meaning-{term}"),))) for term in TERMS
        ),
    )
    return Page(
        name="definisi",
        title=report.text("definitions-title"),
        sheet=report.text("definitions-sheet"),
        blocks=(indicators, terms),
    )
