"""From a build to a published, signed edition; the build itself is made by SQL here."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from edition_builders import Month, build, record_load, record_workforce

from cakupan import settings
from cakupan.editions import build as dbt_build
from cakupan.editions import bundle, close, plan, verify
from cakupan.errors import GateShut, NotPublishable
from cakupan.identity import keys

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)


class World:
    """The month as the builds of one test will find it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.month = Month()
        self.builds: list[str] = []

    def build(
        self, *, period: str, as_of: datetime, schema: str, layer: str, results_dir: Path | None
    ) -> None:
        """Stand in for dbt."""
        if layer == "figures":
            self.builds.append(schema)
            with psycopg.connect(self.address) as connection:
                build(connection, schema, period, self.month)

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type]


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    found = World(warehouse)
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(
            connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC), "workforce")
        )
    monkeypatch.setattr(dbt_build, "build", found.build)
    monkeypatch.setattr(keys, "resolve", lambda connection: 0)
    yield found


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_month_closes_to_a_signed_edition_that_verifies(world: World) -> None:
    outcome = close.run(PERIOD, FIRST)

    assert (outcome.outcome, outcome.edition) == ("published", "2024-10/v1")
    assert outcome.path == settings.load().folder("editions") / PERIOD / "v1"
    result = verify.verify(outcome.path)
    assert result.failures == ()
    assert result.figures == len(world.all("select 1 from publication.figure")) > 0
    assert world.all("select value from publication.figure where figure_id = 'ucj_ytd:2024-10:33.28'") == [
        ("30.00",)
    ]
    assert world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')") == []
