"""What may be suggested about a member's row is said in both languages, and asks for one field."""

import pytest
from cakupan.contracts import roster
from cakupan.intake.answering import content, suggestions
from cakupan.intake.judging import rules
from receipt_facts import facts

CODES = sorted(suggestions.said())


@pytest.mark.parametrize("code", CODES)
def test_a_suggestion_names_a_field_that_lists_of_people_have_and_says_what_to_do(code: str):
    said = suggestions.said()[code]

    assert said.field in roster.contract("pemda_rentan").fields
    assert " / " in said.text and " / " in said.advice
    assert not set("{}0123456789") & set(said.text.replace("16", ""))


@pytest.mark.parametrize("code", CODES)
def test_what_only_may_be_so_is_never_said_to_be_likely(code: str):
    text = suggestions.said()[code].text

    if code.endswith(suggestions.POSSIBLE):
        assert " mungkin " in text and "may prove" in text
        assert "tampaknya" not in text and "seems" not in text
    else:
        assert "tampaknya" in text and "seems" in text


def test_a_suggestion_is_no_rule_and_every_rule_keeps_its_text():
    assert not set(CODES) & set(rules.reasons())
    assert rules.texts().items() <= suggestions.texts().items()


def test_a_list_with_nothing_but_suggestions_is_asked_to_look_at_them():
    suggested = facts(
        outcome="accepted", quarantined=0, duplicates=0, reasons=(("warning", "SARAN_NIK_TERTUKAR", 2),)
    )

    said = content.of(suggested, differences=(), notes=(), has_marks=True)

    assert "Periksa baris berstatus" in said.actions[0]
    assert [each[1:] for each in said.reasons] == [
        ("SARAN_NIK_TERTUKAR", suggestions.texts()["SARAN_NIK_TERTUKAR"], 2)
    ]
