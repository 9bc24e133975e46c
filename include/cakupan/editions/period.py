"""Periods and instants: what a month is, and when it is over in Jakarta."""

import re
from datetime import UTC, date, datetime, time, timedelta

from cakupan.errors import NotPublishable
from cakupan.settings import JAKARTA

PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?")


def parse(text: str) -> str:
    """Return the period as given when it is a calendar month.

    Raises:
        NotPublishable: it is not written YYYY-MM.
    """
    if not PERIOD.fullmatch(text):
        raise NotPublishable(f"{text!r} is not a period; write a month as YYYY-MM, such as 2024-10.")
    return text


def last_day(period: str) -> date:
    """Return the last day of the period."""
    year, month = map(int, period.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def previous(period: str) -> str:
    """Return the period before this one."""
    year, month = map(int, period.split("-"))
    return f"{year - (month == 1):04d}-{12 if month == 1 else month - 1:02d}"


def year_before(period: str) -> str:
    """Return the same month of the year before."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def end(period: str) -> datetime:
    """Return the first instant after the period, in UTC."""
    return datetime.combine(last_day(period) + timedelta(days=1), time(), JAKARTA).astimezone(UTC)


def require_over(period: str, as_of: datetime) -> None:
    """Refuse a period that is still running at as_of.

    Raises:
        NotPublishable: the month is not over in Jakarta.
    """
    if as_of < end(period):
        raise NotPublishable(
            f"{period} is not over at {as_of.astimezone(JAKARTA):%Y-%m-%d %H:%M} WIB; "
            f"it can be closed from {end(period).astimezone(JAKARTA):%Y-%m-%d %H:%M} WIB."
        )


def parse_instant(text: str) -> datetime:
    """Return the UTC instant that a text means: a bare date is its last instant, no zone is Jakarta.

    Raises:
        NotPublishable: it is not an ISO date or time.
    """
    written = INSTANT.fullmatch(text)
    try:
        instant = datetime.fromisoformat(text if written else "")
    except ValueError as error:
        raise NotPublishable(
            f"{text!r} is not an instant; write 2024-11-06 or 2024-11-06T02:00+07:00."
        ) from error
    if written and not written[1]:
        instant = datetime.combine(instant.date(), time.max)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=JAKARTA)
    return instant.astimezone(UTC)


def stamp(instant: datetime) -> str:
    """Return an instant as a folder name: 20241105T190000Z, with microseconds when it has any."""
    utc = instant.astimezone(UTC)
    fraction = f".{utc.microsecond:06d}" if utc.microsecond else ""
    return f"{utc:%Y%m%dT%H%M%S}{fraction}Z"


def iso(instant: datetime) -> str:
    """Return an instant as canonical UTC text, as manifests carry it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
