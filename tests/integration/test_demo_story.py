"""The demo's story goes forward, does each thing once, and goes on where it was interrupted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from cakupan import settings
from cakupan.demo import story, world
from cakupan.demo.clock import set_clock
from cakupan.demo.rosters.plan import Expected
from cakupan.errors import SetupError
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect

SENT_AT = datetime(2024, 11, 5, 1, 30, tzinfo=UTC)


class Interrupted(Exception):
    """The machine went down."""


def given_small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every step bring one folder or two files, so that only the telling is tested."""

    def write(home: Path, step: str) -> world.Arrived:
        paths = [f"partner/{step}-{number}.csv" for number in (1, 2)]
        for path in paths:
            (home / "inbox" / path).parent.mkdir(parents=True, exist_ok=True)
            (home / "inbox" / path).write_text("nik;nama\n")
        files = tuple(
            Expected(path=path, partner_id="partner", roster_kind=None, period=None, received_at=SENT_AT)
            for path in paths
        )
        return world.Arrived(step=step, extracts=(home / "extracts" / step,), files=files)

    monkeypatch.setattr(world, "write", write)


def noting(done: list[str], ingest: Callable[[], object] | None = None) -> story.Actions:
    """Return actions that only note what was asked of them and what the clock said then."""

    def note(text: str) -> None:
        with connect() as connection:
            at = connection.execute("select control.now()").fetchone()
        assert at is not None
        done.append(f"{at[0].astimezone(settings.JAKARTA):%Y-%m-%d %H}h {text}")

    return story.Actions(
        load=lambda folder: note(f"load {folder.name}"),
        ingest=ingest or (lambda: note("ingest")),
        close=lambda period, as_of, reason: note(f"close {period} {'again' if reason else ''}".strip()),
    )


def test_the_story_does_each_thing_once_at_its_hour(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given_small_world(monkeypatch)
    done: list[str] = []

    first = [told.was_done for told in story.tell(noting(done))]
    second = [told.was_done for told in story.tell(noting(done))]

    assert first == [False] * len(story.STEPS)
    assert second == [True] * len(story.STEPS)
    assert done == [
        "2024-01-05 09h load reference_2024",
        "2024-11-04 08h load register_2024",
        "2024-11-05 21h ingest",
        "2024-11-06 02h close 2024-10",
        "2024-11-20 16h ingest",
        "2024-11-28 09h load agreement_nks",
        "2024-12-02 02h close 2024-10 again",
        "2025-10-03 08h load reference_2025",
        "2025-10-03 08h load register_2025",
        "2025-10-05 21h ingest",
        "2025-10-06 02h close 2025-09",
    ]


def test_an_interrupted_step_is_done_again_without_what_was_taken_before(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_small_world(monkeypatch)
    inbox = settings.load().folder("inbox")
    seen: list[list[str]] = []

    def take_one_and_die() -> None:
        taken = inbox / "partner" / "rosters_october-1.csv"
        with connect() as connection:
            connection.execute(
                "insert into intake.delivery (load_no, partner_id, relative_path, file_name, sha256,"
                " size_bytes, received_at, outcome) values (1, 'partner', %s, %s, '', 1, %s, 'refused')",
                [f"partner/{taken.name}", taken.name, SENT_AT],
            )
        taken.unlink()
        raise Interrupted

    with pytest.raises(Interrupted):
        list(story.tell(noting([], take_one_and_die), upto="rosters-2024-10"))
    list(
        story.tell(
            noting([], lambda: seen.append(sorted(path.name for path in inbox.rglob("rosters*.csv")))),
            upto="close-2024-10",
        )
    )

    assert seen == [["rosters_october-2.csv"]]


def test_the_clock_is_never_set_back(warehouse: str) -> None:
    later, earlier = datetime(2024, 11, 6, tzinfo=UTC), datetime(2024, 11, 5, tzinfo=UTC)
    with connect(warehouse) as connection:
        assert set_clock(connection, later)
        assert not set_clock(connection, earlier)

        row = connection.execute("select control.now() >= %s", [later]).fetchone()

    assert row == (True,)


def test_a_warehouse_of_real_time_is_never_given_a_story(warehouse: str) -> None:
    with connect() as connection, loads.load(connection, "reference"):
        pass

    with pytest.raises(SetupError, match="CAKUPAN_HOME"):
        list(story.tell(noting([]), upto="reference-2024"))

    with psycopg.connect(warehouse) as connection:
        assert connection.execute("select count(*) from control.demo_clock").fetchone() == (0,)
