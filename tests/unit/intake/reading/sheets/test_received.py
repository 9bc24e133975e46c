"""Received rows as a table: what is copied, what is not, and what merged cells mean."""

import numpy as np
import pyarrow as pa
from cakupan.contracts import roster
from cakupan.intake.reading.headers import HeaderMapping
from cakupan.intake.reading.sheets import received
from sheets import NIKS, made, read_rows, reading, values

CONTRACT = roster.contract("pemda_rentan")
MAPPING = HeaderMapping(top=0, height=1, columns={"nik": 0, "nama": 1})


def taken(rows: list[int], height: int = 6) -> pa.Table:
    """Return rows of a sheet of that height as received."""
    sheet = made([["NIK", "Nama"], *([NIKS[number], f"ORANG {number}"] for number in range(1, height))])
    return received.table(sheet, np.array(rows, dtype=np.int64), MAPPING, CONTRACT, sheet_no=3, is_1904=True)


def test_the_table_has_every_field_of_the_contract_and_the_columns_all_kinds_share() -> None:
    found = taken([1, 2])

    assert found.schema == received.schema(CONTRACT)
    assert found.column("sheet_no").to_pylist() == [3, 3]
    assert found.column("row_number").to_pylist() == [2, 3]
    assert found.column("nik").to_pylist() == NIKS[1:3]
    assert found.column("pekerjaan").to_pylist() == ["", ""]
    assert found.column("is_1904").to_pylist() == [True, True]


def test_rows_without_a_gap_share_the_memory_of_the_sheet() -> None:
    sheet = made([["NIK", "Nama"], *([NIKS[number], "A"] for number in range(1, 300))])

    found = received.table(sheet, np.arange(1, 300), MAPPING, CONTRACT, sheet_no=1, is_1904=False)

    assert found.column("nik").chunk(0).buffers()[2].address == sheet.columns[0].buffers()[2].address


def test_long_stretches_are_slices_and_scattered_rows_are_copied_together() -> None:
    rows = [["NIK", "Nama"], *([f"{number:016d}", "A"] for number in range(5000))]
    sheet = made(rows)
    stretches = np.concatenate((np.arange(1, 2000), np.arange(2500, 5000)))
    scattered = np.arange(1, 5000, 2)

    long = received.table(sheet, stretches, MAPPING, CONTRACT, sheet_no=1, is_1904=False)
    short = received.table(sheet, scattered, MAPPING, CONTRACT, sheet_no=1, is_1904=False)

    assert (long.column("nik").num_chunks, short.column("nik").num_chunks) == (2, 1)
    assert long.column("nik").to_pylist() == [rows[number][0] for number in stretches]
    assert short.column("nik").to_pylist() == [rows[number][0] for number in scattered]
    assert long.column("row_number").to_pylist() == (stretches + 1).tolist()


def test_no_rows_are_a_table_of_the_same_columns() -> None:
    assert taken([]).schema == received.none(CONTRACT).schema
    assert taken([]).num_rows == received.none(CONTRACT).num_rows == 0


def test_a_nik_stored_as_a_number_is_told_from_one_stored_as_text() -> None:
    found = read_rows([["NIK", "Nama"], [NIKS[0], "A"], [3328991208870001, "B"]])

    assert values(found, "nik_is_number") == [False, True]
    assert values(found, "nik") == [NIKS[0], "3328991208870001"]


def test_a_cell_merged_downwards_is_the_place_of_all_its_rows_but_never_their_nik_or_name() -> None:
    rows = [
        ["NIK", "Nama", "Desa"],
        [NIKS[0], "A", "Kalisapu"],
        [None, "B", None],
        [NIKS[2], None, None],
        [NIKS[3], "D", None],
    ]
    merges = [(1, 2, 3, 2), (1, 0, 2, 0), (2, 1, 3, 1)]

    found = reading(made(rows, merges))

    assert values(found, "desa_kelurahan") == ["Kalisapu", "Kalisapu", ""]
    assert values(found, "row_number") == [2, 4, 5]
    assert values(found, "nik") == [NIKS[0], NIKS[2], NIKS[3]]
    assert values(found, "nama") == ["A", "", "D"]
