"""Totals a file states, in its rows, its title or a cover text, held against the rows that were read."""

from typing import Any

from builders import SheetSpec, workbook
from case_tables import each_case
from judging import Judged, judge_file, judge_sheet
from sheets import NIKS

HEADER = ["No", "NIK", "Nama"]


def people(count: int, first: int = 1) -> list[list[Any]]:
    """Return rows of that many people."""
    return [[number, NIKS[number], f"ORANG {number}"] for number in range(first, first + count)]


def totals(judged: Judged) -> list[tuple[int, int]]:
    """Return sheet and row of each total that the rows do not make."""
    found = judged.findings[judged.findings["code"] == "TOTAL_BEDA"]
    return [(int(row.sheet_no), int(row.row_number)) for row in found.itertuples()]


@each_case(
    "title",
    [
        "DAFTAR PEKERJA RENTAN SEBANYAK 3 ORANG",
        "sejumlah 3 (tiga) pekerja",
        "Jumlah Peserta : 3 orang",
        "Terlampir kami kirim daftar nelayan berjumlah 3 jiwa.",
    ],
)
def test_a_title_that_says_how_many_is_held_against_the_rows(title: str) -> None:
    right = judge_sheet([[title], HEADER, *people(3)])
    wrong = judge_sheet([[title], HEADER, *people(2)])

    assert (right.judgement.stated_total, totals(right)) == (3, [])
    assert (wrong.judgement.stated_total, totals(wrong)) == (3, [(1, 1)])


@each_case(
    "title",
    [
        "DAFTAR PEKERJA RENTAN TAHUN 2024",
        "Target 35.782 orang",
        "LAMPIRAN SK BUPATI NOMOR 12 TAHUN 2024",
        "sebanyak 16.800 rupiah",
        "Sisa kuota sebanyak 12 orang",
        "Jumlah peserta bulan Oktober",
    ],
)
def test_other_numbers_in_a_title_are_no_total(title: str) -> None:
    judged = judge_sheet([[title], HEADER, *people(2)])

    assert (judged.judgement.stated_total, totals(judged)) == (None, [])


def test_a_cover_sheet_states_the_whole_file() -> None:
    cover = SheetSpec(
        name="Surat", rows=[["Yth. Kepala Cabang"], ["Bersama ini kami kirim data sebanyak 35.782 orang"]]
    )
    lists = [
        SheetSpec(name="A", rows=[HEADER, *people(2)]),
        SheetSpec(name="B", rows=[HEADER, *people(1, 3)]),
    ]

    differs = judge_file(workbook(cover, *lists))
    agrees = judge_file(workbook(SheetSpec(name="Surat", rows=[["sebanyak 3 orang"]]), *lists))

    assert (differs.judgement.stated_total, totals(differs)) == (35782, [(1, 2)])
    assert (agrees.judgement.stated_total, totals(agrees)) == (3, [])


def test_a_title_may_count_its_own_sheet_or_all_of_them() -> None:
    judged = judge_file(
        workbook(
            SheetSpec(name="A", rows=[["sebanyak 2 orang"], HEADER, *people(2)]),
            SheetSpec(name="B", rows=[["sebanyak 3 orang"], HEADER, *people(1, 3)]),
            SheetSpec(name="C", rows=[["sebanyak 9 orang"], HEADER]),
        )
    )

    assert totals(judged) == [(3, 1)]


def test_several_numbers_in_titles_are_no_total_of_the_file() -> None:
    judged = judge_sheet([["sebanyak 2 orang"], ["sebanyak 5 orang"], HEADER, *people(2)])

    assert judged.judgement.stated_total is None
    assert totals(judged) == [(1, 2)]


def test_a_total_row_goes_before_the_title_as_the_stated_total() -> None:
    judged = judge_sheet([["sebanyak 4 orang"], HEADER, *people(3), ["Jumlah", None, 3]])

    assert (judged.judgement.stated_total, totals(judged)) == (3, [(1, 1)])


def test_the_total_of_a_company_list_is_that_of_its_workers_wherever_other_columns_are_summed_too() -> None:
    rows = [
        ["No", "Nama Perusahaan", "Jumlah TK", "TK Terdaftar"],
        [1, "PT A", 10, 4],
        [2, "PT B", 20, 5],
        ["JUMLAH", None, 30, 9],
    ]

    right = judge_sheet(rows, kind="asosiasi")
    wrong = judge_sheet([*rows[:-1], ["JUMLAH", None, 31, 9]], kind="asosiasi")

    assert (right.judgement.stated_total, totals(right)) == (30, [])
    assert (wrong.judgement.stated_total, totals(wrong)) == (31, [(1, 4)])


def test_a_second_table_is_summed_by_its_own_columns() -> None:
    first = [["Nama Perusahaan", "Jumlah TK"], ["PT A", 10], ["Jumlah", 10]]
    second = [["Jumlah TK", "NPP", "Nama Perusahaan"], [20, "12345678", "PT B"], [20, None, "Jumlah"]]

    judged = judge_sheet([*first, *second], kind="asosiasi")

    assert judged.values("pekerja_aktif") == [10, 20]
    assert totals(judged) == []


def test_a_sum_of_money_in_a_column_nobody_knows_is_no_head_count() -> None:
    header = [*HEADER, "Simpanan"]
    rows = [[*each, money] for each, money in zip(people(3), ["100.000", "Rp 50.000", "100000"], strict=True)]

    judged = judge_sheet([header, *rows, [None, "Jumlah", None, "250.000"]])
    counted = judge_sheet([[*HEADER, "Ket"], *people(3), [None, "Jumlah", None, "4"]])

    assert (judged.judgement.stated_total, totals(judged)) == (None, [])
    assert totals(counted) == [(1, 5)]
