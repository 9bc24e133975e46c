"""What Spark built goes back to PostgreSQL: the tables that gates, freezing and later steps read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import yaml
from psycopg import sql

from cakupan.editions.spark.job import Built
from cakupan.errors import PipelineFailed
from cakupan.settings import DBT_PROJECT
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_table

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = {"string": "text", "array<string>": "text[]", "double": "double precision", "int": "integer"}
KEPT_AS = {"bigint", "smallint", "boolean", "date"}
ROWS_AT_ONCE = 250_000


def bring(
    connection: Connection,
    schema: str,
    tables: Mapping[str, Built],
    batches: Callable[[str], Iterable["pa.RecordBatch"]],
) -> None:
    """Make the tables in a build schema and fill them; `batches(table)` yields what was built of one.

    Raises:
        PipelineFailed: a table has a column of a type that PostgreSQL lacks, or not all of its rows.
        psycopg.Error: a row breaks the key of its table.
    """
    contracts = _contracts()
    for table, built in sorted(tables.items()):
        contract = contracts.get(table, {})
        kinds = {name: kind_of(table, name, kind) for name, kind in built.columns}
        stated = {name: kinds[name] for name in contract.get("columns", kinds)}
        connection.execute(_create(schema, table, stated, contract.get("key", [])))
        fill(connection, f"{schema}.{table}", built, batches(table))
        connection.execute(sql.SQL("analyze {}").format(sql.Identifier(schema, table)))


def fill(connection: Connection, table: str, built: Built, batches: Iterable["pa.RecordBatch"]) -> None:
    """Write what was built into a table that is there.

    Raises:
        PipelineFailed: not all of its rows are there.
    """
    lists = [name for name, kind in built.columns if kind.startswith("array")]
    rows = sum(copy_table(connection, table, written_out(batch, lists)) for batch in batches)
    if rows != built.rows:
        raise PipelineFailed(
            f"Spark built {built.rows} rows of {table} and {rows} of them are in the lake:"
            " nothing was published; close again."
        )


def _contracts() -> dict[str, dict[str, list[str]]]:
    """Return the columns of facts in the order of their contracts, and their keys."""
    read = [yaml.safe_load(path.read_text("utf-8")) for path in DBT_PROJECT.glob("models/marts/*.yml")]
    models = [model for document in read for model in document["models"]]
    return {
        model["name"]: {
            "columns": [column["name"] for column in model["columns"]],
            "key": next(
                (one["columns"] for one in model.get("constraints", []) if one["type"] == "primary_key"), []
            ),
        }
        for model in models
    }


def kind_of(table: str, name: str, kind: str) -> str:
    """Return what PostgreSQL calls a type of Spark's.

    Raises:
        PipelineFailed: it has none that is alike.
    """
    if kind.startswith("decimal("):
        return kind.replace("decimal", "numeric")
    if kind not in KINDS and kind not in KEPT_AS:
        raise PipelineFailed(f"{table}.{name} was built as {kind}, of which PostgreSQL has no like.")
    return KINDS.get(kind, kind)


def _create(schema: str, table: str, columns: Mapping[str, str], key: Sequence[str]) -> sql.Composed:
    parts: list[sql.Composable] = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()
    ]
    if key:
        parts.append(sql.SQL("primary key ({})").format(sql.SQL(", ").join(map(sql.Identifier, key))))
    return sql.SQL("create table {} ({})").format(sql.Identifier(schema, table), sql.SQL(", ").join(parts))


def written_out(batch: "pa.RecordBatch", lists: Sequence[str]) -> "pa.Table":
    """Return a batch with lists written as PostgreSQL writes them."""
    import pyarrow as pa

    part = pa.Table.from_batches([batch])
    for name in lists:
        written = pa.array([_written(value) for value in part[name].to_pylist()], pa.string())
        part = part.set_column(part.column_names.index(name), name, written)
    return part


def _written(texts: list[str] | None) -> str | None:
    if texts is None:
        return None
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in escaped) + "}"
