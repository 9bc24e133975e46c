"""Examples and descriptions below a header are nobody; what only looks like them is somebody."""

from typing import Any

from case_tables import each_case
from sheets import NIKS, classes, read_rows, values

HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "JK", "Pekerjaan", "Keterangan"]
MADE_UP = [NIKS[50], "FULAN", "12-03-1985", "L", "NELAYAN"]
PEOPLE = [[number, NIKS[number], f"ORANG {number}", "12-08-1987", "L", "NELAYAN"] for number in (1, 2, 3)]


def names(*rows: list[Any], header: list[str] = HEADER) -> list[str]:
    """Who is read of a list with these rows between its header and three people."""
    return [name for name in values(read_rows([header, *rows, *PEOPLE]), "nama") if name not in NAMED]


NAMED = [row[2] for row in PEOPLE]


@each_case(
    "mark",
    [
        "CONTOH", "Contoh", "Contoh: 1", "Contoh 1", "contoh pengisian", "Contoh Pengisian :", "cth.",
        "misal:", "Misalnya", "Ex.", "ex: 1", "e.g.", "Example", "(contoh)", "*contoh", "SAMPLE",
        "Baris contoh",
    ],
)  # fmt: skip
def test_a_row_whose_number_says_example_is_nobody(mark: str) -> None:
    assert names([mark, *MADE_UP]) == []


@each_case(
    "name",
    [
        "CONTOH", "Contoh: BUDI", "CONTOH PENGISIAN", "(contoh) BUDI", "misal: SITI", "BUDI (CONTOH)",
        "Contoh Nama", "Ex. BUDI",
    ],
)  # fmt: skip
def test_a_row_whose_name_says_example_is_nobody(name: str) -> None:
    assert names([1, NIKS[50], name, "12-03-1985", "L", "NELAYAN"]) == []


def test_a_row_whose_nik_or_remark_says_example_is_nobody() -> None:
    assert names([1, f"Contoh: {NIKS[50]}", "FULAN", "12-03-1985"]) == []
    assert names([1, *MADE_UP, "hanya contoh"]) == []
    assert names([1, *MADE_UP, "Contoh pengisian"]) == []


@each_case("name", ["EXAUDI", "CONTOHARIO", "MISALUDIN", "EGA", "EX AUDI", "CTHARINA"])
def test_a_name_that_begins_like_an_example_is_somebodys(name: str) -> None:
    assert names([1, NIKS[50], name, "12-03-1985", "L", "NELAYAN"]) == [name]


def test_a_remark_that_mentions_an_example_makes_none() -> None:
    assert names([1, *MADE_UP, "pernah menjadi contoh warga teladan"]) == ["FULAN"]


def test_several_examples_and_what_stands_before_them_are_nobody() -> None:
    numbering = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]
    described = [None, "16 digit", "sesuai KTP", "dd/mm/yyyy", "L/P", "teks"]

    assert names(["Contoh: 1", *MADE_UP], ["Contoh: 2", NIKS[51], "FULANA", "12-03-1985"]) == []
    assert names(numbering, described, ["Contoh", *MADE_UP]) == []


def test_a_row_below_a_line_that_says_example_is_one_when_the_list_begins_below_it() -> None:
    label = ["Contoh pengisian:"]

    assert names(label, [1, *MADE_UP]) == []
    assert names(label, [None, *MADE_UP]) == []
    assert names(label, [4, *MADE_UP], ["Data peserta:"]) == []
    assert names(label, [0, *MADE_UP]) == ["FULAN"]


def test_an_example_below_the_first_person_is_somebody() -> None:
    found = read_rows([HEADER, PEOPLE[0], ["Contoh: 1", *MADE_UP], *PEOPLE[1:]])

    assert "FULAN" in values(found, "nama")


