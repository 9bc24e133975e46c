"""Headings with one letter too many, lost, wrong or swapped: read where only one field is spelled so."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from cakupan.contracts import roster
from cakupan.intake.reading.headers.claims import Claim
from cakupan.intake.reading.headers.spelling import IGNORE, is_known, spellings_of

LEAST_LETTERS = 5  # of the longer of two words: shorter ones are other words
LONGEST = 60  # signs of a heading
Key = tuple[tuple[str, ...], int]


def read_so(claims: list[Claim], kind: str) -> list[Claim]:
    """Give its field to each heading that is one letter off, unless another heading names the field."""
    near = {
        each.column: meant_field
        for each in claims
        if each.field is None and each.basis == "unknown" and (meant_field := meant(each.plain, kind))
    }
    if not near:
        return claims
    taken = [each.field for each in claims if each.field] + [field for field, _ in near.values()]
    return [
        replace(each, field=near[each.column][0], plain=near[each.column][1], basis="mistyped")
        if each.column in near and taken.count(near[each.column][0]) == 1
        else each
        for each in claims
    ]


@lru_cache(maxsize=20_000)
def meant(plain: str, kind: str) -> tuple[str, str] | None:
    """Return the field and the spelling that a normalised heading is one letter off, where there is one.

    The first letter of a word is hardly ever the wrong one; with another it is another word.
    """
    words = tuple(plain.split())
    if len(plain) > LONGEST or is_known(plain):
        return None
    near = {
        (field, " ".join((*words[:place], word, *words[place + 1 :])))
        for place, typed in enumerate(words)
        for word, field in _beside(kind).get(_key(words, place), ())
        if _is_one_off(typed, word)
    }
    fields = {field for field, _ in near}
    return min(near) if len(fields) == 1 and fields != {IGNORE} else None


def _key(words: tuple[str, ...], place: int) -> Key:
    return (*words[:place], *words[place + 1 :]), place


@cache
def _beside(kind: str) -> dict[Key, list[tuple[str, str]]]:
    """By all other words of a spelling and its place: each word that makes a spelling, with its field.

    What another list has a field for is one of them: a heading as near to that is not read for this one.
    """
    by_key: dict[Key, list[tuple[str, str]]] = {}
    for spelling, field in _fields(kind):
        words = tuple(spelling.split())
        for place, word in enumerate(words):
            by_key.setdefault(_key(words, place), []).append((word, field))
    return by_key


def _fields(kind: str) -> Iterator[tuple[str, str]]:
    own = spellings_of(kind)
    yield from own.items()
    for spellings in roster.aliases().values():
        yield from ((each, IGNORE) for each in spellings if each not in own)


def _is_one_off(typed: str, word: str) -> bool:
    if max(len(typed), len(word)) < LEAST_LETTERS or typed[0] != word[0] or not typed.isalpha():
        return False
    while typed and word and typed[0] == word[0]:
        typed, word = typed[1:], word[1:]
    while typed and word and typed[-1] == word[-1]:
        typed, word = typed[:-1], word[:-1]
    is_swapped = len(typed) == len(word) == 2 and typed == word[::-1]
    return is_swapped or max(len(typed), len(word)) == 1
