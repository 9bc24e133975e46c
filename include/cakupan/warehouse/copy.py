"""Bulk COPY of a frame into a table."""

import io

import pandas as pd

from cakupan.errors import RowsNotStored
from cakupan.warehouse.connection import Connection


def copy_frame(connection: Connection, table: str, frame: pd.DataFrame) -> int:
    """Append every row of a frame to a table, columns by name, and return how many went in.

    Missing values become null, empty texts stay empty texts.

    Raises:
        RowsNotStored: a value does not fit its column.
        psycopg.OperationalError: the database could not be asked.
    """
    import psycopg
    import pyarrow as pa

    if frame.empty:
        return 0
    # What the libraries say quotes cells, so neither their text nor their exception goes on.
    try:
        _copy(connection, table, frame)
    except psycopg.OperationalError as error:
        raise type(error)(f"Table {table} could not be written.") from None
    except (psycopg.Error, pa.ArrowException, TypeError, ValueError):
        raise RowsNotStored(f"Table {table} does not take the rows it was given.") from None
    return len(frame)


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
