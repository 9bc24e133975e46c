"""Spreadsheets store a day as a number of days since an epoch; what is no day stays a number."""

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell has no zone
FIRST_DAY = EPOCH.toordinal()
DAYS_TO_1904 = 1462
LAST_SERIAL = 2_958_466  # the first day of the year 10000
ROUNDED = 0.5  # seconds that a fraction of a day with few digits may be off
EARLY = 60  # seconds that a day may be before its midnight where a program counts with a zone's oldest clock
LAST_SECOND = 1.5  # 23:59:59 is how databases end a day


def to_day(serial: float, is_1904: bool) -> float | date | datetime | time:
    """Return the day, or the time of day below 1, that a number shown as one stands for."""
    if serial < 1:
        return _time(serial) if serial >= 0 else serial
    number = serial + (DAYS_TO_1904 if is_1904 else 0)
    if number >= LAST_SERIAL:
        return serial
    if number < 60:
        number += 1  # that calendar has a 29 February 1900
    if number == int(number):
        return date.fromordinal(FIRST_DAY + int(number))
    return day_of(EPOCH + timedelta(milliseconds=round(number * 86_400_000)))


def day_of(moment: datetime) -> date | datetime:
    """Return the day of a midnight, also of one missed by less than a minute; any other moment as it is."""
    if moment.time() == time.min:
        return moment.date()
    if moment.hour == 23 and moment.minute == 59 and moment.date() < date.max:
        early = 60 - moment.second - moment.microsecond / 1_000_000
        if early < ROUNDED or LAST_SECOND < early < EARLY:
            return moment.date() + timedelta(days=1)
    return moment


def to_span(serial: float) -> float | timedelta:
    """Return the span of time that a number shown as hours or minutes stands for."""
    return timedelta(milliseconds=round(serial * 86_400_000)) if abs(serial) < LAST_SERIAL else serial


def _time(serial: float) -> time:
    return (EPOCH + timedelta(milliseconds=round(serial * 86_400_000))).time()
