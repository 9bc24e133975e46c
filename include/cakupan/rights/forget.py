"""Forget a person: empty what tells of him, keep his number, and know him again when he is named later.

Published figures and facts stay, for they hold his number alone. Files hold other people too: they are named
and kept until their retention ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg.types.json import Jsonb

from cakupan import settings
from cakupan.errors import NotFound, StillMember
from cakupan.identity.keys import secret
from cakupan.identity.keys.secret import Secret
from cakupan.lake import record
from cakupan.masking import hide_numbers
from cakupan.rights import actions, held, in_lake, subject
from cakupan.rights.held import Held, Rows
from cakupan.rights.subject import Subject
from cakupan.warehouse import archive, locks
from cakupan.warehouse.connection import Connection

PLACE = ("load_no", "file_no", "row_number")
IN_LAKE = "dilupakan"
ROSTER_PLACE = ("period", "submission_no", "judgement_no", "sheet_no", "row_number", "is_own")


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """Who was forgotten, the action that says so, rows emptied, and the files that hold him still."""

    person: str
    action_no: int
    rows: dict[str, int]
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who orders it and why; `approved_by` is who agreed to it, as the letter or the chief of the office."""

    actor: str
    reason: str
    approved_by: str | None
    is_in_spite_of_membership: bool


def find(connection: Connection, who: str) -> Subject:
    """Return whom a number names, also one who was forgotten before.

    Raises:
        NotFound: it names nobody.
    """
    key_no = subject.key_of(connection, who.strip())
    digest = None if key_no is None else digest_of(connection, secret.of(connection), key_no)
    return subject.find(connection, who, digest)


def digest_of(connection: Connection, order: Secret, key_no: int) -> bytes:
    """Return what is kept of a forgotten key."""
    row = connection.execute(
        "select identity.key_digest(%s, %s, %s)", [key_no, order.inner, order.outer]
    ).fetchone()
    assert row is not None  # noqa: S101 - a function of one row
    return bytes(row[0])


def apply(connection: Connection, who: str, order: Order) -> Forgotten:
    """Forget a person, in the caller's transaction; after it `catching_up.settle` reaches the lake.

    Raises:
        NotFound: nothing is held on such a person.
        StillMember: a membership of the person runs; the register is the agency's duty.
        ReasonTooShort: the reason says too little.
    """
    reason = actions.require_reason(order.reason)
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.EXTRACTS])
    record.hold(connection)
    whom = find(connection, who)
    everything = held.on(connection, whom)
    if not everything.is_anything:
        raise NotFound("Nothing is held that tells of this person.")
    if everything.is_active and not order.is_in_spite_of_membership:
        raise StillMember(
            f"{whom.name} is an active member: the register of members is kept by law. End the membership"
            " first, or say --in-spite-of-membership, with the legal ground as the reason. Nothing was done."
        )
    files = files_with(everything)
    details = {
        "approved_by": order.approved_by,
        "in_spite_of_membership": everything.is_active,
        "known_since": _known_since(everything),
        "submissions": sorted({str(row["submission_id"]) for row in everything.roster_rows}),
        "files": list(files),
    }
    in_lake.note(connection, everything, whom.key_nos, IN_LAKE)
    action_no = _forget(connection, whom, everything, order.actor, reason, details)
    row = connection.execute(
        "select details -> 'rows' from control.action where action_no = %s", [action_no]
    ).fetchone()
    assert row is not None  # noqa: S101 - it was written just now
    return Forgotten(person=whom.name, action_no=action_no, rows=row[0], files=files)


def files_with(everything: Held) -> tuple[str, ...]:
    """Return where files lie that hold the person: in the archive by hash, and answers in the outbox."""
    home = settings.load().home
    rows = (*everything.roster_rows, *everything.memberships, *everything.sections["claims"])
    hashes = sorted({str(row["sha256"]) for row in rows if row["sha256"]})
    archived = [path for sha256 in hashes if (path := archive.place_of(sha256)).is_file()]
    submissions = sorted({str(row["submission_id"]) for row in everything.roster_rows})
    outbox = settings.load().folder("outbox")
    answers = [path for name in submissions for path in sorted(outbox.rglob(f"{name}*")) if path.is_file()]
    return tuple(_hidden(str(path.relative_to(home))) for path in (*archived, *answers))


def _hidden(place: str) -> str:
    """Return where a file lies; the name of an answer may hold a number of a person, a hash holds none."""
    return place if place.startswith("archive/") else hide_numbers(place)


def _forget(
    connection: Connection,
    whom: Subject,
    everything: Held,
    actor: str,
    reason: str,
    details: Mapping[str, object],
) -> int:
    order = secret.of(connection)
    places = {
        "intake.roster_row": _places(everything.roster_rows, ROSTER_PLACE),
        "register.membership": _places(everything.memberships, PLACE),
        "register.claim": _places(everything.sections["claims"], PLACE),
    }
    row = connection.execute(
        "select retention.forget(%s::bigint, %s::bigint[], %s::bigint[], %s::bytea, %s::bytea,"
        " %s, %s, %s, %s)",
        [
            whom.person_no,
            list(whom.person_nos),
            list(whom.key_nos),
            order.inner,
            order.outer,
            Jsonb(places),
            actor,
            reason,
            Jsonb(dict(details)),
        ],
    ).fetchone()
    assert row is not None  # noqa: S101 - a function of one row
    return int(row[0])


def _places(rows: Rows, columns: tuple[str, ...]) -> list[dict[str, object]]:
    return [{name: row[name] for name in columns} for row in rows]


def _known_since(everything: Held) -> str:
    """The first instant from which a close could have counted the person."""
    instants = [
        *(row["known_from"] for row in everything.memberships),
        *(row["known_from"] for row in everything.sections["claims"]),
        *(row["received_at"] for row in everything.roster_rows),
        *(row["known_from"] for row in everything.sections["keys"]),
    ]
    return str(min(instants).isoformat())
