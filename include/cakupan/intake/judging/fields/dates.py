"""Dates as people write them, decided by what the whole column of a sheet shows."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.indonesian import MONTH_WORDS
from cakupan.intake.judging.fields import columns, days
from cakupan.intake.judging.fields.columns import Coded, Mask
from cakupan.intake.judging.fields.days import Days

SIGN = r"\s*[-/., ]\s*"
NUMERIC = re.compile(rf"(\d{{1,2}}){SIGN}(\d{{1,2}}){SIGN}(\d{{4}}|\d{{2}})", re.ASCII)
WORDED = re.compile(r"(\d{1,2})[\s\-/.,]*([a-z]+)[\s\-/.,']*(\d{4}|\d{2})", re.ASCII)
MONTH_FIRST = re.compile(r"([a-z]+)[\s.]+(\d{1,2}),?\s+(\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
YEAR_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
SERIAL = re.compile(r"[1-5]\d{4}|60000", re.ASCII)
ZONE = r"(?:z|[+-]\d{2}:?\d{2}|\s*(?:[ap]\.?m\.?|wib|wita|wit|utc|gmt))"
TIME = re.compile(
    rf"(?:[ t]|,\s*|\s*(?:pukul|jam)\s*)\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\.\d+)?{ZONE}?$", re.ASCII
)
# A day that a program stored as the moment it begins here: midnight of our three zones, told in UTC.
MIDNIGHT_IN_UTC = re.compile(
    r"(\d{4}-\d{2}-\d{2})[t ]1[567]:00(?::00(?:\.0+)?)?(?:z|\s*utc|\+00:?00)", re.ASCII
)
OPEN, SETTLED, SERIAL_NUMBER = 1, 2, 3
USUAL_LENGTH = 10
LONGEST = 300  # with a place of birth before it
DECEMBER = 12
FIRST_OF_FOUR = 1000  # four digits that begin with 0 are no year
NO_YEAR = -1
SIGNS = columns.table_of(b"-/. ,")
INVALID, AMBIGUOUS = 1, 2
Small = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A column of dates before its order is known: day and month as if the day came first.

    `how` is OPEN where it may be the other way round, SETTLED where not, SERIAL_NUMBER where `day` is a
    spreadsheet's number of days, 0 where nothing was made of it.
    """

    is_filled: Mask
    how: npt.NDArray[np.int8]
    day: Small
    month: Small
    year: Small

    @property
    def is_open(self) -> Mask:
        """Whether the order of day and month is still to be found."""
        return self.how == OPEN


def read(texts: pa.StringArray) -> Written:
    """Take dates apart: those of ten characters all at once, each other spelling once."""
    size = len(texts)
    is_filled = ~columns.missing(texts)
    how = np.zeros(size, np.int8)
    parts = np.zeros((3, size), np.int32)
    if is_filled.any():
        is_read = _read_usual(texts, how, parts)
        rest = np.flatnonzero(is_filled & ~is_read)
        if len(rest):
            coded = Coded.of(texts.take(pa.array(rest)))
            readings = np.array([_read_one(text) for text in coded.distinct], np.int32)[coded.indices]
            how[rest] = readings[:, 0]
            parts[:, rest] = readings[:, 1:].T
    return Written(is_filled=is_filled, how=how, day=parts[0], month=parts[1], year=parts[2])


def _read_usual(texts: pa.StringArray, how: npt.NDArray[np.int8], parts: Small) -> Mask:
    """Read dd-mm-yyyy and yyyy-mm-dd where the digits and signs stand where they should."""
    data, begins = columns.spans(texts)
    rows = np.flatnonzero(np.diff(begins) == USUAL_LENGTH)
    is_read = np.zeros(len(texts), bool)
    if not len(rows):
        return is_read
    grid = data[begins[:-1][rows][:, None] + np.arange(USUAL_LENGTH, dtype=np.int32)]
    digit = (grid - np.uint8(48)).astype(np.uint8)  # what is no digit wraps round to more than 9
    is_digit = digit <= 9
    is_sign = SIGNS[grid]
    value = digit.astype(np.int32)
    for kind, order, signs in ((OPEN, (0, 3, 6), (2, 5)), (SETTLED, (8, 5, 0), (4, 7))):
        fits = is_sign[:, signs[0]] & is_sign[:, signs[1]]
        for place in set(range(USUAL_LENGTH)) - set(signs):
            fits &= is_digit[:, place]
        if not fits.any():
            continue
        hit, cell = rows[fits], value[fits]
        how[hit] = kind
        for part, place in zip((0, 1), order[:2], strict=True):
            parts[part, hit] = cell[:, place] * 10 + cell[:, place + 1]
        first = cell[:, order[2] : order[2] + 4]
        year = first @ np.array([1000, 100, 10, 1], np.int32)
        parts[2, hit] = np.where(year < FIRST_OF_FOUR, NO_YEAR, year)
        is_read[hit] = True
    return is_read


