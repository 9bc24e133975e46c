"""Every roster of the demo world comes out of intake as the generator knows it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from cakupan import settings
from cakupan.demo import story
from cakupan.demo.rosters.plan import Expected


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


def differences(sent: list[Expected], actual: dict[tuple[str, datetime], Found]) -> list[str]:
    """Return one line per file that did not come out as expected."""
    return [
        f"{file.path}: expected {wanted}, found {seen}"
        for file in sent
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


def test_each_roster_of_two_months_gets_the_verdicts_its_generator_meant(warehouse: str) -> None:
    actions = story.direct()
    home = settings.load().home

    def load_reference(folder: Path) -> None:
        """The register is not needed to judge rosters; partners and areas are."""
        if "register" not in folder.name:
            actions.load(folder)

    without_closing = story.Actions(load=load_reference, ingest=actions.ingest, close=lambda *_: None)
    sent = [file for told in story.tell(without_closing, home) for file in told.files]

    actual = found(warehouse)
    assert len(sent) == len(actual) > 100
    assert differences(sent, actual) == []
