"""How Indonesian prints numbers, months and instants, and the words by which people write a month.

Nothing here rounds: digits come in frozen.
"""

import datetime as dt

from cakupan.settings import JAKARTA

MISSING = "–"
MINUS = "−"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ALSO_WRITTEN = (
    "jan january", "pebruari feb peb february", "mar mrt march", "apr", "may", "jun june", "jul july",
    "agu agt ags agust aug august", "sep sept", "okt oct october", "nopember nov nop", "des dec december",
)  # fmt: skip
MONTH_WORDS = {
    word: number
    for number, (name, others) in enumerate(zip(MONTHS, ALSO_WRITTEN, strict=True), start=1)
    for word in (name.lower(), *others.split())
}


def decimal(text: str, sign: str = "") -> str:
    """Print a plain decimal text with a decimal comma and thousands dots: `-1234.50` becomes `−1.234,50`.

    The sign of a unit stands between minus and number: `-1500` with `Rp` becomes `−Rp1.500`.
    """
    minus, digits = (MINUS, text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return minus + sign + grouped + ("," + fraction if fraction else "")


def count(number: int) -> str:
    """Print a whole number: 1234 becomes `1.234`."""
    return decimal(str(number))


def month(period: str) -> str:
    """Name a period: `2024-10` becomes `Oktober 2024`."""
    year, number = period.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def day(date: dt.date) -> str:
    """Name a day: `31 Oktober 2024`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def last_day(period: str) -> dt.date:
    """Return the last day of a period."""
    year, number = (int(part) for part in period.split("-"))
    following = dt.date(year + number // 12, number % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def moment(instant: dt.datetime) -> str:
    """Name an instant in western Indonesian time: `6 November 2024 pukul 02.00 WIB`."""
    local = instant.astimezone(JAKARTA)
    return f"{day(local.date())} pukul {local:%H.%M} WIB"


def any_day(value: object) -> str:
    """Name a day that may be absent, a date, a timestamp or ISO text."""
    if value is None or value != value or str(value) in {"", "NaT", "None"}:
        return MISSING
    return day(dt.date.fromisoformat(str(value)[:10]))
