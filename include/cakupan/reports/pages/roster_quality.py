"""Quality of partners' rosters: punctuality, rows received and excluded, causes, files refused."""

from collections.abc import Iterable
from typing import Any

from cakupan.reports import catalogue
from cakupan.reports.compose import band, bar_chart, beside, left, right, roster_coverage, table
from cakupan.reports.document import Bar, Block, Figure, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.pages import overlaps
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

# Of each table the text of its caption, and the indicators of its columns.
TABLES = {
    "quality-punctuality": ("rosters_due", "rosters_received", "rosters_on_time", "days_late"),
    "quality-answers": ("files_answered", "answer_days", "answer_days_mean"),
    "quality-rows": ("rows_received", "rows_accepted", "rows_quarantined", "rows_duplicate", "rows_valid"),
}


def page(report: Report) -> Page | None:
    """Return the page of roster quality; None when no roster was due, received or refused."""
    blocks: list[Block] = []
    for caption, codes in TABLES.items():
        first = report.total(codes[0])
        if first:
            blocks.append(_by_kind(report, caption, first, codes))
    blocks += _causes(report)
    blocks += _rosters(report)
    blocks += overlaps.blocks(report)
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("refused", "held")]
    if stopped:
        blocks.append(submissions(report, stopped))
    if not blocks:
        return None
    return Page(
        name="mutu-data",
        title=report.text("quality-title"),
        sheet=report.text("quality-sheet"),
        blocks=(Paragraph(content=report.say("quality-introduction")), *blocks),
        rest=report.text("quality-rest"),
    )


def causes(report: Report) -> list[FigureRow]:
    """Return the causes of excluded rows in the scope, most frequent first."""
    here = [row for row in report.own("rows_quarantined", "cause") if row.numerator]
    return sorted(here, key=lambda row: (-(row.numerator or 0), row.slice_code))


def _causes(report: Report) -> list[Block]:
    figures = causes(report)
    made = tuple(Bar(label=report.slice(row), figure=Figure(row.figure_id)) for row in figures)
    return [bar_chart(report, report.text("quality-causes"), figures[0].unit, made)] if made else []


def _by_kind(report: Report, caption: str, total: FigureRow, codes: tuple[str, ...]) -> Table:
    kinds = report.select(codes[0], "kind", total.area_code)
    whole = report.text("quality-whole")
    return table(
        report,
        report.text(caption),
        (
            left(report, "quality-column-kind", 3),
            *right(report, *(f"quality-column-{code.replace('_', '-')}" for code in codes)),
        ),
        (
            Row(
                cells=(
                    (whole if row.slicing == "total" else report.slice(row),),
                    *(beside(row, code) for code in codes),
                ),
                is_total=row.slicing == "total",
            )
            for row in (*kinds, total)
        ),
    )


def _rosters(report: Report) -> Iterable[Block]:
    total = report.total("roster_coverage")
    if total is None:
        return
    kinds = report.own("roster_coverage", "kind")
    caption, whole = report.text("quality-rosters"), report.text("quality-whole")
    yield roster_coverage(report, caption, "quality-column-kind", (*kinds, total), whole=whole)
    if total.value:
        yield Paragraph(content=band(report, total))


def submissions(report: Report, listed: list[dict[str, Any]]) -> Table:
    """Return a table of submissions that were refused or are held, with their outcome and why."""
    ordered = sorted(listed, key=lambda one: (str(one["received_on"]), str(one["submission_id"])))
    return Table(
        caption=report.text("quality-stopped"),
        columns=(
            left(report, "quality-column-partner", 4),
            left(report, "quality-column-kind", 4),
            left(report, "quality-column-period", 2),
            left(report, "quality-column-received", 2),
            left(report, "quality-column-outcome", 2),
            left(report, "quality-column-why", 3),
        ),
        rows=tuple(
            Row(
                cells=(
                    (partner(report, one),),
                    (catalogue.roster_kind(str(one["roster_kind"] or MISSING), report.locale),),
                    (_month(report, one["period"]),),
                    (report.locale.any_day(one["received_on"]),),
                    (report.word("outcome", one["outcome"]),),
                    (refusal(report, one),),
                )
            )
            for one in ordered
        ),
    )


def partner(report: Report, one: dict[str, Any]) -> str:
    """Name who sent a file."""
    return str(one["partner_name"] or one["partner_id"] or report.text("quality-partner-unknown"))


def refusal(report: Report, one: dict[str, Any]) -> str:
    """Say why a file was refused or held."""
    code = one["refusal_code"]
    if code is None:
        return report.text("quality-waiting") if one["outcome"] == "held" else MISSING
    return report.word("refusal", code)


def _month(report: Report, period: object) -> str:
    return report.locale.month(str(period)) if isinstance(period, str) and period else MISSING
