"""What is shown of a number that identifies a person."""

import pytest
from cakupan.masking import mask


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("3328991208870001", "3328********0001"),
        ("12345678901", "1234***8901"),
        ("1234567", "*******"),
        ("", ""),
        (None, None),
    ],
)
def test_the_middle_of_a_number_is_hidden_and_a_short_one_whole(number: str | None, shown: str | None):
    assert mask(number) == shown
