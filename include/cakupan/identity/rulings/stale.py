"""Rulings that no longer apply: what they rest on has changed since."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from cakupan.identity.rulings import digests
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Stale:
    """A ruling that applies to no list any more until somebody decides its row again."""

    row_id: str
    outcome: str
    person_no: int | None
    decided_by: str
    decided_at: datetime
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return asdict(self)


def find(connection: Connection) -> list[Stale]:
    """Return the rulings whose guard does not hold now, in the order decided."""
    names = Stale.__dataclass_fields__
    return [
        Stale(**{name: row[name] for name in names})
        for row in sorted(_newest(connection), key=lambda row: (row["decided_at"], row["ruling_no"]))
        if not row["is_holding"]
    ]


def of_month(connection: Connection, period: str, as_of: datetime) -> pd.DataFrame:
    """Return rulings on rows of the lists in force in a month, and whether each holds, as known at as_of."""
    rows = _newest(connection, period, as_of)
    return pd.DataFrame(
        [(row["row_id"], row["is_holding"]) for row in rows], columns=["row_id", "is_holding"]
    )


def _newest(
    connection: Connection, period: str | None = None, as_of: datetime | None = None
) -> list[dict[str, Any]]:
    """The newest ruling on each row, and whether its guard holds."""
    digests.prepare(connection, as_of)
    asked = {"period": period, "as_of": as_of or loads.now(connection)}
    rows = statements.dicts(connection, statements.beside(__file__, "newest_rulings"), asked)
    for row in rows:
        now = digests.guard(connection, row["guarded_no"], row["own_key_no"], as_of)
        row["is_holding"] = now == row["guard_digest"]
    connection.execute("drop table merged_person")
    return rows
