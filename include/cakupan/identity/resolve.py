"""Say who is who for every load recorded since the last time, as if each was looked at when it was recorded.

Loads are taken in the order recorded, in epochs (`epochs`). Of an epoch, first the keys of its members are
numbered and the persons its rows show to be one are merged (`keys`), what they say is written down
(`describing`), and what is odd about them (`oddities`). Then the rows of its lists of people are decided in
one pass: accepted ones, and quarantined ones, of which a decision is a suggestion. When members or a model
come, rows of lists in force that matched nobody are looked at again; human decisions outrank all that
(`rulings`). A row that is nobody of the register, and says a key of its own, is a new person.

Everything written carries the load that made it known and never changes, so who is who at an instant is a
function of what was recorded by then. All of it happens in the caller's transaction, one session at a time.
"""

import logging

from cakupan.identity import epochs, oddities, rows
from cakupan.identity.describing import describe
from cakupan.identity.epochs import Epoch
from cakupan.identity.keys import merging, numbering, secret
from cakupan.identity.keys.secret import Secret
from cakupan.identity.matching import match
from cakupan.identity.rulings import applying
from cakupan.warehouse import locks
from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)
WRITTEN = ("person_key", "decision")  # descriptions when they are added


def persons(connection: Connection) -> int:
    """Number persons and decide rows for every load recorded and not yet resolved; return how many are new.

    Raises:
        SetupError: the secret that orders new persons is not the one of those before.
    """
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])
    waiting = epochs.unresolved(connection)
    if not waiting:
        return 0
    order = secret.of(connection)
    new_persons = sum(_resolve(connection, epoch, order) for epoch in waiting)
    load_nos = [load_no for epoch in waiting for load_no in epoch.load_nos]
    connection.execute(
        "insert into identity.resolved_load (load_no) select unnest(%s::bigint[]) order by 1", [load_nos]
    )
    for table in WRITTEN:
        connection.execute(f"analyze identity.{table}")
    LOGGER.info("%s loads resolved, %s new persons", len(load_nos), new_persons)
    return new_persons


def _resolve(connection: Connection, epoch: Epoch, order: Secret) -> int:
    new_persons = 0
    if epoch.has_members:
        new_persons += numbering.number_members(connection, epoch.load_nos[0], order)
        merging.merge(connection, epoch.load_nos[0], epoch.instant)
        describe.describe(connection, epoch.load_nos[0])
        oddities.find(connection, epoch.load_nos[0])
        connection.execute("drop table keyed_row")
    if epoch.has_rulings:
        if applying.collect_decided(connection, epoch):
            new_persons += _write(connection, epoch, order)
        rows.forget(connection)
    if rows.collect(connection, epoch):
        match.match(connection, epoch.instant)
        new_persons += _write(connection, epoch, order)
    rows.forget(connection)
    return new_persons


def _write(connection: Connection, epoch: Epoch, order: Secret) -> int:
    """Let rulings outrank what was found, and write it down; return how many persons are new."""
    applying.apply(connection, epoch)
    connection.execute("analyze row_decided")
    new_persons = numbering.number_own_keys(connection, order)
    rows.write_decisions(connection)
    return new_persons
