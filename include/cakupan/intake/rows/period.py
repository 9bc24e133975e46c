"""Which month a file is about: what its folder says, else what it states, else the latest month due."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cakupan.errors import FileRefused
from cakupan.indonesian import MONTH_WORDS
from cakupan.intake.rows.directory import Obligation
from cakupan.settings import JAKARTA

FIRST_PERIOD = "2015-01"
FOLDER = re.compile(r"\d{4}-\d{2}")
MONTH = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
SPAN = re.compile(
    rf"\b(?:{MONTH})\b(?:\s+\d{{4}})?\s*(?:-|–|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga)\s*(?:{MONTH})\b"
)
BEFORE = r"\b(?:bulan|periode|posisi(?: data)?|per|blth|masa iuran)\b\W*(?:(?:tanggal|tgl)\b\W*)?"
NUMERIC = re.compile(rf"{BEFORE}(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}})(?!\d)")
STATED = re.compile(rf"{BEFORE}(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{MONTH})\W+(?P<year>\d{{4}})\b")
BARE = re.compile(rf"(?<!\d )(?<!\d)\b(?P<month>{MONTH})\W+(?P<year>\d{{4}})\b")
MONTH_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{4})$")
YEAR_MONTH = re.compile(r"^(\d{4})[-/. ]?(\d{2})(?:-\d{2})?$")
WORDED = re.compile(rf"^({MONTH})\W*(\d{{4}})$")

Basis = Literal["folder", "receipt", "title", "column", "due", "given"]


@dataclass(frozen=True, kw_only=True)
class Period:
    """A month and how it was found."""

    period: str
    basis: Basis

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(int(self.period[:4]), int(self.period[5:]), 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        first = self.first_day
        return first.replace(day=monthrange(first.year, first.month)[1])


def find(
    *,
    folder: str | None,
    titles: Sequence[str],
    column: Iterable[str],
    obligation: Obligation,
    received_at: datetime,
) -> Period:
    """Return the period of a file from what its folder, titles and column of the month say.

    Raises:
        FileRefused: PERIODE_TIDAK_WAJAR, before 2015-01 or later than the month in which it was received.
    """
    return choose(
        folder=folder,
        title=None if folder else in_titles(titles),
        column=None if folder else in_column(column),
        never=None if folder else impossible(titles),
        obligation=obligation,
        received_at=received_at,
    )


def choose(
    *,
    folder: str | None,
    title: str | None,
    column: str | None,
    obligation: Obligation,
    received_at: datetime,
    never: str | None = None,
) -> Period:
    """Return the period of a file from the months that its folder, titles and column name.

    `never` is a day that never was which the titles state: no month is made up for a file with nothing else.

    Raises:
        FileRefused: PERIODE_TIDAK_WAJAR, before 2015-01, later than the month of receipt, or `never`.
    """
    named: tuple[tuple[str | None, Basis], ...] = ((folder, "folder"), (title, "title"), (column, "column"))
    for month, basis in named:
        if month:
            return reasonable(Period(period=month, basis=basis), received_at)
    if never:
        raise FileRefused("PERIODE_TIDAK_WAJAR", period=never, when="date")
    return reasonable(Period(period=latest_due(obligation, received_at), basis="due"), received_at)


def reasonable(period: Period, received_at: datetime) -> Period:
    """Return the period unless it lies before the first or after the month of receipt.

    Raises:
        FileRefused: PERIODE_TIDAK_WAJAR.
    """
    month = int(period.period[5:])
    if not (1 <= month <= 12 and FIRST_PERIOD <= period.period <= month_of(received_at)):
        raise FileRefused("PERIODE_TIDAK_WAJAR", period=period.period)
    return period


def month_of(instant: datetime) -> str:
    """Return the month of an instant in Jakarta."""
    return instant.astimezone(JAKARTA).strftime("%Y-%m")


def in_titles(titles: Iterable[str]) -> str | None:
    """Return the one month the title rows name, nothing when they name none, several or a span."""
    plain = [title.lower() for title in titles]
    if any(SPAN.search(title) for title in plain):
        return None
    for patterns in ((STATED, NUMERIC), (BARE,)):
        months = {
            _period(_month(match), match["year"]) for match in _named(plain, patterns) if _is_day(match)
        }
        if months:
            return months.pop() if len(months) == 1 else None
    return None


def impossible(titles: Iterable[str]) -> str | None:
    """Return the first day that never was which the title rows state, such as "31 juni 2024"."""
    named = _named([title.lower() for title in titles], (STATED, NUMERIC))
    never = next((match for match in named if not _is_day(match)), None)
    return never.string[never.start("day") : never.end("year")] if never else None


def _named(titles: Iterable[str], patterns: Iterable[re.Pattern[str]]) -> list[re.Match[str]]:
    return [match for title in titles for pattern in patterns for match in pattern.finditer(title)]


def _month(match: re.Match[str]) -> int:
    return int(match["month"]) if match["month"].isdigit() else MONTH_WORDS[match["month"]]


def _is_day(match: re.Match[str]) -> bool:
    """A day that never was, such as 31 Juni, makes its month doubtful too."""
    day, month, year = match.groupdict().get("day"), _month(match), int(match["year"])
    return 1 <= month <= 12 and year > 0 and (day is None or 1 <= int(day) <= monthrange(year, month)[1])


def in_column(texts: Iterable[str]) -> str | None:
    """Return the one month a periode_iuran column holds all the way down."""
    months = {_cell(text.strip().lower()) for text in texts if text.strip()}
    return months.pop() if len(months) == 1 else None


def latest_due(obligation: Obligation, received_at: datetime) -> str:
    """Return the latest month that was over and due when the file came; the first one due when none was.

    Due are: every month; the last month of each quarter; once a year, or once at all, the month in which
    the obligation began.
    """
    over = _before(month_of(received_at))
    if obligation.frequency == "monthly":
        return over
    began = obligation.valid_from.strftime("%Y-%m")
    if obligation.frequency == "once":
        return began
    due = (3, 6, 9, 12) if obligation.frequency == "quarterly" else (obligation.valid_from.month,)
    month = over
    while int(month[5:]) not in due:
        month = _before(month)
    return max(month, began) if obligation.frequency == "yearly" else month


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else _period(number - 1, year)


def _period(month: int, year: int | str) -> str:
    return f"{int(year):04d}-{month:02d}"


def _cell(text: str) -> str | None:
    if match := MONTH_YEAR.match(text):
        return _period(int(match[1]), match[2])
    if match := YEAR_MONTH.match(text):
        return _period(int(match[2]), match[1])
    match = WORDED.match(text)
    return _period(MONTH_WORDS[match[1]], match[2]) if match else None
