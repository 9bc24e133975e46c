"""What was asked for a person and done about it, as actions: who, for whom, why."""

from collections.abc import Mapping

from psycopg.types.json import Jsonb

from cakupan import reasons
from cakupan.errors import ReasonTooShort
from cakupan.masking import hide_numbers
from cakupan.warehouse.connection import Connection


def require_reason(reason: str) -> str:
    """Return a reason as it is recorded: without numbers as long as those of persons.

    Raises:
        ReasonTooShort: it says too little.
    """
    return hide_numbers(reasons.require(reason))


def require_from(asked_by: str) -> str:
    """Return who asked and how, such as a letter's number, without numbers as long as those of persons.

    Raises:
        ReasonTooShort: it says nothing.
    """
    if not asked_by.strip():
        raise ReasonTooShort("Say who asked and how, such as the number of a letter; it is recorded.")
    return hide_numbers(" ".join(asked_by.split()))


def record(
    connection: Connection, action: str, subject: str, actor: str, reason: str, details: Mapping[str, object]
) -> int:
    """Record an action and return its number."""
    row = connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values (%s, %s, %s, %s, %s, control.now()) returning action_no",
        [action, subject, actor, require_reason(reason), Jsonb(dict(details))],
    ).fetchone()
    assert row is not None  # noqa: S101 - returning always answers
    return int(row[0])
