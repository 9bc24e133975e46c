"""Rows of structure below a header: repeated headers, other tables, sections, totals, signatures."""

from typing import Any

import numpy as np
import pytest
from cakupan.intake.reading.sheets import classes as row_classes
from cakupan.intake.reading.sheets import structure
from case_tables import each_case
from sheets import NIKS, classes, made, read_rows, reading, values

HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "Desa", "Kecamatan", "Jabatan"]


def person(number: int, *rest: Any) -> list[Any]:
    """Return a row of HEADER."""
    return [number, NIKS[number], f"ORANG {number}", *rest]


def below(*rows: list[Any], kind: str = "pemda_rentan") -> Any:
    """Return what is read of a header with two people, these rows, and nothing after them."""
    return read_rows([HEADER, person(1), person(2), *rows], kind=kind)


def test_a_header_of_two_rows_printed_again_on_a_new_page_is_header_each_time() -> None:
    header = [["No", "NIK", "Nama", "Tanggal"], [None, None, None, "Lahir"]]

    found = read_rows([*header, person(1, "12-08-1987"), *header, ["(1)", "(2)", "(3)", "(4)"], person(2)])

    assert classes(found.sheets[0]) == {"header": 4, "numbering": 1, "received": 2}


def test_numbering_alone_on_a_new_page_is_no_person() -> None:
    found = below([1, 2, 3, 4, 5, 6, 7], person(3))

    assert classes(found.sheets[0]) == {"header": 1, "numbering": 1, "received": 3}


@each_case(
    ("section", "place"),
    [
        (["DESA KALISAPU"], ("KALISAPU", "")),
        (["Desa/Kelurahan : Kalisapu"], ("Kalisapu", "")),
        (["I. KECAMATAN SLAWI"], ("", "SLAWI")),
        (["A. DESA KALISAPU (15 ORANG)"], ("KALISAPU", "")),
        (["Kecamatan", ":", "Slawi"], ("", "Slawi")),
        (["Kecamatan : Slawi"], ("", "Slawi")),
        (["KECAMATAN SLAWI DESA KALISAPU"], ("KALISAPU", "SLAWI")),
        (["Desa Kalisapu Kec. Slawi Kab. Tegal"], ("Kalisapu", "Slawi")),
        (["Desa", "Kalisapu", "Kecamatan", "Slawi"], ("Kalisapu", "Slawi")),
        (["KELURAHAN KAMPUNG BARU"], ("KAMPUNG BARU", "")),
        (["Desa Kalisapu, Kecamatan Slawi, Kabupaten Tegal, Provinsi Jawa Tengah"], ("Kalisapu", "Slawi")),
    ],
)
def test_a_section_row_gives_its_place_to_the_rows_below(section: list[Any], place: tuple[str, str]) -> None:
    found = read_rows([HEADER, person(1), section, person(2)])

    assert classes(found.sheets[0]) == {"header": 1, "section": 1, "received": 2}
    assert values(found, "place_desa") == ["", place[0]]
    assert values(found, "place_kecamatan") == ["", place[1]]


@each_case(
    "section",
    [
        "RT 01 / RW 02",
        "RT. 03",
        "DUSUN KRAJAN",
        "DINAS KESEHATAN",
        "A. PERANGKAT",
        "KELOMPOK TANI MAKMUR",
        "SDN KALISAPU 01",
    ],
)
def test_a_row_that_heads_an_rt_or_an_office_is_a_section_and_no_place(section: str) -> None:
    found = read_rows([HEADER, ["DESA KALISAPU"], person(1), [section], person(2)])

    assert classes(found.sheets[0]) == {"header": 1, "section": 2, "received": 2}
    assert values(found, "place_desa") == ["KALISAPU", "KALISAPU"]


def test_an_office_below_the_last_person_heads_nothing() -> None:
    assert classes(below(["DINAS KESEHATAN"]).sheets[0]) == {"header": 1, "received": 2, "note": 1}


def test_a_place_in_the_title_counts_until_a_section_says_otherwise() -> None:
    title = [["PEMERINTAH DESA KALISAPU KECAMATAN SLAWI"], ["DAFTAR NAMA"]]

    found = read_rows([*title, HEADER, person(1), ["Kecamatan Margasari"], person(2)])

    assert values(found, "place_desa") == ["KALISAPU", ""]
    assert values(found, "place_kecamatan") == ["SLAWI", "Margasari"]


