"""People with names, birth dates, homes and NIKs that are nobody's: their kecamatan are 60 and above."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from invented import words

PROVINCES = ("33", "35", "73", "12")
REGENCIES, DISTRICTS, VILLAGES = 15, 18, 12  # of a province, of a kabupaten, of a kecamatan
SIZES = (1, 1, 1, 2, 3, 5)  # of kabupaten, against each other
FIRST_DISTRICT, FIRST_VILLAGE = 60, 2001
FILLED_DATE = 0.03  # of the people: 1 January, or 31 December, stands for a day that nobody knows
BORN_WHERE_THEY_LIVE = 0.85
TWINS = 0.008
SERIALS = 0.25  # how steeply serials of a day and kecamatan thin out


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody, as the truth is."""

    nik: str
    name: str
    born: date
    sex: str
    village: str
    mother: str


class Drawn:
    """Words of a list, the commonest most often."""

    def __init__(self, listed: Sequence[str], steepness: float, rng: random.Random) -> None:
        """Keep the first three where they stand and mix the others."""
        others = list(listed[3:])
        rng.shuffle(others)
        self.words = [*listed[:3], *others]
        self.sums = list(accumulate(1 / (place + 2) ** steepness for place in range(len(self.words))))

    def one(self, rng: random.Random) -> str:
        """Draw a word."""
        return self.words[bisect(self.sums, rng.random() * self.sums[-1])]


class Names:
    """Names of one to four words; a fifth of the words are of syllables."""

    def __init__(self, rng: random.Random) -> None:
        """Mix the lists by this generator."""
        self.rng = rng
        self.first = {"L": Drawn(words.MEN, 0.75, rng), "P": Drawn(words.WOMEN, 0.75, rng)}
        self.last = {"L": Drawn(words.LAST_OF_MEN, 0.6, rng), "P": Drawn(words.LAST_OF_WOMEN, 0.6, rng)}

    def one(self, sex: str) -> str:
        """Draw a name."""
        length = self.rng.random()
        if length < 0.18:
            parts = [self._first(sex)]
        elif length < 0.72:
            parts = [self._first(sex), self._last(sex) if self.rng.random() < 0.6 else self._first(sex)]
        else:
            parts = [self._first(sex), self._first(sex), self._last(sex)]
        if length > 0.95:
            parts.append(self._last(sex))
        parts = list(dict.fromkeys(parts))
        if len(parts) == 1 and parts[0] in words.NEVER_ALONE:
            parts.append(self._last(sex))
        return " ".join(parts)

    def _first(self, sex: str) -> str:
        return self.first[sex].one(self.rng) if self.rng.random() < 0.78 else self._seldom()

    def _last(self, sex: str) -> str:
        return self.last[sex].one(self.rng) if self.rng.random() < 0.75 else self._seldom()

    def _seldom(self) -> str:
        parts = (words.BEGINS, words.MIDDLES, words.ENDS)
        return "".join(self.rng.choice(part) for part in parts).capitalize()


class Homes:
    """Villages of kabupaten of different sizes."""

    def __init__(self, rng: random.Random) -> None:
        """Draw how large each kabupaten is."""
        self.rng = rng
        self.regencies = [
            f"{province}.{number:02d}" for province in PROVINCES for number in range(1, REGENCIES + 1)
        ]
        self.sums = list(accumulate(rng.choice(SIZES) for _ in self.regencies))

    def regency(self) -> str:
        """Draw a kabupaten."""
        return self.regencies[bisect(self.sums, self.rng.random() * self.sums[-1])]

    def district(self, regency: str) -> str:
        """Draw a kecamatan of a kabupaten."""
        return f"{regency}.{FIRST_DISTRICT + self.rng.randrange(DISTRICTS)}"

    def village(self, district: str) -> str:
        """Draw a village of a kecamatan."""
        return f"{district}.{FIRST_VILLAGE + self.rng.randrange(VILLAGES)}"


def population(rng: random.Random, size: int) -> tuple[list[Person], Homes]:
    """Return so many people, and what homes are drawn from."""
    names, homes = Names(rng), Homes(rng)
    people: list[Person] = []
    taken: set[str] = set()
    while len(people) < size:
        sex = rng.choice("LP")
        one = _numbered(
            Person(
                nik="",
                name=names.one(sex),
                born=_birth_date(rng),
                sex=sex,
                village=homes.village(homes.district(homes.regency())),
                mother=names.one("P"),
            ),
            homes,
            taken,
        )
        people.append(one)
        if rng.random() < TWINS:
            people.append(_numbered(replace(one, name=_of_twin(rng, one, names)), homes, taken))
    return people[:size], homes


def _birth_date(rng: random.Random) -> date:
    year = int(min(2007, max(1940, rng.gauss(1982, 13))))
    if rng.random() < FILLED_DATE:
        return date(year, 1, 1) if rng.random() < 0.7 else date(year, 12, 31)
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def _numbered(person: Person, homes: Homes, taken: set[str]) -> Person:
    """Give a NIK: of where they were born, of their birth date, and the next serial from one drawn."""
    is_at_home = homes.rng.random() < BORN_WHERE_THEY_LIVE
    place = person.village[:8] if is_at_home else homes.district(homes.regency())
    day = person.born.day + (40 if person.sex == "P" else 0)
    begins = f"{place.replace('.', '')}{day:02d}{person.born:%m%y}"
    serial = 1 + int(homes.rng.expovariate(SERIALS))
    while (nik := f"{begins}{serial:04d}") in taken:
        serial += 1
    taken.add(nik)
    return replace(person, nik=nik)


def _of_twin(rng: random.Random, person: Person, names: Names) -> str:
    """Name a twin: the last name shared, or another ending, or quite another name."""
    parts, other = person.name.split(), names.one(person.sex).split()
    luck = rng.random()
    if luck < 0.3:
        return " ".join([*parts[:-1], parts[-1][:-1] + rng.choice("aiu")])
    if luck < 0.7 and len(parts) > 1:
        return " ".join([other[0], *parts[1:]])
    return " ".join(other)
