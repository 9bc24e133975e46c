"""Mess around the list: letterheads, headers of many rows, sections, totals, rows somebody crossed out."""

from typing import Any

from builders import SheetSpec, nik, workbook
from case_tables import each_case
from judging import Judged, judge_file, judge_sheet
from mess_builders import BORN, HEADER, Formula, Odd, odd_workbook, person
from mess_entries import entry

SHORT = ["No", "NIK", "Nama"]
LETTERHEAD: list[list[Any]] = [
    ["PEMERINTAH KABUPATEN TEGAL"],
    ["LAMPIRAN SK BUPATI NOMOR 12 TAHUN 2024"],
    [],
    ["DAFTAR NAMA PEKERJA RENTAN"],
]


def classes(judged: Judged, sheet: int = 0) -> dict[str, int]:
    """Return the row classes of a sheet that has any row of them."""
    return {name: count for name, count in judged.judgement.reading.sheets[sheet].classes.items() if count}


@entry(9)
def test_a_letterhead_and_a_numbering_row_are_no_people() -> None:
    judged = judge_sheet([*LETTERHEAD, SHORT, ["(1)", "(2)", "(3)"], person(1), person(2)])

    assert classes(judged) == {"title": 3, "header": 1, "numbering": 1, "received": 2}
    assert judged.verdicts == ["accepted", "accepted"]


@entry(9)
@each_case(
    "numbering",
    [
        [1, 2, 3], ["1", "2", "3"], ["(1)", "(2)", "(3)"], ["a", "b", "c"], [1, None, 2, 3], [-1, -2, -3],
        ["I", "II", "III"], ["1.", "2.", "3."], ["1)", "2)", "3)"], ["[1]", "[2]", "[3]"], ["①", "②", "③"],
        ["-1-", "-2-", "-3-"], ["kol 1", "kol 2", "kol 3"], ["No.1", "No.2", "No.3"], ["1", "2", "3=1+2"],
        ["(1)", "(2a)", "(2b)"], [0, 1, 2], ["A", "B", "C"], ["(a)", "(b)", "(c)"], ["(i)", "(ii)", "(iii)"],
        ["(1)", "(2)"], [-1, -2], ["KOLOM", 7, 13], ["No. Kolom", 1, 2],
    ],
)  # fmt: skip
def test_the_row_that_numbers_the_columns_is_known_in_every_fashion(numbering: list[Any]) -> None:
    assert classes(judge_sheet([SHORT, numbering, person(1)])) == {
        "header": 1,
        "numbering": 1,
        "received": 1,
    }


@entry(9)
def test_a_header_of_two_rows_under_merged_cells_is_joined_from_the_top() -> None:
    data = workbook(
        SheetSpec(
            rows=[
                ["No", "Identitas", None, "Tanggal", "Alamat", None],
                [None, "NIK", "Nama", "Lahir", "Desa", "Kecamatan"],
                [1, nik(BORN, 1), "A", "12-08-1987", "Dukuh Salam", "Slawi"],
            ],
            merges=[(0, 1, 0, 2), (0, 4, 0, 5)],
        )
    )

    judged = judge_file(data)

    assert classes(judged) == {"header": 2, "received": 1}
    assert (judged.values("tanggal_lahir"), judged.values("area_code")) == (
        ["1987-08-12"],
        ["33.28.10.2002"],
    )


@entry(9)
def test_a_header_of_three_rows_is_read_as_one() -> None:
    judged = judge_file(
        workbook(
            SheetSpec(
                rows=[
                    ["No", "Data Pekerja", None, None],
                    [None, "Nomor", "Nama", "Tanggal"],
                    [None, "Induk Kependudukan", "Lengkap", "Lahir"],
                    [1, nik(BORN, 1), "A", "12-08-1987"],
                ],
                merges=[(0, 1, 0, 3)],
            )
        )
    )

    assert classes(judged) == {"header": 3, "received": 1}
    assert (judged.values("nik"), judged.values("nama")) == ([nik(BORN, 1)], ["A"])
    assert judged.values("tanggal_lahir") == ["1987-08-12"]


