"""Sexes, numbers, names and code lists as people write them."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import pandas as pd

from cakupan.contracts import roster

MEN = ("l", "lk", "laki", "laki laki", "laki2", "laki 2", "pria", "m", "male", "1")
WOMEN = ("pr", "perempuan", "prp", "wanita", "w", "f", "female", "2")
FACTORS = {"jt": 6, "juta": 6, "rb": 3, "ribu": 3, "m": 9, "miliar": 9, "milyar": 9}  # powers of ten
MOST = 10**12  # a count beyond this is a slip of the keyboard
BELOW = Decimal(10) ** 16  # amounts; numeric(20, 2) and a double hold them
EITHER = "p"  # Pria where the file also has W, Perempuan where it also has L
TITLES = [
    "h",
    "hj",
    "drs",
    "dra",
    "ir",
    "dr",
    "drg",
    "prof",
    "kh",
    "ust",
    "apt",
    "ns",
    "spd",
    "spdi",
    "se",
    "sh",
    "ssos",
    "st",
    "skom",
    "sip",
    "sstp",
    "skep",
    "ama",
    "amapd",
    "amd",
    "mm",
    "msi",
    "mpd",
    "mh",
    "spt",
    "sag",
    "sp",
    "sptk",
    "skm",
    "mkes",
    "mag",
    "alm",
    "almh",
]
COMPANY_FORMS = ["pt", "cv", "ud", "tbk", "persero", "pd", "fa", "koperasi"]


def sexes(texts: pd.Series, submission_no: pd.Series, nik_sex: pd.Series) -> pd.Series:
    """Return L, P or nothing; what "P" means is decided for the whole file, never row by row."""
    plain = texts.str.lower().str.replace(r"[^a-z0-9]+", " ", regex=True).str.strip()
    is_man, is_woman, is_either = plain.isin(MEN), plain.isin(WOMEN), plain == EITHER
    is_either = is_either.fillna(False).astype(bool)
    has_man = is_man.groupby(submission_no).transform("any")
    has_woman = is_woman.groupby(submission_no).transform("any")
    men_by_nik = (is_either & (nik_sex == "L")).groupby(submission_no).transform("sum")
    women_by_nik = (is_either & (nik_sex == "P")).groupby(submission_no).transform("sum")
    is_pria = (has_woman & ~has_man) | ((has_woman == has_man) & (men_by_nik > women_by_nik))
    result = pd.Series(pd.NA, index=texts.index, dtype="str")
    result = result.mask(is_man | (is_either & is_pria), "L")
    return result.mask(is_woman | (is_either & ~is_pria), "P")


def counts(texts: pd.Series) -> pd.Series:
    """Read whole numbers from 0 to MOST; what is none is empty."""
    number = amounts(texts)
    is_count = number.map(lambda value: value == value.to_integral_value() and 0 <= value <= MOST, "ignore")
    return pd.to_numeric(number.where(is_count.fillna(False).astype(bool)), errors="coerce").astype("float64")


def amounts(texts: pd.Series) -> pd.Series:
    """Read 1.234 as a thousand, Rp 16.800,- and 2,5 jt, exactly; what is no number below BELOW is empty."""
    plain = texts.str.lower().str.replace(r"^rp\.?|,-+$|\borang\b|\bjiwa\b|\s", "", regex=True)
    power = plain.str.extract(r"(jt|juta|rb|ribu|m|miliar|milyar)$")[0].map(FACTORS).fillna(0).astype(int)
    digits = plain.str.replace(r"[a-z]+$", "", regex=True)
    is_plain = digits.str.fullmatch(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}").fillna(False).astype(bool)
    local = digits.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    written = digits.where(is_plain, local)
    pairs = zip(written, power, strict=True)  # no column type reads decimals from text and keeps them
    return pd.Series([_amount(text, power) for text, power in pairs], index=texts.index, dtype="object")


def _amount(text: object, power: int) -> Decimal | None:
    if not isinstance(text, str) or "_" in text:
        return None
    try:
        number = Decimal(text).scaleb(power)
    except ArithmeticError:
        return None
    if not number.is_finite() or abs(number) >= BELOW:
        return None
    cents = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return cents if abs(cents) < BELOW else None


def person_keys(names: pd.Series) -> pd.Series:
    """Return names to compare by: capitals, no titles, signs or padding."""
    key = names.str.upper().str.replace(r"[’‘'`´]", "", regex=True)
    key = key.str.replace(r"(?<=\b[A-Z])\.(?=[A-Z])", "", regex=True)  # S.PD to SPD
    key = key.str.replace(r"\b([A-Z][A-Z]?[A-Z]?)\.([A-Z]{1,3})\b\.?", r"\1\2", regex=True)
    words = "|".join(TITLES).upper()
    key = key.str.replace(r"[^A-Z0-9]+", " ", regex=True).str.strip()
    key = key.str.replace(rf"^(?:(?:{words}) )+", "", regex=True)
    key = key.str.replace(rf"(?: (?:{words}))+$", "", regex=True)
    key = key.str.replace(r"^(\S+) \1$", r"\1", regex=True)
    return key.mask(key == "")


def company_keys(names: pd.Series) -> pd.Series:
    """Return company names to compare by: capitals, no legal form, no signs."""
    key = names.str.upper().str.replace(r"[^A-Z0-9]+", " ", regex=True).str.strip()
    words = "|".join(COMPANY_FORMS).upper()
    key = (
        key.str.replace(rf"\b(?:{words})\b", " ", regex=True).str.replace(r"\s+", " ", regex=True).str.strip()
    )
    return key.mask(key == "")


def codes(texts: pd.Series, name: str) -> pd.Series:
    """Return the code whose words stand in each text, nothing where none does."""
    distinct = texts.dropna().unique()  # a handful of spellings, whatever the number of rows
    return texts.map({text: _code(str(text), name) for text in distinct}).astype("str")


@lru_cache(maxsize=50_000)
def _code(text: str, name: str) -> str | None:
    plain = f" {re.sub(r'[^a-z0-9]+', ' ', text.lower()).strip()} "
    lists = roster.keywords("occupations" if name == "occupations" else "fundings")
    for code, words in lists.items():
        if any(f" {word} " in plain for word in words):
            return code
    return None
