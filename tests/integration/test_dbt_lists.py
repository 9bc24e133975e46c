"""Parts of one list are in force together, each with its newest file, whatever became of the first."""

from collections.abc import Iterator

import pytest
from world_builders import World, world


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("lists")) as this:
        this.load("2024-01-05")
        this.areas()
        this.partner("pemda", "pemda_rentan")
        this.partner("kota", "pemda_rentan", area="33.76")
        this.load("2024-11-04")
        this.before = this.roster("pemda", "pemda_rentan", {"who": 90})
        this.refused = part(this, "pemda", 1, list_no=2, part_no=2, outcome="refused")
        this.mended = part(this, "pemda", 2, list_no=2, part_no=3)
        this.kept = part(this, "pemda", 3, list_no=2, part_no=4)
        this.correction = part(this, "pemda", 4, list_no=2, part_no=3, corrects_submission_no=3)
        this.refused_again = part(
            this, "pemda", 5, list_no=2, part_no=4, corrects_submission_no=4, outcome="refused"
        )
        this.addition = part(this, "pemda", 6, is_full=False)
        this.replaced = [part(this, "kota", who, list_no=8, part_no=8 + who - 7) for who in (7, 8)]
        this.newest = part(this, "kota", 9)
        this.late_correction = part(this, "kota", 10, list_no=8, part_no=9, corrects_submission_no=9)
        this.figures = this.build()
        yield this


def part(this: World, partner_id: str, who: int, **submission: object) -> str:
    people = () if submission.get("outcome") == "refused" else ({"who": who},)
    return this.roster(partner_id, "pemda_rentan", *people, **submission)


def in_force(built: World) -> set[str]:
    return {row["submission_id"] for row in built.table("int_submissions__in_force")}


def test_all_parts_of_the_newest_list_count_though_the_first_was_refused(built: World):
    assert {built.kept, built.correction, built.addition} <= in_force(built)
    assert not {built.before, built.refused} & in_force(built)


def test_a_corrected_part_takes_the_place_of_that_part_only_and_a_refused_one_of_none(built: World):
    assert built.mended not in in_force(built)
    assert built.kept in in_force(built) and built.refused_again not in in_force(built)


def test_a_later_list_replaces_every_part_and_a_correction_of_one_brings_none_back(built: World):
    assert built.newest in in_force(built)
    assert not {*built.replaced, built.late_correction} & in_force(built)
