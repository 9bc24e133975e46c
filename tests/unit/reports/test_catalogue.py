"""Names in the report are those of the lists that make the figures."""

from cakupan.intake.judging.rules import RULES
from cakupan.reports import catalogue
from cakupan.reports.locales import Locale


def test_a_cause_is_named_by_its_rule_however_the_rule_words_its_text():
    named = {code: catalogue.cause(code, Locale.ID) for code in RULES}

    assert named == {code: rule.label_id for code, rule in RULES.items()}
    assert named["NIK_DIPAKAI_BERSAMA"] == "Satu NIK dipakai beberapa orang"


def test_a_cause_no_rule_knows_is_shown_by_its_code():
    assert catalogue.cause("NIK_PANJANG", Locale.ID) == "NIK_PANJANG"
