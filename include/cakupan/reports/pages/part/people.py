"""The people of a part: coverage by segment, and what was paid to them."""

from collections.abc import Iterator

from cakupan.reports import trends
from cakupan.reports.compose import beside, cell, coverage_cells, coverage_columns, left, right, table
from cakupan.reports.document import Block, Page, Paragraph, Row
from cakupan.reports.report import Report

BENEFITS = ("benefit_cases_ytd", "benefit_rupiah_ytd")


def page(report: Report) -> Page | None:
    """Return the page of people; None when there is nothing to say of them."""
    charts = (*trends.of_scope(report), *trends.of_segments(report))
    blocks = (*charts, *_segments(report), *_benefits(report))
    if not blocks:
        return None
    return Page(
        name="peserta",
        title=report.text("area-people"),
        sheet=report.text("area-people-sheet"),
        blocks=blocks,
    )


def _segments(report: Report) -> Iterator[Block]:
    own = report.total("ucj_ytd")
    if own is None:
        return
    segments = report.own("ucj_ytd", "segment")
    rows = [Row(cells=coverage_cells(row, report.slice(row))) for row in segments]
    rows.append(Row(cells=coverage_cells(own, own.area_name), is_total=True))
    yield table(
        report,
        report.text("area-segments", area=own.area_name),
        coverage_columns(report, "area-segment"),
        rows,
    )


def _benefits(report: Report) -> Iterator[Block]:
    total = report.total("benefit_rupiah_ytd")
    if total is None or total.value is None:
        yield Paragraph(content=report.say("area-no-benefits"))
        return
    rows = [
        Row(cells=((report.slice(row),), *(beside(row, code) for code in BENEFITS)))
        for row in report.own("benefit_rupiah_ytd", "programme")
    ]
    rows.append(Row(cells=((total.area_name,), beside(total, BENEFITS[0]), cell(total)), is_total=True))
    columns = (left(report, "area-programme", 3), *right(report, "area-cases", "area-rupiah"))
    yield table(report, report.text("area-benefits", area=total.area_name), columns, rows)
