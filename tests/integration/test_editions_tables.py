"""Tables leave the warehouse in one order, whatever order, texts and gaps they hold."""

import psycopg
import pyarrow as pa
import pytest
from cakupan.editions import tables
from cakupan.errors import PipelineFailed


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
