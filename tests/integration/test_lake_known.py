"""What DuckDB says from the lake of an instant is what the functions of the warehouse say."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import lake_world
import pytest
from cakupan.editions.spark import known
from cakupan.lake import catching_up
from world_builders import World

MONTHS = ("2024-09", "2024-10", "2024-11")
ASKED = {
    "intake.submission_at": "select * from intake.submission_at(%(as_of)s)",
    "intake.in_force": "select * from intake.in_force(%(as_of)s, %(period)s)",
    "identity.oldest_at": "select * from identity.oldest_at(%(as_of)s)",
}


@pytest.fixture(scope="module")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lake_world.lake_world(postgres, template, tmp_path_factory.mktemp("lake")) as this:
        catching_up.catch_up()
        yield this


def said(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted(repr([lake_world.in_utc(value) for value in row]) for row in rows)


@pytest.mark.parametrize("period", MONTHS)
@pytest.mark.parametrize("as_of", lake_world.INSTANTS)
def test_the_lake_says_what_the_warehouse_says(told: World, as_of: datetime, period: str):
    answers = known.write(known.relations(told.connection, as_of), period, f"builds/{as_of:%Y%m%d}/{period}")

    with duckdb.connect() as engine:
        engine.execute("set timezone = 'UTC'")
        from_lake = {
            name: said(engine.execute(f"select * from '{file}'").fetchall())
            for name, file in answers.files.items()
        }
    from_warehouse = {
        name: said(told.connection.execute(query, {"as_of": as_of, "period": period}).fetchall())
        for name, query in ASKED.items()
    }
    assert from_lake == from_warehouse
    assert period in answers.periods


def test_something_is_in_force_and_somebody_is_somebody_else(told: World):
    answers = [
        known.write(known.relations(told.connection, as_of), "2024-10", f"builds/any/{as_of:%Y%m%d}")
        for as_of in lake_world.INSTANTS
    ]

    with duckdb.connect() as engine:
        counts = {
            name: [
                engine.execute(f"select count(*) from '{each.files[name]}'").fetchall() for each in answers
            ]
            for name in ASKED
        }
    assert all(len(set(map(repr, each))) > 1 for name, each in counts.items() if name != "identity.oldest_at")
