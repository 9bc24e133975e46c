"""Dates as people write them, decided by what the whole column of a sheet shows."""

import pandas as pd

MONTH_NAMES = {
    1: "januari jan january", 2: "februari pebruari feb peb february", 3: "maret mar mrt march",
    4: "april apr", 5: "mei may",
    6: "juni jun june", 7: "juli jul july", 8: "agustus agu agt ags agust aug august",
    9: "september sep sept", 10: "oktober okt oct october", 11: "november nopember nov nop",
    12: "desember des dec december",
}  # fmt: skip
MONTHS = {name: month for month, names in MONTH_NAMES.items() for name in names.split()}
SIGN = r"\s*[-/., ]\s*"
NUMERIC = rf"^(\d{{1,2}}){SIGN}(\d{{1,2}}){SIGN}(\d{{4}}|\d{{2}})$"
WORDED = r"^(\d{1,2})[\s\-/.,]*([a-z]+)[\s\-/.,']*(\d{4}|\d{2})$"
MONTH_FIRST = r"^([a-z]+)\s+(\d{1,2}),?\s+(\d{4})$"
YEAR_FIRST = r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$"
RUN_TOGETHER = r"^(\d{2})(\d{2})(\d{4})$"
SERIAL = r"[1-5]\d{4}|60000"
COLUMN = ["submission_no", "sheet_no"]


def parse(texts: pd.Series, frame: pd.DataFrame, *, is_birth: bool) -> tuple[pd.Series, pd.Series]:
    """Return the dates and a state per row: '' fine or empty, 'invalid', 'ambiguous'.

    `frame` gives submission_no, sheet_no, reference_date and, for dates of birth, nik_day and nik_month.
    """
    plain = texts.str.lower().str.strip()
    plain = plain.str.replace(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)[\s,]+", "", regex=True)
    plain = plain.str.replace(r"[ t]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?$", "", regex=True)
    day_first = plain.str.extract(NUMERIC)
    order = _order(day_first, frame, is_birth)
    is_month_first = order == "mdy"
    numbers = pd.DataFrame(
        {
            "day": day_first[0].where(~is_month_first, day_first[1]),
            "month": day_first[1].where(~is_month_first, day_first[0]),
            "year": day_first[2],
        }
    )
    worded = plain.str.extract(WORDED)
    swapped = plain.str.extract(MONTH_FIRST)
    year_first = plain.str.extract(YEAR_FIRST)
    together = plain.str.extract(RUN_TOGETHER)
    for part, sources in {
        "day": (worded[0], swapped[1], year_first[2], together[0]),
        "month": (_months(worded[1]), _months(swapped[0]), year_first[1], together[1]),
        "year": (worded[2], swapped[2], year_first[0], together[2]),
    }.items():
        for source in sources:
            numbers[part] = numbers[part].fillna(source)
    numbers["year"] = numbers["year"].mask(
        numbers["year"].astype("str").str.fullmatch(r"0\d{3}").fillna(False).astype(bool)
    )
    numbers = numbers.apply(pd.to_numeric, errors="coerce")
    numbers["year"] = _full_year(numbers["year"], frame["reference_date"], is_birth)
    dates = pd.to_datetime(numbers, errors="coerce").astype("datetime64[s]")
    serials = pd.to_numeric(
        plain.where(plain.str.fullmatch(SERIAL).fillna(False).astype(bool)), errors="coerce"
    )
    from_serial = pd.Timestamp("1899-12-30") + pd.to_timedelta(serials, unit="D")
    dates = dates.fillna(from_serial.astype("datetime64[s]"))
    is_impossible = dates.dt.year < 1900
    if is_birth:
        is_impossible |= dates > frame["reference_date"]
    dates = dates.mask(is_impossible | (order == "ambiguous"))
    state = pd.Series("", index=texts.index)
    state = state.mask(texts.notna() & dates.isna(), "invalid")
    return dates, state.mask(order == "ambiguous", "ambiguous")


def _months(words: pd.Series) -> pd.Series:
    return words.map(MONTHS).astype("Int64").astype("str").where(words.isin(list(MONTHS)))


def _full_year(year: pd.Series, reference_date: pd.Series, is_birth: bool) -> pd.Series:
    """Two digits become the year that makes an age of 10 to 100 on the reference date, else this century."""
    is_short = year < 100
    if not is_birth:
        return year.mask(is_short, year + 2000)
    is_this_century = reference_date.dt.year - (year + 2000) >= 10
    return year.mask(is_short, (year + 2000).where(is_this_century, year + 1900))


def _order(parts: pd.DataFrame, frame: pd.DataFrame, is_birth: bool) -> pd.Series:
    """Vote per column: a first part above 12 means d/m/y, a second one m/d/y; both: each row by itself."""
    first, second = (pd.to_numeric(parts[part], errors="coerce") for part in (0, 1))
    keys = [frame[name] for name in COLUMN]
    is_day_first, is_month_first = first > 12, second > 12
    has_day_first = is_day_first.groupby(keys).transform("any")
    has_month_first = is_month_first.groupby(keys).transform("any")
    by_row = pd.Series("", index=parts.index)
    by_row = by_row.mask(is_day_first | (first == second), "dmy").mask(is_month_first, "mdy")
    if is_birth:
        fits_dmy = (first == frame["nik_day"]) & (second == frame["nik_month"])
        fits_mdy = (second == frame["nik_day"]) & (first == frame["nik_month"])
        by_row = by_row.mask((by_row == "") & fits_dmy, "dmy").mask((by_row == "") & fits_mdy, "mdy")
    else:
        fits_dmy = fits_mdy = pd.Series(False, index=parts.index)
    is_swapped = (fits_mdy & ~fits_dmy).groupby(keys).transform("sum") > (fits_dmy & ~fits_mdy).groupby(
        keys
    ).transform("sum")
    order = pd.Series("dmy", index=parts.index)
    order = order.mask(~has_day_first & (has_month_first | is_swapped), "mdy")
    is_mixed = has_day_first & has_month_first
    return order.mask(is_mixed, by_row.where(by_row != "", "ambiguous")).where(first.notna(), "")
