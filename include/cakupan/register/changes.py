"""Compare a checked file with what is current and write only the difference, set-based."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from cakupan.errors import ExtractRefused, RowsNotStored
from cakupan.register.check import IS_DELETED
from cakupan.register.contract import Contract
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_table

Mode = Literal["full", "delta"]
SMALLEST_SHARE = 0.5  # a full file with fewer rows than this share of the current ones is a broken export


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What one file changed."""

    rows: int
    new_rows: int
    closed_rows: int


def write(
    connection: Connection, contract: Contract, rows: pa.Table, mode: Mode, load_no: int, file_no: int
) -> Changes:
    """Close what the file replaces, or no longer has, and insert what is new, under one load number.

    Raises:
        ExtractRefused: a key appears twice, or a full file is far smaller than what is current.
    """
    _copy_in(connection, contract, rows)
    _refuse_repeated_keys(connection, contract)
    if mode == "full":
        _refuse_shrinking(connection, contract, rows.num_rows)
    closed = _close(connection, contract, mode, load_no)
    new = _insert(connection, contract, load_no, file_no)
    connection.execute("drop table incoming")
    connection.execute(f"analyze {contract.table}")
    return Changes(rows=rows.num_rows, new_rows=new, closed_rows=closed)


def _copy_in(connection: Connection, contract: Contract, rows: pa.Table) -> None:
    """Fill the temporary table `incoming`: typed cells, record number, whether deleted, row hash."""
    names = ", ".join(contract.column_names)
    connection.execute(
        f"create temporary table delivered on commit drop as select {names}, 0::bigint as {ROW_NUMBER},"
        f" false as {IS_DELETED} from {contract.table} with no data"
    )
    connection.execute(f"alter table delivered alter column {IS_DELETED} set default false")
    try:
        copy_table(connection, "delivered", rows)
    except RowsNotStored:
        raise ExtractRefused(f"{contract.name}: a cell does not fit its column in the warehouse.") from None
    # Of the typed values, so that 007 and 7 are one number and a date is the same in CSV and Parquet.
    connection.execute("set local datestyle = 'ISO, YMD'")
    connection.execute(
        "create temporary table incoming on commit drop as"
        f" select *, left(encode(sha256(convert_to({_said(contract)}, 'UTF8')), 'hex'), 32) as row_hash"
        " from delivered"
    )
    connection.execute("drop table delivered")
    connection.execute("analyze incoming")


def _said(contract: Contract) -> str:
    """Return the text that a row's hash is over: an optional column takes part only where it says something.

    So a register whose files do not have it yet keeps its rows when a contract gets one.
    """
    always = [name for name in contract.column_names if name not in contract.optional_names]
    optional = "".join(f" || coalesce(' {name}=' || {name}::text, '')" for name in contract.optional_names)
    return f"row({', '.join(always)})::text{optional}"


def _refuse_repeated_keys(connection: Connection, contract: Contract) -> None:
    key = ", ".join(contract.key)
    repeated = connection.execute(
        f"select (array_agg({ROW_NUMBER} order by {ROW_NUMBER}))[:2],"
        " sum(count(*)) over () - count(*) over ()"
        f" from incoming group by {key} having count(*) > 1 order by 1 limit 1"
    ).fetchone()
    if repeated:
        (first, second), more = repeated
        raise ExtractRefused(
            f"{contract.name}, column {'+'.join(contract.key)}, record {second}: the same key as"
            f" record {first}; expected each key once."
            f" {more} record{'s' if more > 1 else ''} of this file too many in all."
        )


def _refuse_shrinking(connection: Connection, contract: Contract, rows: int) -> None:
    answer = connection.execute(
        f"select count(*) from {contract.table} where replaced_by_load_no is null"
    ).fetchone()
    current = answer[0] if answer else 0
    if rows < SMALLEST_SHARE * current:
        raise ExtractRefused(
            f"{contract.name}: the full extract has {rows} rows, less than half of the {current} current"
            " ones; nothing was loaded. If it is right, send what to remove as a delta, is_deleted = true."
        )


def _close(connection: Connection, contract: Contract, mode: Mode, load_no: int) -> int:
    """Close current rows that the file changes, deletes or, being full, no longer has."""
    same_key = " and ".join(f"incoming.{name} = current.{name}" for name in contract.key)
    stays = f"select from incoming where {same_key} and incoming.row_hash = current.row_hash"
    if mode == "full":
        condition = f"not exists ({stays})"
    else:
        condition = (
            f"exists (select from incoming where {same_key}"
            f" and (incoming.{IS_DELETED} or incoming.row_hash <> current.row_hash))"
        )
    return connection.execute(
        f"update {contract.table} as current set replaced_by_load_no = %s"
        f" where current.replaced_by_load_no is null and {condition}",
        [load_no],
    ).rowcount


def _insert(connection: Connection, contract: Contract, load_no: int, file_no: int) -> int:
    """Insert the rows that are not current as they stand; after `_close` a current key is an equal row."""
    names = ", ".join(contract.column_names)
    same_key = " and ".join(f"current.{name} = incoming.{name}" for name in contract.key)
    return connection.execute(
        f"insert into {contract.table} (load_no, file_no, {ROW_NUMBER}, row_hash, {names})"
        f" select %s, %s, {ROW_NUMBER}, row_hash, {names} from incoming"
        f" where not {IS_DELETED} and not exists (select from {contract.table} as current"
        f" where current.replaced_by_load_no is null and {same_key})"
        f" order by {ROW_NUMBER}",
        [load_no, file_no],
    ).rowcount
