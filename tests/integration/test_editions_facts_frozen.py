"""Facts leave the warehouse side by side and come out as the same bytes, whatever surrounds them."""

from pathlib import Path

import doors
import psycopg
import pyarrow.parquet as pq
import pytest
from cakupan import settings
from cakupan.editions import freeze
from cakupan.editions.frozen import layout
from cakupan.errors import PipelineFailed
from cakupan.warehouse import copy_out, parquet

ROWS = """select source_no, sheet_no, row_number, row_number % 11 - 5 as unit_no, 'DESA ' || code as code,
    row_number % 3 = 0 as is_counted, date '2024-10-01' + row_number::integer % 31 as active_from
    from (values (1::bigint), (2), (40000000), (null)) as sources (source_no),
    (values (1::integer), (2), (5000), (null)) as sheets (sheet_no),
    (select number::bigint as row_number from generate_series(1, 40) as number
        union all values (300000000::bigint), (null)) as numbers,
    (values ('b'), ('B'), ('á'), (null)) as codes (code)"""


def made(address: str, schema: str, order: str) -> None:
    """Make two facts and one that is empty, their rows written in this order."""
    with psycopg.connect(address) as connection:
        connection.execute(f"create schema {schema}")
        connection.execute("select setseed(0.5)")
        for name in ("fct_some", "fct_others"):
            connection.execute(f"create table {schema}.{name} as select * from ({ROWS}) as rows {order}")
        connection.execute(f"create table {schema}.fct_none as select * from {schema}.fct_some limit 0")
        connection.execute(f"create table {schema}.fct_plain as select code from {schema}.fct_some")
        show(connection, schema)


def show(connection: psycopg.Connection, schema: str) -> None:
    """Let the pipelines read what stands in a schema, as if they had built it."""
    connection.execute(f"grant usage on schema {schema} to {doors.PIPELINE}")
    connection.execute(f"grant select on all tables in schema {schema} to {doors.PIPELINE}")


def frozen(address: str, schema: str, bundle: Path) -> dict[str, bytes]:
    with psycopg.connect(address) as connection:
        freeze.facts(connection, schema, bundle)
    return {path.name: path.read_bytes() for path in (bundle / layout.FACTS).iterdir()}


def with_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    settings.load.cache_clear()


def test_facts_are_the_same_bytes_whatever_order_blocks_threads_and_memory(warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP_ROWS", 500)
    made(warehouse, "one", "order by unit_no, code, source_no")
    made(warehouse, "other", "order by random()")
    first = frozen(warehouse, "one", tmp_path / "one")

    monkeypatch.setattr(copy_out, "BLOCK_BYTES", 1_000)
    monkeypatch.setenv("PGOPTIONS", "-c work_mem=64kB")
    with_setting(monkeypatch, "CAKUPAN_FROZEN_THREADS", "1")
    second = frozen(warehouse, "other", tmp_path / "other")

    assert sorted(first) == ["none.parquet", "others.parquet", "plain.parquet", "some.parquet"]
    assert first == second
    assert first["some.parquet"] == first["others.parquet"]


def test_rows_of_a_fact_stand_as_in_their_files_and_none_is_lost(warehouse, tmp_path):
    made(warehouse, "one", "order by random()")

    frozen(warehouse, "one", tmp_path)

    rows = pq.read_table(tmp_path / layout.FACTS / "some.parquet").to_pylist()
    places = [(row["source_no"], row["sheet_no"], row["row_number"]) for row in rows]
    usual = [
        place
        for place in places
        if None not in place and place[0] < 1 << 25 and place[1] < 1 << 10 and place[2] < 1 << 28
    ]
    assert len(rows) == 4 * 4 * 42 * 4
    assert len(usual) == 2 * 2 * 40 * 4
    assert usual == sorted(usual)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_a_fact_that_cannot_be_read_fails_the_freezing_of_all(warehouse, tmp_path):
    made(warehouse, "one", "")
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "create view one.fct_broken as select 1 / (unit_no - unit_no) as x from one.fct_some"
        )
        show(connection, "one")

    with pytest.raises(PipelineFailed, match="division by zero"):
        frozen(warehouse, "one", tmp_path)
