"""Sexes and code lists as people write them; each distinct spelling is looked at once."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from cakupan.contracts import roster
from cakupan.intake.judging.fields.columns import Coded

MEN = ("l", "lk", "laki", "laki laki", "lelaki", "laki2", "laki 2", "pria", "m", "male", "1")
WOMEN = ("pr", "perempuan", "prempuan", "prp", "wanita", "w", "f", "female", "2")
NO_SEX, MAN, WOMAN, EITHER = range(4)
SEXES = ("", "L", "P")
KINDS_OF_SEX = dict.fromkeys(MEN, MAN) | dict.fromkeys(WOMEN, WOMAN) | {"p": EITHER}


def sexes(coded: Coded) -> npt.NDArray[np.int8]:
    """Return MAN, WOMAN, or EITHER for P: Pria where the file also has W, Perempuan where it also has L."""
    return coded.spread([_sex(text) for text in coded.distinct], NO_SEX, np.int8)


def _sex(text: str) -> int:
    plain = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
    if known := KINDS_OF_SEX.get(plain):
        return known
    said = {KINDS_OF_SEX.get(word, NO_SEX) for word in plain.split()}  # L (laki-laki), P - Perempuan
    if NO_SEX in said or len(said - {EITHER}) != 1:
        return NO_SEX
    return (said - {EITHER}).pop()


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
