"""From a build to a published, signed edition; the build itself is made by SQL here."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cakupan import settings
from cakupan.editions import build as dbt_build
from cakupan.editions import bundle, close, manifest
from cakupan.editions.verifying import verify
from cakupan.errors import GateShut, NotPublishable
from cakupan.identity import resolve
from cakupan.warehouse.connection import connect
from edition_builders import Month, build, bytes_of, record_load, record_workforce
from tampering import with_stated

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)


class World:
    """The month as the builds of one test will find it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.month = Month()
        self.builds: list[str] = []
        self.limits: list[int | None] = []

    def build(
        self,
        *,
        period: str,
        as_of: datetime,
        schema: str,
        layer: str,
        results_dir: Path | None,
        before_edition_no: int | None,
    ) -> None:
        """Stand in for dbt."""
        self.limits.append(before_edition_no)
        if layer == "figures":
            self.builds.append(schema)
            with connect() as connection:
                build(connection, schema, period, self.month, results_dir)

    def all(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    found = World(warehouse)
    with psycopg.connect(warehouse) as connection:
        record_load(connection, "register", datetime(2024, 11, 4, tzinfo=UTC), "membership")
        record_workforce(
            connection, record_load(connection, "reference", datetime(2024, 1, 5, tzinfo=UTC), "workforce")
        )
    monkeypatch.setattr(dbt_build, "build", found.build)
    monkeypatch.setattr(resolve, "persons", lambda connection: 0)
    yield found


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


def without_last_page(folder: Path) -> list[str]:
    """Leave a page out of the list of numbers, as an attacker does who leaves it out of every format."""
    places = folder / "report" / "places.json"
    listed = json.loads(places.read_text())
    last, *_ = listed["numbers"][-1]
    listed["numbers"] = [place for place in listed["numbers"] if place[0] != last]
    places.write_text(json.dumps(listed))
    return ["report/places.json"]


def with_another_word(folder: Path) -> list[str]:
    """Change what the HTML says beside its numbers."""
    page = folder / "report" / "laporan.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Kabupaten", "Kota"), encoding="utf-8")
    return ["report/laporan.html"]


@pytest.mark.parametrize("attack", [without_last_page, with_another_word])
def test_a_report_with_other_pages_signed_again_does_not_verify(
    world: World, attack: Callable[[Path], list[str]]
) -> None:
    folder = close.run(PERIOD, FIRST).path
    changed = attack(folder)

    def state_again(stated: dict[str, Any]) -> None:
        for entry in stated["files"]:
            path = folder / entry["path"]
            entry |= {"sha256": manifest.sha256_of(path), "size": path.stat().st_size}

    with_stated(folder, settings.load().folder("secrets"), state_again)
    found = verify.verify(folder)

    assert found.check("files").outcome == "ok"
    assert [one.subject for one in found.failures if one.check == "pages"] == changed


def test_closing_again_with_the_same_as_of_is_the_same_edition(world: World) -> None:
    first = close.run(PERIOD, FIRST)
    before = bytes_of(first.path)

    again = close.run(PERIOD, FIRST)

    assert (again.outcome, again.edition) == ("already_published", "2024-10/v1")
    assert bytes_of(again.path) == before
    assert len(world.builds) == 1


def test_a_newer_as_of_without_a_changed_figure_lets_the_edition_stand_and_says_so(world: World) -> None:
    close.run(PERIOD, FIRST)

    outcome = close.run(PERIOD, SECOND)

    assert (outcome.outcome, outcome.edition) == ("stands", "2024-10/v1")
    assert world.all("select action, subject from control.action order by 1") == [
        ("publish", "2024-10/v1"),
        ("stands", "2024-10/v1"),
    ]
    assert world.all("select version from publication.edition") == [(1,)]
    assert list((settings.load().folder("editions") / ".staging").iterdir()) == []


