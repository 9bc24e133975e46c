"""Expressions of derived figures: exact, and nothing but arithmetic."""

from decimal import Decimal

import pytest
from cakupan.editions import expression
from case_tables import each_case

INPUTS = {("target_ucj", "value"): "32.99", ("ucj_ytd", "value"): "30.29", ("ucj_ytd.d2", "value"): "28.10"}
INPUTS |= {("ucj_ytd", "denominator"): "1001", ("ucj_ytd", "numerator"): "303"}


def operand(code: str, part: str) -> Decimal | None:
    text = INPUTS.get((code, part))
    return None if text is None else Decimal(text)


@each_case(
    ("text", "value"),
    [
        ("target_ucj.value - ucj_ytd.value", "2.70"),
        ("100 - ucj_ytd.d2.value", "71.90"),
        ("ceil(target_ucj.value * ucj_ytd.denominator / 100) - ucj_ytd.numerator", "28"),
        ("-(ucj_ytd.numerator + 1) * 0.5", "-152.0"),
        ("ceil(2.1)", "3"),
        ("ceil(3)", "3"),
        ("ceil(0 - 2.9)", "-2"),
    ],
)
def test_an_expression_is_evaluated_in_exact_decimals(text, value):
    assert expression.evaluate(text, operand) == Decimal(value)


@each_case(
    "text",
    [
        "ucj_eom.value - 1",
        "1 / (ucj_ytd.value - ucj_ytd.value)",
        "(ucj_ytd.value - ucj_ytd.value) / (ucj_ytd.value - ucj_ytd.value)",
        "ceil(0 / 0)",
    ],
)
def test_a_missing_input_or_a_division_by_zero_has_no_value(text):
    assert expression.evaluate(text, operand) is None


@each_case(
    "text",
    ["__import__('os')", "ucj_ytd.real", "open('x')", "'a' * 3", "a.value ** 9", "ceil(1, 2)", "True + 1"],
)
def test_anything_but_arithmetic_over_inputs_is_refused(text):
    with pytest.raises(ValueError, match=r"allowed|end in"):
        expression.evaluate(text, operand)
    with pytest.raises(ValueError, match=r"allowed|end in"):
        expression.define(text)


def test_an_expression_becomes_sql_in_which_a_zero_divisor_gives_null():
    written = expression.define("ceil(a_b.value * b.denominator / 100) - b.numerator / (a_b.value - 1)")

    assert written.inputs == ("a_b", "b")
    assert written.operands == ("a_b.value", "b.denominator", "b.numerator")
    assert written.sql == (
        "(ceil(((a_b.value * b.denominator) / nullif(cast(100 as decimal(24, 4)), 0)))"
        " - (b.numerator / nullif((a_b.value - cast(1 as decimal(24, 4))), 0)))"
    )


@each_case(
    ("value", "digits", "text"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0.00"),
        ("2.5", 0, "3"),
        ("1234567", 0, "1234567"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, digits, text):
    assert expression.rounded(Decimal(value), digits) == text


def test_a_rate_is_the_exact_ratio_times_hundred():
    assert expression.ratio_text(52858, 100590, 2) == "52.55"
    assert expression.ratio_text(1, 8, 2) == "12.50"
    assert expression.ratio_text(10**17 + 1, 10**17, 2) == "100.00"
