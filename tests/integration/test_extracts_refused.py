"""What is refused, killed or raced leaves nothing behind; and a dated row can only be closed, once."""

import threading
from pathlib import Path

import psycopg
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import extracts, unit_keys
from cakupan.register.contract import Contract
from cakupan.warehouse.connection import Connection
from extract_builders import members, write_extract

SOMEBODY = "3328990101800001"


def count(warehouse: str, table: str) -> int:
    with psycopg.connect(warehouse) as connection:
        row = connection.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])


def assert_nothing_was_loaded(warehouse: str) -> None:
    for table in ("control.load", "control.load_file", "register.membership", "register.unit_key"):
        assert count(warehouse, table) == 0


def test_one_bad_record_refuses_every_file_of_the_load(warehouse: str, tmp_path: Path):
    employers = [{"npp": "15070955", "nama_perusahaan": "PT Satu"}]
    rows = [*members("M1"), *members("M2", active_from="31/12/2024")]
    folder = write_extract(tmp_path / "a", employer=employers, membership=rows)

    with pytest.raises(ExtractRefused, match="membership, column active_from, record 3: expected a date"):
        extracts.load_folder(folder, "register")

    assert_nothing_was_loaded(warehouse)
    assert count(warehouse, "register.employer") == 0


def test_a_key_twice_in_a_file_is_refused_by_its_records_and_not_repeated(warehouse: str, tmp_path: Path):
    rows = members("M1", SOMEBODY, "M2", SOMEBODY, SOMEBODY)

    with pytest.raises(ExtractRefused, match="record 5: the same key as record 3") as refused:
        extracts.load_folder(write_extract(tmp_path / "a", membership=rows), "register")

    assert "2 records of this file too many" in str(refused.value)
    assert SOMEBODY not in str(refused.value)
    assert_nothing_was_loaded(warehouse)


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "extract.json is missing"),
        ("{", "is not JSON"),
        ('["membership"]', 'expected {"<table>": "full" or "delta"}'),
        ('{"membership": "all"}', 'expected {"<table>": "full" or "delta"}'),
        ("{}", 'does not say whether membership is "full" or "delta"'),
        ('{"membership": "full", "claim": "full"}', "0 files for the table claim"),
    ],
)
def test_extract_json_must_say_of_each_file_whether_it_is_the_whole(
    warehouse: str, tmp_path: Path, manifest: str | None, says: str
):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    (folder / "extract.json").unlink()
    if manifest is not None:
        (folder / "extract.json").write_text(manifest)

    with pytest.raises(ExtractRefused) as refused:
        extracts.load_folder(folder, "register")

    assert says in str(refused.value)
    assert_nothing_was_loaded(warehouse)


def test_two_files_for_one_table_are_refused(tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    (folder / "membership.parquet").write_bytes(b"")

    with pytest.raises(ExtractRefused, match="2 files for the table membership"):
        extracts.load_folder(folder, "register")


@pytest.mark.parametrize(("rows", "is_refused"), [(1, True), (2, False)])
def test_a_full_extract_under_half_of_what_is_current_is_refused(
    warehouse: str, tmp_path: Path, rows: int, is_refused: bool
):
    extracts.load_folder(
        write_extract(tmp_path / "a", membership=members("M1", "M2", "M3", "M4")), "register"
    )
    smaller = write_extract(tmp_path / "b", membership=members("M1", "M2")[:rows])

    if is_refused:
        with pytest.raises(ExtractRefused, match="has 1 rows, less than half of the 4 current ones"):
            extracts.load_folder(smaller, "register")
    else:
        extracts.load_folder(smaller, "register")

    with psycopg.connect(warehouse) as connection:
        current = connection.execute(
            "select count(*) from register.membership where replaced_by_load_no is null"
        ).fetchone()
    assert current == ((4,) if is_refused else (2,))


def test_a_load_that_loses_its_connection_midway_leaves_nothing_and_can_be_run_again(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = write_extract(
        tmp_path / "a", claim=[], employer=[{"npp": "1", "nama_perusahaan": "x"}], membership=members("M1")
    )

    def die(connection: Connection, contract: Contract, load_no: int) -> None:
        if contract.name == "membership":
            connection.execute("select pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(unit_keys, "register", die)
        with pytest.raises(psycopg.OperationalError):
            extracts.load_folder(folder, "register")
    assert_nothing_was_loaded(warehouse)

    assert len(extracts.load_folder(folder, "register").files) == 3
    assert count(warehouse, "register.membership") == 1


def test_two_loads_of_one_folder_at_once_load_it_once(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members(*(f"M{number}" for number in range(500))))
    summaries: list[extracts.LoadSummary] = []

    def load() -> None:
        summaries.append(extracts.load_folder(folder, "register"))

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(len(summary.files) for summary in summaries) == [0, 0, 1]
    assert count(warehouse, "register.membership") == 500
    assert count(warehouse, "control.load") == 1


@pytest.mark.parametrize(
    "change",
    [
        "update register.membership set segment_code = 'PU'",
        "update register.membership set replaced_by_load_no = 9, segment_code = 'PU'",
        "update register.membership set replaced_by_load_no = 9 where membership_id = 'M2'",
        "update register.membership set replaced_by_load_no = null where membership_id = 'M2'",
        "delete from register.membership",
        "truncate register.membership",
    ],
)
def test_a_dated_row_can_only_be_closed_and_only_once(warehouse: str, tmp_path: Path, change: str):
    extracts.load_folder(write_extract(tmp_path / "a", membership=members("M1", "M2")), "register")
    extracts.load_folder(write_extract(tmp_path / "b", membership=members("M1")), "register")

    with psycopg.connect(warehouse) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(change)

    with psycopg.connect(warehouse) as connection:
        kept = connection.execute(
            "select membership_id, segment_code, replaced_by_load_no is null"
            " from register.membership order by 1"
        ).fetchall()
    assert kept == [("M1", "BPU", True), ("M2", "BPU", False)]
