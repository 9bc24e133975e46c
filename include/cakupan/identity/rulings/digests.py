"""What rulings are held against: digests of what a row states and of what is known of a person."""

from datetime import datetime

from cakupan.identity import resolve
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


def prepare(connection: Connection, as_of: datetime | None = None) -> None:
    """Make what digests are computed with, as known at an instant or now; `merged_person` is left."""
    instant = as_of or loads.now(connection)
    connection.execute(statements.beside(resolve.__file__, "merged_persons"), {"instant": instant})
    connection.execute(statements.beside(__file__, "digests"))


def guard(
    connection: Connection, person_no: int | None, own_key_no: int | None, as_of: datetime | None = None
) -> bytes:
    """Return the digest of what is known of a person and of a row's own key, at an instant or now."""
    row = connection.execute(
        "select pg_temp.guard_digest(%s, %s, coalesce(%s, 'infinity'::timestamptz))",
        [person_no, own_key_no, as_of],
    ).fetchone()
    assert row is not None  # noqa: S101 - a function always answers
    return bytes(row[0])
