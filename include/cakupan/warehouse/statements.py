"""Statements of SQL that are too long to stand in Python, and what they answer as records.

A long statement has a file beside the module that asks it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from psycopg import sql
from psycopg.rows import class_row, dict_row

from cakupan.warehouse.connection import Connection

# here, and not where they are run, so that asking for one of their files takes no Alembic
MIGRATIONS = Path(__file__).parent / "migrations"

Record = TypeVar("Record")
Statement = str | sql.Composed
Values = Sequence[object] | Mapping[str, object]


@cache
def beside(module: str, name: str) -> str:
    """Return the statement in `name`.sql beside a module, which gives its own `__file__`."""
    return Path(module).with_name(f"{name}.sql").read_text(encoding="utf-8")


def records(
    connection: Connection, record: type[Record], statement: Statement, values: Values = ()
) -> list[Record]:
    """Return what a statement answers, each row as a record whose fields are its columns."""
    with connection.cursor(row_factory=class_row(record)) as cursor:
        return cursor.execute(statement, values).fetchall()


def dicts(connection: Connection, statement: Statement, values: Values = ()) -> list[dict[str, Any]]:
    """Return what a statement answers, each row by the names of its columns."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, values).fetchall()
