"""Numbers, months and instants as Indonesian prints them."""

import datetime as dt

from cakupan import indonesian
from case_tables import each_case


@each_case(
    ("frozen", "printed"),
    [
        ("30.29", "30,29"),
        ("100.00", "100,00"),
        ("1234567", "1.234.567"),
        ("-4.82", "−4,82"),
        ("0", "0"),
        ("999.50", "999,50"),
        ("-1000", "−1.000"),
    ],
)
def test_a_frozen_number_keeps_every_digit_it_has(frozen: str, printed: str):
    assert indonesian.decimal(frozen) == printed


def test_an_amount_is_printed_in_full_with_its_currency_in_front():
    assert indonesian.decimal("21000000000", "Rp") == "Rp21.000.000.000"
    assert indonesian.decimal("-1500", "Rp") == "−Rp1.500"


def test_an_instant_is_named_in_western_indonesian_time():
    instant = dt.datetime(2024, 11, 5, 19, 0, tzinfo=dt.UTC)

    assert indonesian.moment(instant) == "6 November 2024 pukul 02.00 WIB"


@each_case(
    ("period", "day"),
    [("2024-02", "29 Februari 2024"), ("2024-12", "31 Desember 2024"), ("2025-09", "30 September 2025")],
)
def test_a_period_ends_on_its_last_day(period: str, day: str):
    assert indonesian.day(indonesian.last_day(period)) == day


@each_case("absent", [None, float("nan"), ""])
def test_a_day_that_is_absent_is_a_dash(absent: object):
    assert indonesian.any_day(absent) == "–"


@each_case("name", indonesian.MONTHS)
def test_a_month_is_read_by_the_name_it_is_written_with(name: str):
    assert indonesian.MONTHS[indonesian.MONTH_WORDS[name.lower()] - 1] == name


def test_no_spelling_names_two_months():
    spellings = [word for others in indonesian.ALSO_WRITTEN for word in others.split()]

    assert len(indonesian.MONTH_WORDS) == len(indonesian.MONTHS) + len(spellings)
