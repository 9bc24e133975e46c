"""A word that a program writes on every heading, as PST_NIK and PST_NAMA, says nothing of the field."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from cakupan.intake.reading.headers import persons
from cakupan.intake.reading.headers.claims import Claim, claims
from cakupan.intake.reading.headers.spelling import Vocabulary, is_known, normalise
from cakupan.workbooks.model import Merge

FEWEST = 3  # headings that share a word
GAINED = 2  # fields that are read without it
Rows = Sequence[Sequence[str]]


def claimed(rows: Rows, top: int, merges: Sequence[Merge], words: Vocabulary) -> list[Claim]:
    """Read header rows, without a word that their headings share where more fields are named so."""
    as_written = claims(rows, top, merges, words)
    known = _fields(as_written)
    if 2 * len(known) > len(as_written):
        return as_written
    better = [
        again
        for place, word in _shared(rows)
        if persons.beside(word) is None
        and (again := _without(as_written, _stripped(rows, place, word), (top, merges, words))) is not None
    ]
    return better[0] if len(better) == 1 else as_written


def _shared(rows: Rows) -> Iterator[tuple[int, str]]:
    """Yield 0 and each word that several headings begin with, then -1 and each that they end with."""
    split = [words for row in rows for text in row if text and len(words := normalise(text).split()) > 1]
    for place in (0, -1):
        counted = Counter(words[place] for words in split)
        yield from ((place, word) for word, count in counted.items() if count >= FEWEST)


def _stripped(rows: Rows, place: int, word: str) -> list[list[str]]:
    pattern = rf"^[\W_]*{re.escape(word)}(?=[\W_]|(?-i:[A-Z]))[\W_]*"
    if place:
        pattern = rf"(?<=\w)[\W_]+{re.escape(word)}(?=\s*(?:[(\[].*)?$)"
    within = re.compile(pattern, re.IGNORECASE)
    return [[within.sub("", text, count=1) or text for text in row] for row in rows]


def _without(
    as_written: Sequence[Claim], stripped: Rows, about: tuple[int, Sequence[Merge], Vocabulary]
) -> list[Claim] | None:
    """Return the claims of the headings without the word, nothing where they are not clearly better."""
    top, merges, words = about
    again = claims(stripped, top, merges, words)
    known, gained = _fields(as_written), _fields(again) - _fields(as_written)
    is_better = known <= _fields(again) and len(gained) >= GAINED
    if (
        not is_better
        or len(as_written) != len(again)
        or any(_is_rival(each, gained, words) for each in again)
    ):
        return None
    if any(each.person and not after.person for each, after in zip(as_written, again, strict=True)):
        return None  # the word is a part of what says whose the columns are
    return [replace(after, header=each.header) for each, after in zip(as_written, again, strict=True)]


def _is_rival(claim: Claim, gained: Collection[str], words: Vocabulary) -> bool:
    """Whether a heading nobody knows would be one of the same fields without a word of its own."""
    if claim.field or claim.person or is_known(claim.plain):
        return False
    parts = claim.plain.split()
    rests = (" ".join(parts[1:]), " ".join(parts[:-1]))
    return any(words.field_of(rest) in gained for rest in rests if rest)


def _fields(every: Sequence[Claim]) -> set[str]:
    return {each.field for each in every if each.field}
