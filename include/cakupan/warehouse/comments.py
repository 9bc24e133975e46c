"""Comments on columns that hold personal data, so that whoever opens the database is told."""

from psycopg import sql

from cakupan.contracts import personal
from cakupan.warehouse.connection import Connection

MARK = "Personal data: "


def ensure(connection: Connection) -> None:
    """Say of every personal column what it tells, after what its comment said before; twice is as once.

    Raises:
        KeyError: the list names a column that the warehouse does not have.
    """
    for one in personal.columns():
        schema, table = one.table.split(".")
        kept = connection.execute(
            "select split_part(coalesce(col_description(attrelid, attnum), ''), %s, 1) from pg_attribute"
            " where attrelid = to_regclass(%s) and attname = %s and not attisdropped",
            [MARK, f"{schema}.{table}", one.column],
        ).fetchone()
        if kept is None:
            raise KeyError(f"{one.table} has no column {one.column}")
        text = " ".join(filter(None, [kept[0].strip(), f"{MARK}{one.kind}. {one.meaning}"]))
        connection.execute(
            sql.SQL("comment on column {} is {}").format(
                sql.Identifier(schema, table, one.column), sql.Literal(text)
            )
        )
