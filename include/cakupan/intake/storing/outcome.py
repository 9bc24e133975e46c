"""What became of what arrived in one run: counts for its note, and what somebody has to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cakupan.errors import FileRefused
from cakupan.intake.rows import holding, refusals
from cakupan.warehouse.connection import Connection, connect

LINES = {
    "files": {
        "files": "arrived",
        "received_before": "received before",
        "refused_at_the_door": "refused at the door",
        "archives": "archives opened",
    },
    "submissions": {
        "submissions": "judged",
        "accepted": "accepted",
        "accepted_with_findings": "accepted with findings",
        "held": "held",
        "refused": "refused",
    },
    "rows": {
        "received_rows": "received",
        "accepted_rows": "accepted",
        "quarantined_rows": "quarantined",
        "duplicate_rows": "duplicates",
    },
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Counts of one run. Files arrived; an opened archive counts once and its members each."""

    files: int
    archives: int
    received_before: int
    refused_at_the_door: int
    submissions: int
    accepted: int
    accepted_with_findings: int
    held: int
    refused: int
    received_rows: int
    accepted_rows: int
    quarantined_rows: int
    duplicate_rows: int

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)

    def note(self) -> str:
        """Return the counts in a few lines."""
        return "\n".join(
            f"{title}: {', '.join(f'{getattr(self, name)} {words}' for name, words in names.items())}"
            for title, names in LINES.items()
        )


def of(load_nos: Sequence[int], submission_ids: Sequence[str]) -> Outcome:
    """Return what became of the files recorded with these loads and of the submissions judged."""
    with connect() as connection:
        return Outcome(**_arrived(connection, load_nos), **_judged(connection, submission_ids))


def to_look_at(load_nos: Sequence[int], submission_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what was refused or held, each with its reason; files refused at the door by their delivery."""
    with connect() as connection:
        found = connection.execute(
            """
            select 'D' || lpad(delivery_no::text, 6, '0'), partner_id, null, null, outcome, refusal_code,
                refusal_details, null, null
            from intake.delivery where load_no = any(%(loads)s) and outcome = 'refused'
            union all
            select submission.submission_id, submission.partner_id, submission.roster_kind, submission.period,
                latest.outcome, latest.refusal_code, latest.refusal_details, latest.held_code,
                latest.held_details
            from intake.submission inner join intake.latest_judgement as latest using (submission_no)
            where submission.submission_id = any(%(ids)s) and latest.outcome in ('refused', 'held')
            order by 1
            """,
            {"loads": list(load_nos), "ids": list(submission_ids)},
        ).fetchall()
    names = ("id", "partner_id", "kind", "period", "outcome", "code", "reason")
    return [dict(zip(names, (*row[:6], _reason(*row[5:])), strict=True)) for row in found]


def _reason(
    refusal_code: str | None,
    refusal_details: Mapping[str, Any],
    held_code: str | None,
    held_details: Mapping[str, Any],
) -> str:
    if held_code is not None:
        return holding.text(held_code, held_details)
    return refusals.text(FileRefused(str(refusal_code), **refusal_details))


def _arrived(connection: Connection, load_nos: Sequence[int]) -> dict[str, int]:
    row = connection.execute(
        "select count(*), count(*) filter (where outcome = 'unpacked'),"
        " count(*) filter (where outcome = 'already_received'), count(*) filter (where outcome = 'refused')"
        " from intake.delivery where load_no = any(%s)",
        [list(load_nos)],
    ).fetchone()
    names = ("files", "archives", "received_before", "refused_at_the_door")
    return dict(zip(names, row or (), strict=True))


def _judged(connection: Connection, submission_ids: Sequence[str]) -> dict[str, int]:
    row = connection.execute(
        "select count(*), count(*) filter (where latest.outcome = 'accepted'),"
        " count(*) filter (where latest.outcome = 'accepted_with_findings'),"
        " count(*) filter (where latest.outcome = 'held'),"
        " count(*) filter (where latest.outcome = 'refused'),"
        " coalesce(sum(latest.received), 0), coalesce(sum(latest.accepted), 0),"
        " coalesce(sum(latest.quarantined), 0), coalesce(sum(latest.duplicates), 0)"
        " from intake.submission inner join intake.latest_judgement as latest using (submission_no)"
        " where submission.submission_id = any(%s)",
        [list(submission_ids)],
    ).fetchone()
    names = (
        "submissions", "accepted", "accepted_with_findings", "held", "refused", "received_rows",
        "accepted_rows", "quarantined_rows", "duplicate_rows",
    )  # fmt: skip
    return dict(zip(names, map(int, row or ()), strict=True))
