"""Columns that no heading of their own gives to somebody beside the worker: what stands around them does."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from cakupan.intake.reading.headers import persons
from cakupan.intake.reading.headers.claims import Claim
from cakupan.intake.reading.headers.samples import Samples

PERSONAL = (
    "nik", "nama", "kpj", "tanggal_lahir", "tempat_tanggal_lahir", "jenis_kelamin", "pekerjaan", "no_kk",
)  # fmt: skip
MOST_BETWEEN = 3  # columns of one person between two that are surely that person's
MOST_RIVALS = 5
DISTINCT = 0.9  # of the cells: names of workers differ, that of who filled in the list does not
LEAST_NAMES = 3


def set_aside(claims: list[Claim], samples: Samples) -> list[Claim]:
    """Give to somebody beside the worker what stands between that person's columns or nearest to the name."""
    settled = _between(_again_with_relation(_own_after_all(claims, samples)))
    for field in PERSONAL:
        settled = _nearest(settled, field)
    return settled


def _own_after_all(claims: list[Claim], samples: Samples) -> list[Claim]:
    """A list that names nobody but officials or owners is a list of them."""
    if any(each.field == "nama" for each in claims):
        return claims
    for claim in claims:
        if claim.person in persons.MAY_BE_WORKERS and claim.beneath == "nama":
            names = samples.filled(claim.column)
            if len(names) >= LEAST_NAMES and len(set(names)) >= DISTINCT * len(names):
                return [_own(each) if each.person == claim.person else each for each in claims]
    return claims


def _again_with_relation(claims: list[Claim]) -> list[Claim]:
    """NIK | NAMA | NIK | NAMA | HUBUNGAN: the second of each are of the heir whose relation follows."""
    at = next(
        (at for at, each in enumerate(claims) if each.person == persons.HEIR and each.beneath is None), 0
    )
    names = [place for place, each in enumerate(claims) if each.field == "nama" and each.merge is None]
    first = at
    while first and _is_again(claims, first - 1):
        first -= 1
    has_name = len(names) == 2 and first <= names[1] < at
    if not has_name or any(each.is_persons_name for each in claims):
        return claims
    again = [each.of_person(persons.HEIR) for each in claims[first:at]]
    return [*claims[:first], *again, *claims[at:]]


def _is_again(claims: Sequence[Claim], place: int) -> bool:
    claim = claims[place]
    earlier = [each.field for each in claims[:place]]
    return claim.field in PERSONAL and claim.field in earlier and claim.basis != "layout"


def _own(claim: Claim) -> Claim:
    return replace(claim, plain=claim.beneath or "", field=claim.beneath, basis="words", person=None)


def _between(claims: list[Claim]) -> list[Claim]:
    """NAMA AHLI WARIS | NIK | HUBUNGAN: the number is the heir's, anybody else's only if it is twice."""
    settled = list(claims)
    named = [place for place, each in enumerate(claims) if each.person]
    for first, last in pairwise(named):
        inner = claims[first + 1 : last]
        person = claims[first].person
        if person != claims[last].person or not 0 < len(inner) <= MOST_BETWEEN:
            continue
        fields = [each.field for each in inner]
        is_all_personal = all(field in PERSONAL for field in fields)
        elsewhere = {each.field for each in [*claims[:first], *claims[last:]]}
        is_twice = all(field in elsewhere for field in fields)
        named_so = {each.beneath for each in claims if each.person == person}
        if named_so & set(fields):
            continue  # NIK AW | NIK | NAMA AW | NAMA: that person has such a column by name
        if is_all_personal and (is_twice or (person == persons.HEIR and "nama" not in fields)):
            settled[first + 1 : last] = [each.of_person(person) for each in inner]
    return settled


def _nearest(claims: list[Claim], field: str) -> list[Claim]:
    """Of columns with one heading each name takes the nearest: NIK | NAMA | NIK | NAMA SUAMI."""
    rivals = [each for each in claims if each.field == field and each.basis != "layout"]
    others = [each for each in claims if each.is_persons_name]
    own = next((each for each in claims if each.field == "nama"), None)
    heads = [own, *others] if own and field != "nama" else others
    if not 1 < len(rivals) <= MOST_RIVALS or not others or len(heads) > len(rivals):
        return claims
    is_merged = len({each.merge for each in rivals} - {None}) == 1
    if is_merged or len({each.column for each in rivals}) < len(rivals):
        return claims
    pairs = min(permutations(rivals, len(heads)), key=lambda taken: _distance(heads, taken))
    persons_of = {each: head.person for head, each in zip(heads, pairs, strict=True) if head and head.person}
    return [each.of_person(persons_of[each]) if each in persons_of else each for each in claims]


def _distance(heads: Sequence[Claim], taken: Sequence[Claim]) -> int:
    return sum(abs(head.column - each.column) for head, each in zip(heads, taken, strict=True))
