"""Commitments of associations: what each company gained against its workers on the baseline day."""

from collections.abc import Iterator

from cakupan.reports.compose import bars, cell, left, right, same, table
from cakupan.reports.document import Block, Figure, KeyNumber, KeyNumbers, Page, Paragraph, Row
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return the page of commitments per company; None when no company has one."""
    companies = report.own("commitment_progress", "employer")
    if not companies:
        return None
    return Page(
        name="komitmen",
        title=report.text("commitments-title"),
        sheet=report.text("commitments-sheet"),
        blocks=(
            Paragraph(content=report.say("commitments-introduction")),
            *_reached(report),
            bars(report, report.text("commitments-chart"), companies, by_slice=True),
            table(
                report,
                report.text("commitments-table"),
                (
                    left(report, "commitments-column-company", 3),
                    *right(report, "commitments-column-gained", "commitments-column-baseline"),
                    *right(report, "commitments-column-progress"),
                ),
                [_row(row, report.slice(row)) for row in companies] + _total(report),
            ),
        ),
    )


def _row(row: FigureRow, label: str) -> Row:
    cells = ((label,), cell(row, "numerator"), cell(row, "denominator"), cell(row))
    return Row(cells=cells, is_total=row.slicing == "total")


def _total(report: Report) -> list[Row]:
    total = report.total("commitment_progress")
    return [_row(total, report.text("commitments-whole"))] if total else []


def _reached(report: Report) -> Iterator[Block]:
    committed = report.total("companies_committed")
    reached = same(report, committed, "companies_reached") if committed else None
    if committed and reached:
        number = KeyNumber(
            label=report.text("commitments-reached"),
            figure=Figure(reached.figure_id),
            unit=report.unit(reached.unit, Figure(reached.figure_id)),
            detail=report.say("commitments-of", companies=Figure(committed.figure_id)),
        )
        yield KeyNumbers(numbers=(number,))
