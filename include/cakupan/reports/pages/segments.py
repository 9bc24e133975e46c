"""Coverage by segment: wage earners, non-wage workers, construction, migrant workers."""

from collections.abc import Iterator

from cakupan.reports import trends
from cakupan.reports.compose import coverage_cells, coverage_columns, table
from cakupan.reports.document import Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return the page of coverage by segment; None when no area has segments with a rate."""
    rows = tuple(_rows(report))
    if not any(row.depth for row in rows):
        return None
    return Page(
        name="segmen",
        title=report.text("segments-title"),
        sheet=report.text("segments-sheet"),
        blocks=(
            Paragraph(content=report.say("segments-introduction")),
            *trends.of_segments(report),
            table(report, report.text("segments-table"), coverage_columns(report, "segments-column"), rows),
        ),
    )


def _rows(report: Report) -> Iterator[Row]:
    for total in report.rated():
        yield _row(total, total.area_name)
        for segment in report.select("ucj_ytd", "segment", total.area_code):
            named = report.text("segments-label", segment=report.slice(segment), code=segment.slice_code)
            yield _row(segment, named)


def _row(row: FigureRow, label: str) -> Row:
    is_total = row.slicing == "total"
    return Row(depth=0 if is_total else 1, is_total=is_total, cells=coverage_cells(row, label))
