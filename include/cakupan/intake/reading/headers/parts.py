"""Fields that several columns make together: a birth date in three, a name in two or three."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cakupan.contracts import roster
from cakupan.intake.reading.headers import wording
from cakupan.intake.reading.headers.claims import Claim
from cakupan.intake.reading.headers.samples import MOSTLY, WHOLE_DAY, Samples, share

DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
MONTH = re.compile(r"(?:0?[1-9]|1[0-2])|[a-z]{3,9}\.?", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d|\d\d")
WITHOUT_DIGITS = re.compile(r"\D+")
WITH_DIGITS = re.compile(r".*\d.*", re.DOTALL)
SINGLE_WORD, WORDS = re.compile(r"[^\W\d_]{2,}\.?"), re.compile(r"[^\W\d_][^\W\d_ .']{2,}(?: [^\d]+)?")
YEAR_OF_BIRTH = re.compile(r"19[2-9]\d|200\d|201[0-2]")
SOME_DIGITS = re.compile(r"\d{1,15}")
BIRTH, NAME, NIK, BIRTH_WITH_PLACE = "tanggal_lahir", "nama", "nik", "tempat_tanggal_lahir"
IN_PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Joined:
    """The claims with the first column of each joined field, and which columns make it, in their order."""

    claims: list[Claim]
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def join(claims: list[Claim], samples: Samples) -> Joined:
    """Find what has to be joined: headings merged across columns first, then names and days in parts."""
    settled, columns = _merged(_spread(_with_unheaded(claims, samples), samples), samples)
    for find in (_birth, _name):
        if parts := find(settled, samples):
            name, ordered = parts
            settled = _taken(settled, name, ordered)
            columns[name] = tuple(each.column for each in ordered)
    return Joined(claims=settled, columns=columns)


def _with_unheaded(claims: list[Claim], samples: Samples) -> list[Claim]:
    """The column of dates right of places of birth that nobody wrote a heading over."""
    headed = {each.column for each in claims}
    for each in claims:
        beside = each.column + 1
        if each.field != BIRTH_WITH_PLACE or beside in headed or beside >= samples.width:
            continue
        has_days = share(samples.filled(beside), WHOLE_DAY) >= MOSTLY
        if has_days and share(samples.filled(each.column), WITHOUT_DIGITS) >= MOSTLY:
            day = replace(each, column=beside, plain=BIRTH, field=BIRTH, basis="content")
            return sorted([*claims, day], key=lambda claim: claim.column)
    return claims


def _spread(claims: list[Claim], samples: Samples) -> list[Claim]:
    """A heading typed over the first of its columns without merging: NAMA over a name cut in two."""
    headed = {each.column for each in claims}
    spread = list(claims)
    for each in claims:
        wanted = {NAME: 2, BIRTH: IN_PARTS}.get(each.field or "", 0)
        columns = range(each.column, min(each.column + wanted, samples.width))
        if not wanted or len(columns) < wanted or each.merge is not None or headed & set(columns[1:]):
            continue
        parts = [replace(each, column=column, merge=each.column) for column in columns]
        is_one = _are_halves(parts, samples) if each.field == NAME else _are_day_month_year(parts, samples)
        if is_one:
            spread = [other for other in spread if other is not each] + parts
    return sorted(spread, key=lambda claim: claim.column)


def _are_halves(parts: Sequence[Claim], samples: Samples) -> bool:
    """Whether the first column holds single words and the second words too, of which few are the same."""
    first, second = (samples.filled(each.column) for each in parts)
    return (
        len(second) > MOSTLY * len(first)
        and share(first, SINGLE_WORD) >= MOSTLY
        and share(second, WORDS) >= MOSTLY
        and len(set(second)) > MOSTLY * len(second)
    )


def _taken(claims: list[Claim], name: str, parts: Sequence[Claim]) -> list[Claim]:
    """The first part stands for the field, the others belong to it."""
    known = {each.column: replace(each, plain="", field=None, basis="joined", beneath=name) for each in parts}
    known[parts[0].column] = replace(parts[0], plain=name.replace("_", " "), field=name, basis="joined")
    return [known.get(each.column, each) for each in claims]


def _merged(claims: list[Claim], samples: Samples) -> tuple[list[Claim], dict[str, tuple[int, ...]]]:
    """One heading over several columns: the one filled, or all of them together."""
    settled, columns = claims, {}
    for merge in sorted({each.merge for each in claims if each.merge is not None and each.field}):
        together = [each for each in settled if each.merge == merge]
        name = together[0].field
        filled = _filled(together, samples)
        if name is None or len(together) < 2:
            continue
        if len(filled) > 1 and _make_one(name, filled, samples):
            settled = _taken(settled, name, filled)
            columns[name] = tuple(each.column for each in filled)
            continue
        chosen, name = _holder(name, filled, samples)
        settled = [
            each
            if each not in together
            else replace(each, field=name)
            if each is chosen
            else replace(each, plain="", field=None, basis="ignored")
            for each in settled
        ]
    return settled, columns


def _filled(together: Sequence[Claim], samples: Samples) -> list[Claim]:
    """The columns below one heading that hold something; those out of sight only where no other does."""
    filled = [each for each in together if samples.filled(each.column)]
    return [each for each in filled if samples.is_visible(each.column)] or filled or list(together[:1])


def _make_one(name: str, filled: Sequence[Claim], samples: Samples) -> bool:
    if name == NAME:
        return True
    if name == NIK:
        return all(
            samples.national_share(each.column) < MOSTLY
            and share(samples.filled(each.column), SOME_DIGITS) >= MOSTLY
            for each in filled
        )
    return name == BIRTH and _are_day_month_year(filled, samples)


def _holder(name: str, filled: Sequence[Claim], samples: Samples) -> tuple[Claim, str]:
    """The first column filled; of place and date of birth the date, of Rp and a number the number."""
    if name in (BIRTH, BIRTH_WITH_PLACE) and len(filled) > 1:
        for each in filled:
            if share(samples.filled(each.column), WHOLE_DAY) >= MOSTLY:
                return each, BIRTH
    if roster.readings()[name] in ("count", "amount"):
        return max(filled, key=lambda each: share(samples.filled(each.column), WITH_DIGITS)), name
    return filled[0], name


def _birth(claims: Sequence[Claim], samples: Samples) -> tuple[str, list[Claim]] | None:
    """Day, month and year in columns side by side, in any order."""
    if any(each.field == BIRTH_WITH_PLACE and each.merge is None for each in claims):
        return None
    numbered = [(each, None if each.person else wording.part_of_date(_told(each))) for each in claims]
    for start in range(len(claims) - IN_PARTS + 1):
        three = numbered[start : start + IN_PARTS]
        ordered = [each for part in range(IN_PARTS) for each, number in three if number == part]
        if len(ordered) < IN_PARTS or not _are_day_month_year(ordered, samples):
            continue
        has_other = any(each.field == BIRTH and each not in ordered for each in claims)
        before = claims[start - 1].plain if start else ""
        is_named = any("lahir" in each.joined or "birth" in each.joined for each in ordered)
        is_birth = (
            is_named or before.startswith(("tempat", "tmp")) or _are_years_of_birth(ordered[2], samples)
        )
        if is_birth and not has_other:
            return BIRTH, ordered
    return None


def _told(claim: Claim) -> str:
    """What stands right above the column: the group above may say the same word."""
    return claim.plain or claim.joined


def _are_day_month_year(parts: Sequence[Claim], samples: Samples) -> bool:
    return len(parts) == IN_PARTS and all(
        share(samples.filled(each.column), pattern) >= MOSTLY
        for each, pattern in zip(parts, (DAY, MONTH, YEAR), strict=True)
    )


def _are_years_of_birth(years: Claim, samples: Samples) -> bool:
    """Whether the years are those of people who work, in a list that says nowhere of what day they are."""
    return share(samples.filled(years.column), YEAR_OF_BIRTH) >= MOSTLY


def _name(claims: Sequence[Claim], samples: Samples) -> tuple[str, list[Claim]] | None:
    """First, middle and last name; a whole name beside them stays, but for a last name it does not hold."""
    parts: dict[int, Claim] = {}
    for each in claims:
        number = None if each.person or each.basis == "layout" else _part_of_name(each)
        if number is not None:
            parts.setdefault(number, each)
    whole = [each for each in claims if each.field == NAME and each not in parts.values()]
    if whole:
        last = parts.get(2)
        is_apart = last and 0 not in parts and _is_apart(samples, whole[0], last)
        return (NAME, [whole[0], last]) if last and is_apart else None
    ordered = [parts[number] for number in sorted(parts)]
    return (NAME, ordered) if len(ordered) > 1 else None


def _part_of_name(claim: Claim) -> int | None:
    for text in (claim.plain, claim.joined):
        number = wording.part_of_name(text) if text else None
        if number is not None:
            return number
    return None


def _is_apart(samples: Samples, whole: Claim, last: Claim) -> bool:
    """Whether most names do not hold the last name that stands beside them."""
    pairs = [
        (name.casefold(), family.casefold())
        for name, family in zip(samples.cells(whole.column), samples.cells(last.column), strict=True)
        if name and family
    ]
    return bool(pairs) and sum(family not in name for name, family in pairs) > MOSTLY * len(pairs)
