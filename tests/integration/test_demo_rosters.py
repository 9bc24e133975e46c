"""Every roster of the demo world comes out of intake as the generator knows it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from cakupan import settings
from cakupan.demo import story, world
from cakupan.demo.rosters.plan import Expected

COUNTED = ("received", "accepted", "quarantined", "duplicate")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What became of one delivery."""

    outcome: str
    refusal: str | None
    roster_kind: str | None
    period: str | None
    is_nil: bool
    counts: tuple[int, ...]


def found(dsn: str) -> dict[tuple[str, datetime], Found]:
    """Return what became of each delivery, by path and time."""
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select delivery.relative_path, delivery.received_at, delivery.outcome,"
            "  coalesce(delivery.refusal_code, summary.refusal_code), summary.roster_kind, summary.period,"
            "  coalesce(summary.is_nil, false), summary.outcome,"
            "  summary.received, summary.accepted, summary.quarantined, summary.duplicates"
            " from intake.delivery"
            " left join intake.submission_summary as summary"
            "   on summary.submission_no = delivery.submission_no"
        ).fetchall()
    return {
        (path, at): Found(
            outcome=outcome, refusal=refusal, roster_kind=kind, period=period, is_nil=is_nil,
            counts=tuple(counts) if judged not in (None, "refused") else (0, 0, 0, 0),
        )
        for path, at, outcome, refusal, kind, period, is_nil, judged, *counts in rows
    }  # fmt: skip


def differences(arrived: world.Arrived, actual: dict[tuple[str, datetime], Found]) -> list[str]:
    """Return one line per file that did not come out as expected."""
    return [
        f"{file.path}: expected {wanted}, found {seen}"
        for file in arrived.files
        if (wanted := _wanted(file)) != (seen := _seen(file, actual.get((file.path, file.received_at))))
    ]


def _wanted(file: Expected) -> tuple[object, ...]:
    if file.refusal:
        return ("refused", file.refusal)
    outcome = "already_received" if file.is_repeat else "submission"
    counts = (file.received, file.accepted, file.quarantined, file.duplicate)
    return (outcome, file.roster_kind, file.period, file.is_nil, counts)


def _seen(file: Expected, seen: Found | None) -> tuple[object, ...]:
    if seen is None:
        return ("never delivered",)
    if file.refusal:
        return ("refused" if seen.refusal else seen.outcome, seen.refusal)
    return (seen.outcome, seen.roster_kind, seen.period, seen.is_nil, seen.counts)


@pytest.fixture
def home(warehouse: str) -> Path:
    """The home of a warehouse with the demo's reference lists, at the clock of January 2024."""
    actions = story.direct()
    told = list(story.tell(actions, upto="reference-2024"))
    assert len(told) == 1
    return settings.load().home


def test_each_roster_of_two_months_gets_the_verdicts_its_generator_meant(home: Path, warehouse: str) -> None:
    actions = story.direct()
    no_register = story.Actions(load=lambda _: None, ingest=actions.ingest, close=lambda *_: None)
    sent = []

    for told in story.tell(no_register, home):
        if told.step.name == "register-2025-09":  # the lists of 2025 come from partners who are new then
            actions.load(home / "extracts" / "2025-10-03-referensi")

    for step in ("rosters_october", "rosters_late", "rosters_september"):
        sent.append(world.write(home / "again", step))
    actual = found(warehouse)
    assert sum(len(arrived.files) for arrived in sent) == len(actual) > 100
    assert [line for arrived in sent for line in differences(arrived, actual)] == []
