"""People on lists of more than one source of funds: how many, what may be paid twice, a row for each."""

from collections.abc import Iterator
from typing import Any

from cakupan.reports import catalogue
from cakupan.reports.compose import beside, cell, left, right, sliced, table
from cakupan.reports.document import Block, Column, Figure, Inline, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

SHOWN = 50


def blocks(report: Report) -> Iterator[Block]:
    """Yield people and amounts in all and by pair of sources, then a line for each person."""
    listed = report.records("funding_overlaps")
    total = report.total("funding_overlap")
    if total is None:
        return
    rupiah = Figure(sliced(total, "funding_overlap_rupiah"))
    yield Paragraph(content=report.say("overlaps-people", people=Figure(total.figure_id), rupiah=rupiah))
    pairs = report.own("funding_overlap", "funding_pair")
    if pairs:
        yield _pairs(report, pairs)
    if listed:
        yield _people(report, listed)


def _pairs(report: Report, pairs: list[FigureRow]) -> Table:
    ordered = sorted(pairs, key=lambda row: (-(row.numerator or 0), row.slice_code))
    return table(
        report,
        report.text("overlaps-pairs"),
        (
            left(report, "vulnerable-column-funding", 3),
            *right(report, "overlaps-column-people", "overlaps-column-rupiah"),
        ),
        (
            Row(cells=((report.slice(row),), cell(row), beside(row, "funding_overlap_rupiah")))
            for row in ordered
        ),
    )


def _people(report: Report, listed: list[dict[str, Any]]) -> Table:
    """Return one line for each person, dearest first; who it is stays in the warehouse."""
    ordered = sorted(
        listed, key=lambda one: (-int(one["rupiah"]), str(one["area_code"]), int(one["person_no"]))
    )
    rest = len(ordered) - SHOWN
    notes: list[Inline] = [report.say("overlaps-number-note")]
    if rest > 0:
        notes.append(report.say("overlaps-more", people=rest))
    return Table(
        caption=report.text("overlaps-lines"),
        columns=(
            left(report, "overlaps-column-number", 2),
            left(report, "column-area", 3),
            left(report, "vulnerable-column-funding", 4),
            left(report, "quality-column-partner", 5),
            Column(label=report.text("overlaps-column-rupiah"), weight=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    (report.text("overlaps-person", number=str(one["person_no"])),),
                    (str(one["area_name"] or one["area_code"]),),
                    (catalogue.fundings(str(one["funding_names"]), report.locale),),
                    (str(one["partner_names"]),),
                    (_amount(report, one),),
                )
            )
            for one in ordered[:SHOWN]
        ),
        notes=tuple(notes),
    )


def _amount(report: Report, one: dict[str, Any]) -> str:
    if not one["has_rate"]:
        return report.text("overlaps-no-rate")
    return report.locale.decimal(str(one["rupiah"]), catalogue.sign("rupiah"))
