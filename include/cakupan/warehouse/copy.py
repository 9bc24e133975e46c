"""Bulk COPY of a frame, an Arrow table or plain rows into a table; nobody else writes for COPY."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from cakupan.errors import RowsNotStored
from cakupan.warehouse.connection import Connection

if TYPE_CHECKING:  # whoever only reads the warehouse does not wait for Arrow
    import pyarrow as pa
    from psycopg import sql

ROWS_AT_ONCE = 50_000  # a few MB
NULL = r"\N"
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def copy_frame(connection: Connection, table: str, frame: pd.DataFrame) -> int:
    """Append every row of a frame to a table, columns by name, and return how many went in.

    Missing values become null, empty texts stay empty texts; columns without a value get the table's default.

    Raises:
        RowsNotStored: a value does not fit its column.
        psycopg.Error: the database could not be asked, or lacks what it should have.
    """
    import pyarrow as pa

    if frame.empty:
        return 0
    _told(table, lambda: _copy_text(connection, table, pa.Table.from_pandas(frame, preserve_index=False)))
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


def copy_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Append rows of a few thousand at most, or of lists and other values that Arrow has no text for."""
    with connection.cursor().copy(_statement(table, columns)) as copy:
        for row in rows:
            copy.write_row(row)


def _statement(table: str, columns: Sequence[str]) -> "sql.Composed":
    from psycopg import sql

    return sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, columns))
    )


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
    rows = rows.select([name for name in rows.column_names if rows[name].null_count < rows.num_rows])
    with connection.cursor().copy(_statement(table, rows.column_names)) as copy:
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
        is_text = pa.types.is_dictionary(whole.type) or pa.types.is_large_string(whole.type)
        whole = whole.cast(pa.string())
        if not is_text:
            return whole
    written = _written(whole)
    for character, escape in ESCAPES:
        if character.encode() in written:
            whole = pc.replace_substring(whole, character, escape)
    return whole


def _written(texts: "pa.Array") -> bytes:
    """The bytes of these texts alone: a slice shares its buffer with the whole column."""
    _, offsets, data = texts.buffers()
    if data is None:
        return b""
    places = memoryview(offsets).cast("i")
    return bytes(memoryview(data)[places[texts.offset] : places[texts.offset + len(texts)]])
