"""Each veto keeps what it is for from being matched, and nothing else."""

import duckdb
import pytest
from cakupan.identity.matching import vetoes

# A row without a NIK that agrees with a person in all else.
ALIKE = {
    "name_level": 10,
    "date_level": 7,
    "sex_level": 1,
    "place_level": 6,
    "nik_level": None,
    "mother_level": None,
    "weight": 40.0,
    "lead": None,
    "has_own_nik": False,
    "own_nik": None,
    "known_nik": "3328991705800007",
    "known_nik_fits": True,
    "are_siblings": False,
}
OWN = {"has_own_nik": True, "own_nik": "3328991705800003", "nik_level": 3, "name_level": 7}
OTHER_PLACE = {"has_own_nik": True, "own_nik": "3327991705800007", "nik_level": 6}
SAME = {"own_nik": "3328991705800007", "has_own_nik": True, "nik_level": 8}
TYPES = {
    "weight": "double",
    "lead": "double",
    "has_own_nik": "boolean",
    "own_nik": "text",
    "known_nik": "text",
    "known_nik_fits": "boolean",
    "are_siblings": "boolean",
}


def held(**said: object) -> list[str]:
    pair = {**ALIKE, **said}
    given = ", ".join(f"cast(? as {TYPES.get(name, 'smallint')}) as {name}" for name in pair)
    answer = duckdb.execute(
        f"select {vetoes.as_list()} from (select *, {vetoes.supported()} as supported from (select {given}))",
        list(pair.values()),
    ).fetchone()
    assert answer is not None
    return list(answer[0])


@pytest.mark.parametrize(
    ("said", "veto"),
    [
        (OWN, "own_nik_differs"),
        ({**OTHER_PLACE, "name_level": 6, "place_level": 2}, "own_nik_differs"),
        ({**OWN, "nik_level": 0, "name_level": 10}, "own_nik_differs"),
        ({"name_level": 5, "are_siblings": True}, "siblings"),
        ({"name_level": 5, "are_siblings": True, "nik_level": 3}, "siblings"),
        ({"place_level": None}, "other_regency"),
        ({"place_level": 1}, "other_regency"),
        ({"place_level": 0, "nik_level": 9}, "other_regency"),
        ({"place_level": 2}, "other_district"),
        ({"place_level": 3, "date_level": 4}, "only_the_regency"),
        ({"place_level": 3, "date_level": 6}, "only_the_regency"),
        ({"place_level": 7, "name_level": 6}, "only_the_regency"),
        ({"name_level": 5, "date_level": 4}, "other_date"),
        ({"date_level": 2}, "other_date"),
        ({"name_level": 3}, "loose_name"),
        ({"name_level": None}, "loose_name"),
        ({**SAME, "name_level": 0}, "loose_name"),
        ({"sex_level": 0, "name_level": 8}, "other_sex"),
        ({"date_level": None, "weight": 25.0}, "no_date"),
        ({"date_level": None, "lead": 7.0}, "no_date"),
    ],
)
def test_a_pair_that_may_be_somebody_else_is_kept_for_review(said: dict[str, object], veto: str):
    assert veto in held(**said)


@pytest.mark.parametrize(
    "said",
    [
        {},
        SAME,
        {"name_level": 5},
        {"name_level": 2},
        {"name_level": 10, "date_level": 4},
        {"name_level": 9, "date_level": 8},
        {"place_level": 3, "name_level": 5},
        {"place_level": 4, "name_level": 5},
        {"place_level": 7, "name_level": 8},
        {**OTHER_PLACE, "place_level": 0},
        {**OTHER_PLACE, "name_level": 5},
        {**OWN, "name_level": 9},
        {**OWN, "nik_level": 0, "name_level": 10, "known_nik_fits": False},
        {**SAME, "place_level": 0, "name_level": 8},
        {**SAME, "name_level": 1},
        {**SAME, "are_siblings": True, "name_level": 5},
        {"place_level": 2, "mother_level": 3},
        {"date_level": None, "lead": 8.0},
        {"date_level": None, "mother_level": 3, "weight": 26.0},
        {"sex_level": 0},
    ],
)
def test_a_pair_that_nothing_speaks_against_is_matched(said: dict[str, object]):
    assert held(**said) == []


def test_every_veto_has_its_reason_in_both_languages_and_a_name_of_its_own():
    stated = vetoes.vetoes()

    assert len({one.name for one in stated}) == len(stated)
    assert all(one.id.strip() and one.en.strip() for one in stated)