def test_changed_figures_without_a_reason_are_listed_and_not_published(world: World) -> None:
    close.run(PERIOD, FIRST)
    world.month.workers[4] = "BPU"

    with pytest.raises(NotPublishable, match=r"ucj_ytd:2024-10:33.28: 30.00 \(3/10\) -> 40.00 \(4/10\)"):
        close.run(PERIOD, SECOND)

    assert world.all("select version from publication.edition") == [(1,)]
    assert world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')") == []


def test_changed_figures_with_a_reason_become_a_version_that_names_the_old_one_and_splits_the_change(
    world: World,
) -> None:
    close.run(PERIOD, FIRST)
    with psycopg.connect(world.address) as connection:
        late = record_load(connection, "register", datetime(2024, 11, 25, tzinfo=UTC), "membership")
    world.month.workers[4] = "BPU"
    world.month.register_load = late

    outcome = close.run(PERIOD, SECOND, reason="Setoran susulan")

    assert (outcome.outcome, outcome.edition) == ("published", "2024-10/v2")
    assert verify.verify(outcome.path).failures == ()
    assert world.all(
        "select edition.reason, older.version from publication.edition"
        " inner join publication.edition as older on edition.supersedes_edition_no = older.edition_no"
    ) == [("Setoran susulan", 1)]
    assert world.all(
        "select part, cause, previous_value, value, change from publication.figure_change"
        " where figure_id = 'ucj_ytd:2024-10:33.28'"
    ) == [("numerator", "register", "3", "4", 1), ("value", "register", "30.00", "40.00", 10)]
    assert world.all(
        "select part, cause, change::text, source_kind, source_id from publication.figure_change"
        " where figure_id = 'gap_full:2024-10:33.28'"
    ) == [("value", "register", "-10.00", "load", str(late))]


def test_causes_that_do_not_add_up_are_refused_by_the_database(world: World) -> None:
    close.run(PERIOD, FIRST)

    with pytest.raises(psycopg.errors.CheckViolation, match=r"add up to 1, the figure moved by 2"):
        world.all(
            "insert into publication.figure_change"
            " values (1, 'x', 1, 'numerator', 'roster', '3', '5', 1) returning 1"
        )


@pytest.mark.parametrize("table", ["edition", "figure", "figure_change"])
def test_what_is_published_cannot_be_changed(world: World, table: str) -> None:
    close.run(PERIOD, FIRST)

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
        world.all(f"delete from publication.{table} returning 1")


def test_rebuilding_an_old_edition_gives_its_bytes_whatever_came_after(world: World) -> None:
    first = close.run(PERIOD, FIRST)
    month = world.month
    world.month = Month(workers={**month.workers, 4: "PU"})
    close.run(PERIOD, SECOND, reason="Setoran susulan")
    world.month = month

    rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)
    older = close.run(PERIOD, FIRST)

    assert rebuilt.outcome == "rebuilt"
    assert rebuilt.message == "the same bytes as 2024-10/v1"
    assert world.limits == [None, None, None, None, 1, 1]
    assert rebuilt.path == settings.load().folder("rebuilds") / PERIOD / "20241105T190000Z"
    assert bytes_of(rebuilt.path) == bytes_of(first.path)
    assert older.outcome == "already_published"
    assert world.all("select version from publication.edition order by 1") == [(1,), (2,)]


def test_rebuilding_an_amended_edition_gives_its_bytes_too(world: World) -> None:
    close.run(PERIOD, FIRST)
    world.month.workers[4] = "PU"
    second = close.run(PERIOD, SECOND, reason="Setoran susulan")

    rebuilt = close.run(PERIOD, SECOND, is_rebuild=True)

    assert rebuilt.message == "the same bytes as 2024-10/v2"
    assert bytes_of(rebuilt.path) == bytes_of(second.path)


def test_a_rebuild_that_differs_names_the_files_and_publishes_nothing(world: World) -> None:
    close.run(PERIOD, FIRST)
    world.month.workers[4] = "PU"

    rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)

    assert rebuilt.message is not None
    assert rebuilt.message.startswith("not the same bytes as 2024-10/v1: ")
    assert "report/figures.csv" in rebuilt.message
    assert world.all("select version from publication.edition") == [(1,)]


