"""What the shipped model is trained on is made the same each time and shares nothing with what measures."""

import ast
import random
from pathlib import Path

import invented
import pytest
from invented import people, rows

PEOPLE = 3_000


def made(seed: int) -> tuple[list[people.Person], list[rows.Row], list[rows.Row]]:
    rng = random.Random(seed)
    population, homes = people.population(rng, PEOPLE)
    registered = range(2_000)
    members = rows.members(rng, population, registered, homes)
    return population, members, rows.rows(rng, population, registered, homes, 2_000)


def test_the_same_seed_makes_the_same_people_and_rows():
    assert made(5) == made(5)
    assert made(5)[2] != made(6)[2]


def test_a_nik_is_one_persons_says_the_birth_date_and_is_of_a_kecamatan_that_nobody_lives_in():
    population, _, _ = made(5)

    assert len({person.nik for person in population}) == PEOPLE
    for person in population:
        day = int(person.nik[6:8]) - (40 if person.sex == "P" else 0)
        assert (day, person.nik[8:12]) == (person.born.day, f"{person.born:%m%y}")
        assert int(person.nik[4:6]) > 55


def test_half_of_the_rows_are_as_on_the_card_and_every_field_is_wrong_in_some():
    population, _, listed = made(5)
    by_nik = {person.nik: person for person in population}
    known = [(row, by_nik[row.nik]) for row in listed if row.nik in by_nik]

    clean = [row for row, person in known if row.name.upper() == person.name.upper()]

    assert len(clean) / len(listed) > 0.5
    assert len(known) < len(listed)
    assert any(row.born not in (None, person.born) for row, person in known)
    assert any(row.born is None for row, _ in known)
    assert any(row.sex not in (None, person.sex) for row, person in known)
    assert any(row.area != person.village for row, person in known)


@pytest.mark.parametrize("name", ["Siti Aminah", "Muhammad Yusuf Rahman", "Joko"])
def test_a_name_without_dirt_is_the_same_name(name: str):
    assert rows.misspelt(random.Random(1), name, 0.0).upper() == name.upper()


def test_nothing_of_it_comes_from_what_measures_matching_nor_the_other_way_round():
    for package, other in (("invented", "labelled"), ("labelled", "invented")):
        folder = Path(invented.__file__).parent.parent / package
        for path in folder.glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            imported = {
                name
                for node in ast.walk(tree)
                if isinstance(node, ast.Import | ast.ImportFrom)
                for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
            }
            assert not any(name and name.split(".")[0] == other for name in imported), path
