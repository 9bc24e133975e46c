"""Bulk COPY of a frame or an Arrow table into a table."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from cakupan.errors import RowsNotStored
from cakupan.warehouse.connection import Connection

if TYPE_CHECKING:  # whoever only reads the warehouse does not wait for Arrow
    import pyarrow as pa

ROWS_AT_ONCE = 50_000  # a few MB
NULL = r"\N"
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def copy_frame(connection: Connection, table: str, frame: pd.DataFrame) -> int:
    """Append every row of a frame to a table, columns by name, and return how many went in.

    Missing values become null, empty texts stay empty texts.

    Raises:
        RowsNotStored: a value does not fit its column.
        psycopg.Error: the database could not be asked, or lacks what it should have.
    """
    if frame.empty:
        return 0
    _told(table, lambda: _copy(connection, table, frame))
    return len(frame)


def copy_table(connection: Connection, table: str, rows: "pa.Table") -> int:
    """Append every row of an Arrow table to a table, columns by name, and return how many went in.

    Columns without a value are not named: they get the table's default.

    Raises:
        RowsNotStored: a value does not fit its column.
        psycopg.Error: the database could not be asked, or lacks what it should have.
    """
    if rows.num_rows == 0:
        return 0
    _told(table, lambda: _copy_text(connection, table, rows))
    return int(rows.num_rows)


def _told(table: str, copy: Callable[[], None]) -> None:
    """What the libraries say quotes cells, so neither their text nor their exception goes on."""
    import psycopg
    import pyarrow as pa

    try:
        copy()
    except (psycopg.DataError, pa.ArrowException, TypeError, ValueError):
        raise RowsNotStored(f"Table {table} does not take the rows it was given.") from None
    except psycopg.Error as error:  # a database that is not as it should be is no fault of the rows
        what = type(error)
        raise what(f"Table {table} could not be written: {what.__name__}.") from None


def _copy_text(connection: Connection, table: str, rows: "pa.Table") -> None:
    from psycopg import sql

    rows = rows.select([name for name in rows.column_names if rows[name].null_count < rows.num_rows])
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, rows.column_names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for first in range(0, rows.num_rows, ROWS_AT_ONCE):
            copy.write(as_text(rows.slice(first, ROWS_AT_ONCE)))


def as_text(rows: "pa.Table") -> memoryview:
    """Return rows in PostgreSQL's text format: a line each, tabs between, \\N for nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [_escaped(column) for column in rows.combine_chunks().itercolumns()]
    ends = pc.binary_join_element_wise(pc.fill_null(texts[-1], NULL), "\n", "")
    lines = pc.binary_join_element_wise(
        *texts[:-1], ends, "\t", null_handling="replace", null_replacement=NULL
    )
    lines = lines.combine_chunks() if isinstance(lines, pa.ChunkedArray) else lines
    _, offsets, data = lines.buffers()
    places = memoryview(offsets).cast("i")
    return memoryview(data)[places[lines.offset] : places[lines.offset + len(lines)]]


def _escaped(column: "pa.ChunkedArray") -> "pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if not pa.types.is_string(whole.type):
        is_text = pa.types.is_dictionary(whole.type)
        whole = whole.cast(pa.string())
        if not is_text:
            return whole
    data = whole.buffers()[2]
    written = data.to_pybytes() if data is not None else b""
    for character, escape in ESCAPES:
        if character.encode() in written:
            whole = pc.replace_substring(whole, character, escape)
    return whole


def _copy(connection: Connection, table: str, frame: pd.DataFrame) -> None:
    import pyarrow as pa
    from psycopg import sql
    from pyarrow import csv

    buffer = io.BytesIO()
    content = pa.Table.from_pandas(frame, preserve_index=False)
    content = content.combine_chunks()  # the writer fills an empty first chunk with zero bytes (pyarrow 26)
    csv.write_csv(content, buffer, csv.WriteOptions(include_header=False))
    statement = sql.SQL("copy {} ({}) from stdin (format csv)").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(sql.Identifier(name) for name in frame.columns)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(buffer.getbuffer())