def test_in_a_title_village_and_kecamatan_belong_together_whichever_comes_first() -> None:
    title = [["PEMERINTAH DESA KALISAPU"], ["Kecamatan", ": Slawi"], ["Jl. Raya No. 1 Kec. Adiwerna"]]

    found = read_rows([*title, HEADER, person(1)])

    assert (values(found, "place_desa"), values(found, "place_kecamatan")) == (["KALISAPU"], ["Slawi"])


@each_case(
    ("total", "stated"),
    [
        (["Jumlah", None, 2], 2),
        (["Total : 2 orang"], 2),
        ([None, None, "JUMLAH", 2], 2),
        ([None, "-", "Jumlah", "2 orang"], 2),
        (["JUMLAH SELURUHNYA", None, None, "2 ORANG"], 2),
        (["A. Jumlah Peserta = 2"], 2),
        (["Jumlah 2"], 2),
        (["Total peserta tahun 2024"], None),
        (["Jumlah Laki-laki : 1 orang"], None),
        (["Jumlah", None, 2, 33600], None),
    ],
)
def test_a_total_is_known_wherever_its_word_stands_and_states_a_number_only_when_it_is_one(
    total: list[Any], stated: int | None
) -> None:
    found = below(total)

    assert classes(found.sheets[0]) == {"header": 1, "received": 2, "total": 1}
    assert [number for _, number in found.sheets[0].totals] == ([] if stated is None else [stated])


def test_a_numbered_row_of_somebody_called_total_is_received() -> None:
    header = ["No", "Nama Perusahaan", "Jumlah TK"]

    found = read_rows([header, [1, "Total", 12], [None, "Total", 12]], kind="asosiasi")

    assert classes(found.sheets[0]) == {"header": 1, "received": 1, "total": 1}


SIGNED = [
    [None, "Mengetahui,", None, None, "Slawi, 12 Oktober 2024"],
    [None, "Kepala Desa", None, None, None, None, "Ketua BPD"],
    [],
    [None, "SUPARNO", "S.Pd", None, "BUDI", "SANTOSO"],
    [None, "NIP. 19700101 199503 1 001", None, None, "NIP. 19710101 199503 1 002"],
    [None, "19700101 199503 1 001", "Pembina"],
]


def test_a_signature_block_is_never_received_though_it_fills_columns_of_ours() -> None:
    assert classes(below(*SIGNED).sheets[0]) == {"header": 1, "received": 2, "note": 5}


def test_a_signature_block_without_place_and_date_is_known_by_the_office_at_the_end() -> None:
    assert classes(below([], *SIGNED[1:]).sheets[0]) == {"header": 1, "received": 2, "note": 4}


def test_a_signature_block_between_two_pages_ends_where_people_go_on() -> None:
    found = below(*SIGNED, person(3), [4, None, "ORANG TANPA NIK", None, "Kalisapu"])

    assert classes(found.sheets[0]) == {"header": 1, "received": 4, "note": 5}


def test_a_person_without_a_nik_who_is_head_of_something_is_received() -> None:
    found = below([3, None, "SUPARNO", None, "Kalisapu", "Slawi", "Kepala Dusun"], person(4))
    last = below([None, None, "SUPARNO", None, "Kalisapu", "Slawi", "Kepala Dusun"])

    assert classes(found.sheets[0]) == {"header": 1, "received": 4}
    assert classes(last.sheets[0]) == {"header": 1, "received": 3}


def test_somebody_born_at_a_place_on_a_day_begins_no_signature() -> None:
    header = ["NIK", "Nama", "Tempat, Tanggal Lahir"]

    found = read_rows(
        [
            header,
            [NIKS[0], "A", "Tegal, 12-08-2001"],
            [None, "B", "Tegal, 12 Agustus 2001"],
            [None, "C", "Slawi, 1-1-2002"],
        ]
    )

    assert classes(found.sheets[0]) == {"header": 1, "received": 3}


def test_the_example_row_of_a_template_is_a_note_whatever_it_holds() -> None:
    example = ["CONTOH", NIKS[0], "NAMA CONTOH", "12-08-1987", "Kalisapu"]

    found = read_rows([HEADER, ["(1)", "(2)", "(3)"], example, person(2)])

    assert classes(found.sheets[0]) == {"header": 1, "numbering": 1, "note": 1, "received": 1}
    assert "NAMA CONTOH" not in values(found, "nama")


def test_a_row_that_says_nihil_in_every_cell_is_a_nil_report() -> None:
    found = read_rows([HEADER, [1, "NIHIL", "NIHIL", "-", "NIHIL"]])

    assert (found.refusal, found.is_nil) == (None, True)
    assert classes(found.sheets[0]) == {"header": 1, "note": 1}


