"""The slides of the monthly meeting: where coverage stands, against which target, and who is missing."""

from collections.abc import Callable, Sequence

from cakupan.reports.compose import bar_chart, beside, cell, coverage_sentence, left, right, same, table
from cakupan.reports.decisions import asked
from cakupan.reports.document import (
    Bar,
    Block,
    Column,
    Document,
    Figure,
    Inline,
    Items,
    KeyNumber,
    KeyNumbers,
    Page,
    Paragraph,
    Row,
    Table,
)
from cakupan.reports.locales import MISSING
from cakupan.reports.pages import cover
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

CHARTED, LISTED = 10, 6
STEPS = ("vulnerable_handed_over", "vulnerable_registered", "vulnerable_active")


def document(report: Report) -> Document:
    """Return the slides of one edition; a slide that would have nothing to show is not made."""
    made = (_slide(report, name, blocks(report)) for name, blocks in SLIDES.items())
    return Document(
        cover=cover.cover(report), pages=tuple(page for page in made if page), footer=cover.footer(report)
    )


def _slide(report: Report, name: str, blocks: Sequence[Block]) -> Page | None:
    if not blocks:
        return None
    title = report.text(f"slides-{name}")
    return Page(name=name, title=title, sheet=title, blocks=tuple(blocks))


def _coverage(report: Report) -> list[Block]:
    """Say where the scope stands, or, where it has no rate, the areas that are listed one by one."""
    own = report.total("ucj_ytd")
    figures = [own] if own and own.value else report.listed_rates()[:3]
    sentences = [Paragraph(content=coverage_sentence(report, row), tone="lead") for row in figures]
    if not sentences:
        sentences = [Paragraph(content=report.say("slides-no-rate"), tone="lead")]
    numbers = [
        number
        for code, part in (("ucj_ytd", "numerator"), ("ucj_eom", "numerator"), ("vulnerable_active", "value"))
        if (number := _key(report, code, part))
    ]
    return [*sentences, *([KeyNumbers(numbers=tuple(numbers))] if numbers else [])]


def _key(report: Report, code: str, part: str = "value") -> KeyNumber | None:
    row = report.total(code)
    if row is None:
        return None
    counted = "people" if part == "numerator" else row.unit
    figure = Figure(row.figure_id, part)
    return KeyNumber(
        label=report.text(f"slides-key-{code.replace('_', '-')}"),
        figure=figure,
        unit=report.unit(counted, figure),
    )


def _keys(report: Report, *codes: str) -> list[Block]:
    numbers = [number for code in codes if (number := _key(report, code))]
    return [KeyNumbers(numbers=tuple(numbers))] if numbers else []


def _targets(report: Report) -> list[Block]:
    """Chart the areas furthest below their target, else those covered least."""
    rows = report.listed_rates()
    aimed = [row for row in rows if same(report, row, "target_ucj")]
    chosen = sorted(aimed, key=lambda row: _gap(report, row)) if aimed else sorted(rows, key=_rate)
    if not chosen:
        return []
    bars = tuple(
        Bar(label=row.area_name, figure=Figure(row.figure_id), mark=Figure(aim.figure_id) if aim else None)
        for row in chosen[:CHARTED]
        for aim in [same(report, row, "target_ucj")]
    )
    mark = report.text("slides-target") if aimed else ""
    chart = bar_chart(report, report.text("slides-coverage-by-area"), chosen[0].unit, bars, mark)
    shown, total = min(CHARTED, len(chosen)), len(chosen)
    more = Paragraph(content=report.say("slides-shown", shown=shown, total=total), tone="small")
    return [*([more] if total > shown else []), chart]


def _rate(row: FigureRow) -> tuple[float, str]:
    return float(row.amount or 0), row.area_code


def _gap(report: Report, row: FigureRow) -> tuple[float, str]:
    gap = same(report, row, "gap_target")
    return -float((gap.amount if gap else None) or 0), row.area_code


def _segments(report: Report) -> list[Block]:
    rows = report.own("ucj_ytd", "segment")
    if not any(row.value for row in rows):
        found = [
            area for area in report.listed_rates() if report.select("ucj_ytd", "segment", area.area_code)
        ]
        rows = [row for area in found[:2] for row in report.select("ucj_ytd", "segment", area.area_code)]
    if not rows:
        return []
    columns = (
        left(report, "segments-column", 3),
        *right(report, "column-active-year", "column-workers", "column-coverage-year"),
    )
    listed = (
        Row(
            cells=(
                (f"{row.area_name} · {report.slice(row)}",),
                cell(row, "numerator"),
                cell(row, "denominator"),
                cell(row),
            )
        )
        for row in rows[:CHARTED]
    )
    return [table(report, report.text("slides-segments-caption"), columns, listed)]


