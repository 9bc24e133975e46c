"""Days as whole numbers since 1970-01-01, computed for a whole column at once."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Days = npt.NDArray[np.int32]
NO_DAY = np.int32(np.iinfo(np.int32).min)
MONTH_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
FIRST_SERIAL = -25569  # 1899-12-30, the day a spreadsheet counts from
LATER_EPOCH = 1462  # days from there to the first of a workbook that counts from 1904


def of(year: npt.NDArray[Any], month: npt.NDArray[Any], day: npt.NDArray[Any]) -> Days:
    """Return the days of the calendar these parts name, NO_DAY where there is no such day."""
    year, month, day = (part.astype(np.int32) for part in (year, month, day))
    is_month = (month >= 1) & (month <= 12)
    safe = np.where(is_month, month, 1)
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = MONTH_LENGTHS[safe] + (is_leap & (safe == 2))
    is_day = is_month & (day >= 1) & (day <= longest) & (year >= 1) & (year <= 9999)
    shifted = year - (safe <= 2)  # years that begin in March: the leap day is their last
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (safe + np.where(safe > 2, -3, 9)) + 2) // 5 + day - 1
    since = era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
    numbered: Days = np.where(is_day, since, NO_DAY).astype(np.int32)
    return numbered


def of_dates(dates: npt.NDArray[np.datetime64]) -> Days:
    """Return numpy's days as numbers."""
    return dates.astype("datetime64[D]").astype(np.int64).astype(np.int32)


def years_before(dates: npt.NDArray[np.datetime64], years: int) -> Days:
    """Return the last day on which somebody was born who is that many years old on each date."""
    months = dates.astype("datetime64[M]")
    day = (dates.astype("datetime64[D]") - months).astype(np.int32) + 1
    month = months.astype(np.int32) % 12 + 1
    year = dates.astype("datetime64[Y]").astype(np.int32) + 1970 - years
    earlier = of(year, month, day)
    return np.where(earlier == NO_DAY, of(year, month, day - 1), earlier)


def column(days: Days) -> pa.Array:
    """Return days as an Arrow column of dates."""
    return pa.array(days, mask=days == NO_DAY).view(pa.date32())
