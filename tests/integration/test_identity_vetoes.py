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
    "has_own_nik": False,
    "own_nik": None,
    "known_nik": "3328991705800007",
}
OWN = {"has_own_nik": True, "own_nik": "3328991705800003", "nik_level": 3}
SAME = {"own_nik": "3328991705800007", "has_own_nik": True, "nik_level": 8}
TYPES = {
    "weight": "double",
    "has_own_nik": "boolean",
    "own_nik": "text",
    "known_nik": "text",
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
        ({"place_level": None}, "other_regency"),
        ({"place_level": 1}, "other_regency"),
        ({"place_level": 2, "name_level": 6}, "other_district"),
        ({"place_level": 2, "date_level": 4}, "other_district"),
        ({"place_level": 3, "weight": 26.0}, "namesake_of_the_regency"),
        ({"name_level": 5, "date_level": 4}, "neither_quite_the_same"),
        ({"name_level": 3}, "loose_name"),
        ({"name_level": None}, "loose_name"),
        ({"sex_level": 0, "name_level": 8}, "other_sex"),
        ({"date_level": None, "weight": 26.0}, "no_date"),
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
        {"name_level": 10, "date_level": 4},
        {"place_level": 2},
        {"place_level": 4, "name_level": 5},
        {"nik_level": 6, "own_nik": "3328991705810007", "place_level": 0},
        {**SAME, "place_level": 0, "name_level": 8},
        {**SAME, "name_level": 1},
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
