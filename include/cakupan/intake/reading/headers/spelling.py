"""How headers are written: compared without signs, looked up in the alias table, and the closest spelling."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import persons, wording

IGNORE = "-"  # a partner's layout row with this field says: leave this column out
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
SHARE = re.compile(r"\s*\d+(?:[.,]\d+)?\s*%\s*$")
PUNCTUATION = re.compile(r"[.,&/\\\-_:;?!'\"()\[\]*‘’“”–—`´]")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
LETTERS = re.compile(r"[^\W\d_]{2}")
SPACED = re.compile(r"\w(?: \w)+")
WORD = re.compile(r"[a-z0-9%#]+")
OWN_WORD = 0.1  # how much nearer a word that alone names the field brings it
LEAST_LIKENESS = 0.82  # of 1: below this two spellings are two words
LONGEST_HEADER = 120  # signs: a longer text is a sentence

Match = tuple[str, Literal["layout", "exact", "words"]]


@lru_cache(maxsize=50_000)
def normalise(header: str) -> str:
    """Return a header as the alias table writes it: small letters, no brackets, no signs, single spaces."""
    text = _written_out(header)
    text = re.sub(r"wajib diisi|harus diisi", " ", text)
    without = SHARE.sub("", BRACKETS.sub(" ", text))
    for candidate in (without, text):
        plain = re.sub(r"\s+", " ", PUNCTUATION.sub(" ", candidate)).strip()
        if plain:
            return plain
    return ""


def noted(header: str) -> str:
    """Return what a header says in brackets, normalised."""
    if header.isascii() and "(" not in header and "[" not in header:
        return ""
    every = " ".join(BRACKETS.findall(_written_out(header)))
    return re.sub(r"\s+", " ", PUNCTUATION.sub(" ", every)).strip()


def _written_out(header: str) -> str:
    """Small letters with single spaces; namaLengkap is two words."""
    text = unicodedata.normalize("NFKC", header[:LONGEST_HEADER])
    return re.sub(r"\s+", " ", HUMP.sub(" ", text).lower())


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """Header spellings for one contract and partner: the partner's own layout, exact, by sorted words.

    There is one of each, so that what was found by it can be kept in mind.
    """

    kind: str
    layout: Mapping[str, str]
    exact: Mapping[str, str]
    by_words: Mapping[str, str]
    squeezed: Mapping[str, str]
    whole: Mapping[str, str]
    words: frozenset[str]

    def may_name(self, text: str) -> bool:
        """Whether a cell has any word of our headers: a quick look, so that data rows cost little."""
        return _may_name(self.words, text)

    def find(self, header: str) -> Match | None:
        """Return the field one normalised header names and how it was found, or nothing."""
        if not header:
            return None
        if name := self.layout.get(header):
            return name, "layout"
        if name := self.exact.get(header):
            return name, "exact"
        if name := self.by_words.get(" ".join(sorted(header.split()))):
            return name, "words"
        if SPACED.fullmatch(header):  # N A M A
            squeezed = header.replace(" ", "")
            if name := self.exact.get(squeezed) or self.squeezed.get(squeezed):
                return name, "exact"
        if " " not in header and (name := self.squeezed.get(header)):
            return name, "exact"  # namalengkap
        return self._twice(header.split())

    def find_at_once(self, header: str, *, may_be_path: bool = True) -> tuple[str, str] | None:
        """Return the field that a heading names to a person, and the spelling by which it does.

        Numbers in front, a form's path and requests say nothing of the field; nor does whose it is. A heading
        that is known as another list's field stays that.
        """
        return _at_once(self, header, may_be_path)

    def _twice(self, words: list[str]) -> Match | None:
        """Return the field that both parts of a header name: "Nomor Induk Kependudukan / NIK"."""
        for cut in range(1, len(words)):
            name = self.exact.get(" ".join(words[:cut]))
            if name and name == self.exact.get(" ".join(words[cut:])):
                return name, "words"
        return None

    def field_of(self, header: str) -> str | None:
        """Return the field one normalised header names, or nothing."""
        field = self.find(header)
        return field[0] if field else None


def vocabulary(contract: RosterContract, layout: Mapping[str, str], *, is_wide: bool = False) -> Vocabulary:
    """Build the vocabulary; `layout` is header to field as the partner's dated rows state it.

    Only the contract's fields take part, unless `is_wide`: to tell a list without a column from no list.
    """
    return _vocabulary(contract.kind, tuple(sorted(layout.items())), is_wide)


@lru_cache(maxsize=1000)
def _vocabulary(kind: str, layout: tuple[tuple[str, str], ...], is_wide: bool) -> Vocabulary:
    exact, by_words, squeezed = _spellings(kind, is_wide)
    own = {normalise(header): name for header, name in layout}
    known = _words(kind, is_wide)
    if own:
        known |= {word for header in own for word in header.split()}
    return Vocabulary(
        kind=kind,
        layout=own,
        exact=exact,
        by_words=by_words,
        squeezed=squeezed,
        whole=_written_whole(kind, is_wide),
        words=known,
    )


def spellings_of(kind: str) -> Mapping[str, str]:
    """Return the known spellings of the fields of a kind of list, each with its field."""
    return _spellings(kind, False)[0]


@cache
def _words(kind: str, is_wide: bool) -> frozenset[str]:
    exact, _, squeezed = _spellings(kind, is_wide)
    return frozenset(word for alias in exact for word in alias.split()) | frozenset(squeezed)


@cache
def _spellings(kind: str, is_wide: bool) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Known spellings, the same with their words sorted, and the same without spaces, each with its field."""
    contract = roster.contract(kind)
    exact: dict[str, str] = {}
    for name in roster.aliases() if is_wide else contract.fields:
        exact |= {alias: name for alias in roster.aliases()[name]}
        exact[normalise(name)] = name
    if is_wide:
        exact |= dict.fromkeys(contract.ignores, IGNORE)
    exact |= {alias: name for name, spellings in contract.aliases.items() for alias in spellings}
    by_words = _only_owners((" ".join(sorted(alias.split())), name) for alias, name in exact.items())
    squeezed = _only_owners((alias.replace(" ", ""), name) for alias, name in exact.items())
    return exact, by_words, squeezed


