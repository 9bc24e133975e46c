"""Whose column a heading stands over: the worker's, or that of somebody else named beside the worker."""

import re
from functools import lru_cache

from cakupan.contracts import roster

HEIR = "ahli waris"
RELATIONS = re.compile(r"hub(?:ungan)?(?: (?:keluarga|kel|ahli waris|dengan .*|dgn .*|dg .*))?|relationship")
ADDRESSED = re.compile(r"\b(?:bapak ibu|ibu bapak|bpk ibu|saudara i|saudara saudari)\b")
BOTH = re.compile(r"\b(?:dan|and|serta)\b")
NOT = re.compile(r"\b(?:bukan|jangan|tidak|selain|not)\b")


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


WORDS = roster.heading_words()
OTHERS = {person: _any_of(words) for person, words in WORDS["others"].items()}
WORKER = _any_of(WORDS["worker"])
GROUP = _any_of(WORDS["group"])
FIELD_FIRST = re.compile(
    r"(?P<field>nama(?: lengkap)?|nik|(?:no|nomor) (?:nik|ktp)|(?:tgl|tanggal) lahir|jk|jenis kelamin)"
    r" (?P<whose>.+)"
)
MAY_BE_WORKERS = frozenset(WORDS["may_be_workers"])


@lru_cache(maxsize=20_000)
def beside(plain: str, noted: str = "") -> str | None:
    """Return who else than the worker a normalised heading speaks of, nothing when it is the worker.

    `noted` is what stands in brackets. A heading that speaks of both, as "peserta dan ahli waris" and
    "peserta (kepala keluarga)" do, is not the other's alone.
    """
    if noted and not NOT.search(noted) and not WORKER.search(plain):
        plain = f"{plain} {noted}"
    plain = ADDRESSED.sub(" ", plain)
    if RELATIONS.fullmatch(plain):
        return HEIR
    person = next((person for person, words in OTHERS.items() if words.search(plain)), None)
    return None if person and BOTH.search(plain) and WORKER.search(plain) else person


def is_group(plain: str) -> bool:
    """Whether a normalised text does nothing but name somebody beside the worker: DATA AHLI WARIS."""
    person = beside(plain)
    if person is None:
        return False
    rest = WORKER.sub(" ", GROUP.sub(" ", OTHERS[person].sub(" ", plain)))
    return not rest.strip()


def without_other(plain: str) -> str:
    """Return a normalised heading without the words that name somebody beside the worker."""
    match = FIELD_FIRST.fullmatch(plain)
    if match and beside(match["whose"]):
        return match["field"]
    for words in OTHERS.values():
        plain = words.sub(" ", plain)
    return " ".join(plain.split())


def without_worker(plain: str) -> str:
    """Return a normalised heading without the words that say it is the worker's: "jk penerima" is "jk"."""
    match = FIELD_FIRST.fullmatch(plain)
    if match and WORKER.match(match["whose"]):
        return match["field"]  # whatever kind of worker: nama buruh tani tembakau
    return " ".join(WORKER.sub(" ", ADDRESSED.sub(" ", plain)).split())
