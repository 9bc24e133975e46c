"""A frame arrives in a table as it is."""

import pandas as pd
import psycopg
import pyarrow as pa
import pytest
from cakupan.errors import RowsNotStored
from cakupan.warehouse.copy import copy_frame, copy_rows, copy_table


def test_a_frame_arrives_with_its_nothings_quotes_and_days(warehouse: str) -> None:
    empty = pd.Series([], dtype="str")
    texts = pd.concat([empty, pd.Series(['a "quoted", one\nline', "", None], dtype="str")], ignore_index=True)
    frame = pd.DataFrame(
        {
            "number": pd.Series([1, None, 2**60], dtype="Int64"),
            "text": texts,
            "day": pd.to_datetime(pd.Series(["1987-08-12", None, None])).dt.strftime("%Y-%m-%d"),
            "is_so": [True, False, True],
        }
    )
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table public.arrival (day date, is_so boolean, text text, number bigint)")

        count = copy_frame(connection, "public.arrival", frame)

        rows = connection.execute("select number, text, day::text, is_so from public.arrival").fetchall()
    assert count == 3
    assert rows == [
        (1, 'a "quoted", one\nline', "1987-08-12", True),
        (None, "", None, False),
        (2**60, None, None, True),
    ]


def test_a_frame_without_rows_writes_nothing(warehouse: str) -> None:
    with psycopg.connect(warehouse) as connection:
        assert copy_frame(connection, "intake.finding", pd.DataFrame()) == 0


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_text_arrives_as_it_is_however_arrow_holds_it(warehouse: str, kind: pa.DataType) -> None:
    texts = ["a\tb", "c\\d", "e\nf\rg", "\\N", "", None]
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table public.arrival (number int, text text)")

        copy_table(
            connection,
            "public.arrival",
            pa.table({"number": range(6), "text": pa.array(texts).cast(kind)}),
        )

        rows = connection.execute("select text from public.arrival order by number").fetchall()
    assert [text for (text,) in rows] == texts


def test_plain_rows_arrive_with_lists_and_nothings(warehouse: str) -> None:
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table public.arrival (codes text[], number int)")

        copy_rows(connection, "public.arrival", ["number", "codes"], [(1, ["a", "b\t"]), (None, None)])

        rows = connection.execute("select number, codes from public.arrival").fetchall()
    assert rows == [(1, ["a", "b\t"]), (None, None)]


CELL = "ANI DARI SLAWI"
SICK = {
    "a column is missing": ("alter table public.arrival drop column text", psycopg.errors.UndefinedColumn),
    "the table is missing": ("drop table public.arrival", psycopg.errors.UndefinedTable),
    "a month has no partition": (
        "drop table public.arrival; create table public.arrival (text text) partition by list (text)",
        psycopg.IntegrityError,
    ),
    "nothing may be written": (
        "set transaction read only",
        psycopg.errors.ReadOnlySqlTransaction,
    ),
}


@pytest.mark.parametrize("name", SICK)
def test_a_database_that_is_not_as_it_should_be_is_no_fault_of_the_rows(warehouse: str, name: str) -> None:
    statement, kind = SICK[name]
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table public.arrival (text text)")
        connection.commit()
        connection.execute(statement)

        with pytest.raises(kind, match=r"Table public\.arrival could not be written") as raised:
            copy_table(connection, "public.arrival", pa.table({"text": [CELL]}))

        connection.rollback()
    assert CELL not in str(raised.value)


def test_a_value_that_its_column_does_not_take_is_the_rows_fault(warehouse: str) -> None:
    with psycopg.connect(warehouse) as connection:
        connection.execute("create table public.arrival (day date)")

        with pytest.raises(RowsNotStored) as raised:
            copy_table(connection, "public.arrival", pa.table({"day": [CELL]}))

    assert CELL not in str(raised.value)