def _read_one(text: str) -> tuple[int, int, int, int]:
    """How, day, month and year of one spelling; none is as long as a cell can be made to be."""
    return _read_short(text) if len(text) <= LONGEST else (0, 0, 0, 0)


@lru_cache(maxsize=100_000)
def _read_short(text: str) -> tuple[int, int, int, int]:
    """As above; a weekday or a place of birth before the date is passed over."""
    written = text.lower().strip()
    if match := MIDNIGHT_IN_UTC.fullmatch(written):
        return _day_after(match[1])
    plain = TIME.sub("", written)
    parts = _parts(plain)
    if parts[0] == 0 and (first := re.search(r"\d", plain, re.ASCII)):
        parts = _parts(plain[first.start() :])
    if parts[0] == 0 and (tail := re.search(rf"{MONTH_FIRST.pattern}$", plain, re.ASCII)):
        parts = _parts(tail[0])
    return parts


def _day_after(written: str) -> tuple[int, int, int, int]:
    try:
        day = date.fromisoformat(written) + timedelta(days=1)
    except (ValueError, OverflowError):
        return 0, 0, 0, 0
    return SETTLED, day.day, day.month, day.year


def _parts(plain: str) -> tuple[int, int, int, int]:
    if match := NUMERIC.fullmatch(plain):
        return OPEN, int(match[1]), int(match[2]), _year(match[3])
    if (match := WORDED.fullmatch(plain)) and match[2] in MONTH_WORDS:
        return SETTLED, int(match[1]), MONTH_WORDS[match[2]], _year(match[3])
    if (match := MONTH_FIRST.fullmatch(plain)) and match[1] in MONTH_WORDS:
        return SETTLED, int(match[2]), MONTH_WORDS[match[1]], _year(match[3])
    if match := YEAR_FIRST.fullmatch(plain):
        return SETTLED, int(match[3]), int(match[2]), _year(match[1])
    if (match := TOGETHER.fullmatch(plain)) and int(match[2]) <= DECEMBER:
        return SETTLED, int(match[1]), int(match[2]), _year(match[3])
    if match := YEAR_TOGETHER.fullmatch(plain):
        return SETTLED, int(match[3]), int(match[2]), _year(match[1])
    if SERIAL.fullmatch(plain):
        return SERIAL_NUMBER, int(plain), 0, 0
    return 0, 0, 0, 0


def _year(digits: str) -> int:
    """A year as written; two digits stay under a hundred, four that begin with 0 are none."""
    return NO_YEAR if len(digits) == 4 and int(digits) < FIRST_OF_FOUR else int(digits)


def settle(
    written: Written, is_month_first: Mask, reference_year: Small, is_1904: Mask, *, is_birth: bool
) -> Days:
    """Return the days a column means, NO_DAY where there is no such day."""
    day, month = written.day, written.month
    if is_month_first.any():
        day, month = np.where(is_month_first, month, day), np.where(is_month_first, day, month)
    settled = days.of(_full_year(written.year, reference_year, is_birth=is_birth), month, day)
    is_serial = written.how == SERIAL_NUMBER
    if is_serial.any():
        serial = written.day + np.int32(days.FIRST_SERIAL) + np.int32(days.LATER_EPOCH) * is_1904
        settled = np.where(is_serial, serial, settled)
    return settled


def _full_year(year: Small, reference_year: Small, *, is_birth: bool) -> Small:
    """Two digits become the year that makes an age of 10 to 100 on the reference date, else this century."""
    is_short = (year >= 0) & (year < 100)
    if not is_short.any():
        return year
    recent = year + 2000
    if is_birth:
        recent = np.where(reference_year - recent >= 10, recent, year + 1900)
    return np.where(is_short, recent, year).astype(np.int32)
