"""Number the persons behind NIKs and KPJs, so that who is who at an old as_of never changes.

Only the register says that a NIK and a KPJ are one person. Loads are taken in the order in which they were
recorded. In a register load, a key not seen before joins the person of the other key in its row, else becomes
a new person, NIK before KPJ, in order of the key; a row whose two keys belong to two persons merges the
younger into the older. A KPJ that one load had beside more than one NIK links nothing from that load on.

A roster row is looked up by its NIK, or by its KPJ when it has no NIK; that key, when new, is a new person.
Rows of a list held as it landed have no persons until it is released: resolving the load of the release
numbers them. A list that gate 1 held a moment later was free until then: its rows have persons from then on.
Keys, persons and merges carry their load and never change; `identity.person_at(as_of)` reads them.
"""

import logging

from cakupan.contracts import roster
from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)


def resolve(connection: Connection) -> int:
    """Assign persons for every load recorded and not yet resolved; return how many persons are new."""
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])
    load_nos = _unresolved_loads(connection)
    if not load_nos:
        return 0
    _collect_rows(connection, load_nos)
    new_persons = sum(_resolve_load(connection, load_no) for load_no in _loads_with_rows(connection))
    connection.execute(
        "insert into identity.resolved_load (load_no) select unnest(%s::bigint[]) order by 1", [load_nos]
    )
    connection.execute("drop table keyed_row")
    connection.execute("analyze identity.person_key")
    logger.info("%s loads resolved, %s new persons", len(load_nos), new_persons)
    return new_persons


def _unresolved_loads(connection: Connection) -> list[int]:
    """Return the loads to resolve, once none is in flight: whatever comes later is recorded later."""
    # Rolling back gives the lock back at once: loads need not wait until all persons are numbered.
    with connection.transaction(force_rollback=True):
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.LOADS_IN_FLIGHT])
        rows = connection.execute(
            "select load_no from control.load where not exists ("
            " select from identity.resolved_load where resolved_load.load_no = load.load_no)"
            " order by recorded_at, load_no"
        ).fetchall()
    return [row[0] for row in rows]


def _collect_rows(connection: Connection, load_nos: list[int]) -> None:
    """Fill the temporary table `keyed_row`: the distinct keys of each load, in pairs only where they link."""
    asked = {"load_nos": load_nos, "kinds_of_people": list(roster.kinds_of_people())}
    connection.execute(statements.beside(__file__, "shared_keys"), asked)
    connection.execute(statements.beside(__file__, "keyed_rows"), asked)
    connection.execute("create index on keyed_row (load_no)")
    connection.execute("analyze keyed_row")


def _loads_with_rows(connection: Connection) -> list[int]:
    rows = connection.execute(
        "select load_no from (select distinct load_no from keyed_row) as keyed"
        " inner join control.load using (load_no) order by load.recorded_at, load_no"
    ).fetchall()
    return [row[0] for row in rows]


def _resolve_load(connection: Connection, load_no: int) -> int:
    """Number the new keys of one load and merge the persons its rows show to be one."""
    first_new = _number_new_keys(connection, load_no, key="nik_no", other="kpj_no")
    then_new = _number_new_keys(connection, load_no, key="kpj_no", other="nik_no")
    while _merge_once(connection, load_no):
        pass
    return first_new + then_new


def _number_new_keys(connection: Connection, load_no: int, *, key: str, other: str) -> int:
    """Give each new key of one kind the person of the other key in its rows, else a new person."""
    connection.execute(
        "create temporary table new_key on commit drop as"
        f" select keyed_row.{key} as key_no, min(other_key.person_no) as person_no"
        " from keyed_row"
        f" left join identity.person_key as other_key on keyed_row.{other} = other_key.key_no"
        f" where keyed_row.load_no = %(load_no)s and keyed_row.{key} is not null"
        "     and not exists (select from identity.person_key as known"
        f"         where known.key_no = keyed_row.{key})"
        " group by 1",
        {"load_no": load_no},
    )
    answer = connection.execute("select count(*) from new_key where person_no is null").fetchone()
    connection.execute(statements.beside(__file__, "numbered_keys"), {"load_no": load_no})
    connection.execute("drop table new_key")
    return int(answer[0]) if answer else 0


def _merge_once(connection: Connection, load_no: int) -> int:
    """Point each younger of two persons that one row names to the older; return how many were merged."""
    statement = statements.beside(__file__, "merged_persons")
    return connection.execute(statement, {"load_no": load_no}).rowcount
