"""Rows of portions from the warehouse into files, in bounded memory and with the same bytes always."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np
import pyarrow as pa
from psycopg import sql

from cakupan.lake import record
from cakupan.lake.place import Place
from cakupan.lake.record import LakeFile
from cakupan.lake.tables import BY_NAME, PLACE, REPLACED_BY, LakeTable
from cakupan.warehouse import copy_out, parquet
from cakupan.warehouse.connection import Connection

PORTION = "portion_no"
CLOSING = pa.schema([(name, pa.int64()) for name in PLACE])
Key = tuple[int, str]  # of a file within a table: its portion and period


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Which version of a file is written, why, and which change of its rows it answers."""

    version: int = 1
    reason: str = "menyusul"
    change_no: int | None = None


FIRST = Terms()


def rows(
    connection: Connection, place: Place, table: LakeTable, numbers: Sequence[int]
) -> Iterator[LakeFile]:
    """Write the rows of these portions of a table, a file for each that has any, and yield the files.

    Of units the numbers are the first and the last.
    """
    query = _query(connection, table, numbers)
    yield from _files(connection, place, table, record.ROWS, query, table.shape(connection), FIRST)


def again(connection: Connection, place: Place, file: LakeFile, first_unit: int, terms: Terms) -> LakeFile:
    """Write one file anew from the rows as they are now, of which none may be left."""
    table = BY_NAME[file.table_name]
    if file.content == record.CLOSED:
        query, shape = _closings(table, [file.portion_no]), CLOSING
    else:
        numbers = [first_unit, file.portion_no] if table.portion == "unit" else [file.portion_no]
        query = _query(connection, table, numbers, [file.period] if table.is_by_period else ())
        shape = table.shape(connection)
    for written in _files(connection, place, table, file.content, query, shape, terms):
        return written
    key = (file.portion_no, file.period)
    return _file(place, table, file.content, key, partial(parquet.write, (), shape), terms)


def closings(
    connection: Connection, place: Place, table: LakeTable, numbers: Sequence[int]
) -> Iterator[LakeFile]:
    """Write which rows of a dated table these loads replaced, and yield the files."""
    yield from _files(connection, place, table, record.CLOSED, _closings(table, numbers), CLOSING, FIRST)


def _closings(table: LakeTable, numbers: Sequence[int]) -> sql.Composable:
    return sql.SQL(
        "select {replaced} as {portion}, {place} from {table} where {replaced} = any({numbers}::bigint[])"
        " order by {replaced}, {place}"
    ).format(
        replaced=sql.Identifier(REPLACED_BY),
        portion=sql.Identifier(PORTION),
        place=sql.SQL(", ").join(map(sql.Identifier, PLACE)),
        table=sql.Identifier(*table.schema_and_table),
        numbers=sql.Literal(list(numbers)),
    )


def _query(
    connection: Connection, table: LakeTable, numbers: Sequence[int], periods: Sequence[str] = ()
) -> sql.Composable:
    kinds = table.kinds(connection)
    own = sql.Identifier(*table.schema_and_table)
    number = sql.Literal(list(numbers))
    portion: sql.Composable
    source: sql.Composable
    if table.portion == "unit":
        first, last = map(sql.Literal, numbers)
        portion = last
        source = sql.SQL("{own} where {own}.unit_no between {first} and {last}").format(
            own=own, first=first, last=last
        )
    elif table.is_judged:
        portion = sql.SQL("judgement.load_no")
        source = _judged(connection, table, own, numbers, periods)
    else:
        portion = sql.SQL("{}.{}").format(own, sql.Identifier(f"{table.portion}_no"))
        source = sql.SQL("{} where {} = any({}::bigint[])").format(own, portion, number)
    order: list[sql.Composable] = [
        sql.Identifier(PORTION),
        *([_ordered(own, "period", kinds)] if table.is_by_period else []),
    ]
    order += [_ordered(own, name, kinds) for name in table.key]
    return sql.SQL("select {}::bigint as {}, {} from {} order by {}").format(
        portion,
        sql.Identifier(PORTION),
        sql.SQL(", ").join(_expression(own, name, kind) for name, kind in kinds.items()),
        source,
        sql.SQL(", ").join(order),
    )


