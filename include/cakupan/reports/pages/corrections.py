"""Corrections against the version before: the number as it was, as it is, and why."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import left, right
from cakupan.reports.document import Block, Figure, Inline, Page, Paragraph, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import ChangeRow

NUMBERS = (
    *("numerator", "denominator", "excluded", "value", "lower_bound"),
    *("possible", "upper_bound", "unknown", "rank"),
)
TEXTS = ("figure", "flag", "note")
EXISTS = "exists"
ROOM = 160  # rows: who wants each moved number asks the table of changes


def page(report: Report) -> Page | None:
    """Return the page of corrections; None for a first version."""
    before = report.source.edition.supersedes_version
    if before is None:
        return None
    blocks: list[Block] = [Paragraph(content=_introduction(report, before))]
    if report.source.change_rows:
        blocks.append(
            Table(
                caption=report.text("corrections-table", version=before),
                columns=(
                    left(report, "corrections-column-figure", 17),
                    left(report, "corrections-column-part", 14),
                    *right(report, "corrections-column-before", "corrections-column-after"),
                    *right(report, "corrections-column-change"),
                    left(report, "corrections-column-cause", 15),
                    left(report, "corrections-column-origin", 24),
                ),
                rows=tuple(_rows(report)),
                notes=(report.say("corrections-note-sum"), report.say("corrections-note-rest")),
            )
        )
    return Page(
        name="koreksi",
        title=report.text("corrections-title"),
        sheet=report.text("corrections-sheet"),
        blocks=tuple(blocks),
        room=ROOM,
        rest=report.text("corrections-rest"),
    )


def _introduction(report: Report, before: int) -> Inline:
    reason = report.source.edition.reason
    if not reason:
        return report.say("corrections-introduction", version=before)
    return report.say("corrections-introduction-reason", version=before, reason=reason.rstrip("."))


def _rows(report: Report) -> Iterator[Row]:
    for change in report.source.change_rows.values():
        if change.part not in (*NUMBERS, *TEXTS):
            continue
        part = report.text(f"part-{change.part.replace('_', '-')}")
        origin = change.source_name or MISSING
        why = ((report.word("change-cause", change.cause.replace("_", "-")),), (origin,))
        yield Row(cells=((name(report, change.figure_id),), (part,), *_sides(report, change), *why))


def _sides(report: Report, change: ChangeRow) -> tuple[Inline, ...]:
    """Return how it was, how it is and the change: numbers of the figure, or texts."""
    if change.part in NUMBERS:
        places = (f"{side}.{change.place}" for side in ("previous", "current", "change"))
        return tuple((Figure(change.figure_id, place),) for place in places)
    texts = (_text(report, text) for text in (change.previous, change.current))
    return (*((text,) for text in texts), (MISSING,))


def _text(report: Report, text: str | None) -> str:
    if text == EXISTS:
        return report.text("corrections-exists")
    return catalogue.note(text, report.locale) if text else MISSING


def name(report: Report, figure_id: str) -> str:
    """Name a figure in words: indicator, area, slice; its id when it is no longer published."""
    row = report.source.rows.get(figure_id)
    if row is None:
        return figure_id
    said = [catalogue.name(row.indicator_code, report.locale), row.area_name]
    return ", ".join(said if row.slicing == "total" else [*said, report.slice(row)])
