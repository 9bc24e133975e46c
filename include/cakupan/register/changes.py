"""Compare a checked file with what is current and write only the difference, set-based."""

from dataclasses import dataclass
from typing import Literal

import psycopg
import pyarrow as pa

from cakupan.errors import ExtractRefused, RowsNotStored
from cakupan.register.check import IS_DELETED
from cakupan.register.contract import Contract
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_table

Mode = Literal["full", "delta"]
SMALLEST_SHARE = 0.5  # a full file with fewer rows than this share of the current ones is a broken export
FEW_CHANGED = 0.05  # up to this share of changed rows what the planner knows of the others stays true


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
    current = _current(connection, contract)
    if current or mode == "delta":
        _refuse_repeated_keys(connection, contract)
    if mode == "full":
        _refuse_shrinking(contract, rows.num_rows, current)
    if current:
        _compare(connection, contract, mode)
        closed = _close(connection, contract, load_no)
        new = _insert_changed(connection, contract, load_no, file_no)
    else:
        closed, new = 0, _insert_all(connection, contract, load_no, file_no)
    connection.execute("drop table incoming")
    _analyze(connection, contract, current, new + closed)
    return Changes(rows=rows.num_rows, new_rows=new, closed_rows=closed)


def _copy_in(connection: Connection, contract: Contract, rows: pa.Table) -> None:
    """Fill the temporary table `incoming`: typed cells, record number, whether deleted."""
    names = ", ".join(contract.column_names)
    connection.execute(
        f"create temporary table incoming on commit drop as select {names}, 0::bigint as {ROW_NUMBER},"
        f" false as {IS_DELETED} from {contract.table} with no data"
    )
    connection.execute(f"alter table incoming alter column {IS_DELETED} set default false")
    try:
        copy_table(connection, "incoming", rows)
    except RowsNotStored:
        raise ExtractRefused(f"{contract.name}: a cell does not fit its column in the warehouse.") from None
    # Hashes are of typed values, so that 007 and 7 are one number and a date is the same in CSV and Parquet.
    connection.execute("set local datestyle = 'ISO, YMD'")


def _row_hash(contract: Contract) -> str:
    """Return the hash of a row of `incoming`; an optional column takes part only where it says something.

    So a register whose files do not have it yet keeps its rows when a contract gets one.
    """
    always = [name for name in contract.column_names if name not in contract.optional_names]
    optional = "".join(f" || coalesce(' {name}=' || {name}::text, '')" for name in contract.optional_names)
    said = f"row({', '.join(always)})::text{optional}"
    return f"left(encode(sha256(convert_to({said}, 'UTF8')), 'hex'), 32)"


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


def _current(connection: Connection, contract: Contract) -> int:
    answer = connection.execute(
        f"select count(*) from {contract.table} where replaced_by_load_no is null"
    ).fetchone()
    return int(answer[0]) if answer else 0


def _refuse_shrinking(contract: Contract, rows: int, current: int) -> None:
    if rows < SMALLEST_SHARE * current:
        raise ExtractRefused(
            f"{contract.name}: the full extract has {rows} rows, less than half of the {current} current"
            " ones; nothing was loaded. If it is right, send what to remove as a delta, is_deleted = true."
        )


def _insert_all(connection: Connection, contract: Contract, load_no: int, file_no: int) -> int:
    """Insert every row where none is current; a register table that is empty gets its indexes afterwards.

    Raises:
        ExtractRefused: a key appears twice, of which the index of current rows tells.
    """
    try:
        with connection.transaction():
            return _insert_at_once(connection, contract, load_no, file_no)
    except psycopg.errors.UniqueViolation:
        _refuse_repeated_keys(connection, contract)
        raise


def _insert_at_once(connection: Connection, contract: Contract, load_no: int, file_no: int) -> int:
    if contract.half == "register":
        connection.execute("select register.leave_out_indexes(%s::regclass)", [contract.table])
    new = _insert(connection, contract, load_no, file_no, f"not {IS_DELETED}")
    if contract.half == "register":
        connection.execute("select register.make_indexes(%s::regclass)", [contract.table])
    return new


def _compare(connection: Connection, contract: Contract, mode: Mode) -> None:
    """Make the temporary table `changed`: keys whose rows differ, and the new row's number if there is one.

    Both sides are compared by a short hash, made in passing; the one that is stored takes four times as long.
    Of a full file current rows that it does not have are among them.
    """
    key, names = ", ".join(contract.key), ", ".join(contract.column_names)
    said = f"hash_record_extended(row({names}), 0) as said"
    connection.execute(
        f"create temporary table changed on commit drop as select {key},"
        f" delivered.{ROW_NUMBER}, known.said is not null as is_current,"
        f" delivered.said is not null and not delivered.{IS_DELETED} as is_new"
        f" from (select {key}, {ROW_NUMBER}, {IS_DELETED}, {said} from incoming) as delivered"
        f" {'full' if mode == 'full' else 'left'} join (select {key}, row_hash = '' as is_emptied, {said}"
        f" from {contract.table} where replaced_by_load_no is null) as known using ({key})"
        f" where delivered.{IS_DELETED} or known.is_emptied or delivered.said is distinct from known.said"
    )
    connection.execute("analyze changed")


def _close(connection: Connection, contract: Contract, load_no: int) -> int:
    """Close current rows that the file changes, deletes or, being full, no longer has."""
    same_key = " and ".join(f"changed.{name} = current.{name}" for name in contract.key)
    return connection.execute(
        f"update {contract.table} as current set replaced_by_load_no = %s from changed"
        f" where current.replaced_by_load_no is null and changed.is_current and {same_key}",
        [load_no],
    ).rowcount


def _insert_changed(connection: Connection, contract: Contract, load_no: int, file_no: int) -> int:
    """Insert the rows that are not current as they stand."""
    new = _insert(
        connection,
        contract,
        load_no,
        file_no,
        f"{ROW_NUMBER} in (select changed.{ROW_NUMBER} from changed where changed.is_new)",
    )
    connection.execute("drop table changed")
    return new


def _insert(connection: Connection, contract: Contract, load_no: int, file_no: int, wanted: str) -> int:
    names = ", ".join(contract.column_names)
    return connection.execute(
        f"insert into {contract.table} (load_no, file_no, {ROW_NUMBER}, row_hash, {names})"
        f" select %s, %s, {ROW_NUMBER}, {_row_hash(contract)}, {names} from incoming where {wanted}",
        [load_no, file_no],
    ).rowcount


def _analyze(connection: Connection, contract: Contract, current: int, changed: int) -> None:
    """Tell the planner what is there now: all of it where much changed, else which loads there are."""
    few = "" if changed > FEW_CHANGED * current else " (load_no, replaced_by_load_no)"
    connection.execute(f"analyze {contract.table}{few}")
