"""Tables of the warehouse as Arrow: bulk out by COPY, block by block, in a total order."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from cakupan.warehouse import copy_out
from cakupan.warehouse.connection import Connection

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
EXACT = re.compile(r"numeric\((\d+),(\d+)\)")
TEXTS = {"text", "character varying"}
ARROW = {
    "bigint": pa.int64(),
    "integer": pa.int64(),
    "smallint": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def names(connection: Connection, schema: str, prefix: str) -> list[str]:
    """Return the tables and views of a schema whose name begins with the prefix, in byte order."""
    rows = connection.execute(
        "select class.relname from pg_class as class"
        " inner join pg_namespace as namespace on class.relnamespace = namespace.oid"
        " where namespace.nspname = %s and starts_with(class.relname, %s)"
        " and class.relkind in ('r', 'v', 'm', 'p')"
        ' order by class.relname collate "C"',
        [schema, prefix],
    ).fetchall()
    return [name for (name,) in rows]


def read(connection: Connection, schema: str, table: str, shape: pa.Schema | None = None) -> pa.Table:
    """Return a whole table, ordered by all its columns in byte order; `shape` fixes names, order and types.

    Without a shape the table's own columns are taken; what is neither number, boolean nor date becomes text.
    """
    shape = shape or shape_of(connection, schema, table)
    blocks = list(stream(connection, schema, table, shape))
    return _in_order(pa.concat_tables([shape.empty_table(), *blocks]))


def shape_of(connection: Connection, schema: str, table: str) -> pa.Schema:
    """Return names, order and types of a table's columns as they are frozen."""
    return pa.schema([(name, _arrow(kind)) for name, kind in copy_out.columns(connection, schema, table)])


def _arrow(kind: str) -> pa.DataType:
    if exact := EXACT.fullmatch(kind):
        return pa.decimal128(int(exact[1]), int(exact[2]))
    return ARROW.get(kind, pa.string())


def stream(
    connection: Connection,
    schema: str,
    table: str,
    shape: pa.Schema,
    order: Sequence[str] = (),
    leading: sql.SQL | None = None,
) -> Iterator[pa.Table]:
    """Yield a table in blocks of a bounded size, in the order of these columns: nulls last, texts by byte.

    An expression that leads goes before the columns; they decide where it is the same.
    """
    kinds = dict(copy_out.columns(connection, schema, table))
    chosen = sql.SQL(", ").join(_expression(name, kinds[name]) for name in shape.names)
    query = sql.SQL("select {} from {}{}").format(
        chosen, sql.Identifier(schema, table), _ordered(order, kinds, leading)
    )
    yield from copy_out.stream(connection, query, shape)


def _ordered(order: Sequence[str], kinds: Mapping[str, str], leading: sql.SQL | None) -> sql.Composable:
    keys: list[sql.Composable] = [] if leading is None else [leading]
    keys += (
        sql.SQL('{} collate "C"' if kinds[name] in TEXTS else "{}").format(sql.Identifier(name))
        for name in order
    )
    return sql.SQL(" order by {}").format(sql.SQL(", ").join(keys)) if keys else sql.SQL("")


def _in_order(table: pa.Table) -> pa.Table:
    """Sort here: in the warehouse the same order over two dozen text columns takes ten times as long."""
    keys = [(field.name, "ascending") for field in table.schema if not pa.types.is_list(field.type)]
    return table.take(pc.sort_indices(table, sort_keys=keys)).combine_chunks()


def _expression(name: str, kind: str) -> sql.Composable:
    identifier = sql.Identifier(name)
    if kind.endswith("[]"):
        return sql.SQL("to_json({})::text").format(identifier)
    if kind.startswith("timestamp"):
        return sql.SQL("to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')").format(identifier)
    return identifier


def csv_bytes(table: pa.Table) -> bytes:
    """Return a frozen table as CSV: UTF-8, LF, lists joined with a space, missing values empty.

    A text that a spreadsheet would take for a formula begins with an apostrophe; negative numbers do not.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(_texts(table[name].to_pylist()) for name in table.column_names), strict=True))
    return stream.getvalue().encode()


def _texts(values: Iterable[object]) -> list[object]:
    said = (" ".join(value) if isinstance(value, list) else value for value in values)
    return [_no_formula(value) if isinstance(value, str) else value for value in said]


def _no_formula(text: str) -> str:
    is_odd = text.startswith(FORMULA_SIGNS) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_odd else text
