"""The first page: coverage, target, gap, what is excluded, and what must be decided."""

from collections.abc import Iterator

from cakupan.reports import charted
from cakupan.reports.compose import band, coverage_sentence, same
from cakupan.reports.document import (
    Block,
    Figure,
    Heading,
    Inline,
    Items,
    KeyNumber,
    KeyNumbers,
    Page,
    Paragraph,
)
from cakupan.reports.pages import roster_quality, targets
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

SENTENCES = 3
CHARTED = 20
LISTED = 5
CAUSES = 4
# Of each large number its indicator, and the indicator of what stands beside it.
NUMBERS = {
    "benefits": ("benefit_rupiah_ytd", "benefit_cases_ytd"),
    "vulnerable": ("vulnerable_handed_over", "vulnerable_active"),
    "punctual": ("rosters_on_time", "rosters_due"),
    "excluded": ("rows_quarantined", "rows_received"),
    "overdue": ("actions_overdue", "actions_planned"),
}


def page(report: Report) -> Page:
    """Return the first page."""
    blocks: list[Block] = []
    blocks += _sentences(report)
    numbers = tuple(_numbers(report))
    if numbers:
        blocks.append(KeyNumbers(numbers=numbers))
    shown = _charted(report)
    if shown:
        blocks.append(charted.coverage_dots(report, shown))
    blocks += _targets(report)
    blocks += _matches(report)
    blocks += _excluded(report)
    blocks += _decisions(report)
    return Page(
        name="ringkasan",
        title=report.text("summary-title"),
        sheet=report.text("summary-sheet"),
        blocks=tuple(blocks),
    )


def _charted(report: Report) -> list[FigureRow]:
    aimed = [row for row in report.rated() if same(report, row, "target_ucj")]
    return (aimed or report.listed_rates())[:CHARTED]


def _sentences(report: Report) -> Iterator[Paragraph]:
    own = report.total("ucj_ytd")
    figures = [own] if own and own.value else report.listed_rates()
    aimed = [row for row in figures if same(report, row, "target_ucj")]
    for row in (aimed or figures)[:SENTENCES]:
        yield Paragraph(content=coverage_sentence(report, row), tone="lead")
    if not figures:
        yield Paragraph(content=report.say("summary-no-rate"), tone="lead")


def _numbers(report: Report) -> Iterator[KeyNumber]:
    active = report.total("ucj_ytd")
    if active and active.numerator is not None:
        eom = same(report, active, "ucj_eom")
        at_end = Figure(eom.figure_id, "numerator") if eom else None
        yield KeyNumber(
            label=report.text("summary-active", area=active.area_name),
            figure=Figure(active.figure_id, "numerator"),
            unit=report.unit("people", Figure(active.figure_id, "numerator")),
            detail=report.say("summary-active-detail", people=at_end) if at_end else (),
        )
    for name, (code, other) in NUMBERS.items():
        yield from _number(report, name, report.total(code), other)


def _number(report: Report, name: str, row: FigureRow | None, other_code: str) -> Iterator[KeyNumber]:
    if row:
        other = same(report, row, other_code)
        detail: Inline = report.say(f"summary-{name}-detail", count=Figure(other.figure_id)) if other else ()
        label = report.text(f"summary-{name}", area=row.area_name)
        figure = Figure(row.figure_id)
        yield KeyNumber(label=label, figure=figure, unit=report.unit(row.unit, figure), detail=detail)


def _targets(report: Report) -> Iterator[Block]:
    gaps = targets.gaps(report)
    if gaps.rows:
        yield gaps


def _matches(report: Report) -> Iterator[Block]:
    row = report.total("roster_coverage")
    if row and row.value:
        yield Heading(text=report.text("summary-lists"))
        yield Paragraph(content=band(report, row))


def _excluded(report: Report) -> Iterator[Block]:
    causes = roster_quality.causes(report)
    total = report.total("rows_quarantined")
    if total is None or not causes:
        return
    said: list[str | Figure] = []
    for row in causes[:CAUSES]:
        said += ["; "] if said else []
        said += report.say("excluded-cause", cause=report.slice(row), rows=Figure(row.figure_id))
    yield Heading(text=report.text("summary-excluded-title"))
    rows = Figure(total.figure_id)
    yield Paragraph(content=report.say("summary-excluded-text", rows=rows, causes=tuple(said)))


def _decisions(report: Report) -> Iterator[Block]:
    points = [*_overdue(report), *_late(report), *_stopped(report)]
    yield Heading(text=report.text("summary-decisions"))
    if points:
        yield Items(items=tuple(points))
    else:
        yield Paragraph(content=report.say("summary-no-decision"))


def _overdue(report: Report) -> Iterator[Inline]:
    late = [action for action in report.records("agreement_actions") if action["status"] == "overdue"]
    late.sort(key=lambda action: (str(action["due_on"]), str(action["action_id"])))
    for action in late[:LISTED]:
        due, what = report.locale.any_day(action["due_on"]), str(action["action"])
        if action["responsible"]:
            yield report.say(
                "summary-action-of", due=due, action=what, responsible=str(action["responsible"])
            )
        else:
            yield report.say("summary-action", due=due, action=what)
    if len(late) > LISTED:
        yield report.say("summary-more-actions")


def _late(report: Report) -> Iterator[Inline]:
    due = report.total("rosters_due")
    on_time = same(report, due, "rosters_on_time") if due else None
    received = same(report, due, "rosters_received") if due else None
    if due and on_time and received and due.value != on_time.value:
        yield report.say(
            "summary-late",
            due=Figure(due.figure_id),
            received=Figure(received.figure_id),
            on_time=Figure(on_time.figure_id),
        )


def _stopped(report: Report) -> Iterator[Inline]:
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("held", "refused")]
    stopped.sort(
        key=lambda one: (str(one["outcome"]) != "held", str(one["received_on"]), str(one["submission_id"]))
    )
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in stopped:
        named = roster_quality.partner(report, one), report.word("outcome", one["outcome"])
        reasons.setdefault(named, []).append(roster_quality.refusal(report, one))
    for (partner, outcome), why in list(reasons.items())[:LISTED]:
        listed = "; ".join(dict.fromkeys(why))
        yield report.say("summary-file", partner=partner, outcome=outcome, reasons=listed)
    if len(reasons) > LISTED:
        yield report.say("summary-more-files")
