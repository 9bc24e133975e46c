"""Rows of which it is known that they are nobody of the register, and of whom nothing was learnt since.

A list of people is mostly that of the month before, and whom the register does not hold it mostly does not
hold a month later. Who says what somebody said then is nobody again, if no description came since that shares
a block with him, nobody was merged or split, and model and code are the same. All others are compared.
"""

from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection

LEARNT_AT_MOST = 5  # descriptions whose blocks are made in the time in which a row is compared


def prepare(connection: Connection) -> None:
    """Make `row_settled`, empty: every row is compared."""
    connection.execute(
        "create temporary table row_settled (nik text, kpj text, nama text, tanggal_lahir date,"
        " jenis_kelamin text, area_code text, nama_ibu text, settled_at timestamptz, content_hash bigint)"
        " on commit drop"
    )


def find(connection: Connection, model_version: str) -> None:
    """Fill `row_settled` with what was said under this model, and this code, by rows that are nobody."""
    asked = {"model_version": model_version, "code_version": loads.code_version()}
    # Nothing is known of lists just named, and a nested loop over two lists is their product.
    connection.execute("set local enable_nestloop = off")
    connection.execute(statements.beside(__file__, "rows_settled"), asked)
    connection.execute("set local enable_nestloop = on")
    connection.execute("analyze row_settled (content_hash)")


def decide(connection: Connection, model_version: str) -> int:
    """Decide rows of `row_sought` that say the same, and ask about them no more; return how many they are."""
    if not _is_worth_it(connection):
        return 0
    connection.execute(statements.beside(__file__, "news"))
    connection.execute("analyze news")
    connection.execute(statements.beside(__file__, "rows_unchanged"))
    decided = connection.execute(
        "insert into row_decided (submission_no, judgement_no, sheet_no, row_number, load_no,"
        " outcome, method, model_version)"
        " select submission_no, judgement_no, sheet_no, row_number, load_no, 'no_match', 'none', %s"
        " from row_unchanged",
        [model_version],
    ).rowcount
    # Few are left, and to write these takes a part of the time of deleting the others.
    connection.execute(
        "create temporary table row_left on commit drop as select * from row_sought"
        " where row_no not in (select row_no from row_unchanged)"
    )
    connection.execute("drop table news, row_unchanged, row_sought")
    connection.execute("alter table row_left rename to row_sought")
    connection.execute("create unique index on row_sought (row_no)")
    connection.execute("analyze row_sought (row_no, nik_no)")
    return decided


def _is_worth_it(connection: Connection) -> bool:
    """Tell whether rows are settled, and enough of them for what was learnt since to be looked through."""
    [(rows, learnt)] = connection.execute(
        "select (select count(*) from row_settled), (select count(*) from identity.description"
        " where load_no = any(array(select load_no from control.load where recorded_at"
        " > (select min(settled_at) from row_settled))))"
    ).fetchall()
    return rows > 0 and learnt <= LEARNT_AT_MOST * rows
