"""Benefits paid: cases and rupiah, in the month and since 1 January, by programme."""

from collections.abc import Iterator

from cakupan.reports.areas import level
from cakupan.reports.compose import bars, beside, left, right, table
from cakupan.reports.document import Block, Column, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

PARTS = {
    "benefit_cases": "benefits-column-cases",
    "benefit_rupiah": "benefits-column-rupiah",
    "benefit_cases_ytd": "benefits-column-cases-year",
    "benefit_rupiah_ytd": "benefits-column-rupiah-year",
}


def page(report: Report) -> Page | None:
    """Return the page of benefits paid; None when none was paid this year."""
    overall = report.total("benefit_rupiah_ytd")
    if overall is None:
        return None
    listed = [row for row in report.parts("benefit_rupiah_ytd") if row.amount]
    return Page(
        name="manfaat",
        title=report.text("benefits-title"),
        sheet=report.text("benefits-sheet"),
        blocks=(
            Paragraph(content=report.say("benefits-introduction")),
            *_section(report, overall),
            *([_by_area(report, listed)] if listed else []),
            *_without(report, listed),
            *(block for row in listed if row is not overall for block in _section(report, row)),
        ),
    )


def _without(report: Report, listed: list[FigureRow]) -> Iterator[Paragraph]:
    """Say which areas with a rate have no benefit on record, so that none is missed in silence."""
    paid = {row.area_code for row in listed}
    without = [row.area_name for row in report.listed_rates() if row.area_code not in paid]
    if without and level(report.scope.code) != report.scope.listed:
        yield Paragraph(content=report.say("benefits-without", areas=", ".join(without)), tone="small")


def _columns(report: Report, by: str) -> tuple[Column, ...]:
    return (left(report, by, 2), *right(report, *PARTS.values()))


def _row(row: FigureRow, label: str) -> Row:
    return Row(cells=((label,), *(beside(row, part) for part in PARTS)), is_total=row.slicing == "total")


def _by_area(report: Report, rows: list[FigureRow]) -> Table:
    return table(
        report,
        report.text("benefits-by-area"),
        _columns(report, "column-area"),
        (Row(cells=_row(row, row.area_name).cells) for row in rows),
    )


def _section(report: Report, total: FigureRow) -> Iterator[Block]:
    programmes = report.select("benefit_rupiah_ytd", "programme", total.area_code)
    yield Heading(text=total.area_name)
    if programmes:
        title = report.text("benefits-chart", area=total.area_name)
        yield bars(report, title, programmes, by_slice=True)
    yield table(
        report,
        report.text("benefits-by-programme", area=total.area_name),
        _columns(report, "benefits-column-programme"),
        [*(_row(row, report.slice(row)) for row in programmes), _row(total, report.text("column-total"))],
    )
