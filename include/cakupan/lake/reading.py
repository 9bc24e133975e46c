"""The lake as of an instant: the files with a table's rows, what was closed of them, a view of both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from cakupan import settings
from cakupan.errors import LakeBehind, LakeDamaged
from cakupan.lake import place as places
from cakupan.lake import record
from cakupan.lake.place import Place
from cakupan.lake.record import LakeFile
from cakupan.lake.tables import BY_NAME, PLACE, REPLACED_BY, LakeTable
from cakupan.warehouse.connection import Connection

if TYPE_CHECKING:  # whoever hands files to another engine does not wait for DuckDB
    import duckdb

MOST_NAMED = 5
KINDS = {"int64": "BIGINT", "int32": "INTEGER", "int16": "SMALLINT", "bool": "BOOLEAN", "date32[day]": "DATE"}


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A table as of an instant: full addresses of the files with its rows, and with closings to apply.

    A row is one of the table then if no closing names its (load_no, file_no, row_number). Files written
    before a column came lack it: it is null there. `replaced_by_load_no` is in no file; then it was null.
    """

    table: LakeTable
    shape: pa.Schema
    files: tuple[str, ...]
    closings: tuple[str, ...] = field(default=())
    rows_in_files: int = 0


def relation(
    connection: Connection, name: str, as_of: datetime, periods: Sequence[str] | None = None
) -> Relation:
    """Return where a table is as of an instant; of one kept by period only these months where they are given.

    Every file is read and compared with the hash it was written with.

    Raises:
        LakeBehind: loads recorded by as_of are not in the lake, or rows emptied since are in it still.
        LakeDamaged: a file is missing, cut short or changed; the message names it.
        LakeNotReached: the place of the lake does not answer.
    """
    table = BY_NAME[name]
    _require_caught_up(connection, name, as_of)
    place = places.of_installation()
    files = record.files(connection, name, as_of)
    if periods is not None and table.is_by_period:
        files = [file for file in files if file.period in periods]
    require_whole(place, files)
    return Relation(
        table=table,
        shape=table.shape(connection),
        files=tuple(place.full(file.path) for file in files if file.content == record.ROWS),
        closings=tuple(place.full(file.path) for file in files if file.content == record.CLOSED),
        rows_in_files=sum(file.row_count for file in files if file.content == record.ROWS),
    )


def require_whole(place: Place, files: Sequence[LakeFile]) -> None:
    """Compare files with what was recorded when they were written.

    Raises:
        LakeDamaged: some are not as they were; the message names them.
    """
    said = [f"{file.path}: {what}" for file in files if (what := what_is_wrong(place, file))]
    if said:
        more = [f"and {len(said) - MOST_NAMED} more"] if len(said) > MOST_NAMED else []
        raise LakeDamaged(
            "The lake is not as it was written, so nothing is read from it:\n  "
            + "\n  ".join([*said[:MOST_NAMED], *more])
            + "\n`cakupan lake check --mend` writes again what the warehouse still holds."
        )


def what_is_wrong(place: Place, file: LakeFile) -> str | None:
    """Return in which way a file is not as it was written; None when it is."""
    size = place.size(file.path)
    if size is None:
        return "missing"
    if size != file.size_bytes:
        return f"{size} bytes, written with {file.size_bytes}"
    return None if place.sha256(file.path) == file.sha256 else "other bytes than were written"


def _require_caught_up(connection: Connection, name: str, as_of: datetime) -> None:
    row = connection.execute(
        "select count(*) from control.load where load.recorded_at <= %s and not exists ("
        " select from control.lake_portion where portion_kind = 'load' and portion_no = load.load_no)",
        [as_of],
    ).fetchone()
    lacking = row[0] if row else 0
    waiting = [change for change in record.unsettled(connection) if change.table_name == name]
    if lacking or waiting:
        what = f"{lacking} loads are not in it" if lacking else f"{len(waiting)} files hold emptied rows"
        raise LakeBehind(f"The lake is behind the warehouse: {what}. Run `cakupan lake catch-up`.")


@contextmanager
def engine() -> Iterator["duckdb.DuckDBPyConnection"]:
    """Open DuckDB so that it reads the files of the lake, in a bucket too, within its share of memory."""
    import duckdb

    current = settings.load()
    place = places.of_installation()
    limit = f"{current.frozen_memory_bytes}B"
    with duckdb.connect(config={"memory_limit": limit, "threads": current.frozen_threads}) as connection:
        if not place.is_folder:
            connection.register_filesystem(place.system)
        yield connection


def view(of: Relation) -> str:
    """Return a query of DuckDB that gives exactly the rows that the warehouse gives as of then."""
    names = [f'listed."{name}"' for name in of.shape.names]
    if of.table.is_dated:
        names.append(f"cast(null as BIGINT) as {REPLACED_BY}")
    nothing = ", ".join(f'cast(null as {_kind(field.type)}) as "{field.name}"' for field in of.shape)
    query = f"select {nothing} where false"
    if of.files:
        query += f" union all by name select * from {_read(of.files)}"
    query = f"select {', '.join(names)} from ({query}) as listed"
    if of.closings:
        query += f" anti join {_read(of.closings)} as closed using ({', '.join(PLACE)})"
    return query


def _read(files: Sequence[str]) -> str:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMPTZ"
    if pa.types.is_list(kind):
        return "VARCHAR[]"
    return KINDS.get(str(kind), "VARCHAR")