def _judged(
    connection: Connection,
    table: LakeTable,
    own: sql.Identifier,
    numbers: Sequence[int],
    periods: Sequence[str],
) -> sql.Composable:
    """Rows whose load is that of their judgement; by period, only of partitions that can hold some."""
    source = sql.SQL(
        "intake.judgement inner join {own} on judgement.submission_no = {own}.submission_no"
        " and judgement.judgement_no = {own}.judgement_no where judgement.load_no = any({numbers}::bigint[])"
    ).format(own=own, numbers=sql.Literal(list(numbers)))
    if not table.is_by_period:
        return source
    listed = list(periods) or periods_of(connection, numbers)
    return sql.SQL("{} and {}.period = any({}::text[])").format(source, own, sql.Literal(listed))


def periods_of(connection: Connection, numbers: Sequence[int]) -> list[str]:
    """Return the months for which these loads judged lists."""
    found = connection.execute(
        "select distinct submission.period from intake.judgement"
        " inner join intake.submission using (submission_no)"
        " where judgement.load_no = any(%s) order by 1",
        [list(numbers)],
    ).fetchall()
    return [period for (period,) in found]


def _ordered(own: sql.Identifier, name: str, kinds: dict[str, str]) -> sql.Composable:
    return sql.SQL('{}.{} collate "C"' if kinds[name] == "text" else "{}.{}").format(
        own, sql.Identifier(name)
    )


def _expression(own: sql.Identifier, name: str, kind: str) -> sql.Composable:
    column = sql.SQL("{}.{}").format(own, sql.Identifier(name))
    if kind.endswith("[]"):
        return sql.SQL("to_json({})::text").format(column)
    if kind.startswith("timestamp"):
        return sql.SQL("to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')").format(column)
    return column


def _files(
    connection: Connection,
    place: Place,
    table: LakeTable,
    content: str,
    query: sql.Composable,
    shape: pa.Schema,
    terms: Terms,
) -> Iterator[LakeFile]:
    arriving = copy_out.stream(connection, query, shape.insert(0, pa.field(PORTION, pa.int64())))
    is_by_period = table.is_by_period and content == record.ROWS
    for (portion_no, period), pieces in groupby(_pieces(arriving, is_by_period), key=itemgetter(0)):
        blocks = (piece for _, piece in pieces)
        yield _file(place, table, content, (portion_no, period), partial(parquet.write, blocks, shape), terms)


def _file(
    place: Place, table: LakeTable, content: str, key: Key, write: Callable[[Path], int], terms: Terms
) -> LakeFile:
    portion_no, period = key
    path = path_of(table, content, portion_no, period, terms.version)
    stored = place.put(path, write)
    return LakeFile(
        table_name=table.name,
        content=content,
        portion_no=portion_no,
        period=period,
        path=path,
        **vars(stored),
        **vars(terms),
    )


def _pieces(blocks: Iterable[pa.Table], is_by_period: bool) -> Iterator[tuple[Key, pa.Table]]:
    """Cut blocks where another file begins: they come in the order of portion and period."""
    for block in blocks:
        portions = block[PORTION].to_numpy()
        periods = block["period"].to_numpy(zero_copy_only=False) if is_by_period else None
        begins = portions[1:] != portions[:-1]
        if periods is not None:
            begins |= periods[1:] != periods[:-1]
        starts = [0, *(np.flatnonzero(begins) + 1).tolist(), len(portions)]
        rows_alone = block.drop_columns([PORTION])
        for start, end in pairwise(starts):
            key = (int(portions[start]), "" if periods is None else str(periods[start]))
            yield key, rows_alone.slice(start, end - start)


def path_of(table: LakeTable, content: str, portion_no: int, period: str, version: int = 1) -> str:
    """Return where a file is below the root: which rows it holds can be read from its path."""
    schema, name = table.schema_and_table
    parts = [schema, name if content == record.ROWS else f"{name}.closed"]
    if period:
        parts.append(f"period={period}")
    portion = "to_unit" if table.portion == "unit" else table.portion
    return "/".join([*parts, f"{portion}={portion_no}", f"{version}.parquet"])
