"""What is shown of what identifies a person."""

from cakupan import masking
from case_tables import each_case


@each_case(
    ("number", "shown"),
    [
        ("3328991208870001", "3328********0001"),
        ("1234567", "*******"),
        ("", ""),
        (None, None),
    ],
)
def test_the_middle_of_a_nik_is_hidden_and_a_short_one_whole(number: str | None, shown: str | None):
    assert masking.mask(number) == shown


@each_case(
    ("number", "shown"),
    [
        ("12345678901", "*******8901"),
        ("12345678", "****5678"),
        ("1234567", "*******"),
        (None, None),
    ],
)
def test_of_another_number_the_last_four_digits_are_shown_at_most(number: str | None, shown: str | None):
    assert masking.mask_number(number) == shown


@each_case(
    ("text", "shown"),
    [
        ("Siti Aminah", "S*** A*****"),
        ("NIK 3328991208870001, Slawi", "N** ****************, S****"),
        ("", ""),
        (None, None),
    ],
)
def test_of_a_name_the_first_letters_are_shown_and_no_digit(text: str | None, shown: str | None):
    assert masking.mask_text(text) == shown


@each_case(
    ("text", "shown"),
    [
        ("2024-11-04/membership.csv", "2024-11-04/membership.csv"),
        ("daftar 3328991208870001.xlsx", "daftar ****************.xlsx"),
        ("33.28.99.120887.0001", "********************"),
        ("KPJ 12345678901", "KPJ ***********"),
    ],
)
def test_a_text_keeps_its_dates_and_loses_the_numbers_of_persons(text: str, shown: str):
    assert masking.hide_numbers(text) == shown
