"""Coverage by area: over the year and at the end of the month."""

from collections.abc import Iterator

from cakupan.reports import charted, trends
from cakupan.reports.areas import level
from cakupan.reports.charts.nodes import Dots, Lines, Multiples
from cakupan.reports.compose import DEPTHS, coverage_cells, coverage_columns, table
from cakupan.reports.document import Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return the page of coverage by area; None when no area has a rate."""
    figures = report.rated()
    if not figures:
        return None
    provinces, peers = charted.province_tiles(report), charted.peer_dots(report)
    return Page(
        name="capaian",
        title=report.text("coverage-title"),
        sheet=report.text("coverage-sheet"),
        blocks=(
            Paragraph(content=report.say("coverage-introduction")),
            *((peers,) if peers else ()),
            *((provinces,) if provinces else ()),
            *_listed(report, figures, has_peers=peers is not None),
            *_trend(report),
            table(
                report,
                report.text("coverage-table"),
                coverage_columns(report, "column-area"),
                (_row(row) for row in figures),
            ),
            Paragraph(content=report.say("coverage-without-rate"), tone="small"),
        ),
    )


def _listed(report: Report, figures: list[FigureRow], *, has_peers: bool) -> Iterator[Dots]:
    """Chart the areas that are listed one by one, or those of the scope where no other chart has them."""
    rows = report.listed_rates() or ([] if has_peers else figures)
    if rows:
        yield charted.coverage_dots(report, rows)


def _trend(report: Report) -> Iterator[Lines | Multiples]:
    """Chart the scope over the months, or the areas that are listed one by one where it has no rate."""
    own = report.total("ucj_ytd")
    rows = [own] if own and own.value else report.listed_rates()
    chart = trends.lines(report, report.text("charts-trend"), [(row.area_name, row) for row in rows])
    if chart:
        yield chart


def _row(row: FigureRow) -> Row:
    return Row(depth=DEPTHS[level(row.area_code)], cells=coverage_cells(row, row.area_name))