@each_case(
    "described",
    [
        [None, "16 digit", "sesuai KTP", "dd/mm/yyyy", "L/P", "text"],
        ["(angka)", "(16 digit)", "(nama lengkap sesuai KTP)", "(hh-bb-tttt)", "(L/P)", "(diisi pekerjaan)"],
        ["Number", "Text(16)", "Text", "Date", "L/P", "Text"],
        ["text", "text", "text", "text", "text", "text"],
        ["Number", "Number", "Character", "Date", "Character", "Character"],
        ["int", "varchar(16)", "varchar(100)", "date", "char(1)", "varchar(50)"],
        ["wajib diisi", "wajib diisi", "wajib diisi", "opsional", "opsional", "opsional"],
        ["Wajib", "Wajib", "Wajib", "Tidak Wajib", "Tidak Wajib", "Tidak Wajib"],
        ["Mandatory", "Mandatory", "Mandatory", "Optional", "Optional", "Optional"],
        ["otomatis", "diisi 16 digit NIK", "diisi nama tanpa gelar", "format DD-MM-YYYY", "isi L atau P",
         "pilih"],
        [None, "3328xxxxxxxxxxxx", "NAMA SESUAI KTP", "tgl-bln-thn", "L / P", None],
        [None, "maks. 16 karakter", "maks. 50 karakter", "yyyy-mm-dd", None, None],
        ["No urut", "Nomor Induk Kependudukan (16 angka)", "Nama lengkap tanpa gelar",
         "Tanggal lahir (dd-mm-yyyy)", "Laki-laki/Perempuan", "Lihat daftar"],
        ["*", "*", "*", None, None, None],
        ["M", "M", "M", "O", "O", "O"],
    ],
)  # fmt: skip
def test_a_row_that_says_what_the_columns_take_is_nobody(described: list[Any]) -> None:
    found = read_rows([HEADER, described, *PEOPLE])

    assert classes(found.sheets[0]) == {"header": 1, "note": 1, "received": 3}


@each_case(
    "numbers", [["KOLOM", 2, 7, 9, 13], ["No. Kolom", 1, 4, 5], [2, 7, 9, 13], ["(4)", "(5)", "(7)", "(8)"]]
)
def test_the_column_numbers_of_a_larger_form_are_nobody(numbers: list[Any]) -> None:
    found = read_rows([HEADER, numbers, *PEOPLE])

    assert classes(found.sheets[0]) == {"header": 1, "numbering": 1, "received": 3}


def test_counts_of_a_company_are_no_column_numbers() -> None:
    rows = [["Nama Perusahaan", "NPP", "Jumlah TK", "TK Terdaftar"], ["PT A", 2, 5, 7], ["3", "4", "5", "2"]]

    assert values(read_rows(rows, kind="asosiasi"), "nama_perusahaan") == ["PT A", "3"]


@each_case(
    "person",
    [
        [1, NIKS[50], "SUPARNO", "sesuai KTP", "wajib", "text"],
        [1, "belum ada", "TEKSTI", "12-03-1985", "L", "petani"],
        [1, "-", "DIGITA SARI", None, None, None],
        [1, "tidak tahu", "SUPARNO", "sesuai KTP", None, None],
    ],
)
def test_a_person_with_words_of_a_description_stays_one(person: list[Any]) -> None:
    assert names(person) == [person[2]]


def test_a_project_that_mentions_what_is_filled_in_stays_one() -> None:
    rows = [["Nama Paket", "Nilai Kontrak", "Jumlah TK", "Mulai", "Selesai"],
            ["Pengadaan format isian digital", "1.500.000.000", 25, "01/08/2024", "31/12/2024"]]  # fmt: skip

    assert values(read_rows(rows, kind="jakon"), "nama_proyek") == ["Pengadaan format isian digital"]


@each_case(
    ("number", "name"),
    [
        ("1234567890123456", "NAMA ANDA"), ("3328xxxxxxxxxxxx", "Nama Lengkap"),
        ("9999999999999999", "John Doe"), ("XXXXXXXXXXXXXXXX", "XXXXXXX"), ("________________", "________"),
        ("1234567890123456", "FULAN BIN FULAN"),
    ],
)  # fmt: skip
def test_a_number_and_a_name_that_are_nobodys_are_an_example(number: str, name: str) -> None:
    assert names([1, number, name, "31-12-1999", "L", "NELAYAN"]) == []


@each_case(
    ("number", "name"), [("1234567890123456", "BUDI SANTOSO"), (NIKS[50], "FULAN"), ("-", "NAMA RIYADI")]
)
def test_a_number_or_a_name_that_is_somebodys_is_no_example(number: str, name: str) -> None:
    assert names([1, number, name, "31-12-1999", "L", "NELAYAN"]) == [name]


def test_a_second_example_without_a_number_is_nobody_where_the_list_begins_below_it() -> None:
    second = ["", NIKS[51], "FULANAH", "12-03-1985", "P", "NELAYAN"]

    assert names(["Contoh :", *MADE_UP], second) == []
    assert names(second) == ["FULANAH"]


def test_a_line_drawn_below_the_headings_is_nobody() -> None:
    assert names(["---"] * 6) == []


def test_columns_numbered_with_a_letter_before_the_number_are_numbered() -> None:
    assert names(["K1", "K2", "K3", "K4", "K5", "K6", "K7"]) == []
