"""Hold an extract file against its contract. A message names table, column and record, and never a cell."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.errors import ExtractRefused
from cakupan.register.contract import Contract, ExtractColumn
from cakupan.register.extract_file import ROW_NUMBER

IS_DELETED = "is_deleted"
CODES_NAMED = 12  # more codes than these are not spelled out in a message
PATTERNS = {
    "text": r"^[^\x00]*$",
    "date": r"^(19|20)\d\d-\d\d-\d\d$",
    "month": r"^(19|20)\d\d-(0[1-9]|1[0-2])$",
    "area": r"^(ID|\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?)$",
    "areas": r"^\d\d\.\d\d(\+\d\d\.\d\d)*$",
    "integer": r"^\d{1,18}$",
    "rupiah": r"^-?\d{1,18}(\.0+)?$",
    "share": r"^(0(\.\d{1,4}0*)?|1(\.0+)?)$",
    "day": r"^([1-9]|[12]\d|3[01])$",
    "decimal": r"^-?\d{1,15}(\.\d{1,4}0*)?$",
    "number": r"^-?\d{1,18}(\.\d{1,4})?$",
    "boolean": r"^(?i:true|false)$",
    "folder": r"^[a-z0-9][a-z0-9._-]{0,78}[a-z0-9]$",
}
EXPECTED = {
    "text": "text without NUL characters",
    "date": "a date as YYYY-MM-DD, from 1900 to 2099",
    "month": "a month as YYYY-MM",
    "area": "an area code such as 33.28 or 64.03.05.2001, or ID",
    "areas": "codes of kabupaten and kota joined by +, such as 33.28+33.76",
    "integer": "a whole number, not negative, without separators",
    "rupiah": "whole rupiah without separators",
    "share": "a share from 0 to 1 with a point and at most four decimals",
    "day": "a day of the month, 1 to 31",
    "decimal": "a number with a point and at most four decimals",
    "number": "a number with a point and at most four decimals, kept as it is written",
    "boolean": "true or false",
    "folder": "2 to 80 of a to z, 0 to 9, point, hyphen and underscore; first and last a letter or digit",
}


def check(contract: Contract, rows: pa.Table, is_delta: bool) -> pa.Table:
    """Return the contract's columns, dates as dates, with `row_number` and, of a delta, `is_deleted`.

    Raises:
        ExtractRefused: a column is missing or unknown, or a cell is not what the contract says.
    """
    has_deletions = is_delta and IS_DELETED in rows.column_names
    rows = _with_optional(contract, rows)
    _check_header(contract, rows, has_deletions)
    deleted = _deleted(contract, rows) if has_deletions else pa.scalar(False)
    columns = {
        column.name: _checked(
            contract, column, rows, pa.scalar(False) if column.name in contract.key else deleted
        )
        for column in contract.columns
    }
    columns[ROW_NUMBER] = rows[ROW_NUMBER]
    if is_delta:
        columns[IS_DELETED] = deleted if has_deletions else pa.repeat(deleted, rows.num_rows)
    return pa.table(columns)


def _with_optional(contract: Contract, rows: pa.Table) -> pa.Table:
    """Return rows with every optional column, empty where the file leaves it out."""
    for name in contract.optional_names:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(rows.num_rows, pa.string()))
    return rows


def _check_header(contract: Contract, rows: pa.Table, has_deletions: bool) -> None:
    known = {*contract.column_names, ROW_NUMBER, *([IS_DELETED] if has_deletions else [])}
    for name in contract.column_names:
        if name not in rows.column_names:
            raise ExtractRefused(
                f"{contract.name}: column {name} is missing; expected {', '.join(contract.column_names)}."
            )
    for name in rows.column_names:
        if name not in known:
            raise ExtractRefused(
                f"{contract.name}: column {name!r} is not in the contract; expected"
                f" {', '.join(contract.column_names)}."
            )


def _deleted(contract: Contract, rows: pa.Table) -> pa.ChunkedArray:
    cells = rows[IS_DELETED]
    refuse_first(contract, IS_DELETED, rows, _mismatch(cells, PATTERNS["boolean"]), EXPECTED["boolean"])
    return pc.fill_null(pc.equal(pc.utf8_lower(cells), "true"), False)


def _checked(
    contract: Contract, column: ExtractColumn, rows: pa.Table, is_exempt: pa.ChunkedArray | pa.Scalar
) -> pa.ChunkedArray:
    """Return the cells of one column, typed; required cells may be empty only where the row is exempt."""
    cells = rows[column.name]
    if column.is_required:
        empty = pc.and_(pc.is_null(cells), pc.invert(is_exempt))
        refuse_first(contract, column.name, rows, empty, "a value: the column is required")
    if column.type in ("code", "codes"):
        refuse_first(contract, column.name, rows, _unknown_codes(column, cells), _expected_codes(column))
        return cells
    refuse_first(contract, column.name, rows, _mismatch(cells, PATTERNS[column.type]), EXPECTED[column.type])
    return _as_dates(contract, column, rows) if column.type == "date" else cells


def _mismatch(cells: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    return pc.fill_null(pc.invert(pc.match_substring_regex(cells, pattern)), False)


def _unknown_codes(column: ExtractColumn, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return which cells hold a code outside the list; `codes` cells join several, each once, with `+`."""
    known = set(column.codes)
    distinct = [value for value in pc.unique(cells).to_pylist() if value is not None]
    if column.type == "code":
        unknown = [value for value in distinct if value not in known]
    else:
        unknown = [value for value in distinct if not _is_joined(value.split("+"), known)]
    return pc.is_in(cells, value_set=pa.array(unknown, pa.string()))


def _is_joined(parts: list[str], known: set[str]) -> bool:
    return len(set(parts)) == len(parts) and known.issuperset(parts)


def _expected_codes(column: ExtractColumn) -> str:
    codes = column.codes
    named = f"of {', '.join(codes)}" if len(codes) <= CODES_NAMED else f"of the list {column.list_name}"
    return f"one {named}" if column.type == "code" else f"one or more {named}, joined by +"


def _as_dates(contract: Contract, column: ExtractColumn, rows: pa.Table) -> pa.ChunkedArray:
    cells = rows[column.name]
    distinct = pc.unique(cells).to_pylist()
    outside = pa.array([value for value in distinct if not _is_day(value)], pa.string())
    refuse_first(contract, column.name, rows, pc.is_in(cells, value_set=outside), "a day the calendar has")
    return cells.cast(pa.date32())


def _is_day(value: str | None) -> bool:
    try:
        return value is None or bool(date.fromisoformat(value))
    except ValueError:
        return False


def refuse_first(
    contract: Contract, column_name: str, rows: pa.Table, is_wrong: pa.ChunkedArray, expected: str
) -> None:
    """Refuse the file where any record is wrong, naming the first.

    Raises:
        ExtractRefused: one is.
    """
    count = pc.sum(is_wrong).as_py() or 0
    if count:
        first = pc.min(rows[ROW_NUMBER].filter(is_wrong)).as_py()
        raise ExtractRefused(
            f"{contract.name}, column {column_name}, record {first}: expected {expected}."
            f" {count} record{'s' if count > 1 else ''} of this file in all."
        )