def test_a_second_table_with_other_columns_is_read_by_its_own_header() -> None:
    found = read_rows(
        [
            HEADER,
            person(1),
            [],
            ["DESA KALISAPU"],
            ["Nama Lengkap", "No KTP", "Desa"],
            ["ORANG 2", NIKS[2], "Kalisapu"],
            ["Jumlah", 1],
        ]
    )

    assert classes(found.sheets[0]) == {"header": 2, "section": 1, "total": 1, "received": 2}
    assert values(found, "nik") == [NIKS[1], NIKS[2]]
    assert values(found, "nama") == ["ORANG 1", "ORANG 2"]
    assert values(found, "row_number") == [2, 6]


def test_a_table_below_that_is_no_list_is_left_out_and_named_but_never_a_row_with_a_nik() -> None:
    found = below(
        [], ["Desa", "Kecamatan", "Jumlah"], ["Kalisapu", "Slawi", 2], ["Dukuh Salam", "Slawi", 3], person(3)
    )

    assert classes(found.sheets[0]) == {"header": 1, "received": 3, "note": 3}
    assert found.sheets[0].left_out == (5,)


def test_the_same_header_in_other_words_is_no_second_table() -> None:
    found = below(["NO.", "N I K", "NAMA LENGKAP", "TGL. LAHIR"], person(3))

    assert classes(found.sheets[0]) == {"header": 2, "received": 3}
    assert found.sheets[0].left_out == ()


def test_pivots_and_other_sheets_are_left_alone_and_copies_are_read() -> None:
    pivot = made(
        [["Label Baris", "Jumlah dari NIK"], ["Kalisapu", 2], ["Total Keseluruhan", 2]], name="Pivot"
    )
    people = made([HEADER, person(1)], name="Sheet2")
    copy = made([HEADER, person(1)], name="Sheet2 (2)")

    found = reading(pivot, people, copy)

    assert [sheet.is_ignored for sheet in found.sheets] == [True, False, False]
    assert values(found, "sheet_no") == [2, 3]
    assert values(found, "place_sheet") == ["Sheet2", "Sheet2 (2)"]


def test_struck_and_hidden_rows_say_so_and_all_rows_of_a_hidden_sheet_are_hidden() -> None:
    rows = [HEADER, person(1), person(2), person(3)]
    seen = made(rows, struck_rows=frozenset({2}), hidden_rows=frozenset({3}))
    hidden = made(rows, is_visible=False)

    found = reading(seen, hidden)

    assert values(found, "is_struck") == [False, True, False, False, False, False]
    assert values(found, "is_hidden") == [False, False, True, True, True, True]


def test_many_rows_without_a_key_are_classed_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        HEADER, ["DESA KALISAPU"], person(1), [2, None, "TANPA NIK", None, "Kalisapu"], ["RT 02"], person(3),
        HEADER, ["Jumlah", None, 3], [1, 2, 3, 4, 5, 6, 7], ["CONTOH", "x", "y"], *SIGNED, ["nihil"],
        ["No. KK : 3328991208070012", None, "Kepala Keluarga : A"], ["KEPALA KELUARGA", None, "B", None, "C"],
        [-1, -2, -3, -4], ["I", "II", "III", "IV"], [4, None, "DWI"], ["(0)", "(1)", "(2)"],
        ["Alamat :", "x", "y"],
        ["Nama", "NIK"], ["ORANG 4", NIKS[4]],
    ]  # fmt: skip
    few = read_rows(rows)

    monkeypatch.setattr(structure, "MOST_LOOKED_AT", 0)
    many = read_rows(rows)

    assert classes(few.sheets[0])["section"] == 5
    assert many == few


@pytest.mark.parametrize("text", ["x", "Kepala Desa", "Mengetahui", "NIK,Umur"])
def test_rows_of_one_cell_never_look_at_all_the_rows_below_them_each(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Any] = []

    class Watched(np.ndarray[Any, Any]):
        def __getitem__(self, where: Any) -> Any:
            looks.append(where)
            return super().__getitem__(where)

    keyed, sign = row_classes._Block.keyed, structure.RowReader._sign
    monkeypatch.setattr(row_classes._Block, "keyed", lambda block: keyed(block).view(Watched))
    monkeypatch.setattr(structure.RowReader, "_sign", lambda *given: looks.append(given) or sign(*given))

    found = below(*([text.split(",")] * 400))

    assert classes(found.sheets[0]) == {"header": 1, "received": 2, "note": 400}
    assert len(looks) < 10
