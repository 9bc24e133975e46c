"""Rows out of the warehouse by COPY, as Arrow, block by block."""

import io
import json
import select
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.csv as pa_csv
from psycopg import sql
from psycopg.pq import ExecStatus

from cakupan.errors import PipelineFailed
from cakupan.warehouse.connection import Connection

BLOCK_BYTES = 2 << 20  # small enough for the cache of a processor


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


def stream(connection: Connection, query: sql.Composable, shape: pa.Schema) -> Iterator[pa.Table]:
    """Yield what a query answers in blocks of a bounded size; lists come as JSON.

    Raises:
        PipelineFailed: the server refused the query or broke off.
    """
    statement = sql.SQL("copy ({}) to stdout (format csv)").format(query)
    for block in _copied(connection, statement):
        yield _parse(block, shape)


def _copied(connection: Connection, statement: sql.Composed) -> Iterator[memoryview]:
    """Yield whole rows in blocks: psycopg's own loop costs ten times as much for a million short rows."""
    server = connection.pgconn
    begun = server.exec_(statement.as_bytes(connection))
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


def _parse(content: memoryview, shape: pa.Schema) -> pa.Table:
    lists = {field.name for field in shape if pa.types.is_list(field.type)}
    table = pa_csv.read_csv(
        pa.py_buffer(content),
        # In one piece: to join what several threads parse costs more than they save.
        read_options=pa_csv.ReadOptions(
            column_names=shape.names, use_threads=False, block_size=len(content) + 1
        ),
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
