"""Tables of the warehouse as Arrow: bulk out by COPY, block by block, in a total order."""

import csv
import io
import json
import re
import select
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from psycopg import sql
from psycopg.pq import ExecStatus

from cakupan.errors import PipelineFailed
from cakupan.warehouse.connection import Connection

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
BLOCK_BYTES = 8 << 20
EXACT = re.compile(r"numeric\((\d+),(\d+)\)")
TEXTS = {"text", "character varying"}
ARROW = {
    "bigint": pa.int64(),
    "integer": pa.int64(),
    "smallint": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def columns(connection: Connection, schema: str, table: str) -> list[tuple[str, str]]:
    """Return (name, type) of each column of a table in its order; empty when there is no such table."""
    return connection.execute(
        "select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)"
        " from pg_attribute as attribute"
        " inner join pg_class as class on attribute.attrelid = class.oid"
        " inner join pg_namespace as namespace on class.relnamespace = namespace.oid"
        " where namespace.nspname = %s and class.relname = %s and attribute.attnum > 0"
        " and not attribute.attisdropped order by attribute.attnum",
        [schema, table],
    ).fetchall()


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
    return pa.schema([(name, _arrow(kind)) for name, kind in columns(connection, schema, table)])


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
    kinds = dict(columns(connection, schema, table))
    chosen = sql.SQL(", ").join(_expression(name, kinds[name]) for name in shape.names)
    query = sql.SQL("copy (select {} from {}{}) to stdout (format csv)").format(
        chosen, sql.Identifier(schema, table), _ordered(order, kinds, leading)
    )
    for block in _copied(connection, query):
        yield _parse(block, shape)


def _ordered(order: Sequence[str], kinds: Mapping[str, str], leading: sql.SQL | None) -> sql.Composable:
    keys: list[sql.Composable] = [] if leading is None else [leading]
    keys += (
        sql.SQL('{} collate "C"' if kinds[name] in TEXTS else "{}").format(sql.Identifier(name))
        for name in order
    )
    return sql.SQL(" order by {}").format(sql.SQL(", ").join(keys)) if keys else sql.SQL("")


def _copied(connection: Connection, query: sql.Composed) -> Iterator[memoryview]:
    """Yield whole rows in blocks: psycopg's own loop costs ten times as much for a million short rows.

    Raises:
        PipelineFailed: the server refused the query or broke off.
    """
    server = connection.pgconn
    begun = server.exec_(query.as_bytes(connection))
    if begun.status != ExecStatus.COPY_OUT:
        raise PipelineFailed(f"COPY was refused: {begun.get_error_message()}")
    arrived = select.poll()
    arrived.register(server.socket, select.POLLIN)
    block = io.BytesIO()
    while (row := server.get_copy_data(1))[0] >= 0:  # each message is one whole row
        if not row[0]:
            arrived.poll()  # get_copy_data would wait too, and all threads with it
            server.consume_input()
            continue
        block.write(row[1])
        if block.tell() >= BLOCK_BYTES:
            yield block.getbuffer()
            block = io.BytesIO()
    while (result := server.get_result()) is not None:
        if result.status != ExecStatus.COMMAND_OK:
            raise PipelineFailed(f"COPY broke off: {result.get_error_message()}")
    if block.tell():
        yield block.getbuffer()


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


def _parse(content: memoryview, shape: pa.Schema) -> pa.Table:
    lists = {field.name for field in shape if pa.types.is_list(field.type)}
    table = pa_csv.read_csv(
        pa.py_buffer(content),
        read_options=pa_csv.ReadOptions(column_names=shape.names),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types={field.name: pa.string() if field.name in lists else field.type for field in shape},
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    arrays = [
        pa.array((_list(text) for text in table[field.name].to_pylist()), field.type)
        if field.name in lists
        else table[field.name]
        for field in shape
    ]
    return pa.table(arrays, schema=shape).combine_chunks()


def _list(text: str | None) -> list[str]:
    return json.loads(text) if text else []


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
