"""What is held, released or judged again later changes no build of an earlier as_of."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hold_builders import free, set_aside
from world_builders import World, nik, value, world

HANDED_OVER = "vulnerable_handed_over:2024-10:33.28"
TABLES = ("figures", "fct_submissions", "fct_roster_months", "evidence__vulnerable_handed_over")


def at(day: int) -> datetime:
    return datetime(2024, 11, day, 12, tzinfo=UTC)


def frozen(this: World) -> dict[str, list[str]]:
    """Every row of what is published of rosters, as text, in order."""
    return {table: sorted(map(str, this.table(table))) for table in TABLES}


def given_a_list_of_two(this: World) -> str:
    """A partner and its list of two people, which comes on 2 November."""
    this.load("2024-01-05")
    this.areas()
    this.workforce(("33.28", "PU", 10))
    this.partner("pemda", "pemda_rentan", carry_forward=True)
    this.load("2024-11-02")
    return this.roster("pemda", "pemda_rentan", {"who": 1}, {"who": 2})


def judged_again(this: World, submission_id: str, *who: int) -> None:
    """A second judgement in the last load that accepts these people and no others."""
    number = this.one("select submission_no from intake.submission where submission_id = %s", submission_id)
    this.connection.execute(
        "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version, rules_version,"
        " outcome, received, accepted) values (%s, 2, %s, '2', '2', 'accepted', %s, %s)",
        [number, this.load_nos[-1], len(who), len(who)],
    )
    this.connection.execute(
        "insert into intake.sheet select (jsonb_populate_record(sheet, jsonb_build_object('judgement_no', 2,"
        " 'received', %s::int, 'accepted', %s::int, 'used_rows', %s::int))).*"
        " from intake.sheet where submission_no = %s",
        [len(who), len(who), len(who) + 1, number],
    )
    for row_number, person in enumerate(who, start=2):
        this.connection.execute(
            "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no, row_number,"
            " verdict, nik) values ('2024-10', %s, 2, 1, %s, 'accepted', %s)",
            [number, row_number, nik(person)],
        )


@pytest.fixture
def story(postgres: str, template: str, tmp_path: Path):
    """A list of two comes on 2 November, is held on the 4th, released on the 6th, judged again on the 8th
    with three people, and replaced by a late list of one on the 10th."""
    with world(postgres, template, tmp_path) as this:
        first = given_a_list_of_two(this)
        number = this.one("select max(submission_no) from intake.submission")
        this.load("2024-11-04")
        set_aside(this.connection, number, this.load_nos[-1])
        this.load("2024-11-06")
        free(this.connection, first, this.load_nos[-1])
        this.load("2024-11-08")
        judged_again(this, first, 1, 2, 3)
        this.load("2024-11-10")
        this.roster("pemda", "pemda_rentan", {"who": 7})
        yield this


def built(this: World, day: int) -> tuple[str | None, list[str]]:
    figures = this.build(as_of=at(day))
    outcomes = [row["outcome"] for row in this.table("fct_submissions")]
    return (value(figures, HANDED_OVER) if HANDED_OVER in figures else None), outcomes


def test_each_as_of_sees_what_was_recorded_by_then_and_no_row_twice(story: World):
    seen = {day: built(story, day) for day in (3, 5, 7, 9, 11)}

    assert seen[3] == ("2", ["accepted"])
    assert seen[5][1] == ["held"] and seen[5][0] in (None, "0")
    assert seen[7] == ("2", ["accepted"])
    assert seen[9] == ("3", ["accepted"])
    assert seen[11] == ("1", ["accepted", "accepted"])


def test_an_old_as_of_built_before_and_after_all_that_happened_is_the_same(
    postgres: str, template: str, tmp_path: Path
):
    with world(postgres, template, tmp_path) as this:
        first = given_a_list_of_two(this)
        this.build(as_of=at(3))
        before = frozen(this)

        this.load("2024-11-04")
        set_aside(this.connection, 1, this.load_nos[-1])
        this.load("2024-11-08")
        judged_again(this, first, 1, 2, 3)
        this.load("2024-11-10")
        this.roster("pemda", "pemda_rentan", {"who": 7}, received_at="2024-10-31T10:00+07:00")
        this.build(as_of=at(3))

        assert frozen(this) == before
