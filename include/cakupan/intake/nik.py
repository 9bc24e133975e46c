"""The national identity number: PPKKCC DDMMYY SSSS, day plus 40 for women, no check digit."""

import pandas as pd

PROVINCES = (
    *range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 97),
)  # fmt: skip
SCIENTIFIC = r"\d[.,]\d+[Ee]\+?1[45]"
TEST_DISTRICT = "99"  # a kecamatan part that exists nowhere: numbers that belong to nobody


def clean(nik: pd.Series) -> pd.Series:
    """Return NIKs without spaces, dots, apostrophes and the ".0" of a number turned into text."""
    plain = nik.str.replace(r"^(\d{16})\.0+$", r"\1", regex=True)
    is_scientific = plain.str.fullmatch(SCIENTIFIC).fillna(False).astype(bool)
    stripped = plain.str.replace(r"[\s.'’‘`´\u200b\ufeff]", "", regex=True)
    return plain.where(is_scientific, stripped.mask(stripped == ""))


def parts(nik: pd.Series, reference_date: pd.Series) -> pd.DataFrame:
    """Split NIKs of 16 digits; the century of birth is the one that fits the reference date.

    `nik_birth_date` is empty where the six digits are no date; everything is empty where the shape is wrong.
    """
    has_shape = nik.str.fullmatch(r"\d{16}").fillna(False).astype(bool)
    has_shape &= ~nik.str.slice(12).eq("0000").fillna(False).astype(bool)
    has_shape &= _not_all_equal(nik)
    digits = nik.where(has_shape)
    day = pd.to_numeric(digits.str.slice(6, 8), errors="coerce")
    is_woman = day > 40
    short_year = pd.to_numeric(digits.str.slice(10, 12), errors="coerce")
    reference_year = reference_date.dt.year
    year = (short_year + 2000).where(reference_year - (short_year + 2000) >= 10, short_year + 1900)
    birth = pd.DataFrame(
        {
            "year": year,
            "month": pd.to_numeric(digits.str.slice(8, 10), errors="coerce"),
            "day": day.where(~is_woman, day - 40),
        }
    )
    return pd.DataFrame(
        {
            "nik_has_shape": has_shape,
            "nik_province": pd.to_numeric(digits.str.slice(0, 2), errors="coerce"),
            "nik_district_code": digits.str.replace(r"^(\d\d)(\d\d)(\d\d).*$", r"\1.\2.\3", regex=True),
            "nik_day": birth["day"],
            "nik_month": birth["month"],
            "nik_birth_date": pd.to_datetime(birth, errors="coerce"),
            "nik_sex": is_woman.map({True: "P", False: "L"}).where(has_shape).astype("str"),
        }
    )


def _not_all_equal(nik: pd.Series) -> pd.Series:
    return ~nik.str.fullmatch("|".join(f"{digit}+" for digit in range(10))).fillna(False).astype(bool)
