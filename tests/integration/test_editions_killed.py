"""A close killed anywhere and started again ends as if nothing had happened."""

from datetime import UTC, datetime
from typing import Any

import close_stand_ins
import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close, manifest, plan, published
from cakupan.editions.verifying import verify
from edition_builders import Month, bytes_of, record_load, record_workforce

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)


class World:
    """The month as the builds of one test will find it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.month = Month()

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()

    def kill(self, run_id: str, point: str, when: str) -> None:
        """Publish the run in a process of its own that dies at one function."""
        close_stand_ins.kill(run_id, point, when, self.month.workers)


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> World:
    found = World(warehouse)
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC)))
    close_stand_ins.install(monkeypatch.setattr, lambda: found.month, [])
    return found


def without_version(files: dict[str, str]) -> dict[str, str]:
    """Leave out what names the version or who signed it: a rebuild of no edition has neither."""
    signed = {manifest.MANIFEST, manifest.SIGNATURE, manifest.PUBLIC_KEY, manifest.KEYS}
    signed |= {"report/datapackage.json"}
    forms = ("html", "pdf", "xlsx", "pptx")
    left_out = signed | {f"report/{name}.{form}" for name in ("laporan", "en/report") for form in forms}
    return {name: sha256 for name, sha256 in files.items() if name not in left_out}


POINTS = [
    "identity.resolve.persons",
    "editions.build.build",
    "editions.freeze.freeze",
    "editions.bundle.render",
    "editions.bundle.seal",
    "editions.manifest.seal",
    "editions.publish.copy_frozen",
    "editions.publish.record",
    "editions.publish.move",
    "editions.facts.attach",
]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_killed_anywhere_and_started_again_ends_the_same(world: World, point: str, when: str) -> None:
    untouched = bytes_of(close.run(PERIOD, FIRST, is_rebuild=True).path)
    run_id = close.start(PERIOD, FIRST)
    world.kill(run_id, point, when)

    outcome = close.publish(run_id)

    assert outcome.edition == "2024-10/v1"
    assert without_version(bytes_of(outcome.path)) == without_version(untouched)
    assert verify.verify(outcome.path).failures == ()
    assert published.require_chain() is None
    assert world.all("select version, number from publication.edition") == [(1, 1)]
    assert world.all("select count(*) from publication.figure") == [(verify.verify(outcome.path).figures,)]
    assert world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')") == []
    assert list((settings.load().folder("editions") / ".staging").iterdir()) == []


def test_a_dead_run_is_cleaned_up_when_the_month_is_closed_again(world: World) -> None:
    dead = close.start(PERIOD, FIRST)
    world.kill(dead, "editions.bundle.render", "before")
    assert len(world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')")) == 1

    outcome = close.run(PERIOD, FIRST)

    assert outcome.edition == "2024-10/v1"
    assert world.all("select state from control.close_run order by state") == [("abandoned",), ("published",)]
    assert world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')") == []


def test_an_edition_committed_but_not_moved_is_in_its_place_after_the_next_start(world: World) -> None:
    dead = close.start(PERIOD, FIRST)
    world.kill(dead, "editions.publish.move", "before")
    assert not plan.folder(PERIOD, 1).exists()

    again = close.run(PERIOD, FIRST)

    assert again.outcome == "already_published"
    assert verify.verify(plan.folder(PERIOD, 1)).failures == ()
    assert published.require_chain() is None