@entry(9)
def test_a_header_printed_again_on_every_page_is_a_header_each_time() -> None:
    judged = judge_sheet([SHORT, person(1), SHORT, person(2), ["NO", "NIK", "NAMA"], person(3)])

    assert classes(judged) == {"header": 3, "received": 3}
    assert judged.verdicts == ["accepted"] * 3


@entry(9)
def test_the_rows_of_a_merged_cell_each_count_as_a_row() -> None:
    data = workbook(
        SheetSpec(
            rows=[["NIK", "Nama", "Desa"], [nik(BORN, 1), "A", "Dukuh Salam"], [nik(BORN, 2), "B", None]],
            merges=[(1, 2, 2, 2)],
        )
    )

    assert classes(judge_file(data)) == {"header": 1, "received": 2}


@entry(10)
def test_sum_signature_and_official_number_below_the_list_are_no_people() -> None:
    judged = judge_sheet(
        [
            HEADER,
            person(1),
            person(2),
            ["Jumlah", None, 2],
            [],
            [None, None, None, None, "Slawi, 1 Oktober 2024"],
            [None, None, None, None, "Mengetahui,"],
            [None, None, None, None, "Kepala Dinas"],
            [None, None, None, None, "Drs. BAMBANG", None],
            [None, None, None, None, "NIP. 19700101 199503 1 001"],
        ]
    )

    assert classes(judged) == {"header": 1, "total": 1, "note": 5, "received": 2}
    assert (judged.judgement.stated_total, judged.codes) == (2, [])


@entry(10)
@each_case("word", ["Jumlah", "JUMLAH", "Total", "Jml", "Jml.", "Sub Total", "Grand Total"])
def test_a_total_that_the_rows_do_not_make_is_told(word: str) -> None:
    judged = judge_sheet([SHORT, person(1), person(2), [word, None, 3]])

    assert judged.codes == [(4, "TOTAL_BEDA", "warning")]
    assert judged.verdicts == ["accepted", "accepted"]
    assert judged.judgement.outcome == "accepted_with_findings"


@entry(11)
def test_a_section_row_gives_its_place_to_the_rows_below_it() -> None:
    judged = judge_sheet(
        [
            SHORT,
            ["KECAMATAN SLAWI"],
            ["DESA KALISAPU"],
            person(1),
            person(2),
            ["Jumlah", None, 2],
            ["DESA DUKUH SALAM"],
            person(3),
            ["Kec. Margasari"],
            person(4),
        ]
    )

    assert classes(judged) == {"header": 1, "section": 4, "total": 1, "received": 4}
    assert judged.values("area_code") == [
        "33.28.10.2001",
        "33.28.10.2001",
        "33.28.10.2002",
        "33.28.01",
    ]
    assert judged.codes == []


@entry(11)
def test_a_section_in_one_merged_cell_across_the_sheet_is_the_same() -> None:
    data = workbook(
        SheetSpec(
            rows=[SHORT, ["DESA KALISAPU KECAMATAN SLAWI", None, None], person(1)], merges=[(1, 0, 1, 2)]
        )
    )

    judged = judge_file(data)

    assert (classes(judged)["section"], judged.values("area_code")) == (1, ["33.28.10.2001"])


@entry(11)
@each_case("ordinal", ["I", "II.", "A", "b.", "(3)", 1])
def test_a_section_may_be_numbered_in_a_cell_of_its_own(ordinal: Any) -> None:
    judged = judge_sheet([SHORT, [ordinal, "KECAMATAN SLAWI"], person(1), [None, "Desa Kalisapu"], person(2)])

    assert classes(judged) == {"header": 1, "section": 2, "received": 2}
    assert judged.values("area_code") == ["33.28.10", "33.28.10.2001"]