def test_an_as_of_older_than_the_newest_edition_is_a_rebuild_of_none(world: World) -> None:
    close.run(PERIOD, SECOND)

    older = close.run(PERIOD, FIRST)

    assert (older.outcome, older.message) == ("rebuilt", "no edition has this as_of")
    assert world.all("select version from publication.edition") == [(1,)]


@pytest.mark.parametrize(
    ("period", "as_of", "message"),
    [
        ("2024-10", datetime(2024, 10, 31, 16, tzinfo=UTC), "not over"),
        ("2024-10", datetime(2999, 1, 1, tzinfo=UTC), "future"),
        ("2023-12", datetime(2024, 2, 1, tzinfo=UTC), "no denominator"),
        ("2024-10", datetime(2024, 11, 1, tzinfo=UTC), None),
        ("Oktober", FIRST, "YYYY-MM"),
    ],
)
def test_a_month_that_cannot_be_closed_says_why(
    world: World, period: str, as_of: datetime, message: str | None
) -> None:
    if message is None:
        assert close.start(period, as_of).startswith("2024-10-")
        return
    with pytest.raises(NotPublishable, match=message):
        close.start(period, as_of)
    assert world.all("select 1 from control.close_run") == []


def test_facts_become_partitions_and_the_view_shows_the_newest_edition(world: World) -> None:
    close.run(PERIOD, FIRST)
    world.month.workers = {1: "PU"}
    close.run(PERIOD, SECOND, reason="Koreksi")

    assert world.all("select edition_no, count(*) from marts.fct_worker_months group by 1 order by 1") == [
        (1, 3),
        (2, 1),
    ]
    assert world.all("select unit_no from marts.fct_worker_months_current") == [(1,)]


def test_audit_files_are_for_their_owner_only(world: World) -> None:
    outcome = close.run(PERIOD, FIRST)

    assert (outcome.path / "audit").stat().st_mode & 0o777 == 0o700


def test_a_shut_gate_publishes_nothing_and_leaves_no_build(world: World) -> None:
    world.month.workers = {number: "PU" for number in range(1, 200)}
    world.month.workforce = {"TOTAL": 10, "PU": 10, "BPU": 4}

    with pytest.raises(
        GateShut, match=r"gate__figures.regional_coverage.*max_value=1000.*ucj_ytd:2024-10:33"
    ):
        close.run(PERIOD, FIRST)

    assert world.all("select 1 from publication.edition") == []
    assert world.all("select 1 from pg_namespace where starts_with(nspname, 'build_')") == []
    assert world.all("select state from control.close_run") == [("failed",)]


def test_a_report_that_prints_something_else_is_not_published(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = bundle.render

    def tampered(current: object) -> None:
        render(current)
        page = current.staging / "bundle" / "report" / "laporan.html"
        text = page.read_text(encoding="utf-8")
        assert "30,00" in text
        page.write_text(text.replace("30,00", "30,01", 1), encoding="utf-8")

    monkeypatch.setattr(bundle, "render", tampered)

    with pytest.raises(GateShut, match="'report' is shut"):
        close.run(PERIOD, FIRST)

    assert world.all("select 1 from publication.edition") == []


def test_another_edition_published_meanwhile_makes_this_one_the_next_version(world: World) -> None:
    run_id = close.start(PERIOD, SECOND, reason="Koreksi")
    other = close.start(PERIOD, FIRST)
    world.month.workers[4] = "PU"
    close.gate_report(run_id)
    del world.month.workers[4]
    close.publish(other)

    outcome = close.publish(run_id)

    assert outcome.edition == "2024-10/v2"
    assert verify.verify(outcome.path).failures == ()
    assert world.all("select as_of from publication.edition order by version") == [(FIRST,), (SECOND,)]
