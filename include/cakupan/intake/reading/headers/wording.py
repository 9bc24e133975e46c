"""A heading a person reads at once: what forms and programs put around the words that name a field."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cakupan.contracts import roster
from cakupan.intake.reading.headers import persons

STEP = r"(?:\d{1,4}[a-z]?|[a-z]\d{0,4}|[ivx]{1,5}|no \d{1,3}|pertanyaan \d{1,3})"
NUMBERED = re.compile(rf"^(?:{STEP} )+(?=[a-z]{{2}})")
WORDS = roster.heading_words()
REQUESTS = re.compile(rf"\b(?:{'|'.join(WORDS['requests'])})\b")
COUNTED = re.compile(r"^\d{1,4} ")
NOTED = re.compile(r" \d{1,2}$")  # a footnote, or what a program adds to a heading
PATH = re.compile(r"[a-z0-9]*_[a-z0-9_]*(?:[.:-]+[a-z0-9_]+)+|[a-z0-9_]{3,}(?:\.[a-z0-9_]+)+")
INDEXED = re.compile(r"\w+(?:\[\w+\])+")  # data[nik]
DAY = frozenset(("tgl", "tanggal", "tg", "hari", "day", "dd", "d", "hr"))
MONTH = frozenset(("bln", "bulan", "month", "mm", "m", "bl"))
YEAR = frozenset(("thn", "tahun", "th", "year", "yyyy", "yy", "y"))
SHORT_FOR = {short: word for word, every in WORDS["short"].items() for short in every}
OF_BIRTH = frozenset(("lahir", "kelahiran", "lhr", "birth", "of"))
NAME_PARTS = {
    spelling: number
    for number, part in enumerate(("first", "middle", "last"))
    for spelling in WORDS["name_parts"][part]
}


def segments(header: str) -> list[str]:
    """Return the parts of a path that a form tool writes as heading: group_a/nama_lengkap."""
    text = header.strip()
    if INDEXED.fullmatch(text):
        return [part for part in re.split(r"[\[\]]+", text) if part]
    if "/" in text or "::" in text:
        return [part for part in re.split(r"/|::", text) if part.strip()] or [text]
    return re.split(r"[.:-]+", text) if PATH.fullmatch(text) else [text]


def bare(plain: str) -> str:
    """Return a normalised heading without the number before it and what asks to fill it in."""
    plain = _without(NUMBERED, plain)
    kept = " ".join(REQUESTS.sub(" ", plain).split())
    return kept or plain


def spellings(plain: str) -> Iterator[str]:
    """Yield simpler spellings of a normalised heading, the closest to what is written first."""
    asked = bare(plain)
    simpler = (_without(COUNTED, plain), _without(NUMBERED, plain), asked, _without(NUMBERED, asked))
    tried = {plain}
    for each in (*simpler, *map(persons.without_worker, simpler), _without(NOTED, asked)):
        if each and each not in tried:
            tried.add(each)
            yield each


def written_out(plain: str) -> str:
    """Return a normalised heading with its abbreviations written out: "jml tk" is "jumlah tenaga kerja"."""
    return " ".join(SHORT_FOR.get(word, word) for word in plain.split())


def _without(pattern: re.Pattern[str], plain: str) -> str:
    return pattern.sub("", plain, count=1)


def is_day(plain: str) -> bool:
    """Whether a heading says that a day stands below it, and not of what: "tgl bln th"."""
    words = plain.split()
    return len(words) > 1 and words[0] in DAY | YEAR and set(words) <= DAY | MONTH | YEAR | {"dan"}


def is_left_out(plain: str) -> bool:
    """Whether a column is no part of any list: a signature, a photo, what a form program adds."""
    return plain in WORDS["left_out"]


def is_part(plain: str) -> bool:
    """Whether a heading is one below another: of a part of a date, of a name or of a birth."""
    return plain in WORDS["below"] or is_day(plain) or part_of_date(plain) is not None


@lru_cache(maxsize=20_000)
def part_of_date(plain: str) -> int | None:
    """Return 0, 1 or 2 for a heading of the day, the month or the year of a birth date alone."""
    words = set(plain.split()) - OF_BIRTH
    for number, part in enumerate((DAY, MONTH, YEAR)):
        if len(words) == 1 and words <= part:
            return number
    return None


@lru_cache(maxsize=20_000)
def part_of_name(plain: str) -> int | None:
    """Return 0, 1 or 2 for a heading of the first, middle or last part of a name."""
    for each in (plain, *spellings(plain)):
        if (known := each.replace("nama lengkap ", "nama ")) in NAME_PARTS:
            return NAME_PARTS[known]
    return None
