"""Numbers, months, days and rupiah as each language prints them."""

import datetime as dt

import pytest
from cakupan import indonesian
from cakupan.reports.locales import Locale
from case_tables import each_case

SOME = ("0", "7", "999.50", "1234567", "-4.82", "-1000", "30.29", "21000000000")


@each_case(
    ("frozen", "indonesian_text", "english_text"),
    [
        ("31.99", "31,99", "31.99"),
        ("1234567", "1.234.567", "1,234,567"),
        ("-4.82", "−4,82", "−4.82"),
        ("999.50", "999,50", "999.50"),
        ("0", "0", "0"),
    ],
)
def test_a_frozen_number_keeps_every_digit_in_both_languages(frozen, indonesian_text, english_text):
    assert (Locale.ID.decimal(frozen), Locale.EN.decimal(frozen)) == (indonesian_text, english_text)


@each_case(
    ("amount", "indonesian_text", "english_text"),
    [
        ("21000000000", "Rp21 miliar", "Rp21 billion"),
        ("21348200000", "Rp21,35 miliar", "Rp21.35 billion"),
        ("352800", "Rp352.800", "Rp352,800"),
        ("999999", "Rp999.999", "Rp999,999"),
        ("1000000", "Rp1 juta", "Rp1 million"),
        ("1500000", "Rp1,5 juta", "Rp1.5 million"),
        ("2345678900000", "Rp2,35 triliun", "Rp2.35 trillion"),
        ("-1500000", "−Rp1,5 juta", "−Rp1.5 million"),
        ("1005000", "Rp1,01 juta", "Rp1.01 million"),
    ],
)
def test_running_text_says_large_amounts_in_words(amount, indonesian_text, english_text):
    said = Locale.ID.in_words(amount, "Rp"), Locale.EN.in_words(amount, "Rp")

    assert said == (indonesian_text, english_text)


def test_an_amount_just_below_the_next_word_is_said_by_that_word():
    assert Locale.ID.in_words("999999999", "Rp") == "Rp1 miliar"
    assert Locale.EN.in_words("999999999999", "Rp") == "Rp1 trillion"


def test_months_days_and_moments_follow_the_language():
    instant = dt.datetime(2024, 11, 5, 19, 0, tzinfo=dt.UTC)

    assert [one.month("2024-08") for one in Locale] == ["Agustus 2024", "August 2024"]
    assert [one.day(dt.date(2024, 5, 1)) for one in Locale] == ["1 Mei 2024", "1 May 2024"]
    assert Locale.ID.moment(instant) == "6 November 2024 pukul 02.00 WIB"
    assert Locale.EN.moment(instant) == "6 November 2024 at 02:00 WIB"


@pytest.mark.parametrize("locale", Locale)
def test_a_day_that_is_absent_is_a_dash(locale: Locale):
    assert {locale.any_day(absent) for absent in (None, "", float("nan"))} == {"–"}
    assert locale.any_day("2024-10-31T00:00:00") == locale.day(dt.date(2024, 10, 31))


def test_indonesian_reports_print_as_receipts_and_traces_do():
    days = [dt.date(2024, month, 28) for month in range(1, 13)]

    assert [Locale.ID.decimal(text, "Rp") for text in SOME] == [
        indonesian.decimal(text, "Rp") for text in SOME
    ]
    assert [Locale.ID.day(day) for day in days] == [indonesian.day(day) for day in days]


def test_a_number_of_one_takes_another_form_in_english_alone():
    assert [Locale.EN.plural(number) for number in (0, 1, 2)] == ["other", "one", "other"]
    assert [Locale.ID.plural(number) for number in (0, 1, 2)] == ["other", "other", "other"]
