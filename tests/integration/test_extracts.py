"""Extracts become dated rows: changes only, all or nothing, the same once or twice."""

from pathlib import Path

import psycopg
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import extracts
from extract_builders import WORKFORCE, members, write_extract


def current(warehouse: str, table: str, columns: str) -> list[tuple[object, ...]]:
    with psycopg.connect(warehouse) as connection:
        return connection.execute(
            f"select {columns} from {table} where replaced_by_load_no is null order by 1"
        ).fetchall()


def test_the_first_extract_inserts_every_row_with_the_record_it_came_from(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M2", "M1"))

    summary = extracts.load_folder(folder, "register")

    assert summary.load_no is not None
    assert current(warehouse, "register.membership", "membership_id, file_no, row_number, load_no") == [
        ("M1", 1, 3, summary.load_no),
        ("M2", 1, 2, summary.load_no),
    ]


def test_a_second_extract_writes_only_what_changed_and_closes_what_is_gone(warehouse: str, tmp_path: Path):
    first = extracts.load_folder(
        write_extract(tmp_path / "a", membership=members("M1", "M2", "M3")), "register"
    )
    rows = [*members("M1"), *members("M2", paid_through="2024-12-31"), *members("M4")]

    second = extracts.load_folder(write_extract(tmp_path / "b", membership=rows), "register")

    assert (second.files[0].new_rows, second.files[0].closed_rows) == (2, 2)
    assert current(warehouse, "register.membership", "membership_id, load_no") == [
        ("M1", first.load_no),
        ("M2", second.load_no),
        ("M4", second.load_no),
    ]


def test_the_same_bytes_again_are_nothing_to_do(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    extracts.load_folder(folder, "register")

    again = extracts.load_folder(folder, "register")

    assert again.load_no is None
    with psycopg.connect(warehouse) as connection:
        assert connection.execute("select count(*) from control.load").fetchone() == (1,)


def test_each_half_of_a_folder_is_a_load_of_its_own(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"), workforce=[WORKFORCE])

    register = extracts.load_folder(folder, "register")
    reference = extracts.load_folder(folder, "reference")

    assert [one.table for one in register.files] == ["register.membership"]
    assert [one.table for one in reference.files] == ["reference.workforce"]
    with psycopg.connect(warehouse) as connection:
        kinds = connection.execute("select kind from control.load order by load_no").fetchall()
        assert kinds == [("register",), ("reference",)]


def test_a_refused_file_leaves_nothing_of_its_folder(warehouse: str, tmp_path: Path):
    folder = write_extract(
        tmp_path / "a", claim=[], membership=[*members("M1"), *members("M2", active_from="31/12/2024")]
    )

    with pytest.raises(ExtractRefused, match=r"membership, column active_from, record 3: expected a date"):
        extracts.load_folder(folder, "register")

    assert current(warehouse, "register.membership", "membership_id") == []
    with psycopg.connect(warehouse) as connection:
        assert connection.execute("select count(*) from control.load_file").fetchone() == (0,)
