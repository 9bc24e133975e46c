"""The first page, of all scopes: where coverage stands, what moved, who is missing, what is to be decided."""

from collections.abc import Iterator
from decimal import Decimal

from cakupan.reports import catalogue, charted
from cakupan.reports.charts.nodes import State, Status
from cakupan.reports.compose import coverage_sentence, same
from cakupan.reports.decisions import asked
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
from cakupan.reports.report import Audience, Kind, Report
from cakupan.reports.source import FigureRow

NEAR = Decimal(5)  # points below its target that count as near to it
SENTENCES, MOVED, LISTED = 2, 3, 6
LEAST_WORKERS = 1000  # of an area that is named for what it moved
SPANS = ("month", "year")
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
    own = report.total("ucj_ytd")
    blocks: list[Block] = [*_standing(report, own)]
    if own and own.value:
        blocks += [*_status(report, own), *_moves(report, own)]
    blocks += [*_numbers(report, own), *_beside(report)]
    blocks += [*_moved_most(report), *_decisions(report), *_missing(report)]
    return Page(
        name="ringkasan",
        title=report.text("summary-title"),
        sheet=report.text("summary-sheet"),
        blocks=tuple(blocks),
    )


def _standing(report: Report, own: FigureRow | None) -> Iterator[Block]:
    """Say where the scope stands by both measures; where it has no rate, its areas that have a target."""
    figures = [own] if own and own.value else report.listed_rates()
    aimed = [row for row in figures if same(report, row, "target_ucj")]
    for row in (aimed or figures)[:SENTENCES]:
        yield Paragraph(content=coverage_sentence(report, row), tone="lead")
    if not figures:
        key = "summary-no-rate" if report.scope.kind is Kind.NATION else "summary-no-workforce"
        yield Paragraph(content=report.say(key), tone="lead")
    at_end = same(report, figures[0], "ucj_eom") if len(figures) == 1 else None
    if at_end and at_end.value:
        rate, active = Figure(at_end.figure_id), Figure(at_end.figure_id, "numerator")
        yield Paragraph(content=report.say("summary-end-of-month", rate=rate, people=active))


def _status(report: Report, own: FigureRow) -> Iterator[Block]:
    gap, target = same(report, own, "gap_target"), same(report, own, "target_ucj")
    if gap is None or gap.amount is None or target is None:
        yield Paragraph(content=report.say("summary-no-target"), tone="small")
        return
    state = _state(gap.amount)
    yield Status(
        label=report.text("summary-status"),
        state=state,
        word=report.text(f"summary-state-{state}"),
        figure=Figure(own.figure_id),
        unit=catalogue.unit(own.unit, report.locale),
        detail=report.say("summary-of-target", target=Figure(target.figure_id)),
    )


def _state(gap: Decimal) -> State:
    if gap <= 0:
        return "reached"
    return "near" if gap <= NEAR else "missed"


def _moves(report: Report, own: FigureRow) -> Iterator[Block]:
    """Say by how much coverage moved on the month and on the year, where a month before was published."""
    said: list[Inline] = []
    for span in SPANS:
        move = same(report, own, f"ucj_ytd_{span}_change")
        if move and move.amount is not None:
            way = "up" if move.amount > 0 else "down" if move.amount < 0 else "same"
            said.append(report.say(f"summary-{span}-{way}", points=Figure(move.figure_id)))
    if said:
        yield Items(items=tuple(said))
    else:
        yield Paragraph(content=report.say("summary-no-history"), tone="small")


def _numbers(report: Report, own: FigureRow | None) -> Iterator[Block]:
    numbers: list[KeyNumber] = []
    if own and own.numerator is not None:
        eom = same(report, own, "ucj_eom")
        at_end = Figure(eom.figure_id, "numerator") if eom else None
        numbers.append(
            KeyNumber(
                label=report.text("summary-active", area=own.area_name),
                figure=Figure(own.figure_id, "numerator"),
                unit=report.unit("people", Figure(own.figure_id, "numerator")),
                detail=report.say("summary-active-detail", people=at_end) if at_end else (),
            )
        )
    for name, (code, other) in NUMBERS.items():
        row = report.total(code)
        if row and row.value:
            numbers.append(_number(report, name, row, same(report, row, other)))
    if numbers:
        yield KeyNumbers(numbers=tuple(numbers))


def _number(report: Report, name: str, row: FigureRow, other: FigureRow | None) -> KeyNumber:
    return KeyNumber(
        label=report.text(f"summary-{name}", area=row.area_name),
        figure=Figure(row.figure_id),
        unit=report.unit(row.unit, Figure(row.figure_id)),
        detail=report.say(f"summary-{name}-detail", count=Figure(other.figure_id)) if other else (),
    )


def _beside(report: Report) -> Iterator[Block]:
    """Set an area among its peers; the areas of the country stand beside each other on the page after."""
    dots = charted.peer_dots(report)
    if dots:
        yield dots


def _moved_most(report: Report) -> Iterator[Block]:
    """Name the areas that rose and fell most on the month, of those large enough to be named."""
    rows = [row for row in report.parts("ucj_eom_month_change") if row.amount and _is_large(report, row)]
    rows.sort(key=lambda row: (row.amount or Decimal(0), row.area_code))
    rose, fell = [row for row in reversed(rows) if _is_up(row)], [row for row in rows if not _is_up(row)]
    for way, moved in (("rose", rose), ("fell", fell)):
        if moved:
            yield Paragraph(content=report.say(f"summary-{way}", areas=_listed(report, moved[:MOVED])))


def _listed(report: Report, rows: list[FigureRow]) -> Inline:
    """Name areas with the points that they moved, one after the other."""
    said: list[str | Figure] = []
    for row in rows:
        said += ["; "] if said else []
        said += report.say("summary-moved", area=row.area_name, points=Figure(row.figure_id))
    return tuple(said)


def _is_up(row: FigureRow) -> bool:
    return (row.amount or Decimal(0)) > 0


def _is_large(report: Report, row: FigureRow) -> bool:
    coverage = report.total("ucj_eom", row.area_code)
    return coverage is not None and (coverage.denominator or 0) >= LEAST_WORKERS


def _decisions(report: Report) -> Iterator[Block]:
    cards = asked.cards(report)
    yield Heading(text=report.text("summary-decisions"))
    if cards:
        yield from cards
    else:
        yield Paragraph(content=report.say("summary-no-decision"))


def _missing(report: Report) -> Iterator[Block]:
    """Name who has not sent what he owes; nobody is named to the public."""
    owed = [one for one in report.records("obligations") if not one["is_received"]]
    if not owed or report.audience is Audience.PUBLIC:
        return
    owed.sort(key=lambda one: (str(one["due_on"]), str(one["partner_name"])))
    yield Heading(text=report.text("summary-missing"))
    yield Items(
        items=tuple(
            report.say(
                "summary-missing-one",
                partner=str(one["partner_name"] or one["partner_id"]),
                kind=catalogue.roster_kind(str(one["roster_kind"]), report.locale),
                due=report.locale.any_day(one["due_on"]),
            )
            for one in owed[:LISTED]
        )
    )
    if len(owed) > LISTED:
        yield Paragraph(content=report.say("summary-missing-more", more=len(owed) - LISTED), tone="small")
