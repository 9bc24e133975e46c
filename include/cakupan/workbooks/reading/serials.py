"""Spreadsheets store a day as a number of days since an epoch; what is no day stays a number."""

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell has no zone
DAYS_TO_1904 = 1462
LAST_SERIAL = 2_958_466  # the first day of the year 10000


def to_day(serial: float, is_1904: bool) -> float | date | datetime | time:
    """Return the day, or the time of day below 1, that a number shown as one stands for."""
    if serial < 1:
        return _time(serial) if serial >= 0 else serial
    number = serial + (DAYS_TO_1904 if is_1904 else 0)
    if number >= LAST_SERIAL:
        return serial
    if number < 60:
        number += 1  # that calendar has a 29 February 1900
    found = EPOCH + timedelta(milliseconds=round(number * 86_400_000))
    return found.date() if found.time() == time.min else found


def to_span(serial: float) -> float | timedelta:
    """Return the span of time that a number shown as hours or minutes stands for."""
    return timedelta(milliseconds=round(serial * 86_400_000)) if abs(serial) < LAST_SERIAL else serial


def _time(serial: float) -> time:
    return (EPOCH + timedelta(milliseconds=round(serial * 86_400_000))).time()
