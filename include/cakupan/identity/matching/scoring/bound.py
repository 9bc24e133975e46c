"""The most that a pair can weigh under a model, as SQL that does not look into words.

What costs most of scoring is to compare names word by word, and hardly any pair is worth it: a row whose
candidates cannot weigh as much as is told of needs no scoring.
"""

import math
from collections.abc import Iterable

from cakupan.identity.matching import levels
from cakupan.identity.model.files import Model

ROUNDED = 0.02  # weights are compared to 0,01 bit
LEAST = 0.00003  # no name is thought to be rarer, or the model would know more than it has seen
COMPARED_WHOLE = ("date", "sex", "place", "mother")
# Levels by what has to hold for them at least; those of a NIK that are left are a digit or two off, or cut.
SHARING_A_WORD, A_SLIP, ALIKE = (7, 6, 5, 4, 3, 2, 1, 0), (5, 4, 2, 0), (4, 2, 0)
NEAR_NIKS = (6, 5, 4, 3, 2, 1, 9, 0)


def most(model: Model) -> str:
    """Return SQL for the most that a pair of `hopeful.sql` may weigh."""
    by_name = {field.name: field for field in levels.fields()}
    whole = [_whole(by_name[name], model) for name in COMPARED_WHOLE]
    return " + ".join([*whole, _of_nik(by_name["nik"], model), _of_name(by_name["name"], model)])


def _whole(field: levels.Field, model: Model) -> str:
    """Return SQL for exactly what a field weighs."""
    cases = [
        f"when {one.when} then {_weight(model, field.name, one.level)}" for one in field.levels if one.when
    ]
    last = _weight(model, field.name, field.levels[-1].level)
    return f"case when {field.null_when} then 0 {' '.join(cases)} else {last} end"


def _of_nik(field: levels.Field, model: Model) -> str:
    def said(level: int) -> str:
        return f"when {field.text(level).when} then {_weight(model, 'nik', level)}"

    return (
        f"case when {field.null_when} then 0 {said(8)} {said(7)}"
        " when length(nik_l) <> 16 or right(nik_l, 2) = '00' or hamming(rpad(nik_l, 16, ' '), nik_r) <= 2"
        f" then {_best(model, 'nik', NEAR_NIKS)} {said(1)} {said(9)} else {_weight(model, 'nik', 0)} end"
    )


def _of_name(field: levels.Field, model: Model) -> str:
    # What the same name weighs depends on how many have it, and none is rarer than the least.
    same = [
        f"when {field.text(level).when} then {math.log2(model.odds['name'][level][0] / LEAST)}"
        for level in (one.level for one in field.levels if one.weighs_frequency)
    ]
    return (
        f"case when {field.null_when} then 0 {' '.join(same)}"
        " when list_has_any(words_l, words_r) or is_cut_off(joined_l, joined_r)"
        f" then {_best(model, 'name', SHARING_A_WORD)}"
        f" when {field.text(5).when} then {_best(model, 'name', A_SLIP)}"
        f" else {_best(model, 'name', ALIKE)} end"
    )


def _best(model: Model, field: str, of_levels: Iterable[int]) -> float:
    return max(_weight(model, field, level) for level in of_levels)


def _weight(model: Model, field: str, level: int) -> float:
    m, u = model.odds[field][level]
    return math.log2(m / u)
