"""What the warehouse says is in force at an instant, and what each submission is then."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hold_builders import free
from world_builders import AS_OF, PERIOD, World, world

KIND = "pemda_rentan"
CARRIED = {"carry_forward": True}


@pytest.fixture
def this(postgres: str, template: str, tmp_path: Path) -> Iterator[World]:
    with world(postgres, template, tmp_path) as opened:
        opened.load("2024-01-05")
        opened.areas()
        opened.partner("pemda", KIND)
        opened.load("2024-11-04")
        yield opened


def given(this: World, period: str = PERIOD, **submission: Any) -> str:
    people = () if submission.get("outcome") == "refused" or submission.get("is_nil") else ({"who": 1},)
    is_nil = submission.pop("is_nil", False)
    submission_id = this.roster("pemda", KIND, *people, period=period, **submission)
    if is_nil:
        this.connection.execute(
            "update intake.judgement set is_nil = true where submission_no ="
            " (select max(submission_no) from intake.submission)"
        )
    return submission_id


def unjudge(this: World, submission_no: int) -> None:
    for table in ("sheet", "judgement"):
        this.connection.execute(f"delete from intake.{table} where submission_no = %s", [submission_no])


def in_force(this: World, period: str = PERIOD, as_of: datetime | str = AS_OF) -> list[str]:
    rows = this.connection.execute(
        "select submission_id from intake.in_force(%s, %s) order by submission_no", [as_of, period]
    )
    return [row[0] for row in rows]


def test_a_full_list_replaces_all_before_it_and_additions_after_it_add_to_it(this: World):
    given(this, "2024-08", **CARRIED)
    given(this, "2024-08", is_full=False, **CARRIED)
    newest = given(this, "2024-09", **CARRIED)
    added = given(this, "2024-09", is_full=False, **CARRIED)
    given(this, "2024-11", **CARRIED)

    assert in_force(this) == [newest, added]
    assert in_force(this, "2024-08") == ["S000001", "S000002"]


def test_a_full_list_that_is_not_carried_forward_still_ends_the_one_before(this: World):
    given(this, "2024-08", **CARRIED)
    own = given(this, "2024-09")

    assert in_force(this, "2024-09") == [own]
    assert in_force(this, "2024-10") == []


def test_a_list_counts_until_its_last_day(this: World):
    ended = given(this, "2024-08", valid_to="2024-09-30", **CARRIED)

    assert in_force(this, "2024-09") == [ended]
    assert in_force(this, "2024-10") == []


def test_a_nil_report_replaces_the_list_before_it(this: World):
    given(this, "2024-09", **CARRIED)
    nil = given(this, "2024-10", is_nil=True)

    assert in_force(this) == [nil]


def test_what_is_refused_or_not_judged_leaves_the_list_before_it_in_force(this: World):
    kept = given(this, "2024-09", **CARRIED)
    given(this, outcome="refused")
    given(this)
    unjudge(this, 3)

    assert in_force(this) == [kept]
    assert this.one("select outcome from intake.submission_at('infinity') where submission_no = 3") == (
        "waiting"
    )


def test_a_held_list_counts_from_the_load_of_its_release_on(this: World):
    before = given(this, "2024-09", **CARRIED)
    held = given(this, outcome="held")
    this.load("2024-11-10")
    free(this.connection, held, this.load_nos[-1])

    assert in_force(this, as_of=datetime(2024, 11, 9, tzinfo=UTC)) == [before]
    assert in_force(this, as_of=datetime(2024, 11, 10, tzinfo=UTC)) == [held]


def test_what_a_load_under_way_wrote_is_seen_now_and_at_no_instant_that_can_be_named(this: World):
    old = given(this, "2024-09", **CARRIED)
    new = given(this)
    this.connection.execute("update intake.submission set load_no = 999 where submission_no = 2")

    assert in_force(this, as_of="infinity") == [new]
    assert in_force(this, as_of=datetime(2999, 1, 1, tzinfo=UTC)) == [old]


def test_of_each_part_of_a_list_the_newest_usable_file_counts(this: World):
    first = given(this, list_no=1, part_no=1)
    given(this, list_no=1, part_no=2)
    corrected = given(this, list_no=1, part_no=2)
    given(this, list_no=1, part_no=1, outcome="refused")

    assert in_force(this) == [first, corrected]


def test_a_correction_of_an_addition_that_a_full_list_replaced_brings_nothing_back(this: World):
    given(this, is_full=False)
    newest = given(this)
    given(this, is_full=False, list_no=1, part_no=1)

    assert in_force(this) == [newest]


def test_the_list_in_force_before_another_one_came_is_told(this: World):
    given(this, "2024-08", **CARRIED)
    given(this, "2024-09", **CARRIED)
    given(this, "2024-09", **CARRIED)
    given(this, "2024-09")
    unjudge(this, 4)
    asked = (
        "select submission_no from intake.full_list_at('infinity',"
        " (select partner_no from intake.submission limit 1), %s, '2024-10-31', {})"
    )

    assert this.one(asked.format("null"), KIND) == 3
    assert this.one(asked.format("3"), KIND) == 2
    assert this.one(asked.format("null, true"), KIND) == 4


@pytest.mark.parametrize(
    "asked",
    [
        "intake.submission_at(now()) where period = '2024-10'",
        "intake.latest_judgement where submission_no = 1",
        "intake.full_list_at(now(), 1, 'csr', '2024-10-31')",
        "intake.list_parts_at(now(), 1)",
        "intake.in_force(now(), '2024-10')",
    ],
)
def test_a_function_becomes_part_of_the_query_that_asks_it(this: World, asked: str):
    plan = "\n".join(row[0] for row in this.connection.execute(f"explain select * from {asked}"))

    assert "Function Scan" not in plan
    assert "Scan" in plan
