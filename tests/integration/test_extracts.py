"""Extracts become dated rows: changes only, each half of a folder a load of its own."""

from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from cakupan.errors import ExtractRefused, NotFound
from cakupan.register import extracts
from cakupan.register.contract import contracts
from extract_builders import WORKFORCE, members, write_csv, write_extract


def rows_of(warehouse: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(warehouse) as connection:
        return connection.execute(query).fetchall()


def current(warehouse: str, table: str, columns: str) -> list[tuple[object, ...]]:
    return rows_of(warehouse, f"select {columns} from {table} where replaced_by_load_no is null order by 1")


def test_each_contract_has_the_columns_and_the_key_of_its_table(warehouse: str):
    for contract in contracts().values():
        columns = rows_of(
            warehouse,
            "select column_name, is_nullable from information_schema.columns"
            f" where table_schema = '{contract.half}' and table_name = '{contract.name}' and column_name"
            " not in ('load_no', 'replaced_by_load_no', 'file_no', 'row_number', 'row_hash')"
            " order by ordinal_position",
        )
        key = rows_of(
            warehouse,
            "select array_agg(attname::text order by attnum) from pg_index, pg_attribute"
            f" where indrelid = '{contract.table}'::regclass and indisunique and attrelid = indexrelid",
        )

        expected = [(column.name, "NO" if column.is_required else "YES") for column in contract.columns]
        assert columns == expected
        assert key == [(list(contract.key),)]


def test_the_first_extract_inserts_every_row_with_the_record_it_came_from(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M2", "M1"))

    summary = extracts.load_folder(folder, "register")

    assert summary.load_no is not None
    assert current(warehouse, "register.membership", "membership_id, file_no, row_number, load_no") == [
        ("M1", 1, 3, summary.load_no),
        ("M2", 1, 2, summary.load_no),
    ]


def test_an_optional_column_may_come_later_and_changes_only_rows_that_say_something(
    warehouse: str, tmp_path: Path
):
    extracts.load_folder(write_extract(tmp_path / "a", membership=members("M1", "M2")), "register")
    mothers = [*members("M1", nama_ibu=""), *members("M2", nama_ibu="SRI")]

    told = extracts.load_folder(write_extract(tmp_path / "b", membership=mothers), "register")
    again = extracts.load_folder(write_extract(tmp_path / "c", membership=mothers), "register")

    assert current(warehouse, "register.membership", "membership_id, nama_ibu, load_no = 1") == [
        ("M1", None, True),
        ("M2", "SRI", False),
    ]
    assert (told.load_no is not None, again.load_no) == (True, None)


def test_a_second_extract_writes_only_what_changed_and_closes_what_is_gone(warehouse: str, tmp_path: Path):
    first = extracts.load_folder(
        write_extract(tmp_path / "a", membership=members("M1", "M2", "M3")), "register"
    )
    rows = [*members("M1"), *members("M2", paid_through="2024-12-31"), *members("M4")]

    second = extracts.load_folder(write_extract(tmp_path / "b", membership=rows), "register")

    assert (second.files[0].rows, second.files[0].new_rows, second.files[0].closed_rows) == (3, 2, 2)
    assert current(warehouse, "register.membership", "membership_id, load_no") == [
        ("M1", first.load_no),
        ("M2", second.load_no),
        ("M4", second.load_no),
    ]
    closed = rows_of(
        warehouse,
        "select membership_id, load_no, replaced_by_load_no from register.membership"
        " where replaced_by_load_no is not null order by 1",
    )
    assert closed == [("M2", first.load_no, second.load_no), ("M3", first.load_no, second.load_no)]


def test_a_row_that_comes_back_is_a_new_row(warehouse: str, tmp_path: Path):
    extracts.load_folder(write_extract(tmp_path / "a", membership=members("M1", "M2")), "register")
    extracts.load_folder(write_extract(tmp_path / "b", membership=members("M1")), "register")

    third = extracts.load_folder(
        write_extract(tmp_path / "c", membership=members("M1", "M2")), "register", again=True
    )

    assert (third.files[0].new_rows, third.files[0].closed_rows) == (1, 0)
    assert ("M2", third.load_no) in current(warehouse, "register.membership", "membership_id, load_no")


def test_a_delta_touches_only_the_rows_it_has(warehouse: str, tmp_path: Path):
    extracts.load_folder(write_extract(tmp_path / "a", membership=members("M1", "M2", "M3")), "register")
    rows = [
        *members("M1"),
        *members("M2", kpj="12345678901"),
        {"membership_id": "M3", "is_deleted": "true"},
        {"membership_id": "M9", "is_deleted": "true"},
        *members("M4"),
    ]

    summary = extracts.load_folder(write_extract(tmp_path / "b", "delta", membership=rows), "register")

    assert (summary.files[0].new_rows, summary.files[0].closed_rows) == (2, 2)
    assert current(warehouse, "register.membership", "membership_id, kpj") == [
        ("M1", None),
        ("M2", "12345678901"),
        ("M4", None),
    ]


def test_the_same_bytes_again_are_nothing_to_do(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    extracts.load_folder(folder, "register")

    again = extracts.load_folder(folder, "register")

    assert again == extracts.LoadSummary(load_no=None, files=())
    assert rows_of(warehouse, "select count(*) from control.load") == [(1,)]


def test_only_the_files_that_changed_are_read_again(warehouse: str, tmp_path: Path):
    first = {"membership": members("M1"), "employer": [{"npp": "15070955", "nama_perusahaan": "PT Satu"}]}
    extracts.load_folder(write_extract(tmp_path / "a", **first), "register")

    second = extracts.load_folder(
        write_extract(tmp_path / "b", **{**first, "membership": members("M1", "M2")}), "register"
    )

    assert [one.table for one in second.files] == ["register.membership"]


def test_a_folder_loaded_again_on_demand_is_a_return_to_it(warehouse: str, tmp_path: Path):
    older = write_extract(tmp_path / "a", membership=members("M1", "M2"))
    extracts.load_folder(older, "register")
    extracts.load_folder(write_extract(tmp_path / "b", membership=members("M1")), "register")

    assert extracts.load_folder(older, "register").load_no is None
    back = extracts.load_folder(older, "register", again=True)

    assert back.load_no is not None
    assert current(warehouse, "register.membership", "membership_id") == [("M1",), ("M2",)]


def test_a_file_mended_in_an_old_folder_brings_back_none_of_those_beside_it(warehouse: str, tmp_path: Path):
    employer = {"npp": "15070955", "nama_perusahaan": "PT Satu"}
    older = tmp_path / "home" / "extracts" / "a"
    write_extract(older, membership=members("M1", "M2"), employer=[employer])
    extracts.load_folder(older, "register")
    extracts.load_folder(write_extract(tmp_path / "b", membership=members("M1")), "register")
    write_extract(older, membership=members("M1", "M2"), employer=[{**employer, "nama_perusahaan": "PT Dua"}])
    assert extracts.pending("register") == [older]

    mended = extracts.load_folder(older, "register")
    on_demand = extracts.load_folder(older, "register", again=True)

    assert [one.table for one in mended.files] == ["register.employer"]
    assert on_demand.load_no is None
    assert current(warehouse, "register.membership", "membership_id") == [("M1",)]
    assert current(warehouse, "register.employer", "nama_perusahaan") == [("PT Dua",)]


def test_csv_and_parquet_with_the_same_values_are_the_same_rows(warehouse: str, tmp_path: Path):
    as_csv = write_extract(
        tmp_path / "a", membership=members("M1", tanggal_lahir="1980-01-01"), workforce=[WORKFORCE]
    )
    as_parquet = tmp_path / "b"
    as_parquet.mkdir()
    for table in ("membership", "workforce"):
        codes_stay_text = pyarrow.csv.ConvertOptions(
            column_types={"work_area_code": pa.string(), "area_code": pa.string()}
        )
        typed = pyarrow.csv.read_csv(as_csv / f"{table}.csv", convert_options=codes_stay_text)
        pyarrow.parquet.write_table(typed, as_parquet / f"{table}.parquet")
    (as_parquet / "extract.json").write_bytes((as_csv / "extract.json").read_bytes())

    for half in ("register", "reference"):
        extracts.load_folder(as_csv, half)
        (again,) = extracts.load_folder(as_parquet, half).files
        assert (again.rows, again.new_rows, again.closed_rows) == (1, 0, 0)


def test_each_half_of_a_folder_is_a_load_of_its_own(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"), workforce=[WORKFORCE])

    register = extracts.load_folder(folder, "register")
    reference = extracts.load_folder(folder, "reference")

    assert [one.table for one in register.files] == ["register.membership"]
    assert [one.table for one in reference.files] == ["reference.workforce"]
    kinds = rows_of(warehouse, "select kind from control.load order by load_no")
    assert kinds == [("register",), ("reference",)]


def test_every_file_of_a_load_is_recorded_with_its_hash_and_counts(warehouse: str, tmp_path: Path):
    employers = [{"npp": "15070955", "nama_perusahaan": "PT Satu"}]
    folder = write_extract(tmp_path / "a", membership=members("M1", "M2"), employer=employers)

    extracts.load_folder(folder, "register")

    recorded = rows_of(
        warehouse,
        "select file_no, table_name, file_name, length(sha256), mode, rows, new_rows, closed_rows"
        " from control.load_file order by file_no",
    )
    assert recorded == [
        (1, "register.employer", "a/employer.csv", 64, "full", 1, 1, 0),
        (2, "register.membership", "a/membership.csv", 64, "full", 2, 2, 0),
    ]


def test_ids_are_numbered_once_in_the_order_of_the_id(warehouse: str, tmp_path: Path):
    partners = [{"partner_id": one, "partner_name": one} for one in ("pemda-b", "pemda.a", "pemda-a")]
    actions = [
        {"agreement_id": "NKS", "action_id": one, "action": "Rapat", "due_on": "2024-12-31"} for one in "21"
    ]
    extracts.load_folder(
        write_extract(tmp_path / "a", partner=partners, agreement_action=actions, workforce=[WORKFORCE]),
        "reference",
    )
    before = rows_of(warehouse, "select * from register.unit_key order by unit_no")

    more = [*partners, {"partner_id": "pemda-0", "partner_name": "x"}]
    extracts.load_folder(write_extract(tmp_path / "b", partner=more), "reference")

    after = rows_of(warehouse, "select * from register.unit_key order by unit_no")
    assert [row[1:] for row in before] == [
        ("action", "NKS/1"),
        ("action", "NKS/2"),
        ("partner", "pemda-a"),
        ("partner", "pemda-b"),
        ("partner", "pemda.a"),
        ("workforce", "D1/33.28/TOTAL/2024-01-01"),
    ]
    assert after[:-1] == before
    assert after[-1][1:] == ("partner", "pemda-0")


def test_pending_are_the_complete_folders_never_loaded(warehouse: str, tmp_path: Path):
    home = tmp_path / "home" / "extracts"
    loaded = write_extract(home / "2024-01", membership=members("M1"), workforce=[WORKFORCE])
    unseen = write_extract(home / "2024-02", membership=members("M1", "M2"))
    (home / "2024-03-on-its-way").mkdir()
    write_csv(home / "2024-03-on-its-way" / "claim.csv", [], ["claim_id"])
    extracts.load_folder(loaded, "register")

    assert extracts.pending() == [loaded, unseen]
    assert extracts.pending("register") == [unseen]
    assert extracts.pending("reference") == [loaded]
    extracts.load_folder(loaded, "reference")
    extracts.load_folder(unseen, "register")
    assert extracts.pending() == []


def test_a_folder_that_will_be_refused_is_pending_so_that_somebody_is_told(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "home" / "extracts" / "a", membership=members("M1"))
    (folder / "planet.csv").write_text("planet_id\n")

    assert extracts.pending("register") == [folder]
    with pytest.raises(ExtractRefused, match=r"a/planet\.csv: no such table; expected one of agreement"):
        extracts.load_folder(folder, "register")


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(NotFound, match="There is no folder"):
        extracts.load_folder(tmp_path / "nowhere", "register")
