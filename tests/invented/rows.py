"""What lists and registers make of people: each value wrong in its own ways, now and then."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from invented import words
from invented.people import Homes, Person

REGISTERED = 0.77  # of the people
IN_REGISTER = 0.75  # of the rows: most whom partners list are members already
CLEAN = 0.52  # of the rows, copied from cards
MOVED_NEAR, MOVED_FAR = 0.03, 0.04  # of members, since they joined: within the kabupaten, and out of it
COARSE, NO_PLACE = 0.08, 0.04  # of members: only the kabupaten was asked, or nothing
SECOND_MEMBERSHIP = 0.08
FIRST_KPJ = 10_000_000_000
HAS_KPJ = 0.10  # of the rows of members


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a list, or of the register."""

    nik: str | None
    kpj: str | None
    name: str
    born: date | None
    sex: str | None
    area: str | None
    mother: str | None


def members(
    rng: random.Random, people: Sequence[Person], registered: Sequence[int], homes: Homes
) -> list[Row]:
    """Return memberships of these people, with the faults that registers have."""
    found = []
    for at in registered:
        person = people[at]
        name = person.name.upper()
        if rng.random() < 0.05:
            name = misspelt(rng, person.name, 1.0).upper()
        first = Row(
            nik=_registered_nik(rng, person.nik, people),
            kpj=str(FIRST_KPJ + at * 7),
            name=name,
            born=other_date(rng, person.born) if rng.random() < 0.015 else person.born,
            sex=_other_sex(rng, person.sex, unsaid=0.01, wrong=0.004),
            area=_registered_area(rng, person.village, homes),
            mother=person.mother.upper() if rng.random() < 0.9 else None,
        )
        found.append(first)
        if rng.random() < SECOND_MEMBERSHIP:
            again = misspelt(rng, name.title(), 0.4).upper()
            found.append(Row(**{**vars(first), "name": again, "kpj": str(FIRST_KPJ + at * 7 + 3)}))
    return found


def rows(
    rng: random.Random,
    people: Sequence[Person],
    registered: Sequence[int],
    homes: Homes,
    count: int,
) -> list[Row]:
    """Return rows of lists: three of four are of members, half of them as on the card."""
    is_registered = set(registered)
    others = [at for at in range(len(people)) if at not in is_registered]
    found = []
    for _ in range(count):
        is_member = rng.random() < IN_REGISTER
        at = rng.choice(registered if is_member else others)
        kpj = str(FIRST_KPJ + at * 7) if is_member and rng.random() < HAS_KPJ else None
        found.append(row(rng, people[at], kpj, people, homes))
    return found


def row(rng: random.Random, person: Person, kpj: str | None, people: Sequence[Person], homes: Homes) -> Row:
    """Write a row of somebody."""
    dirt = 0.0 if rng.random() < CLEAN else 1.0
    nik: str | None = person.nik
    luck = rng.random()
    if dirt and luck < 0.40:
        nik = other_nik(rng, person.nik, people)
    elif dirt and luck < 0.47:
        nik = None
    born: date | None = person.born
    if rng.random() < 0.16 * dirt:
        born = other_date(rng, person.born) if rng.random() < 0.8 else None
    return Row(
        nik=nik,
        kpj=kpj,
        name=misspelt(rng, person.name, dirt),
        born=born,
        sex=_other_sex(rng, person.sex, unsaid=0.03 * dirt, wrong=0.008 * dirt),
        area=_stated_area(rng, person.village, homes, dirt),
        mother=misspelt(rng, person.mother, 0.8) if rng.random() < 0.8 else None,
    )


def misspelt(rng: random.Random, name: str, dirt: float) -> str:
    """Write a name as somebody else would; with no dirt it stays but for its case."""
    for share, change in CHANGES:
        if rng.random() < share * dirt:
            name = change(rng, name)
    return name.upper() if rng.random() < 0.6 else name


def _spelt(rng: random.Random, name: str) -> str:
    old, new = rng.choice(words.SPELLINGS).split(">")
    return name.lower().replace(old, new, 1).title()


def _slipped(rng: random.Random, name: str) -> str:
    parts = name.split()
    at = rng.randrange(len(parts))
    word = parts[at]
    if len(word) < 3:
        return name
    place = rng.randrange(1, len(word))
    letter = rng.choice("aiueonrstkmld")
    parts[at] = rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        )
    )
    return " ".join(parts)


def _shortened(rng: random.Random, name: str) -> str:
    parts = name.split()
    if len(parts) > 2 or (len(parts) == 2 and rng.random() < 0.5):
        parts.pop(rng.randrange(len(parts)) if rng.random() < 0.3 else -1)
    return " ".join(parts)


