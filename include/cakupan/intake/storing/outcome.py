"""What became of what arrived in one run: counts for its note, and what somebody has to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cakupan.errors import FileRefused
from cakupan.intake.rows import holding, refusals
from cakupan.warehouse import statements
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
class RunCounts:
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


def of(load_nos: Sequence[int], submission_ids: Sequence[str]) -> RunCounts:
    """Return what became of the files recorded with these loads and of the submissions judged."""
    with connect() as connection:
        return RunCounts(**_arrived(connection, load_nos), **_judged(connection, submission_ids))


def to_look_at(load_nos: Sequence[int], submission_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what was refused or held, each with its reason; files refused at the door by their delivery."""
    values = {"load_nos": list(load_nos), "submission_ids": list(submission_ids)}
    with connect() as connection:
        rows = statements.dicts(connection, statements.beside(__file__, "to_look_at"), values)
    return [
        {
            **{name: row[name] for name in ("id", "partner_id", "kind", "period", "outcome")},
            "code": row["refusal_code"],
            "reason": _reason(row),
        }
        for row in rows
    ]


def _reason(row: Mapping[str, Any]) -> str:
    if row["held_code"] is not None:
        return holding.text(row["held_code"], row["held_details"])
    return refusals.text(FileRefused(str(row["refusal_code"]), **row["refusal_details"]))


def _arrived(connection: Connection, load_nos: Sequence[int]) -> dict[str, int]:
    (counts,) = statements.dicts(
        connection,
        "select count(*) as files, count(*) filter (where outcome = 'unpacked') as archives,"
        " count(*) filter (where outcome = 'already_received') as received_before,"
        " count(*) filter (where outcome = 'refused') as refused_at_the_door"
        " from intake.delivery where load_no = any(%s)",
        [list(load_nos)],
    )
    return counts


def _judged(connection: Connection, submission_ids: Sequence[str]) -> dict[str, int]:
    (counts,) = statements.dicts(
        connection, statements.beside(__file__, "counts"), {"submission_ids": list(submission_ids)}
    )
    return counts
