"""Which loads are to be resolved, cut where what is known of people changes.

A load that brings members, a model or human decisions opens an epoch; the loads of rosters after it belong to
it. Within an epoch nothing is learnt about people but from rosters, so its rows are looked at in one pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class RecordedLoad:
    """A load to be resolved, and whether it opens an epoch by what it brings."""

    load_no: int
    recorded_at: datetime
    has_members: bool
    has_rulings: bool
    looks_again: bool
    opens: bool


@dataclass(frozen=True, kw_only=True)
class Epoch:
    """Loads in the order recorded, and the instant at which the first of them was."""

    instant: datetime
    load_nos: list[int] = field(default_factory=list)
    has_members: bool
    has_rulings: bool
    looks_again: bool


def unresolved(connection: Connection) -> list[Epoch]:
    """Return the epochs to resolve, once no load is in flight: whatever comes later is recorded later."""
    # Rolling back gives the lock back at once: loads need not wait until all persons are numbered.
    with connection.transaction(force_rollback=True):
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.LOADS_IN_FLIGHT])
        loads = statements.records(connection, RecordedLoad, statements.beside(__file__, "unresolved_loads"))
    return list(_cut(loads))


def _cut(loads: list[RecordedLoad]) -> Iterator[Epoch]:
    current: Epoch | None = None
    for each in loads:
        if current is None or each.opens:
            if current is not None:
                yield current
            current = Epoch(
                instant=each.recorded_at,
                has_members=each.has_members,
                has_rulings=each.has_rulings,
                looks_again=each.looks_again,
            )
        current.load_nos.append(each.load_no)
    if current is not None:
        yield current
