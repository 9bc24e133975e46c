"""Sexes, numbers and code lists as people write them; each distinct spelling is looked at once."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.contracts import roster
from cakupan.intake.judging.fields.columns import Coded

MEN = ("l", "lk", "laki", "laki laki", "laki2", "laki 2", "pria", "m", "male", "1")
WOMEN = ("pr", "perempuan", "prp", "wanita", "w", "f", "female", "2")
NO_SEX, MAN, WOMAN, EITHER = range(4)
SEXES = ("", "L", "P")
FACTORS = {"jt": 6, "juta": 6, "rb": 3, "ribu": 3, "m": 9, "miliar": 9, "milyar": 9}  # powers of ten
MOST = 10**12  # a count beyond this is a slip of the keyboard
BELOW = Decimal(10) ** 16  # amounts; numeric(20, 2) holds them
AMOUNT = pa.decimal128(20, 2)
DECIMAL = re.compile(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}", re.ASCII)
BEFORE_OR_AFTER = re.compile(r"^rp\.?|,-+$|\borang\b|\bjiwa\b|\s")
FACTOR = re.compile(r"(jt|juta|rb|ribu|m|miliar|milyar)$")
KINDS_OF_SEX = dict.fromkeys(MEN, MAN) | dict.fromkeys(WOMEN, WOMAN) | {"p": EITHER}


def sexes(coded: Coded) -> npt.NDArray[np.int8]:
    """Return MAN, WOMAN, or EITHER for P: Pria where the file also has W, Perempuan where it also has L."""
    return coded.spread([_sex(text) for text in coded.distinct], NO_SEX, np.int8)


def _sex(text: str) -> int:
    return KINDS_OF_SEX.get(re.sub(r"[^a-z0-9]+", " ", text.lower()).strip(), NO_SEX)


def counts(coded: Coded) -> pa.Array:
    """Read whole numbers from 0 to MOST; what is none is nothing."""
    numbers = [amount(text) for text in coded.distinct]
    whole = [
        int(each) if each is not None and each == int(each) and 0 <= each <= MOST else None
        for each in numbers
    ]
    return pa.array([*whole, None], pa.int64()).take(pa.array(coded.places))


def amounts(coded: Coded) -> pa.Array:
    """Read 1.234 as a thousand, Rp 16.800,- and 2,5 jt, exactly; what is no number below BELOW is nothing."""
    return pa.array([*map(amount, coded.distinct), None], AMOUNT).take(pa.array(coded.places))


@lru_cache(maxsize=100_000)
def amount(text: str) -> Decimal | None:
    """Return the number one text means, to the cent."""
    plain = BEFORE_OR_AFTER.sub("", text.lower())
    factor = FACTOR.search(plain)
    digits = re.sub(r"[a-z]+$", "", plain)
    written = digits if DECIMAL.fullmatch(digits) else digits.replace(".", "").replace(",", ".")
    if "_" in written:
        return None
    try:
        number = Decimal(written).scaleb(FACTORS[factor[1]] if factor else 0)
    except ArithmeticError:
        return None
    if not number.is_finite() or abs(number) >= BELOW:
        return None
    cents = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return cents if abs(cents) < BELOW else None


def codes(coded: Coded, name: str) -> list[str | None]:
    """Return for each distinct text the code whose words stand in it, None where none does."""
    return [_code(text, name) for text in coded.distinct]


@lru_cache(maxsize=50_000)
def _code(text: str, name: str) -> str | None:
    plain = f" {re.sub(r'[^a-z0-9]+', ' ', text.lower()).strip()} "
    for code, pattern in _patterns(name).items():
        if pattern.search(plain):
            return code
    return None


@cache
def _patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    lists = roster.keywords("occupations" if name == "occupations" else "fundings")
    return {
        code: re.compile(" (?:" + "|".join(map(re.escape, words)) + ") ") for code, words in lists.items()
    }
