"""A frame arrives in a table as it is."""

import pandas as pd
import psycopg
from cakupan.warehouse.copy import copy_frame


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
