"""Coverage by area: over the year and at the end of the month."""

from cakupan.reports import charted, trends
from cakupan.reports.areas import level
from cakupan.reports.compose import DEPTHS, coverage_cells, coverage_columns, table
from cakupan.reports.document import Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return the page of coverage by area; None when no area has a rate."""
    figures = report.rated()
    if not figures:
        return None
    provinces = charted.province_tiles(report)
    return Page(
        name="capaian",
        title=report.text("coverage-title"),
        sheet=report.text("coverage-sheet"),
        blocks=(
            Paragraph(content=report.say("coverage-introduction")),
            *((provinces,) if provinces else ()),
            charted.coverage_dots(report, report.listed_rates() or figures),
            *trends.of_scope(report),
            table(
                report,
                report.text("coverage-table"),
                coverage_columns(report, "column-area"),
                (_row(row) for row in figures),
            ),
            Paragraph(content=report.say("coverage-without-rate"), tone="small"),
        ),
    )


def _row(row: FigureRow) -> Row:
    return Row(depth=DEPTHS[level(row.area_code)], cells=coverage_cells(row, row.area_name))
