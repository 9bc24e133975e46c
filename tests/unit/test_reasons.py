"""A reason that is recorded says something in words."""

import pytest
from cakupan import reasons
from cakupan.errors import ReasonTooShort
from case_tables import each_case


def test_ten_letters_are_a_reason_and_its_blanks_are_single():
    assert reasons.require("  abcde \n fghij ") == "abcde fghij"


@each_case("reason", ["", "   ", "abcdefghi", "123456789012345", "perlu 12345", "x" * 1001])
def test_fewer_letters_numbers_or_a_whole_text_are_none(reason: str):
    with pytest.raises(ReasonTooShort, match="at least 10 letters"):
        reasons.require(reason)
