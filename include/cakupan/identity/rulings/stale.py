"""Rulings that no longer apply: what they rest on has changed since."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cakupan.identity.rulings import digests
from cakupan.warehouse import statements
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
    digests.prepare(connection)
    rows = statements.dicts(connection, statements.beside(__file__, "newest_rulings"))
    gone = [
        row
        for row in rows
        if digests.guard(connection, row["guarded_no"], row["own_key_no"]) != row["guard_digest"]
    ]
    connection.execute("drop table merged_person")
    names = Stale.__dataclass_fields__
    return [
        Stale(**{name: row[name] for name in names})
        for row in sorted(gone, key=lambda row: (row["decided_at"], row["ruling_no"]))
    ]
