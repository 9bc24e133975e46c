"""New keys become persons, numbered in the order of a keyed hash, so that a number says nothing but its load.

Only the register says that a NIK and a KPJ are one person. In its rows a key not seen before joins the person
of the other key, else becomes a new person. A KPJ that one load has beside more than one NIK links nothing
from that load on. A row of a roster is at most a new person by its own key: its NIK, or without one its KPJ.
"""

from cakupan.identity.keys import forgotten
from cakupan.identity.keys.secret import Secret
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


def number_members(connection: Connection, load_no: int, order: Secret) -> int:
    """Number the new keys of a load of the register; return how many persons are new.

    Leaves the temporary table `keyed_row`: the keys of each row, in pairs only where they link, and whose
    they were before.
    """
    asked: dict[str, object] = {"load_no": load_no}
    connection.execute(statements.beside(__file__, "member_keys"), asked)
    forgotten.leave_out_members(connection, load_no, order)
    connection.execute("analyze member_key")
    connection.execute(statements.beside(__file__, "shared_keys"), asked)
    connection.execute(statements.beside(__file__, "keyed_rows"))
    connection.execute("analyze keyed_row")
    connection.execute(statements.beside(__file__, "new_citizens"))
    connection.execute(statements.beside(__file__, "new_participants"))
    connection.execute(statements.beside(__file__, "numbered_members"), asked | _pads(order))
    new_persons = _write_persons(connection)
    for name in ("new_citizen", "new_participant", "numbered"):
        connection.execute(f"analyze {name}")
    connection.execute(statements.beside(__file__, "joined_keys"), asked)
    connection.execute("drop table member_key, new_citizen, new_participant, numbered")
    return new_persons


def number_own_keys(connection: Connection, order: Secret) -> int:
    """Number the keys of accepted rows that are nobody of the register; return how many persons are new.

    Leaves the temporary table `own_key`: the person of each such row whose key is nobody's in the register.
    """
    connection.execute(statements.beside(__file__, "strangers_of_rosters"))
    forgotten.leave_out_strangers(connection, order)
    connection.execute(statements.beside(__file__, "numbered_strangers"), _pads(order))
    new_persons = _write_persons(connection)
    connection.execute(
        "insert into identity.person_key (key_no, person_no, load_no)"
        " select key_no, person_no, load_no from numbered order by key_no"
    )
    connection.execute(statements.beside(__file__, "own_keys"))
    connection.execute("drop table stranger, numbered")
    return new_persons


def _pads(order: Secret) -> dict[str, object]:
    return {"inner_pad": order.inner, "outer_pad": order.outer}


def _write_persons(connection: Connection) -> int:
    """Write the persons of `numbered`, which `identity.person` does not hold yet; return how many."""
    return connection.execute(
        "insert into identity.person (person_no, load_no)"
        " select person_no, load_no from numbered order by person_no"
    ).rowcount
