"""Facts of published editions: one partition per edition, and a view of the newest of each period."""

from psycopg import sql

from cakupan.editions import tables
from cakupan.warehouse.connection import Connection

FACT_PREFIX = "fct_"
MARTS = "marts"


def attach(connection: Connection, schema: str, edition_no: int) -> list[str]:
    """Move every fact table of a build under marts as the partition of this edition; return their names."""
    names = tables.names(connection, schema, FACT_PREFIX)
    for name in names:
        _attach(connection, schema, name, edition_no)
    return names


def _attach(connection: Connection, schema: str, name: str, edition_no: int) -> None:
    partition = f"{name}__e{edition_no}"
    words = {
        "built": sql.Identifier(schema, name),
        "moved": sql.Identifier(MARTS, partition),
        "parent": sql.Identifier(MARTS, name),
        "partition": sql.Identifier(partition),
        "check": sql.Identifier(f"{partition}_edition"),
        "view": sql.Identifier(MARTS, f"{name}_current"),
        "edition_no": sql.Literal(edition_no),
    }
    connection.execute(
        sql.SQL(
            "alter table {built} add column edition_no bigint not null default {edition_no},"
            " add constraint {check} check (edition_no = {edition_no})"
        ).format(**words)
    )
    _agree_on_columns(connection, schema, name)
    _name_indexes_after(connection, schema, name, partition)
    connection.execute(sql.SQL("alter table {built} rename to {partition}").format(**words))
    connection.execute(sql.SQL("alter table {} set schema marts").format(sql.Identifier(schema, partition)))
    connection.execute(
        sql.SQL("alter table {parent} attach partition {moved} for values in ({edition_no})").format(**words)
    )
    connection.execute(
        sql.SQL(
            "create or replace view {view} as select * from {parent} where edition_no in ("
            "select distinct on (edition.period) edition.edition_no from publication.edition as edition"
            " order by edition.period, edition.version desc)"
        ).format(**words)
    )


def _name_indexes_after(connection: Connection, schema: str, name: str, partition: str) -> None:
    """Give the indexes of a build names of their own: those of every edition share one schema."""
    indexes = connection.execute(
        "select indexrelid::regclass::text from pg_index where indrelid = %s::regclass order by indexrelid",
        [sql.Identifier(schema, name).as_string(connection)],
    ).fetchall()
    for place, (index,) in enumerate(indexes, start=1):
        connection.execute(
            sql.SQL("alter index {} rename to {}").format(
                sql.SQL(index), sql.Identifier(f"{partition}__i{place}")
            )
        )


def _agree_on_columns(connection: Connection, schema: str, name: str) -> None:
    """Make the parent on first use; later give each side the columns that only the other has, empty."""
    built = dict(tables.columns(connection, schema, name))
    parent = dict(tables.columns(connection, MARTS, name))
    if not parent:
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in built.items()
        )
        connection.execute(
            sql.SQL("create table {} ({}) partition by list (edition_no)").format(
                sql.Identifier(MARTS, name), columns
            )
        )
        return
    for target, missing in (
        (sql.Identifier(MARTS, name), {c: k for c, k in built.items() if c not in parent}),
        (sql.Identifier(schema, name), {c: k for c, k in parent.items() if c not in built}),
    ):
        for column, kind in missing.items():
            connection.execute(
                sql.SQL("alter table {} add column {} {}").format(
                    target, sql.Identifier(column), sql.SQL(kind)
                )
            )
