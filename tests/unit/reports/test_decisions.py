"""What leadership is asked to decide follows from figures and dated lists by declared rules."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from cakupan.errors import SetupError
from cakupan.reports.decisions import asked, rules
from cakupan.reports.inline import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.source import ReportSource
from case_tables import each_case
from edition_lists import lists
from edition_source import facts, figure, frame, national

NO_ACTION = lists([])["agreement_actions"].iloc[:0]


def source(*rows: dict[str, object], agreement_actions: pd.DataFrame = NO_ACTION) -> ReportSource:
    figures = frame([figure("rows_received", "ID", 1), *rows])
    return ReportSource(figures=figures, edition=facts(), lists={"agreement_actions": agreement_actions})


def codes(of: ReportSource) -> list[str]:
    return [one.rule.code for one in asked.decisions(national(of))]


def told(of: ReportSource, locale: Locale = Locale.ID) -> list[str]:
    book = national(of, locale).book
    return [
        "".join(book.printed(one).text if isinstance(one, Figure) else one for one in card.issue)
        for card in asked.cards(national(of, locale))
    ]


def overdue(action_id: str, due_on: str) -> dict[str, object]:
    first = lists([])["agreement_actions"].iloc[0].to_dict()
    return first | {"action_id": action_id, "status": "overdue", "due_on": dt.date.fromisoformat(due_on)}


def test_a_regency_below_its_target_is_asked_about_with_the_people_it_lacks() -> None:
    of = source(
        figure("ucj_ytd", "33.28", 164_004, 543_310),
        figure("gap_target_people", "33.28", 26_205),
        figure("gap_target", "33.28", value="4.81", unit="points"),
        figure("target_ucj", "33.28", value="35.00", unit="percent"),
    )

    assert codes(of) == ["below-target"]
    assert "26.205 orang lagi" in told(of)[0] and "35,00 persen" in told(of)[0]
    assert "26,205 more people" in told(of, Locale.EN)[0]


def test_a_regency_that_reached_its_target_is_not() -> None:
    of = source(figure("ucj_ytd", "33.76", 52_858, 100_590), figure("gap_target_people", "33.76", -2_563))

    assert codes(of) == []


def test_of_one_kind_two_are_asked_about_the_largest_first() -> None:
    rows = [
        row
        for number, people in (("28", 10), ("29", 30), ("76", 20))
        for row in (
            figure("gap_target_people", f"33.{number}", people),
            figure("gap_target", f"33.{number}", value="1.00", unit="points"),
            figure("target_ucj", f"33.{number}", value="35.00", unit="percent"),
            figure("ucj_ytd", f"33.{number}", 1, 3),
        )
    ]

    found = asked.decisions(national(source(*rows)))

    assert [str(one.size) for one in found] == ["30", "20"]


def test_people_of_several_payers_cost_what_need_not_be_paid_twice() -> None:
    of = source(figure("funding_overlap", "ID", 86), figure("funding_overlap_rupiah", "ID", 1_444_800))

    (found,) = asked.decisions(national(of))
    (card,) = asked.cards(national(of))

    assert found.cost == Figure("funding_overlap_rupiah:2024-10:ID")
    assert dict(card.facts)["Biaya"] == (found.cost,)


def test_vulnerable_workers_who_wait_are_asked_about_and_those_all_active_are_not() -> None:
    waiting = (figure("vulnerable_handed_over", "33.28", 100), figure("vulnerable_active", "33.28", 60))
    active = (figure("vulnerable_handed_over", "33.76", 100), figure("vulnerable_active", "33.76", 100))

    assert codes(source(*waiting, *active)) == ["vulnerable-waiting"]
    assert codes(source(*active)) == []


def test_overdue_actions_are_asked_about_the_oldest_first_with_their_day() -> None:
    actions = pd.DataFrame([overdue("A", "2024-10-20"), overdue("B", "2024-09-30")])

    (first, second) = told(source(agreement_actions=actions))

    assert "30 September 2024" in first and "20 Oktober 2024" in second


def test_at_most_five_are_asked_the_most_urgent_first() -> None:
    rows = [
        row
        for number in ("28", "29")
        for row in (
            figure("ucj_ytd", f"33.{number}", 300, 100),
            figure("vulnerable_handed_over", f"33.{number}", 9),
            figure("vulnerable_active", f"33.{number}", 1),
        )
    ]
    actions = pd.DataFrame([overdue("A", "2024-10-20"), overdue("B", "2024-09-30")])

    found = codes(source(*rows, figure("funding_overlap", "ID", 3), agreement_actions=actions))

    waiting = ["vulnerable-waiting"] * 2
    assert found == ["above-hundred", "above-hundred", "funding-overlap", *waiting]


def test_a_card_says_what_by_whom_and_by_which_day_after_the_month() -> None:
    of = source(figure("rosters_due", "ID", 12), figure("rosters_received", "ID", 9))

    (card,) = asked.cards(national(of))

    assert dict(card.facts)["Paling lambat"] == ("14 November 2024",)
    assert dict(card.facts)["Biaya"] == ("belum diketahui",)
    assert set(dict(card.facts)) == {"Yang dapat dilakukan", "Oleh", "Paling lambat", "Biaya"}


def test_every_rule_has_its_texts_in_both_languages() -> None:
    for rule in rules.known():
        slots = {"area": "Kab. Tegal"} | {name: "1" for name in rule.slots}
        for locale in Locale:
            report = national(source(), locale)
            for part in ("issue", "action", "owner"):
                assert report.say(f"decision-{rule.code}-{part}", **slots)


@each_case(
    ("text", "said"),
    [
        ("rules: [{code: a, order: 1, days: 1, slots: {}, base: ucj_ytd, list: b}]", "and not for both"),
        ("rules: [{code: a, order: 1, days: 1, slots: {}, base: nothing}]", "nothing, which is no indicator"),
        (
            "rules: [{code: a, order: 1, days: 1, slots: {}, base: ucj_ytd, holds: {below: 3}}]",
            "nobody knows",
        ),
        ("rules: [{code: a}]", "not as decisions are written"),
        ("[]", "not as decisions are written"),
    ],
)
def test_rules_written_otherwise_are_refused(text: str, said: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "FILE", _Written(text))
        rules.known.cache_clear()
        with pytest.raises(SetupError, match=said):
            rules.known()
    rules.known.cache_clear()


@dataclasses.dataclass
class _Written:
    """Stands for the file of rules."""

    text: str
    name: str = "rules.yaml"

    def read_text(self, encoding: str) -> str:
        return self.text
