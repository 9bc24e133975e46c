"""What the warehouse knows of the lake: which file holds which rows, its hash, what changed since."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from cakupan.lake.tables import TABLES, Portion
from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_rows

ROWS = "rows"
CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class LakeFile:
    """A file of the lake: rows of a table, or which of its rows a load replaced. `path` is below the root."""

    table_name: str
    content: str
    portion_no: int
    period: str
    version: int
    path: str
    row_count: int
    size_bytes: int
    sha256: str
    reason: str
    change_no: int | None = None


COLUMNS = tuple(field.name for field in fields(LakeFile))


def hold(connection: Connection) -> None:
    """Keep everybody else from writing or changing what the lake holds until the transaction ends."""
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.LAKE])


def files(
    connection: Connection, table_name: str | None = None, as_of: object = "infinity"
) -> list[LakeFile]:
    """Return the files that count: of each the newest version, of loads recorded by as_of."""
    return statements.records(
        connection,
        LakeFile,
        statements.beside(__file__, "files_that_count"),
        {
            "table_name": table_name,
            "as_of": as_of,
            "not_by_load": [table.name for table in TABLES if table.portion != "load"],
        },
    )


def add(connection: Connection, written: Iterable[LakeFile]) -> None:
    """Record files that were written."""
    copy_rows(connection, "control.lake_file", COLUMNS, map(astuple, written))


def cover(connection: Connection, portion: Portion, numbers: Sequence[int]) -> None:
    """Record that the lake holds everything of these loads, editions or units."""
    connection.execute(
        "insert into control.lake_portion (portion_kind, portion_no) select %s, unnest(%s::bigint[])",
        [portion, list(numbers)],
    )


def note_changes(
    connection: Connection, table_name: str, portions: Iterable[tuple[int, str]], reason: str
) -> int:
    """Note that rows in files of these (load, period) were emptied or deleted, and return how many files.

    Part of the transaction that changes them; `rewriting.settle` writes the files anew.
    """
    numbers, periods = zip(*sorted(set(portions)), strict=True) if portions else ((), ())
    return connection.execute(
        "insert into control.lake_change (table_name, portion_no, period, reason)"
        " select distinct file.table_name, file.portion_no, file.period, %(reason)s"
        " from control.lake_file as file"
        " inner join unnest(%(numbers)s::bigint[], %(periods)s::text[]) as changed (portion_no, period)"
        " on file.portion_no = changed.portion_no and file.period = changed.period"
        " where file.table_name = %(table)s and file.content = 'rows'",
        {"table": table_name, "numbers": list(numbers), "periods": list(periods), "reason": reason},
    ).rowcount


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file whose rows were changed in the warehouse and not yet in the lake; the last change of it."""

    table_name: str
    portion_no: int
    period: str
    change_no: int
    reason: str


def unsettled(connection: Connection) -> list[Change]:
    """Return the files that are still to be written anew."""
    return statements.records(connection, Change, statements.beside(__file__, "unsettled_changes"))
