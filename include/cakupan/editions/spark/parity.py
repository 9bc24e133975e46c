"""The same month on both engines: where they differ in one row, nothing is published."""

from pathlib import Path

from psycopg import sql

from cakupan.editions.spark import building, returning
from cakupan.editions.spark.job import Answer
from cakupan.errors import EnginesDiffer
from cakupan.warehouse.connection import Connection, connect

MOST_NAMED = 5


def require(schema: str, results: Path) -> None:
    """Compare what PostgreSQL has in a build schema with what Spark built, table by table.

    Raises:
        EnginesDiffer: some rows are not the same; the message names tables, and figures by their ids.
    """
    answer = Answer.read(results / building.ENGINE)
    batches = building.batches(schema)
    said = []
    with connect() as connection:
        for table in sorted(answer.tables):
            copy = _beside(connection, schema, table)
            returning.fill(connection, copy, answer.tables[table], batches(table))
            differing = _differing(connection, schema, table)
            if differing:
                said.append(f"{table}: {differing} rows{_named(connection, schema, table)}")
    if said:
        raise EnginesDiffer(
            f"PostgreSQL and {answer.engine} do not give the same, so nothing was published:\n  "
            + "\n  ".join(said)
        )


def _beside(connection: Connection, schema: str, table: str) -> str:
    connection.execute(
        sql.SQL("create temporary table {} (like {}) on commit drop").format(
            sql.Identifier(_copy_of(table)), sql.Identifier(schema, table)
        )
    )
    return _copy_of(table)


def _copy_of(table: str) -> str:
    return f"spark_{table}"


def _differing(connection: Connection, schema: str, table: str) -> int:
    row = connection.execute(
        sql.SQL("select count(*) from ({}) as differing").format(_rows_of_one_alone(schema, table))
    ).fetchone()
    return int(row[0]) if row else 0


def _rows_of_one_alone(schema: str, table: str) -> sql.Composed:
    one, other = sql.Identifier(schema, table), sql.Identifier("pg_temp", _copy_of(table))
    return sql.SQL(
        "(select * from {one} except all select * from {other})"
        " union all (select * from {other} except all select * from {one})"
    ).format(one=one, other=other)


def _named(connection: Connection, schema: str, table: str) -> str:
    """Return the figures that differ; rows of other tables are told by their number alone."""
    if table != "figures":
        return ""
    found = connection.execute(
        sql.SQL('select distinct figure_id collate "C" from ({}) as differing order by 1 limit {}').format(
            _rows_of_one_alone(schema, table), sql.Literal(MOST_NAMED)
        )
    ).fetchall()
    return ", of the figures " + ", ".join(figure_id for (figure_id,) in found)
