"""Headers of several rows, headings written twice, unknown headings, and what is said about each column."""

import pytest
from cakupan.intake.reading.headers import finder
from cakupan.intake.reading.headers.finder import LAST_SEARCHED_ROW
from cakupan.intake.rows import refusals
from case_tables import each_case
from judging import judge_sheet
from sheets import NIKS, column, fields, made, read_rows, reading, values

PERSON = [1, NIKS[0], "SUPARNO"]


def test_every_column_with_a_heading_is_listed_with_its_field_and_why() -> None:
    header = ["No", "KTP Nomor", "Nama", "Agama", "Nomor Rekening Lama", "Warga", "Ket", None]

    found = read_rows([header, [1, NIKS[0], "A"]], Warga="pekerjaan", Ket="-")

    assert [(each.number, each.header, each.field, each.basis) for each in found.sheets[0].columns] == [
        (1, "No", "no_urut", "exact"),
        (2, "KTP Nomor", "nik", "words"),
        (3, "Nama", "nama", "exact"),
        (4, "Agama", None, "ignored"),
        (5, "Nomor Rekening Lama", None, "unknown"),
        (6, "Warga", "pekerjaan", "layout"),
        (7, "Ket", None, "layout"),
    ]


def test_the_layout_goes_before_the_table_even_for_a_column_further_right() -> None:
    found = read_rows([["NIK", "Nama", "Nama KK"], [NIKS[0], "ANAK", "BAPAK"]], **{"Nama KK": "nama"})

    assert values(found, "nama") == ["BAPAK"]
    assert [each.basis for each in found.sheets[0].columns] == ["exact", "repeated", "layout"]


def test_of_a_heading_written_twice_the_first_is_read_and_the_second_listed() -> None:
    found = read_rows([["NIK", "Nama", "NIK"], [NIKS[0], "A", NIKS[0]]])

    assert values(found, "nik") == [NIKS[0]]
    assert (column(found, 3).field, column(found, 3).basis, column(found, 3).suggestion) == (
        None,
        "repeated",
        "nik",
    )


def test_of_two_columns_for_one_field_one_that_is_empty_gives_way() -> None:
    found = read_rows([["NIK", "Nama", "Nama Lengkap"], [NIKS[0], None, "A"], [NIKS[1], None, "B"]])

    assert values(found, "nama") == ["A", "B"]


def test_of_two_columns_for_the_nik_the_one_with_national_numbers_is_read() -> None:
    found = read_rows([["NIK", "Nama", "No KTP"], ["17", "A", NIKS[0]], ["18", "B", NIKS[1]]])

    assert values(found, "nik") == NIKS[:2]


@each_case(
    ("header", "suggestion"),
    [
        ("NIK KTPP", "nik"),
        ("Nomor Induk Kependdukn", "nik"),
        ("Nomerr KPJ", "kpj"),
        ("Tanggal Lhr", "tanggal_lahir"),
        ("Tanggl Lhir", "tanggal_lahir"),
        ("Pekrjaaan", "pekerjaan"),
        ("Kcamatn", "kecamatan"),
        ("Zodiak", None),
        ("Warna Kesukaan", None),
    ],
)
def test_an_unknown_heading_is_reported_with_the_closest_field_and_never_mapped(
    header: str, suggestion: str | None
) -> None:
    found = column(read_rows([["No", "Nama", header], [1, "A", "x"]]), 3)

    assert (found.field, found.basis, found.suggestion) == (None, "unknown", suggestion)


def test_a_field_that_another_column_has_is_no_suggestion() -> None:
    found = read_rows([["NIK", "Nama", "NIK KTPP"], [NIKS[0], "A", "x"]])

    assert column(found, 3).suggestion is None


@each_case("height", [2, 3])
def test_a_banner_over_several_columns_is_no_heading_of_its_own(height: int) -> None:
    banner = [[None if height == 3 else "No", "Desa", None, None], [None, "NIK", "Nama Lengkap", "Alamat"]]
    above = [["No", "Data", None, None]] if height == 3 else []
    merges = [(row, 1, row, 3) for row in range(height - 1)]

    found = read_rows([*above, *banner, [1, NIKS[0], "SUPARNO", "Jl. Mawar"]], merges)

    assert values(found, "nama") == ["SUPARNO"]
    assert found.sheets[0].classes["header"] == height


def test_a_heading_typed_once_for_two_columns_without_merging_is_carried_to_the_second() -> None:
    header = [["No", "NIK", "Nama", "Tanggal", None], [None, None, None, "Lahir", "Daftar"]]

    found = read_rows([*header, [*PERSON, "12-08-1987", "01-10-2024"]])

    assert fields(found) == ["no_urut", "nik", "nama", "tanggal_lahir", None]
    assert column(found, 5).basis == "ignored"


def test_a_second_header_row_below_merged_cells_is_header_though_it_names_nothing() -> None:
    header = [["No", "NIK", "Nama", "Ukuran", None], [None, None, None, "Baju", "Sepatu"]]

    found = read_rows([*header, [*PERSON, "M", "40"]], [(0, 3, 0, 4), (0, 0, 1, 0)])

    assert (found.sheets[0].classes["header"], found.sheets[0].classes["received"]) == (2, 1)
    assert column(found, 4).header == "Ukuran Baju"


@each_case("above", [29, 34, 900])
def test_the_header_may_begin_far_below_as_long_as_no_data_stand_above_it(above: int) -> None:
    titles = [["PEMERINTAH DAERAH"]] * above

    found = read_rows([*titles, ["No", "NIK", "Nama"], PERSON])

    assert (found.sheets[0].header_row, found.rows.num_rows) == (above + 1, 1)


