"""What functions of the warehouse say of an instant, asked of DuckDB from the lake before Spark begins.

Who stands for whom and which lists are in force takes steps of which nobody knows how many, and few rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from cakupan.lake import place as places
from cakupan.lake import reading
from cakupan.lake.reading import Relation
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

READ = (
    "control.load",
    "intake.submission",
    "intake.judgement",
    "intake.hold",
    "identity.merge",
    "identity.split",
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """Where the answers are, what columns they have, and the months whose rows count for the month."""

    files: Mapping[str, str]
    shapes: Mapping[str, pa.Schema]
    periods: tuple[str, ...]


def relations(connection: Connection, as_of: datetime) -> dict[str, Relation]:
    """Return the tables that the answers stand on.

    Raises:
        LakeBehind, LakeDamaged, LakeNotReached: see `cakupan.lake.reading`.
    """
    return {name: reading.relation(connection, name, as_of) for name in READ}


def write(of: Mapping[str, Relation], period: str, folder: str) -> Known:
    """Write what each function says below a folder of the lake, and return where.

    Raises:
        LakeNotReached: the place cannot be written.
    """
    place = places.of_installation()
    asked = {
        "intake.submission_at": statements.beside(__file__, "submissions_known"),
        "intake.in_force": statements.beside(__file__, "lists_in_force"),
        "identity.oldest_at": statements.beside(__file__, "oldest_persons"),
    }
    files = {}
    with duckdb.connect() as engine:
        if not place.is_folder:
            engine.register_filesystem(place.system)
        engine.execute("set timezone = 'UTC'")
        for name, relation in of.items():
            engine.execute(f'create view "{_table(name)}" as {reading.view(relation)}')
        for name, statement in asked.items():
            told = {"period": period} if "$period" in statement else {}
            engine.execute(f'create table "{_table(name)}" as {statement}', told)
            path = f"{folder}/{name}.parquet"
            place.put(path, partial(_copy, engine, _table(name)))
            files[name] = place.full(path)
        shapes = {name: engine.table(_table(name)).limit(0).to_arrow_table().schema for name in asked}
        counting = engine.execute("select distinct period from in_force").fetchall()
    months = sorted({period, *(month for (month,) in counting)})
    return Known(files=files, shapes=shapes, periods=tuple(months))


def _copy(engine: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    row = engine.execute(f"copy \"{table}\" to '{path}' (format parquet)").fetchone()
    return int(row[0]) if row else 0


def _table(name: str) -> str:
    return name.partition(".")[2]
