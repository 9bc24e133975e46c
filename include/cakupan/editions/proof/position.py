"""Where an edition stands: its number in the order of publication, the edition before, heads of the chains.

A rebuild takes them from the rows of the edition it repeats and from the links of the chain, never from its
manifest: a manifest that is copied would agree with itself whatever has become of the warehouse since.
"""

from dataclasses import asdict, dataclass
from typing import Any

from cakupan.editions.proof import chain
from cakupan.editions.proof.chain import Head
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The edition published before, whatever its month, and the hash of its manifest."""

    edition: str
    number: int
    manifest_sha256: str


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a manifest says of the order of publication; nothing in one that belongs to no edition."""

    number: int | None = None
    previous: Previous | None = None
    action_head: Head | None = None
    identity_head: Head | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what the manifest says, by name."""
        return asdict(self)

    def is_where(self, stated: dict[str, Any]) -> bool:
        """Tell whether a manifest states the same number after the same edition; heads grow meanwhile."""
        own = self.as_dict()
        return all(stated.get(name) == own[name] for name in ("number", "previous"))


def upcoming(connection: Connection) -> Position:
    """Return the position of an edition that were published now."""
    row = connection.execute("select coalesce(max(number), 0) + 1 from publication.edition").fetchone()
    assert row is not None  # noqa: S101 - an aggregate always answers
    number = int(row[0])
    return Position(
        number=number,
        previous=before(connection, number),
        action_head=chain.head(connection, "action"),
        identity_head=chain.head(connection, "identity"),
    )


def of_edition(connection: Connection, edition_no: int) -> Position:
    """Return the position that an edition was published at; heads of one older than the chain are unknown."""
    row = connection.execute(
        "select number, action_count, identity_count from publication.edition where edition_no = %s",
        [edition_no],
    ).fetchone()
    assert row is not None  # noqa: S101 - the caller has the edition from this table
    number, actions, decisions = row
    return Position(
        number=number,
        previous=before(connection, number),
        action_head=None if actions is None else chain.head_at(connection, "action", actions),
        identity_head=None if decisions is None else chain.head_at(connection, "identity", decisions),
    )


def before(connection: Connection, number: int) -> Previous | None:
    """Return the edition with the number before this one, if the warehouse has it."""
    row = connection.execute(
        "select period || '/v' || version, number, manifest_sha256 from publication.edition"
        " where number = %s",
        [number - 1],
    ).fetchone()
    return None if row is None else Previous(edition=row[0], number=row[1], manifest_sha256=row[2])
