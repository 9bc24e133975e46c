"""What rulings are held against: digests of what a row states and of what is known of a person."""

from cakupan.identity import resolve
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


def prepare(connection: Connection) -> None:
    """Make what digests are computed with; the caller drops `merged_person`."""
    connection.execute(
        statements.beside(resolve.__file__, "merged_persons"), {"instant": loads.now(connection)}
    )
    connection.execute(statements.beside(__file__, "digests"))


def guard(connection: Connection, person_no: int | None, own_key_no: int | None) -> bytes:
    """Return the digest of what is known now of a person and of a row's own key."""
    row = connection.execute("select pg_temp.guard_digest(%s, %s)", [person_no, own_key_no]).fetchone()
    assert row is not None  # noqa: S101 - a function always answers
    return bytes(row[0])
