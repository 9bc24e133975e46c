"""How each language of the report prints numbers, days, months and rupiah.

Signs and names of months are those that CLDR has. What is frozen is rounded nowhere but in running text about
rupiah.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import cache, cached_property
from typing import Literal

import babel
from babel.dates import get_month_names
from babel.numbers import format_compact_decimal, get_decimal_symbol, get_group_symbol

from cakupan.settings import JAKARTA

MISSING = "–"
MINUS = "−"
IN_WORDS = Decimal(1_000_000)  # from here on running text says millions, billions, trillions
MOMENTS = {"id": "{day} pukul {hour}.{minute} WIB", "en": "{day} at {hour}:{minute} WIB"}


class Locale(Enum):
    """A language that the report is written in."""

    ID = "id"
    EN = "en"

    @cached_property
    def babel(self) -> babel.Locale:
        """What CLDR says of it."""
        return babel.Locale(self.value)

    @cached_property
    def signs(self) -> tuple[str, str]:
        """What stands before decimals, and what between thousands."""
        return get_decimal_symbol(self.babel), get_group_symbol(self.babel)

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """The words for a million and more, as running text says them of rupiah."""
        return tuple(self.in_words(f"1{'0' * zeros}", "").partition(" ")[2] for zeros in (6, 9, 12))

    def decimal(self, text: str, sign: str = "") -> str:
        """Print a plain decimal text: `-1234.50` becomes `−1.234,50` in Indonesian, `−1,234.50` in English.

        The sign of a unit stands between minus and number: `-1500` with `Rp` becomes `−Rp1.500`.
        """
        point, group = self.signs
        minus, digits = (MINUS, text[1:]) if text.startswith("-") else ("", text)
        whole, _, fraction = digits.partition(".")
        grouped = f"{int(whole):,}".replace(",", group)
        return minus + sign + grouped + (point + fraction if fraction else "")

    def count(self, number: int) -> str:
        """Print a whole number: 1234 becomes `1.234` or `1,234`."""
        return self.decimal(str(number))

    def plural(self, number: int) -> str:
        """Return the form that words beside a number take: `one` or `other`."""
        return str(self.babel.plural_form(number))

    def in_words(self, text: str, sign: str) -> str:
        """Print an amount as running text says it: `Rp21 miliar`, `Rp21 billion`, `Rp352.800`."""
        amount = Decimal(text)
        if abs(amount) < IN_WORDS:
            return self.decimal(text, sign)
        hundredth = Decimal(1).scaleb(amount.adjusted() // 3 * 3 - 2)  # of a million, billion or trillion
        near = abs(amount).quantize(hundredth, ROUND_HALF_UP)
        said = format_compact_decimal(near, format_type="long", locale=self.babel, fraction_digits=2)
        return (MINUS if amount < 0 else "") + sign + said

    def month(self, period: str) -> str:
        """Name a period: `2024-10` becomes `Oktober 2024`."""
        year, number = period.split("-")
        return f"{_months(self)[int(number)]} {year}"

    def short_month(self, period: str) -> str:
        """Name a period where there is little room: `2024-10` becomes `Okt 2024`."""
        year, number = period.split("-")
        return f"{_months(self, 'abbreviated')[int(number)]} {year}"

    def day(self, date: dt.date) -> str:
        """Name a day: `31 Oktober 2024`."""
        return f"{date.day} {_months(self)[date.month]} {date.year}"

    def any_day(self, value: object) -> str:
        """Name a day that may be absent, a date, a timestamp or ISO text."""
        if value is None or value != value or str(value) in {"", "NaT", "None"}:
            return MISSING
        return self.day(dt.date.fromisoformat(str(value)[:10]))

    def moment(self, instant: dt.datetime) -> str:
        """Name an instant in western Indonesian time: `6 November 2024 pukul 02.00 WIB`."""
        local = instant.astimezone(JAKARTA)
        return MOMENTS[self.value].format(
            day=self.day(local.date()), hour=f"{local:%H}", minute=f"{local:%M}"
        )


@cache
def _months(locale: Locale, width: Literal["wide", "abbreviated"] = "wide") -> dict[int, str]:
    return {number: str(name) for number, name in get_month_names(width, locale=locale.babel).items()}