@cache
def _written_whole(kind: str, is_wide: bool) -> dict[str, str]:
    """Known spellings with their abbreviations written out, each with its field."""
    exact, _, _ = _spellings(kind, is_wide)
    return _only_owners((wording.written_out(alias), name) for alias, name in exact.items())


def _only_owners(spelled: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Leave out what two fields are spelled like."""
    owners: dict[str, set[str]] = {}
    for spelling, name in spelled:
        owners.setdefault(spelling, set()).add(name)
    return {spelling: names.pop() for spelling, names in owners.items() if len(names) == 1}


@lru_cache(maxsize=20_000)
def _may_name(known: frozenset[str], text: str) -> bool:
    if not text.isascii():
        return True
    if text.isdecimal():
        return False
    if text[0].isdigit() and not (text[-1].isalpha() or LETTERS.search(text)):
        return False
    parted = text if text.isupper() or text.islower() or text.istitle() else HUMP.sub(" ", text)
    small = parted.lower()
    words = small.split() if small.replace(" ", "").isalnum() else WORD.findall(small)
    return not known.isdisjoint(words) or (len(words) > 1 and len(words) == sum(map(len, words)))


@lru_cache(maxsize=20_000)
def _at_once(words: Vocabulary, header: str, may_be_path: bool) -> tuple[str, str] | None:
    *before, last = wording.segments(header)
    is_path = bool(before) and may_be_path and not any(is_known(normalise(part)) for part in before)
    whole = BROKEN.sub("", header)  # KEPENDU-DUKAN over two lines
    for text in dict.fromkeys((header, whole, last) if is_path else (header, whole)):
        plain = normalise(text)
        simpler = () if is_known(plain) else wording.spellings(plain)
        for spelling in (plain, *simpler):
            field = words.find(spelling)
            if field and (field[0] != "no_urut" or "urut" in spelling):
                return field[0], spelling
    return _written_short(words, normalise(header))


def _written_short(words: Vocabulary, plain: str) -> tuple[str, str] | None:
    """Return the field of a heading in abbreviations of its own: "jml tk aktif"."""
    if not plain or is_known(plain) or wording.is_part(plain):
        return None
    for spelling in (plain, wording.bare(plain)):
        if name := words.whole.get(wording.written_out(spelling)):
            return name, spelling
    return None


def is_known(plain: str) -> bool:
    """Whether a normalised heading is a known spelling of any field, of the list or not."""
    return plain in _every_spelling()


def is_heading(text: str, words: Vocabulary) -> bool:
    """Whether a text is a heading of any list: a known spelling, a part, whose it is."""
    plain = normalise(text)
    is_named = is_known(plain) or words.find_at_once(text) is not None
    return is_named or wording.is_part(plain) or persons.beside(plain) is not None


@cache
def _every_spelling() -> frozenset[str]:
    return frozenset(alias for spellings in roster.aliases().values() for alias in spellings)


@lru_cache(maxsize=20_000)
def closest(header: str, kind: str) -> str | None:
    """Return the field whose known spelling is most like a normalised header, nothing when none is close."""
    pairs, words = _pairs(header), header.split()
    exact, _, _ = _spellings(kind, False)
    owners = {exact[word] for word in words if word in exact}
    candidates: list[tuple[float, str | None]] = [(0.0, None)]
    for alias, name, own in _alias_pairs(kind):
        if 4 * (pairs & own).total() < pairs.total() + own.total():
            continue  # too few letter pairs in common to be worth the exact measure
        ratio = SequenceMatcher(None, header.replace(" ", ""), alias.replace(" ", "")).ratio()
        if ratio >= LEAST_LIKENESS:
            candidates.append((ratio + (OWN_WORD if name in owners else 0), name))
    return max(candidates, key=lambda each: each[0])[1]


@cache
def _alias_pairs(kind: str) -> tuple[tuple[str, str, Counter[str]], ...]:
    """Spellings of the contract's fields that are long enough to be mistyped rather than another word."""
    exact, _, _ = _spellings(kind, False)
    return tuple((alias, name, _pairs(alias)) for alias, name in exact.items() if len(alias) > 2)


def _pairs(text: str) -> Counter[str]:
    plain = f" {text.replace(' ', '')} "
    return Counter(plain[start : start + 2] for start in range(len(plain) - 1))