def test_a_list_without_headings_is_told_how_far_they_are_looked_for() -> None:
    refusal = read_rows([*[["PEMERINTAH DAERAH"]] * LAST_SEARCHED_ROW, ["No", "NIK", "Nama"], PERSON]).refusal

    assert refusal is not None and refusal.code == "TANPA_JUDUL_KOLOM"
    assert f"baris {LAST_SEARCHED_ROW:,}".replace(",", ".") in refusals.text(refusal)


def test_data_below_headings_nobody_knows_are_not_lost_above_a_header_further_down() -> None:
    people = [[number, nik, "A", "B"] for number, nik in enumerate(NIKS[:35])]

    found = read_rows([["a", "b", "c", "d"], *people, ["No", "NIK", "Nama"], PERSON])

    assert found.refusal is not None and found.refusal.code == "TANPA_JUDUL_KOLOM"


def test_a_small_table_above_that_names_more_fields_but_no_person_is_not_taken_for_the_header() -> None:
    recap = [["No", "Tanggal", "Jumlah", "Kecamatan"], [1, "1 Oktober", 2, "Slawi"]]

    found = read_rows([*recap, ["NIK", "Nama"], [NIKS[0], "A"]])

    assert (found.sheets[0].header_row, values(found, "nama")) == (3, ["A"])


def test_a_missing_column_is_named_together_with_the_heading_that_looks_like_it() -> None:
    refusal = read_rows([["No", "NIK KTPP", "Nama", "Alamat"], [1, NIKS[0], "A", "x"]]).refusal

    assert refusal is not None
    assert (refusal.code, refusal.details["likely"]) == ("KOLOM_WAJIB_TIDAK_ADA", [["NIK KTPP", "NIK"]])


def test_one_known_heading_and_one_that_looks_like_the_missing_one_are_a_list_with_a_mistyped_header() -> (
    None
):
    mistyped = read_rows([["NIK KTPP", "Nama"], [NIKS[0], "A"]]).refusal
    no_list = read_rows([["Warna", "Nama"], ["merah", "A"]]).refusal

    assert mistyped is not None and mistyped.code == "KOLOM_WAJIB_TIDAK_ADA"
    assert no_list is not None and no_list.code == "TANPA_JUDUL_KOLOM"


def test_two_lists_side_by_side_are_refused_since_the_second_would_be_lost() -> None:
    header = ["No", "NIK", "Nama", None, "No", "NIK", "Nama"]

    double = read_rows([header, [1, NIKS[0], "A", None, 2, NIKS[1], "B"]])
    copied = read_rows([header, [1, NIKS[0], "A", None, 1, NIKS[0], "A"]])
    empty = read_rows([header, [1, NIKS[0], "A"]])

    assert double.refusal is not None
    assert (double.refusal.code, double.refusal.details["columns"]) == ("TABEL_BERDAMPINGAN", "No, NIK, Nama")
    assert copied.refusal is None
    assert empty.refusal is None


def test_hidden_columns_are_read_like_any_other() -> None:
    sheet = made([["NIK", "Nama"], [NIKS[0], "A"]], hidden_columns=frozenset({0}))

    assert values(reading(sheet), "nik") == [NIKS[0]]


def test_a_finding_in_a_second_table_names_the_column_of_that_table() -> None:
    rows = [
        ["No", "NIK", "Nama"],
        [1, "123", "A"],
        ["Nama Lengkap", "Desa", "Kecamatan", "No KTP"],
        ["B", None, None, "456"],
        ["C", None, None, NIKS[3]],
    ]

    found = judge_sheet(rows).findings

    places = found.loc[found["code"] == "NIK_FORMAT", ["row_number", "column_name", "column_number"]]
    assert places.values.tolist() == [[2, "NIK", 2], [4, "No KTP", 4]]


def test_beyond_a_hundred_columns_an_unknown_heading_gets_no_suggestion() -> None:
    header = ["NIK", "Nama", *[f"Kolom {number}" for number in range(97)], "Pekerjaaan", "Pekerjaaan"]

    found = read_rows([header, [NIKS[0], "A"]])

    assert (column(found, 100).suggestion, column(found, 101).suggestion) == ("pekerjaan", None)


def test_a_sheet_without_a_list_is_gone_through_once_more_for_what_is_nearest_to_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []
    window = finder._window
    monkeypatch.setattr(finder, "_window", lambda *about: begun.append(about[1]) or window(*about))

    found = read_rows([["NIK", "Warna", "Nma Pekerja"], [NIKS[0], "biru", "SUPARNO"]])

    assert begun == [0, 0]
    assert found.refusal.details["likely"] == [["Nma Pekerja", "Nama Lengkap"]]


@each_case(
    ("header", "code"),
    [
        (["NIK", "Warna", "Nma Pekerja"], "KOLOM_WAJIB_TIDAK_ADA"),
        (["NIK", "Warna", "Bahan"], "TANPA_JUDUL_KOLOM"),
        (["NIK", "Nomor HP", "Warna"], "KOLOM_WAJIB_TIDAK_ADA"),
        (["Warna", "Uraian", "Bahan"], "TANPA_JUDUL_KOLOM"),
    ],
    ids=["one field and what looks like another", "one field alone", "two fields", "none"],
)
def test_a_header_that_lacks_a_column_is_told_from_none(header: list[str], code: str) -> None:
    found = read_rows([header, [NIKS[0], "biru", "SUPARNO"]])

    assert found.refusal.code == code
