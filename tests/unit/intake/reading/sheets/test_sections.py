"""Lines of family cards between people are nobody, and no line is taken from those who have a NIK."""

from typing import Any

from case_tables import each_case
from sheets import NIKS, classes, read_rows, values

HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "JK"]
CARD = "3328991208070012"
NAMES = ["ORANG 1", "ORANG 2", "ORANG 3", "ORANG 4"]


def person(number: int) -> list[Any]:
    return [number, NIKS[number], f"ORANG {number}", "12-08-1987", "L"]


@each_case(
    "lines",
    [
        [[f"No. KK : {CARD}", "Kepala Keluarga : SUPARNO"]],
        [["NO. KK", CARD, "NAMA KK", "SUPARNO"]],
        [["No KK", ":", CARD]],
        [[None, f"No. KK: {CARD}", "SUPARNO"]],
        [[1, f"No. KK : {CARD}", "Kepala Keluarga : SUPARNO"]],
        [[f"KK: {CARD}", None, "SUPARNO", "RT 01"]],
        [[f"KK {CARD}", None, "SUPARNO", "RT 01"]],
        [[None, f"KK. {CARD}", "SUPARNO"]],
        [["Nomor KK", CARD]],
        [["No. Kartu Keluarga", CARD, "Nama Kepala Keluarga", "SUPARNO"]],
        [[f"Kartu Keluarga No. {CARD}", None, "SUPARNO", "RT 01"]],
        [[None, CARD, "Kepala Keluarga : SUPARNO"]],
        [["Kepala Keluarga : SUPARNO", None, None, "RT 01", "x"]],
        [["KEPALA KELUARGA", "SUPARNO", "Dukuh Salam"]],
        [["Nama Kepala Keluarga", ":", "SUPARNO"], ["Alamat", ":", "Dukuh Salam"], ["RT/RW", ":", "01/02"]],
        [["KARTU KELUARGA"], [f"No. {CARD}"], ["Nama Kepala Keluarga : SUPARNO"],
         ["Alamat : Dukuh", None, "x"], ["RT/RW : 001/002"], ["Desa/Kelurahan : Kalisapu"],
         ["Kecamatan : Slawi"], HEADER],
    ],
)  # fmt: skip
def test_the_lines_that_head_a_family_are_nobody(lines: list[list[Any]]) -> None:
    found = read_rows([HEADER, person(1), person(2), *lines, person(3), person(4)])

    assert values(found, "nama") == NAMES


def test_the_lower_half_of_a_family_card_lists_nobody_again() -> None:
    lower = [
        ["No", "Status Perkawinan", "Status Hubungan Dalam Keluarga", "Kewarganegaraan", "Nama Ayah"],
        [None, "(9)", "(10)", "(11)", "(12)"],
        [1, "KAWIN", "KEPALA KELUARGA", "WNI", "ALI"],
        [2, "KAWIN", "ISTRI", "WNI", "BUDI"],
    ]

    one = read_rows([HEADER, person(1), person(2), *lower])
    two = read_rows([HEADER, person(1), person(2), *lower, HEADER, person(3), person(4), *lower])

    assert values(one, "nama") == NAMES[:2]
    assert values(two, "nama") == NAMES
    assert one.sheets[0].left_out == (4,)


def test_a_list_that_tells_the_status_of_its_people_is_read_again_on_each_page() -> None:
    header = ["No", "NIK", "Nama", "Status Perkawinan", "Kewarganegaraan"]
    rows = [[number, NIKS[number], f"ORANG {number}", "KAWIN", "WNI"] for number in (1, 2, 3, 4)]

    assert values(read_rows([header, *rows[:2], header, *rows[2:]]), "nama") == NAMES


@each_case(
    ("header", "rows"),
    [
        (["Hubungan", "NIK", "Nama"], [["KEPALA KELUARGA", NIKS[1], "ORANG 1"], ["KK", NIKS[2], "ORANG 2"],
                                       ["KK 01", NIKS[3], "ORANG 3"], ["ISTRI", NIKS[4], "ORANG 4"]]),
        (["No", "Hubungan", "NIK", "Nama"], [[1, "KEPALA KELUARGA", NIKS[1], "ORANG 1"],
                                             [2, "KEPALA KELUARGA", "belum ada", "ORANG 2"],
                                             [3, "KK", NIKS[3], "ORANG 3"], [4, "KK", None, "ORANG 4", "x"]]),
        (["No KK", "NIK", "Nama"], [[CARD, NIKS[number], f"ORANG {number}"] for number in (1, 2, 3, 4)]),
        (["No", "NIK", "Nama", "Alamat"], [[f"KK {number}", NIKS[number], f"ORANG {number}", "Alamat: Dukuh"]
                                           for number in (1, 2, 3, 4)]),
    ],
)  # fmt: skip
def test_people_told_by_their_place_in_a_family_stay_people(header: list[str], rows: list[list[Any]]) -> None:
    found = read_rows([header, *rows[:3]])

    assert values(found, "nama") == NAMES[:3]
    assert classes(found.sheets[0]) == {"header": 1, "received": 3}
