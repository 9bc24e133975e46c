"""What was received and what became of it."""

from typing import Any

from cakupan.warehouse.connection import Connection

COLUMNS = (
    "submission_id",
    "partner_id",
    "kind",
    "period",
    "file",
    "sha256",
    "outcome",
    "received",
    "accepted",
    "quarantined",
    "duplicates",
)


def submissions(connection: Connection, period: str | None = None) -> list[dict[str, Any]]:
    """Return every submission, of one period or all, with its newest judgement; outcome null: none yet."""
    rows = connection.execute(
        """
        select
            submission_id, partner_id, roster_kind, period, file_name, sha256, latest.outcome,
            coalesce(latest.received, 0), coalesce(latest.accepted, 0),
            coalesce(latest.quarantined, 0), coalesce(latest.duplicates, 0)
        from intake.submission
        left join lateral (
            select outcome, received, accepted, quarantined, duplicates from intake.judgement
            where judgement.submission_no = submission.submission_no order by judgement_no desc limit 1
        ) as latest on true
        where %(period)s::text is null or period = %(period)s
        order by submission_no
        """,
        {"period": period},
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
