"""The places of a part: how its villages rank, and which lists have to be mended."""

from collections.abc import Iterator

from cakupan.reports.compose import cell, left, right, table
from cakupan.reports.document import Block, Page, Paragraph, Row
from cakupan.reports.pages import roster_quality
from cakupan.reports.report import Audience, Report
from cakupan.reports.source import FigureRow

SHOWN = 20
UNRANKED = 10**9


def page(report: Report) -> Page | None:
    """Return the page of places; None when it has no village and no list to mend."""
    blocks = (*_villages(report), *_to_mend(report))
    if not blocks:
        return None
    return Page(
        name="desa", title=report.text("area-places"), sheet=report.text("area-places-sheet"), blocks=blocks
    )


def _villages(report: Report) -> Iterator[Block]:
    rows = sorted(report.select("village_coverage"), key=_order)
    if not rows:
        yield Paragraph(content=report.say("area-no-villages"))
        return
    columns = (
        left(report, "area-village", 3),
        *right(report, "area-rank", "area-active", "area-workers", "area-rate"),
    )
    yield table(
        report, report.text("area-villages"), columns, (_village(report, row) for row in rows[:SHOWN])
    )
    if len(rows) > SHOWN:
        yield Paragraph(content=report.say("area-more-villages", more=len(rows) - SHOWN), tone="small")


def _order(row: FigureRow) -> tuple[int, str]:
    return row.rank or UNRANKED, row.area_code


def _village(report: Report, row: FigureRow) -> Row:
    rank = cell(row, "rank") if row.rank is not None else report.say("area-unranked")
    return Row(
        cells=((row.area_name,), rank, cell(row, "numerator"), cell(row, "denominator"), cell(row)),
    )


def _to_mend(report: Report) -> Iterator[Block]:
    """List the files that were held or refused, and why; the public is told no partner's name."""
    if report.audience is Audience.PUBLIC:
        return
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("held", "refused")]
    if not stopped:
        return
    columns = (left(report, "area-partner", 3), left(report, "area-outcome", 2), left(report, "area-why", 4))
    rows = (
        Row(
            cells=(
                (roster_quality.partner(report, one),),
                (report.word("outcome", one["outcome"]),),
                (roster_quality.refusal(report, one),),
            )
        )
        for one in stopped
    )
    yield table(report, report.text("area-to-mend"), columns, rows)
