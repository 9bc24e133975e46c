"""Tindak lanjut NKS dan PKS: rencana kerja tiap kesepakatan, yang selesai dan yang lewat tenggat."""

from typing import Any

from cakupan.reports.compose import bar_chart, beside, cell, right, sliced, table
from cakupan.reports.document import Bar, Bars, Block, Column, Figure, Heading, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

INTRODUCTION = (
    "Setiap kesepakatan memiliki rencana kerja. Selesai berarti tanggal penyelesaiannya tercatat; lewat "
    "tenggat berarti tenggatnya sudah lewat pada posisi data dan penyelesaiannya belum tercatat."
)
STATUS = {
    "done": "selesai",
    "overdue": "lewat tenggat",
    "planned": "direncanakan",
    "open": "berjalan",
    "due": "berjalan",
}


def page(report: Report) -> Page | None:
    """Return the page of agreements and their actions; None when none is known."""
    figures = agreements(report)
    actions = report.records("agreement_actions")
    if not figures and not actions:
        return None
    blocks: list[Block] = [Paragraph(content=(INTRODUCTION,))]
    if figures:
        blocks += [_chart(report, figures), _table(report, figures)]
    for agreement in dict.fromkeys(str(action["agreement_id"]) for action in actions):
        own_actions = [action for action in actions if action["agreement_id"] == agreement]
        blocks += [Heading(text=str(own_actions[0]["agreement_title"])), _actions(report, own_actions)]
    return Page(
        name="tindak-lanjut",
        title="Tindak lanjut NKS dan PKS",
        sheet="NKS dan PKS",
        blocks=tuple(blocks),
        rest="daftar agreement_actions.parquet edisi ini, dan angkanya pada lembar “Semua angka”",
    )


def agreements(report: Report) -> list[FigureRow]:
    """Return the planned actions of every agreement."""
    return report.own("actions_planned", "agreement")


def _chart(report: Report, figures: list[FigureRow]) -> Bars:
    made = tuple(
        Bar(label=row.slice_name, figure=Figure(sliced(row, "actions_done")), mark=Figure(row.figure_id))
        for row in figures
    )
    return bar_chart(report, "Tindakan selesai", figures[0].unit, made, "Direncanakan")


def status(action: dict[str, Any]) -> str:
    """Spell the status of an action."""
    return STATUS.get(str(action["status"]), str(action["status"]))


def _table(report: Report, figures: list[FigureRow]) -> Table:
    total = report.total("actions_planned")
    return table(
        report,
        "Rencana kerja per kesepakatan",
        (Column(label="Kesepakatan", weight=4), *right("Direncanakan", "Selesai", "Lewat tenggat")),
        (
            Row(
                cells=(
                    ("Semua kesepakatan" if row.slicing == "total" else row.slice_name,),
                    cell(row),
                    beside(row, "actions_done"),
                    beside(row, "actions_overdue"),
                ),
                is_total=row.slicing == "total",
            )
            for row in [*figures, *([total] if total else [])]
        ),
    )


def _actions(report: Report, actions: list[dict[str, Any]]) -> Table:
    ordered = sorted(actions, key=lambda action: (str(action["due_on"]), str(action["action_id"])))
    return Table(
        caption="Rencana kerja",
        columns=(
            Column(label="Tindakan", weight=4),
            Column(label="Penanggung jawab", weight=2),
            Column(label="Tenggat", weight=2),
            Column(label="Selesai", weight=2),
            Column(label="Status", weight=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    (str(action["action"]),),
                    (str(action["responsible"] or MISSING),),
                    (report.locale.any_day(action["due_on"]),),
                    (report.locale.any_day(action["done_on"]),),
                    (status(action),),
                )
            )
            for action in ordered
        ),
    )
