"""What a possible match would add: each person once, wherever else he is listed or may be."""

from collections.abc import Iterator
from typing import Any

import pytest
from world_builders import World, nik, value, world


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Somebody listed by two partners who may be a third row too; two rows that may both be another."""
    with world(postgres, template, tmp_path_factory.mktemp("possible")) as this:
        this.load("2024-01-05")
        this.areas()
        this.partner("pemda", "pemda_rentan")
        this.partner("desa", "desa_perangkat", area="33.28.01.2001")
        this.partner("lain", "desa_perangkat", area="33.28.01.2002")
        this.load("2024-11-04")
        this.members({"who": 1}, {"who": 2})
        this.roster("pemda", "pemda_rentan", {"who": 1}, {"nama": "Agus P"})
        this.roster("desa", "desa_perangkat", {"nama": "Agus Prasetio"}, {"nama": "Ratna N"})
        this.roster("lain", "desa_perangkat", {"nama": "Ratna Nugr"}, {"nama": "Siti"})
        this.build()
        for name, who in (("Agus P", 1), ("Agus Prasetio", 1), ("Ratna N", 2), ("Ratna Nugr", 2)):
            decide(this, name, "possible", who)
        decide(this, "Siti", "no_match", 2)
        this.figures = this.build()
        yield this


def decide(this: World, name: str, outcome: str, who: int) -> None:
    """Write a later decision on the row with a name."""
    this.load("2024-11-05")
    this.connection.execute(
        "insert into identity.decision (submission_no, judgement_no, sheet_no, row_number, load_no, outcome,"
        " method, candidate_no, ruling_no) select submission_no, judgement_no, sheet_no, row_number, %s, %s,"
        " 'model', (select person_no from identity.person_at('infinity') where key_value = %s), null"
        " from intake.roster_row where nama = %s",
        [this.load_nos[-1], outcome, nik(who), name],
    )


def possible(built: World, slicing: str, area: str = "33.28") -> Any:
    suffix = "" if slicing == "total" else f":{slicing}"
    return built.figures[f"roster_coverage:2024-10:{area}{suffix}"]["possible"]


@pytest.mark.parametrize(
    ("slicing", "added"),
    [
        ("total", 1),  # the first counts already, of the second one row
        ("kind=pemda_rentan", 0),
        ("kind=desa_perangkat", 2),  # there the first is not listed for certain
        ("partner=pemda", 0),
        ("partner=desa", 2),
        ("partner=lain", 1),
    ],
)
def test_nobody_is_added_who_counts_in_the_figure_by_another_row(built: World, slicing: str, added: int):
    assert possible(built, slicing) == added


def test_the_value_at_most_is_made_of_what_is_added(built: World):
    figure = built.figures["roster_coverage:2024-10:33.28"]

    assert (figure["numerator"], figure["denominator"], figure["possible"]) == (1, 6, 1)
    assert (value(built.figures, "roster_coverage:2024-10:33.28"), figure["upper_bound"]) == (
        "16.67",
        "33.33",
    )


def test_whoever_staff_ruled_out_is_possible_no_more(built: World):
    (row,) = [row for row in built.table("fct_roster_months") if row["match_state"] == "unknown"]

    assert (row["is_possibly_active_month_end"], row["possible_in"]) == (False, None)
