"""What was received and what became of it."""

from typing import Any

from cakupan.errors import NotFound
from cakupan.intake.rows import holding
from cakupan.warehouse.connection import Connection

OUTCOMES = ("accepted", "accepted_with_findings", "refused", "held", "waiting")
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
    "received_at",
    "judged_at",
    "judgement",
    "refusal_code",
    "held_reason",
    "release_reason",
    "kind_basis",
    "period_basis",
    "corrects",
    "list",
    "receipt",
)


def require_partner(connection: Connection, partner_id: str | None) -> None:
    """Refuse a partner nobody knows; one that was on a list once and sent something is known.

    Raises:
        NotFound: there is no such partner.
    """
    found = connection.execute(
        "select from reference.partner where partner_id = %(id)s"
        " union all select from intake.submission where partner_id = %(id)s limit 1",
        {"id": partner_id},
    ).fetchone()
    if partner_id is not None and found is None:
        raise NotFound(f"There is no partner {partner_id!r} on the lists of this warehouse.")


def submissions(
    connection: Connection,
    period: str | None = None,
    *,
    partner_id: str | None = None,
    outcome: str | None = None,
) -> list[dict[str, Any]]:
    """Return submissions, all or of one period, partner or outcome, with their newest judgement as it stands.

    Outcome null: not judged yet, asked for as `waiting`. List: the first of the files that are
    together one list, null for a list in one file. The receipt is a path below the outbox.
    """
    rows = connection.execute(
        """
        select
            submission.submission_id, submission.partner_id, submission.roster_kind, submission.period,
            submission.file_name, submission.sha256, latest.outcome,
            coalesce(latest.received, 0), coalesce(latest.accepted, 0),
            coalesce(latest.quarantined, 0), coalesce(latest.duplicates, 0),
            submission.received_at, load.recorded_at, latest.judgement_no, latest.refusal_code,
            latest.held_code, latest.release_reason, submission.kind_basis, submission.period_basis,
            corrected.submission_id, whole.submission_id, submission.partner_id || '/' || receipt.file_name,
            latest.held_details
        from intake.submission
        left join intake.latest_judgement as latest using (submission_no)
        left join control.load on latest.load_no = load.load_no
        left join intake.submission as corrected
            on submission.corrects_submission_no = corrected.submission_no
        left join intake.submission as whole on submission.list_no = whole.submission_no
        left join intake.receipt
            on latest.submission_no = receipt.submission_no and latest.judgement_no = receipt.judgement_no
        where (%(period)s::text is null or submission.period = %(period)s)
            and (%(partner_id)s::text is null or submission.partner_id = %(partner_id)s)
            and (%(outcome)s::text is null or coalesce(latest.outcome, 'waiting') = %(outcome)s)
        order by submission.submission_no
        """,
        {"period": period, "partner_id": partner_id, "outcome": outcome},
    )
    return [_submission(row) for row in rows]


def _submission(row: tuple[Any, ...]) -> dict[str, Any]:
    *told, held_details = row
    found = dict(zip(COLUMNS, told, strict=True))
    held_code = found["held_reason"]
    return found | {"held_reason": held_code and holding.text(held_code, held_details)}
