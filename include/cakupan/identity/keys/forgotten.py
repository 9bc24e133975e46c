"""Keys of forgotten persons that come again: told as a finding, and nobody is made of them.

A row of the register with a forgotten NIK is left out whole; of one with another NIK only the forgotten KPJ.
"""

from cakupan.identity.keys.secret import Secret
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

CODE = "ORANG_DILUPAKAN"


def is_anybody(connection: Connection) -> bool:
    """Whether anybody was ever forgotten here."""
    row = connection.execute("select exists (select from identity.forgotten)").fetchone()
    return bool(row and row[0])


def leave_out_members(connection: Connection, load_no: int, order: Secret) -> None:
    """Take the forgotten keys out of `member_key`, the rows of a load of the register, and tell of them."""
    if not is_anybody(connection):
        return
    _find(connection, statements.beside(__file__, "forgotten_members"), order)
    connection.execute(
        "insert into identity.finding (load_no, code, person_no, file_no, row_number)"
        " select %s, %s, forgotten_key.person_no, member_key.file_no, member_key.row_number from member_key"
        " inner join forgotten_key"
        " on forgotten_key.key_no = coalesce(member_key.nik_no, member_key.kpj_no)"
        " order by member_key.file_no, member_key.row_number",
        [load_no, CODE],
    )
    connection.execute(
        "delete from member_key using forgotten_key"
        " where forgotten_key.key_no = coalesce(member_key.nik_no, member_key.kpj_no)"
    )
    connection.execute(
        "update member_key set kpj_no = null from forgotten_key"
        " where forgotten_key.key_no = member_key.kpj_no"
    )
    connection.execute("drop table forgotten_key")


def leave_out_strangers(connection: Connection, order: Secret) -> None:
    """Take the forgotten keys out of `stranger`, new keys of lists, and tell of them once for each list."""
    if not is_anybody(connection):
        return
    _find(connection, statements.beside(__file__, "forgotten_strangers"), order)
    connection.execute(
        "insert into identity.finding (load_no, code, person_no)"
        " select stranger.load_no, %(code)s::text, forgotten_key.person_no from stranger"
        " inner join forgotten_key on stranger.key_no = forgotten_key.key_no"
        " except select load_no, code, person_no from identity.finding where code = %(code)s",
        {"code": CODE},
    )
    connection.execute(
        "delete from stranger using forgotten_key where stranger.key_no = forgotten_key.key_no"
    )
    connection.execute("drop table forgotten_key")


def _find(connection: Connection, statement: str, order: Secret) -> None:
    """Make the temporary table `forgotten_key`: the forgotten among new keys, and whose they were."""
    connection.execute(statement, {"inner_pad": order.inner, "outer_pad": order.outer})
