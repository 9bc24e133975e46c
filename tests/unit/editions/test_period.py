"""Months, and when they are over in Jakarta."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cakupan.editions import period
from cakupan.errors import NotPublishable
from case_tables import each_case


@each_case("text", ["2024-13", "2024-1", "202410", "2024-10-01", "Oktober", ""])
def test_what_is_no_month_is_refused_by_name(text):
    with pytest.raises(NotPublishable, match="YYYY-MM"):
        period.parse(text)


def test_a_month_is_over_at_midnight_in_jakarta():
    midnight = datetime(2024, 10, 31, 17, tzinfo=UTC)

    period.require_over("2024-10", midnight)
    with pytest.raises(NotPublishable, match="not over"):
        period.require_over("2024-10", midnight - timedelta(microseconds=1))


@each_case(("month", "last"), [("2024-02", date(2024, 2, 29)), ("2024-12", date(2024, 12, 31))])
def test_the_last_day_knows_leap_years_and_december(month, last):
    assert period.last_day(month) == last


def test_the_month_before_january_is_december():
    assert (period.previous("2025-01"), period.previous("2024-10")) == ("2024-12", "2024-09")


@each_case(
    ("text", "instant"),
    [
        ("2024-11-06", datetime(2024, 11, 6, 16, 59, 59, 999999, tzinfo=UTC)),
        ("2024-11-06T02:00", datetime(2024, 11, 5, 19, tzinfo=UTC)),
        ("2024-11-06T02:00+07:00", datetime(2024, 11, 5, 19, tzinfo=UTC)),
        ("2024-11-05T19:00:00Z", datetime(2024, 11, 5, 19, tzinfo=UTC)),
    ],
)
def test_a_bare_date_is_its_last_instant_and_no_zone_is_jakarta(text, instant):
    assert period.parse_instant(text) == instant


@each_case("text", ["kemarin", "", "20241106", "2024-W45-3", "2024-11-06T", "2024-02-30"])
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(NotPublishable, match="not an instant"):
        period.parse_instant(text)


def test_two_instants_never_share_a_folder_name():
    second = datetime(2024, 11, 5, 19, tzinfo=UTC)

    assert period.stamp(second) == "20241105T190000Z"
    assert period.stamp(second + timedelta(microseconds=1)) == "20241105T190000.000001Z"
