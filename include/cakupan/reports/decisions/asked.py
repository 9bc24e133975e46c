"""Which decisions an edition asks for, in a scope: the rules held against its figures and lists."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from cakupan.indonesian import last_day
from cakupan.reports.charts.nodes import DecisionCard
from cakupan.reports.decisions.rules import Rule, known
from cakupan.reports.inline import Figure, Inline
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow
from cakupan.reports.texts import Slot

MOST, MOST_OF_ONE = 5, 2


class Decision(NamedTuple):
    """One thing to decide: by which rule, how large it is, and what its texts are filled with."""

    rule: Rule
    size: Decimal
    slots: dict[str, Slot]
    cost: Figure | None


def decisions(report: Report) -> list[Decision]:
    """Return what is to be decided, the most urgent first: at most five, at most two by one rule."""
    found = (one for rule in known() for one in sorted(_found(report, rule), key=_largest_first))
    counts: Counter[str] = Counter()
    chosen = []
    for one in found:
        counts[one.rule.code] += 1
        if counts[one.rule.code] <= MOST_OF_ONE:
            chosen.append(one)
    return chosen[:MOST]


def cards(report: Report) -> list[DecisionCard]:
    """Return the cards of what is to be decided: issue, action, owner, day, cost."""
    return [_card(report, one) for one in decisions(report)]


def _largest_first(one: Decision) -> tuple[Decimal, str]:
    return -one.size, str(sorted(map(str, one.slots.values())))


def _found(report: Report, rule: Rule) -> Iterator[Decision]:
    if rule.list is not None:
        yield from _of_list(report, rule)
        return
    assert rule.base is not None  # noqa: S101 - a rule has a base or a list
    own = report.total(rule.base)
    listed = report.parts(rule.base) if rule.each == "listed" else []
    rows = listed or ([own] if own else [])
    for row in rows:
        bound = _bound(report, rule, row)
        if row.amount is not None and bound is not None and row.amount > bound:
            slots: dict[str, Slot] = {
                name: Figure(found.figure_id)
                for name, code in rule.slots.items()
                if (found := report.total(code, row.area_code))
            }
            cost = report.total(rule.cost, row.area_code) if rule.cost else None
            if len(slots) == len(rule.slots):
                area = {"area": row.area_name}
                yield Decision(
                    rule, row.amount - bound, area | slots, Figure(cost.figure_id) if cost else None
                )


def _bound(report: Report, rule: Rule, row: FigureRow) -> Decimal | None:
    """Return what a figure has to exceed; nothing where the other figure is not there."""
    if not isinstance(rule.above, str):
        return rule.above
    other = report.total(rule.above, row.area_code)
    return None if other is None else other.amount


def _of_list(report: Report, rule: Rule) -> Iterator[Decision]:
    for record in report.records(str(rule.list)):
        if all(record[name] == value for name, value in rule.where.items()):
            slots: dict[str, Slot] = {
                name: _said(report, column, record[column]) for name, column in rule.slots.items()
            }
            yield Decision(rule, _age(report, record), slots, None)


def _age(report: Report, record: dict[str, Any]) -> Decimal:
    """Return how many days a row of a list is over its day."""
    due = record.get("due_on")
    return Decimal((_end(report) - dt.date.fromisoformat(str(due)[:10])).days) if due else Decimal(0)


def _said(report: Report, column: str, value: object) -> str:
    if column.endswith("_on"):
        return report.locale.any_day(value)
    return MISSING if value is None else str(value)


def _end(report: Report) -> dt.date:
    return last_day(report.source.edition.period)


def _card(report: Report, one: Decision) -> DecisionCard:
    key = f"decision-{one.rule.code}"
    day = report.locale.day(_end(report) + dt.timedelta(days=one.rule.days))
    cost: Inline = (one.cost,) if one.cost else report.say("decision-cost-unknown")
    facts = {
        "action": report.say(f"{key}-action"),
        "owner": report.say(f"{key}-owner", **_used(one, "owner")),
        "day": (day,),
        "cost": cost,
    }
    named = tuple((report.text(f"decision-label-{name}"), said) for name, said in facts.items())
    return DecisionCard(issue=report.say(f"{key}-issue", **one.slots), facts=named)


def _used(one: Decision, *names: str) -> dict[str, Slot]:
    return {name: one.slots[name] for name in names if name in one.slots}
