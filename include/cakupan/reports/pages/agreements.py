"""What agreements planned: the work plan of each, what is done and what is overdue."""

from typing import Any

from cakupan.reports.compose import bar_chart, beside, cell, left, right, sliced, table
from cakupan.reports.document import Bar, Bars, Block, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def page(report: Report) -> Page | None:
    """Return the page of agreements and their actions; None when none is known."""
    figures = report.own("actions_planned", "agreement")
    actions = report.records("agreement_actions")
    if not figures and not actions:
        return None
    blocks: list[Block] = [Paragraph(content=report.say("agreements-introduction"))]
    if figures:
        blocks += [_chart(report, figures), _table(report, figures)]
    for agreement in dict.fromkeys(str(action["agreement_id"]) for action in actions):
        own_actions = [action for action in actions if action["agreement_id"] == agreement]
        title = str(own_actions[0]["agreement_title"])
        blocks += [
            Heading(text=title),
            plan(report, report.text("agreements-actions", agreement=title), own_actions),
        ]
    return Page(
        name="tindak-lanjut",
        title=report.text("agreements-title"),
        sheet=report.text("agreements-sheet"),
        blocks=tuple(blocks),
        rest=report.text("agreements-rest"),
    )


def _chart(report: Report, figures: list[FigureRow]) -> Bars:
    made = tuple(
        Bar(label=row.slice_name, figure=Figure(sliced(row, "actions_done")), mark=Figure(row.figure_id))
        for row in figures
    )
    planned = report.text("agreements-column-planned")
    return bar_chart(report, report.text("agreements-chart"), figures[0].unit, made, planned)


def status(report: Report, action: dict[str, Any]) -> str:
    """Spell the status of an action."""
    return report.word("status", action["status"])


def _table(report: Report, figures: list[FigureRow]) -> Table:
    total = report.total("actions_planned")
    whole = report.text("agreements-whole")
    return table(
        report,
        report.text("agreements-table"),
        (
            left(report, "agreements-column-agreement", 4),
            *right(report, "agreements-column-planned", "agreements-column-done"),
            *right(report, "agreements-column-overdue"),
        ),
        (
            Row(
                cells=(
                    (whole if row.slicing == "total" else row.slice_name,),
                    cell(row),
                    beside(row, "actions_done"),
                    beside(row, "actions_overdue"),
                ),
                is_total=row.slicing == "total",
            )
            for row in [*figures, *([total] if total else [])]
        ),
    )


def plan(report: Report, caption: str, actions: list[dict[str, Any]]) -> Table:
    """Return the actions in the order of their days."""
    ordered = sorted(actions, key=lambda action: (str(action["due_on"]), str(action["action_id"])))
    return Table(
        caption=caption,
        columns=(
            left(report, "agreements-column-action", 4),
            left(report, "agreements-column-responsible", 2),
            left(report, "agreements-column-due", 2),
            left(report, "agreements-column-done-on", 2),
            left(report, "agreements-column-status", 2),
        ),
        rows=tuple(
            Row(
                cells=(
                    (str(action["action"]),),
                    (str(action["responsible"] or MISSING),),
                    (report.locale.any_day(action["due_on"]),),
                    (report.locale.any_day(action["done_on"]),),
                    (status(report, action),),
                )
            )
            for action in ordered
        ),
    )