def _vulnerable(report: Report) -> list[Block]:
    steps = [row for code in STEPS if (row := report.total(code))]
    if not steps:
        return []
    bars = tuple(
        Bar(
            label=report.text(f"slides-key-{row.indicator_code.replace('_', '-')}"),
            figure=Figure(row.figure_id),
        )
        for row in steps
    )
    return [
        bar_chart(report, report.text("slides-vulnerable-steps"), steps[0].unit, bars),
        *_fundings(report),
    ]


def _fundings(report: Report) -> list[Block]:
    rows = report.own(STEPS[0], "funding")
    columns = (
        left(report, "vulnerable-column-funding", 3),
        *right(report, *(f"slides-key-{code.replace('_', '-')}" for code in STEPS)),
    )
    listed = [
        Row(cells=((report.slice(row),), *(beside(row, code) for code in STEPS))) for row in rows[:LISTED]
    ]
    return [table(report, report.text("slides-by-funding"), columns, listed)] if listed else []


def _villages(report: Report) -> list[Block]:
    ranked = [row for row in report.select("village_coverage") if row.rank == 1]
    if not ranked:
        return []
    columns = (
        left(report, "villages-column-village", 3),
        *right(report, "villages-column-active", "villages-column-workers", "villages-column-coverage"),
    )
    listed = (
        Row(cells=((row.area_name,), cell(row, "numerator"), cell(row, "denominator"), cell(row)))
        for row in ranked[:CHARTED]
    )
    return [table(report, report.text("slides-first-of-each-regency"), columns, listed)]


def _lists(report: Report) -> list[Block]:
    keys = _keys(report, "rosters_due", "rosters_received", "rosters_on_time", "rows_quarantined")
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("held", "refused")]
    names = sorted({str(one["partner_name"] or one["partner_id"]) for one in stopped if one["partner_id"]})
    said = [report.say("slides-to-mend", partner=name) for name in names[:LISTED]]
    return [*keys, *([Items(items=tuple(said))] if said else [])]


def _actions(report: Report) -> list[Block]:
    late = [one for one in report.records("agreement_actions") if one["status"] == "overdue"]
    late.sort(key=lambda one: (str(one["due_on"]), str(one["action_id"])))
    said: list[Inline] = [
        report.say(
            "slides-overdue",
            action=str(one["action"]),
            due=report.locale.any_day(one["due_on"]),
            owner=str(one["responsible"] or MISSING),
        )
        for one in late[:LISTED]
    ]
    keys = _keys(report, "actions_planned", "actions_done", "actions_overdue")
    return [*keys, *([Items(items=tuple(said))] if said else [])]


def _benefits(report: Report) -> list[Block]:
    if report.total("benefit_rupiah_ytd") is None:
        return []
    columns = (
        left(report, "benefits-column-programme", 3),
        *right(report, "slides-key-benefit-cases-ytd", "slides-key-benefit-rupiah-ytd"),
    )
    rows = [
        Row(cells=((report.slice(row),), beside(row, "benefit_cases_ytd"), cell(row)))
        for row in report.own("benefit_rupiah_ytd", "programme")
    ]
    listed = [table(report, report.text("slides-by-programme"), columns, rows)] if rows else []
    return [*_keys(report, "benefit_cases_ytd", "benefit_rupiah_ytd"), *listed]


def _decisions(report: Report) -> list[Block]:
    """List what is to be decided in a row each: the issue, by whom, by when, at what cost."""
    cards = asked.cards(report)
    if not cards:
        return []
    columns = (
        Column(label=report.text("slides-issue"), weight=6),
        *(Column(label=label, weight=2) for label, _ in cards[0].facts[1:]),
    )
    rows = tuple(Row(cells=(card.issue, *(said for _, said in card.facts[1:]))) for card in cards)
    return [Table(caption=report.text("slides-decisions-caption"), columns=columns, rows=rows)]


SLIDES: dict[str, Callable[[Report], list[Block]]] = {
    "coverage": _coverage,
    "targets": _targets,
    "segments": _segments,
    "vulnerable": _vulnerable,
    "villages": _villages,
    "lists": _lists,
    "actions": _actions,
    "benefits": _benefits,
    "decisions": _decisions,
}
