"""Tables leave the warehouse in one order, whatever order, texts and gaps they hold."""

from datetime import date
from decimal import Decimal

import psycopg
import pyarrow as pa
import pytest
from cakupan.editions import tables
from cakupan.errors import PipelineFailed
from cakupan.warehouse import copy_out


@pytest.fixture
def connection(warehouse: str) -> psycopg.Connection:
    with psycopg.connect(warehouse) as opened:
        opened.execute("create schema build")
        yield opened


def test_rows_come_in_byte_order_with_missing_values_last_whatever_order_they_were_written_in(connection):
    values = "('b', 1), ('B', 2), (null, 3), ('', 4), ('a', null), ('a', 2), ('á', 1)"
    connection.execute(f"create table build.one as select * from (values {values}) as v (name, number)")
    connection.execute("create table build.two as select * from build.one order by name desc, number")

    one, two = (tables.read(connection, "build", name) for name in ("one", "two"))

    assert one.equals(two)
    assert one["name"].to_pylist() == ["", "B", "a", "a", "b", "á", None]
    assert one["number"].to_pylist() == [4, 2, 2, None, 1, 1, 3]


def test_texts_with_quotes_commas_and_line_breaks_come_whole(connection):
    connection.execute("create table build.texts as select E'satu,\\n\"dua\"'::text as text, true as flag")

    read = tables.read(connection, "build", "texts")

    assert read.to_pylist() == [{"text": 'satu,\n"dua"', "flag": True}]


def test_an_empty_table_keeps_its_columns_and_a_list_its_members(connection):
    shape = pa.schema([("id", pa.string()), ("inputs", pa.list_(pa.string()))])
    connection.execute("create table build.lists (id text, inputs text[])")
    empty = tables.read(connection, "build", "lists", shape)
    connection.execute("insert into build.lists values ('b', array['x', 'y']), ('a', array[]::text[])")

    filled = tables.read(connection, "build", "lists", shape)

    assert (empty.num_rows, empty.schema) == (0, shape)
    assert filled.to_pylist() == [{"id": "a", "inputs": []}, {"id": "b", "inputs": ["x", "y"]}]


def test_a_query_the_server_refuses_says_so(connection):
    connection.execute("create view build.broken as select 1 / (x - x) as x from (select 1 as x) as one")

    with pytest.raises(PipelineFailed, match="division by zero"):
        tables.read(connection, "build", "broken")


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_out, "BLOCK_BYTES", 64)


def test_a_table_is_streamed_in_blocks_in_the_order_asked_for(connection, small_blocks):
    connection.execute(
        "create table build.facts as select source_no, nullif(row_number, 5) as row_number, code"
        " from (values ('b'), ('B'), (null), ('á'), ('a')) as codes (code),"
        " generate_series(2, 1, -1) as source_no, generate_series(9, 1, -1) as row_number"
    )
    shape = tables.shape_of(connection, "build", "facts")

    blocks = list(tables.stream(connection, "build", "facts", shape, ["source_no", "row_number", "code"]))

    rows = [tuple(row.values()) for block in blocks for row in block.to_pylist()]
    assert len(blocks) > 5
    assert len(rows) == 90
    assert [row[2] for row in rows[:5]] == ["B", "a", "b", "á", None]
    assert rows == sorted(
        rows, key=lambda row: (row[0], row[1] or 10, row[2] is None, (row[2] or "").encode())
    )


def test_exact_numbers_stay_exact_and_what_has_no_digits_stated_is_text(connection):
    connection.execute(
        "create table build.numbers as select 12.50::numeric(5, 2) as share, 0.1::numeric as free,"
        " 7::smallint as small, date '2024-10-31' as day, timestamptz '2024-10-31T20:00:00+07' as at"
    )

    (row,) = tables.read(connection, "build", "numbers").to_pylist()

    assert row == {
        "share": Decimal("12.50"),
        "free": "0.1",
        "small": 7,
        "day": date(2024, 10, 31),
        "at": "2024-10-31T13:00:00Z",
    }


def test_a_column_alone_keeps_its_missing_values(connection):
    connection.execute("create table build.alone as select unnest(array['b', null, 'a', null]) as code")

    assert tables.read(connection, "build", "alone")["code"].to_pylist() == ["a", "b", None, None]
