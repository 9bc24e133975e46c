"""Sexes, numbers, names and code lists as people write them."""

import re
from functools import lru_cache

import pandas as pd

from cakupan.contracts import roster

MEN = ("l", "lk", "laki", "laki laki", "laki2", "laki 2", "pria", "m", "male", "1")
WOMEN = ("pr", "perempuan", "prp", "wanita", "w", "f", "female", "2")
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


def numbers(texts: pd.Series) -> pd.Series:
    """Read 1.234 as a thousand, Rp 16.800,- and 2,5 jt; what is no number is empty."""
    plain = texts.str.lower().str.replace(r"^rp\.?|,-+$|\borang\b|\bjiwa\b|\s", "", regex=True)
    factor = plain.str.extract(r"(jt|juta|rb|ribu|m|miliar|milyar)$")[0].map(
        {"jt": 1e6, "juta": 1e6, "rb": 1e3, "ribu": 1e3, "m": 1e9, "miliar": 1e9, "milyar": 1e9}
    )
    digits = plain.str.replace(r"[a-z]+$", "", regex=True)
    is_plain = digits.str.fullmatch(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}").fillna(False).astype(bool)
    local = digits.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return pd.to_numeric(digits.where(is_plain, local), errors="coerce") * factor.fillna(1)


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