def _abbreviated(rng: random.Random, name: str) -> str:
    parts = name.split()
    if len(parts) > 1:
        at = rng.randrange(1, len(parts))
        parts[at] = parts[at][0] + rng.choice(("", "."))
    return " ".join(parts)


def _reordered(rng: random.Random, name: str) -> str:
    parts = name.split()
    return " ".join(parts[1:] + parts[:1])


def _joined(rng: random.Random, name: str) -> str:
    parts = name.split()
    if len(parts) < 2:
        return name
    return " ".join(["".join(parts[:2]).title(), *parts[2:]])


def _of_family(rng: random.Random, name: str) -> str:
    for word, spellings in words.FAMILIES.items():
        if word in name.split():
            name = name.replace(word, rng.choice(spellings), 1)
    return name


def _titled(rng: random.Random, name: str) -> str:
    return rng.choice(words.BEFORE) + name + rng.choice(words.BEHIND)


def _with_father(rng: random.Random, name: str) -> str:
    return name + rng.choice((" bin ", " binti ")) + rng.choice(words.MEN)


CHANGES: tuple[tuple[float, Callable[[random.Random, str], str]], ...] = (
    (0.25, _spelt),
    (0.15, _slipped),
    (0.08, _shortened),
    (0.09, _abbreviated),
    (0.05, _reordered),
    (0.06, _joined),
    (0.25, _of_family),
    (0.15, _titled),
    (0.04, _with_father),
)


def other_date(rng: random.Random, born: date) -> date:
    """Write a birth date wrong: exchanged, a day, a year or a month out, or the first of January."""
    luck = rng.random()
    changed = {"year": born.year, "month": born.month, "day": born.day}
    if luck < 0.22:
        changed |= {"month": born.day, "day": born.month}
    elif luck < 0.50:
        changed |= {"day": max(1, min(28, born.day + rng.choice((-1, 1, 10, -10))))}
    elif luck < 0.75:
        changed |= {"year": born.year + rng.choice((-3, -2, -1, -1, 1, 1, 2, 10, -10))}
    elif luck < 0.90:
        changed |= {"month": 1, "day": 1}
    else:
        changed |= {"month": rng.randrange(1, 13)}
    try:
        return date(**changed)
    except ValueError:  # there is no such day
        return born


def other_nik(rng: random.Random, nik: str, people: Sequence[Person]) -> str:
    """Write a NIK wrong."""
    luck = rng.random()
    at = rng.randrange(15)
    if luck < 0.35:
        return _digit_wrong(rng, nik)
    if luck < 0.50:
        return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
    if luck < 0.58:
        return f"{nik[:12]}{rng.randrange(1, 40):04d}"
    if luck < 0.68:
        return f"{nik[:15]}0"
    if luck < 0.78:
        return nik[:at] + nik[at + 1 :] if rng.random() < 0.6 else nik[:at] + nik[at] + nik[at:]
    if luck < 0.84:
        return nik.replace("0", "O", 1)
    if luck < 0.92:
        return rng.choice(people).nik
    return _digit_wrong(rng, _digit_wrong(rng, nik))


def _digit_wrong(rng: random.Random, nik: str) -> str:
    at = rng.randrange(16)
    return nik[:at] + rng.choice([digit for digit in "0123456789" if digit != nik[at]]) + nik[at + 1 :]


def _registered_nik(rng: random.Random, nik: str, people: Sequence[Person]) -> str | None:
    luck = rng.random()
    if luck < 0.02:
        return None
    return other_nik(rng, nik, people) if luck < 0.026 else nik


def _registered_area(rng: random.Random, village: str, homes: Homes) -> str | None:
    luck = rng.random()
    if luck < NO_PLACE:
        return None
    luck -= NO_PLACE
    if luck < COARSE:
        return village[:5]
    luck -= COARSE
    if luck < MOVED_NEAR:
        return homes.village(homes.district(village[:5]))
    luck -= MOVED_NEAR
    return homes.village(homes.district(homes.regency())) if luck < MOVED_FAR else village


def _stated_area(rng: random.Random, village: str, homes: Homes, dirt: float) -> str | None:
    luck = rng.random()
    if luck < 0.03 * dirt:
        return village[:8]
    if luck < 0.07 * dirt:
        return village[:5]
    if luck < 0.12 * dirt:
        return homes.village(village[:8])
    if luck < 0.17 * dirt:
        return homes.village(homes.district(village[:5]))
    return homes.village(homes.district(homes.regency())) if luck < 0.18 * dirt else village


def _other_sex(rng: random.Random, sex: str, *, unsaid: float, wrong: float) -> str | None:
    luck = rng.random()
    if luck < unsaid:
        return None
    return ("L" if sex == "P" else "P") if luck < unsaid + wrong else sex
