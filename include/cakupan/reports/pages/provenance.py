"""Sources: where denominators come from, and how a number is traced."""

from typing import Any

from cakupan.reports import catalogue
from cakupan.reports.compose import left, right
from cakupan.reports.document import Block, Figure, Heading, Inline, Items, Page, Paragraph, Row, Table
from cakupan.reports.report import Report

STEPS = ("received", "loaded", "frozen", "read-back", "signed")


def page(report: Report) -> Page:
    """Return the page of sources."""
    steps = tuple(report.say(f"provenance-step-{step}") for step in STEPS)
    blocks: list[Block] = [
        Items(items=steps),
        Heading(text=report.text("provenance-trace-title")),
        Paragraph(content=report.say("provenance-trace")),
    ]
    denominators = report.records("denominators")
    if denominators:
        blocks.append(Heading(text=report.text("provenance-denominators-title")))
        blocks.append(_denominators(report, denominators))
    rows = report.source.rows.values()
    used = sorted({catalogue.source(row.source, report.locale) for row in rows if row.source})
    if used:
        blocks.append(Heading(text=report.text("provenance-sources-title")))
        blocks.append(Items(items=tuple(report.say("provenance-source", source=one) for one in used)))
    blocks += _notices(report)
    return Page(
        name="silsilah",
        title=report.text("provenance-title"),
        sheet=report.text("provenance-sheet"),
        blocks=tuple(blocks),
        rest=report.text("provenance-rest"),
    )


def _notices(report: Report) -> list[Block]:
    notices = tuple((notice,) for notice in report.notices())
    if not notices:
        return []
    return [Heading(text=report.text("provenance-notices-title")), Items(items=notices)]


def _denominators(report: Report, records: list[dict[str, Any]]) -> Table:
    ordered = sorted(
        records, key=lambda one: (str(one["area_code"]), str(one["segment_code"]), str(one["basis"]))
    )
    return Table(
        caption=report.text("provenance-denominators"),
        columns=(
            left(report, "column-area", 3),
            left(report, "profile-column-segment"),
            *right(report, "column-workers"),
            left(report, "provenance-column-basis"),
            left(report, "provenance-column-source", 3),
            left(report, "provenance-column-document", 3),
            left(report, "provenance-column-since", 2),
        ),
        rows=tuple(Row(cells=_cells(report, one)) for one in ordered),
    )


def _cells(report: Report, one: dict[str, Any]) -> tuple[Inline, ...]:
    area, segment = str(one["area_code"]), str(one["segment_code"])
    figure_id = report.source.figure_id("ucj_ytd", area, *(() if segment == "TOTAL" else (segment,)))
    workers: Inline = (Figure(figure_id, "denominator"),) if figure_id in report.source.rows else ("",)
    return (
        (str(one["area_name"]),),
        (report.text("column-total") if segment == "TOTAL" else segment,),
        workers,
        (str(one["basis"]),),
        (str(one["source"] or ""),),
        (str(one["document"] or ""),),
        (report.locale.any_day(one["valid_from"]),),
    )
