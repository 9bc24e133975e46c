"""What was received and what became of it."""

from typing import Any

from cakupan.errors import NotFound
from cakupan.intake.rows import holding
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

OUTCOMES = ("accepted", "accepted_with_findings", "refused", "held", "waiting")


def require_partner(connection: Connection, partner_id: str | None) -> None:
    """Refuse a partner nobody knows; one that was on a list once and sent something is known.

    Raises:
        NotFound: there is no such partner.
    """
    partner = connection.execute(
        "select from reference.partner where partner_id = %(id)s"
        " union all select from intake.submission where partner_id = %(id)s limit 1",
        {"id": partner_id},
    ).fetchone()
    if partner_id is not None and partner is None:
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
    rows = statements.dicts(
        connection,
        statements.beside(__file__, "submissions"),
        {"period": period, "partner_id": partner_id, "outcome": outcome},
    )
    return [_told(row) for row in rows]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name not in {"held_code", "held_details"}}
    held_code = row["held_code"]
    return told | {"held_reason": held_code and holding.text(held_code, row["held_details"])}
