"""A table of the register that is filled for the first time is as indexed as before, whatever comes of it."""

from pathlib import Path

import psycopg
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import extracts
from cakupan.warehouse.connection import Connection, connect
from extract_builders import write_extract

MEMBER = {
    "membership_id": "M1",
    "nik": "3328990101800001",
    "segment_code": "BPU",
    "programme_codes": "JKK+JKM",
    "active_from": "2024-01-01",
}
INDEXES = (
    "select indexname, indexdef from pg_indexes where schemaname in ('register', 'reference') order by 1"
)


def test_a_first_load_leaves_the_indexes_it_found(connection: Connection, tmp_path: Path):
    before = connection.execute(INDEXES).fetchall()

    extracts.load_folder(write_extract(tmp_path / "a", membership=[MEMBER]), "register")
    extracts.load_folder(
        write_extract(tmp_path / "b", membership=[MEMBER, MEMBER | {"membership_id": "M2"}]), "register"
    )

    assert connection.execute(INDEXES).fetchall() == before
    assert connection.execute("select count(*) from control.index_left_out").fetchone() == (0,)
    assert connection.execute(
        "select membership_id, load_no from register.membership order by 1"
    ).fetchall() == [
        ("M1", 1),
        ("M2", 2),
    ]


def test_a_first_load_that_is_refused_leaves_them_too(connection: Connection, tmp_path: Path):
    before = connection.execute(INDEXES).fetchall()

    with pytest.raises(ExtractRefused, match="the same key"):
        extracts.load_folder(write_extract(tmp_path / "a", membership=[MEMBER, MEMBER]), "register")

    assert connection.execute(INDEXES).fetchall() == before


def test_a_current_row_that_was_emptied_is_replaced_by_what_the_file_says(
    connection: Connection, tmp_path: Path
):
    extracts.load_folder(write_extract(tmp_path / "a", membership=[MEMBER]), "register")
    connection.execute("set session_replication_role = replica")
    connection.execute("update register.membership set row_hash = ''")

    done = extracts.load_folder(
        write_extract(tmp_path / "b", membership=[MEMBER, MEMBER | {"membership_id": "M2"}]), "register"
    )

    assert [(one.new_rows, one.closed_rows) for one in done.files] == [(2, 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "select register.leave_out_indexes('control.load')",
        "insert into control.index_left_out values ('register.claim', 'drop table register.claim')",
    ],
)
def test_the_pipelines_leave_out_no_other_index_and_say_not_what_is_made(warehouse: str, statement: str):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connect() as pipeline:
        pipeline.execute(statement)


def test_indexes_of_a_table_that_is_filled_are_left_alone(connection: Connection, tmp_path: Path):
    extracts.load_folder(write_extract(tmp_path / "a", membership=[MEMBER]), "register")
    before = connection.execute(INDEXES).fetchall()

    with connect() as pipeline:
        left_out = pipeline.execute("select register.leave_out_indexes('register.membership')").fetchone()

    assert left_out == (False,)
    assert connection.execute(INDEXES).fetchall() == before
