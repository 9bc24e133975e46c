"""Kinds of error by their code: each changes one field of a row and leaves the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from labelled import spelling
from labelled.rates import Kind

Random = np.random.Generator


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as it is written, and what its writer has at hand."""

    nik: str | None
    kpj: str | None
    name: str
    born: date | None
    sex: str | None
    village: str | None
    own_kpj: str | None
    relative_nik: str
    neighbour_nik: str
    family_card: str
    near_village: str
    far_village: str

    @property
    def is_woman(self) -> bool:
        """Whether the row says so."""
        return self.sex == "P"


Change = Callable[[Row, Random], Row]


def _name(change: spelling.Change) -> Change:
    return lambda row, rng: replace(row, name=change(row.name, rng) or row.name)


def _number(change: spelling.Change) -> Change:
    return lambda row, rng: replace(row, nik=change(row.nik, rng)) if row.nik and row.nik.isdigit() else row


def _day(change: Callable[[date, Random], date]) -> Change:
    return lambda row, rng: replace(row, born=change(row.born, rng)) if row.born else row


def _two_digits(number: str, rng: Random) -> str:
    return spelling.digit_wrong(spelling.digit_wrong(number, rng), rng)


def _cut_long(name: str, rng: Random) -> str:
    return spelling.truncated(name, rng, 20, 30)


CHANGES: Mapping[str, Change] = {
    "nik_digit": _number(spelling.digit_wrong),
    "nik_transposed": _number(spelling.transposed),
    "nik_letter": _number(spelling.lettered),
    "nik_lost_digits": _number(spelling.digits_lost),
    "nik_length": _number(spelling.other_length),
    "nik_two_digits": _number(_two_digits),
    "nik_of_relative": lambda row, rng: replace(row, nik=row.relative_nik),
    "nik_of_neighbour": lambda row, rng: replace(row, nik=row.neighbour_nik),
    "family_card": lambda row, rng: replace(row, nik=row.family_card),
    "nik_missing": lambda row, rng: replace(row, nik=None),
    "kpj_instead": lambda row, rng: replace(row, nik=None, kpj=row.own_kpj) if row.own_kpj else row,
    "name_spelling": _name(spelling.spelt_otherwise),
    "name_slip": _name(spelling.slipped),
    "name_abbreviated": _name(spelling.abbreviated),
    "name_title": lambda row, rng: replace(row, name=spelling.titled(row.name, rng, row.is_woman)),
    "name_word_dropped": _name(spelling.word_dropped),
    "name_joined": _name(spelling.joined),
    "name_patronymic": lambda row, rng: replace(row, name=spelling.patronymic(row.name, rng, row.is_woman)),
    "name_order": _name(spelling.reordered),
    "name_nickname": _name(spelling.nicknamed),
    "name_married": lambda row, rng: (
        replace(row, name=spelling.married(row.name, rng)) if row.is_woman else row
    ),
    "name_truncated": _name(spelling.truncated),
    "name_remark": _name(spelling.remarked),
    "name_repeated": _name(spelling.repeated),
    "name_heard": _name(spelling.heard),
    "date_missing": lambda row, rng: replace(row, born=None),
    "date_digit": _day(spelling.day_digit_wrong),
    "date_swapped": _day(spelling.day_swapped),
    "date_year_off": _day(spelling.year_off),
    "date_default": _day(spelling.default_day),
    "date_month_off": _day(spelling.month_off),
    "sex_missing": lambda row, rng: replace(row, sex=None),
    "sex_wrong": lambda row, rng: replace(row, sex="P" if row.sex == "L" else "L"),
    "place_work": lambda row, rng: replace(row, village=row.far_village),
    "place_missing": lambda row, rng: replace(row, village=None),
    "place_neighbour": lambda row, rng: replace(row, village=row.near_village),
}
FIELDS = {
    "nik": ("nik",),
    "family": ("nik",),
    "kpj": ("nik", "kpj"),
    "name": ("name",),
    "date": ("born",),
    "sex": ("sex",),
    "place": ("village",),
}
REGISTER_NAMES: Mapping[str, spelling.Change] = {
    "name_spelling": spelling.spelt_otherwise,
    "name_abbreviated": spelling.abbreviated,
    "name_slip": spelling.slipped,
    "name_truncated": _cut_long,
    "name_married": spelling.married,
}


def with_errors(row: Row, kinds: Sequence[Kind], count: int, rng: Random) -> tuple[Row, frozenset[str]]:
    """Return a row with errors of so many kinds, and their codes; what would not show is drawn anew."""
    weights = np.array([kind.weight for kind in kinds])
    written = row
    if not count:
        return row, frozenset()
    found: set[str] = set()
    for at in rng.choice(len(kinds), size=len(kinds), replace=False, p=weights / weights.sum()):
        changed = CHANGES[kinds[at].code](row, rng)
        if changed != row:
            found.add(kinds[at].code)
        row = changed
        if len(found) == count:
            break
    return row, frozenset(code for code in found if _shows(code, row, written))


def _shows(code: str, row: Row, written: Row) -> bool:
    """Whether the field of an error is still another: a second error may undo a first."""
    fields = FIELDS[code.split("_")[0]]
    return any(getattr(row, field) != getattr(written, field) for field in fields)
