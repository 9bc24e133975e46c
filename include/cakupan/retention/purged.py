"""Which inputs of a close were purged: what was emptied cannot be built from again."""

from datetime import datetime

from cakupan.errors import InputsPurged
from cakupan.indonesian import moment
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

MOST_NAMED = 5


def require_inputs(connection: Connection, period: str, as_of: datetime) -> None:
    """Refuse to build a month from rows that were emptied.

    Raises:
        InputsPurged: names the lists or tables, when they were purged, and by whom.
    """
    purged = connection.execute(
        statements.beside(__file__, "purged_inputs"), {"period": period, "as_of": as_of}
    ).fetchall()
    if purged:
        named = [f"{subject} on {moment(at)} by {actor}: {reason}" for subject, at, actor, reason in purged]
        more = [f"and {len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
        raise InputsPurged(
            f"{period} as of {as_of.isoformat()} cannot be built again, its inputs were purged:\n  "
            + "\n  ".join([*named[:MOST_NAMED], *more])
            + "\nA published edition of it still verifies: `cakupan verify`."
        )