@entry(12)
def test_every_sheet_with_a_list_is_taken_and_its_name_may_be_the_place() -> None:
    judged = judge_file(
        workbook(
            SheetSpec(name="Slawi", rows=[SHORT, person(1)]),
            SheetSpec(name="Margasari", rows=[SHORT, person(2)]),
            SheetSpec(name="Rekap", rows=[["Kecamatan", "Banyaknya"], ["Slawi", 1], ["Margasari", 1]]),
        )
    )

    assert judged.values("area_code") == ["33.28.10", "33.28.01"]
    assert [sheet.is_ignored for sheet in judged.judgement.reading.sheets] == [False, False, True]


@entry(12)
def test_a_hidden_sheet_is_taken_like_any_other() -> None:
    judged = judge_file(
        odd_workbook(
            Odd(name="Daftar", rows=[SHORT, person(1)]),
            Odd(name="Sheet2 (2)", rows=[SHORT, person(2)], is_hidden=True),
        )
    )

    assert judged.verdicts == ["accepted", "accepted"]
    assert [sheet.is_visible for sheet in judged.judgement.reading.sheets] == [True, False]


@entry(12)
def test_a_copy_of_a_sheet_adds_nobody() -> None:
    judged = judge_file(
        workbook(
            SheetSpec(name="Sheet2", rows=[SHORT, person(1), person(2)]),
            SheetSpec(name="Sheet2 (2)", rows=[SHORT, person(1), person(2)]),
        )
    )

    assert judged.verdicts == ["accepted", "accepted", "duplicate", "duplicate"]


@entry(26)
def test_the_number_in_the_total_is_held_against_the_rows_and_the_difference_shown() -> None:
    judged = judge_sheet([SHORT, person(1), person(2), ["Jumlah : 5 orang"]])

    assert judged.judgement.stated_total == 5
    assert sum(judged.judgement.counts.values()) == 2
    assert judged.codes == [(4, "TOTAL_BEDA", "warning")]


@entry(26)
def test_a_grand_total_over_several_sheets_is_the_sum_of_all() -> None:
    judged = judge_file(
        workbook(
            SheetSpec(name="A", rows=[SHORT, person(1), person(2), ["Jumlah", None, 2]]),
            SheetSpec(name="B", rows=[SHORT, person(3), ["Jumlah", None, 1], ["TOTAL", None, 3]]),
        )
    )

    assert (judged.judgement.stated_total, judged.codes) == (3, [])


@entry(27)
def test_a_row_struck_through_waits_and_one_struck_cell_cancels_nobody() -> None:
    judged = judge_file(
        odd_workbook(
            Odd(rows=[SHORT, person(1), person(2), person(3)], struck_rows=[2], struck_cells=[(3, 2)])
        )
    )

    assert judged.codes == [(3, "BARIS_DICORET", "error")]
    assert judged.verdicts == ["accepted", "quarantined", "accepted"]


@entry(27)
def test_a_hidden_row_counts_and_is_told() -> None:
    judged = judge_file(odd_workbook(Odd(rows=[SHORT, person(1), person(2)], hidden_rows=[2])))

    assert judged.codes == [(3, "BARIS_TERSEMBUNYI", "warning")]
    assert judged.verdicts == ["accepted", "accepted"]


@entry(27)
def test_a_hidden_column_is_read_like_any_other() -> None:
    judged = judge_file(odd_workbook(Odd(rows=[SHORT, person(1)], hidden_columns=[1])))

    assert (judged.values("nik"), judged.codes) == ([nik(BORN, 1)], [])


@entry(27)
@each_case("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"])
def test_the_error_of_a_formula_is_an_empty_cell(error: str) -> None:
    rows = [SHORT, [1, Formula(text="=VLOOKUP(A2,B:C,2)", value=error), "A"], person(2)]

    judged = judge_file(odd_workbook(Odd(rows=rows)))

    assert judged.codes == [(2, "NIK_KOSONG", "error")]
    assert judged.verdicts == ["quarantined", "accepted"]


@entry(27)
def test_a_formula_gives_the_value_it_showed_last_and_is_never_worked_out() -> None:
    rows = [SHORT, [1, Formula(text='=CONCATENATE("9","9")', value=nik(BORN, 1)), "A"]]

    assert judge_file(odd_workbook(Odd(rows=rows))).values("nik") == [nik(BORN, 1)]
