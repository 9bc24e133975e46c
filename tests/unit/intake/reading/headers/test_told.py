"""Columns that are read for no field though the list may need them: each is told once."""

from typing import Any

from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, made, read_rows, reading, values

NAMES = ["BUDI SANTOSO", "SITI AMINAH", "AGUS RIYADI"]


def beside(heading: str, cells: list[Any]) -> list[list[Any]]:
    """Return a list of three people with one more column."""
    return [["NIK", "Nama", heading], *([*each] for each in zip(NIKS, NAMES, cells, strict=False))]


@entry(32)
@each_case(
    ("cells", "suggestion"),
    [
        (["12-08-1987", "13-08-1987", "14-08-1987"], "tanggal_lahir"),
        (["1987-08-12"] * 3, "tanggal_lahir"),
        (["12 Agustus 1987"] * 3, "tanggal_lahir"),
        (["L", "P", "L"], "jenis_kelamin"),
        (["Laki-laki", "Perempuan", "Perempuan"], "jenis_kelamin"),
        (["12345678901", "12345678902", "12345678903"], "kpj"),
        (NIKS[10:13], None),
    ],
)
def test_a_column_nobody_knows_with_what_the_list_lacks_is_told(
    cells: list[Any], suggestion: str | None
) -> None:
    found = column(read_rows(beside("Warna", cells)), 3)

    assert (found.field, found.code, found.suggestion) == (None, "KOLOM_TIDAK_DIKENAL", suggestion)


@entry(32)
@each_case(
    ("heading", "cells"),
    [
        ("Warna", ["merah", "biru", "hijau"]),
        ("Warna", ["03-10-2024 08:15", "03-10-2024 08:15", "03-10-2024 08:16"]),
        ("Warna", [None, None, None]),
        ("Keterangan", ["12-08-1987"] * 3),
        ("Tanggal Daftar", ["12-08-1987"] * 3),
        ("Nama Suami", NAMES),
        ("Tanda Tangan", ["L", "P", "L"]),
    ],
)
def test_a_column_nobody_misses_or_that_is_left_out_knowingly_is_not(heading: str, cells: list[Any]) -> None:
    assert column(read_rows(beside(heading, cells)), 3).code is None


def test_dates_of_birth_are_missed_only_where_no_column_holds_them() -> None:
    header = ["NIK", "Nama", "TTL", "Warna"]

    found = read_rows([header, [NIKS[0], "A", "Tegal, 12-08-1987", "12-08-1987"]])

    assert column(found, 4).code is None


def test_a_missing_number_is_advised_by_what_stands_in_a_column() -> None:
    refusal = read_rows(
        [["Warna", "Nama", "Umur"], *([*each, 40] for each in zip(NIKS, NAMES, strict=False))]
    ).refusal

    assert refusal is not None
    assert (refusal.code, refusal.details["likely"]) == ("KOLOM_WAJIB_TIDAK_ADA", [["Warna", "NIK"]])


@entry(32)
def test_a_column_in_sight_goes_before_a_hidden_one_and_the_clash_is_told() -> None:
    rows = [["NIK", "NIK", "Nama"], *([*each] for each in zip(NIKS[5:], NIKS, NAMES, strict=False))]

    found = reading(made(rows, hidden_columns=[0]))

    assert values(found, "nik") == NIKS[:3]
    assert (column(found, 1).basis, column(found, 1).code) == ("repeated", "KOLOM_GANDA")


def test_a_hidden_column_is_read_where_it_is_the_only_one() -> None:
    rows = [["NIK", "Nama"], *([*each] for each in zip(NIKS, NAMES, strict=False))]

    assert values(reading(made(rows, hidden_columns=[0])), "nik") == NIKS[:3]


def test_a_hidden_column_with_the_better_heading_goes_behind_one_in_sight() -> None:
    rows = [["NIK", "NIK Nelayan", "Nama"], *([*each] for each in zip(NIKS[5:], NIKS, NAMES, strict=False))]

    assert values(reading(made(rows, hidden_columns=[0])), "nik") == NIKS[:3]


def test_hidden_columns_beside_those_in_sight_are_no_second_list() -> None:
    rows = [["NIK", "Nama", "NIK", "Nama"], [NIKS[5], "X", NIKS[0], "A"], [NIKS[6], "Y", NIKS[1], "B"]]

    found = reading(made(rows, hidden_columns=[0, 1]))

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:2], ["A", "B"])


def test_two_columns_of_one_field_that_say_the_same_are_told_nothing() -> None:
    found = read_rows([["NIK", "Nama", "Pekerjaan", "Profesi"], [NIKS[0], "A", "Petani", "Petani"]])

    assert (column(found, 4).basis, column(found, 4).code) == ("repeated", None)


def test_of_a_heading_merged_across_columns_the_one_in_sight_is_the_field() -> None:
    rows = [["NIK", "Nama", None], *([nik, "X Y", name] for nik, name in zip(NIKS, NAMES, strict=False))]

    found = reading(made(rows, merges=[(0, 1, 0, 2)], hidden_columns=[1]))

    assert values(found, "nama") == list(NAMES)[: len(values(found, "nama"))]


def test_two_names_of_which_one_has_a_title_more_are_no_clash() -> None:
    rows = [
        ["NIK", "Nama", "Nama Lengkap"],
        *([nik, name, f"{name}, S.Pd"] for nik, name in zip(NIKS, NAMES, strict=False)),
    ]
    other = [
        ["NIK", "Nama", "Nama Lengkap"],
        *([nik, name, "X Y"] for nik, name in zip(NIKS, NAMES, strict=False)),
    ]

    assert column(read_rows(rows), 3).code is None
    assert column(read_rows(other), 3).code == "KOLOM_GANDA"
