"""Kabupaten and kota by the names they have and had; "Tegal" alone may be either."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from cakupan.reference import areas

TYPES = {"kab": "kabupaten", "kabupaten": "kabupaten", "kota": "kota", "kotamadya": "kota", "kodya": "kota"}
ADMINISTRATIVE = ("administrasi", "adm")
REGENCY_LENGTH = len("33.28")


@dataclass(frozen=True, kw_only=True)
class Regencies:
    """Codes in force by (type, name), by name alone, and what codes no longer in force have become."""

    by_full_name: dict[str, set[str]] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)
    successors: dict[str, str] = field(default_factory=dict)


def matching(stated: str, province: str) -> list[str]:
    """Return the codes of a province (of all, when it is empty) that a name may mean; former names count."""
    kind, name = _split(stated)
    known = _known()
    codes = known.by_full_name.get(f"{kind} {name}", set()) if kind else known.by_name.get(name, set())
    return sorted(code for code in codes if code.startswith(province))


def current(code: str) -> str:
    """Return a code as it is today: the first five characters follow what its kabupaten became."""
    head = code[:REGENCY_LENGTH]
    return _known().successors.get(head, head) + code[REGENCY_LENGTH:]


@lru_cache(maxsize=10_000)
def _split(stated: str) -> tuple[str, str]:
    """The type, '' when it is not said, and the name in small letters without signs."""
    words = [word for word in re.findall(r"[a-z0-9]+", stated.lower()) if word not in ADMINISTRATIVE]
    kind = TYPES.get(words[0], "") if len(words) > 1 else ""
    return kind, "".join(words[1:] if kind else words)


@cache
def _known() -> Regencies:
    frame = areas.frame()
    rows = frame[frame["level"] == "regency"]
    regencies = Regencies(
        successors={move["old_code"]: move["new_code"] for move in areas.moves().to_pylist()}
    )
    for code, name in zip(rows["area_code"].tolist(), rows["area_name"].tolist(), strict=True):
        kind, plain = _split(name)
        today = regencies.successors.get(code, code)
        regencies.by_full_name.setdefault(f"{kind} {plain}", set()).add(today)
        regencies.by_name.setdefault(plain, set()).add(today)
    return regencies


def forget() -> None:
    """Drop what was read from the shipped areas, for tests that bring their own."""
    _known.cache_clear()
