"""Headings that are one letter off."""

from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, read_rows, values

PERSON = [NIKS[0], "BUDI SANTOSO", "13-09-1988"]


@entry(31)
@each_case(
    ("heading", "field"),
    [
        ("Nama Lengkp", "nama"), ("Nama Lenkgap", "nama"), ("Nama Lengkapp", "nama"), ("NAMMA", "nama"),
        ("Nama Pekrja", "nama"), ("Nama Pesetra", "nama"), ("Nama Leng-\nkap", "nama"),
    ],
)  # fmt: skip
def test_a_heading_one_letter_off_is_read(heading: str, field: str) -> None:
    found = read_rows([["NIK", heading, "Tanggal Lahir"], PERSON])

    assert found.refusal is None
    assert values(found, field) == ["BUDI SANTOSO"]


@each_case("heading", ["Tanggal Lhir", "Tgl Lahirr", "Tanggla Lahir", "Tgl. Lahr", "Tanggal Lahit"])
def test_a_mistyped_date_of_birth_is_read_and_told(heading: str) -> None:
    found = read_rows([["NIK", "Nama", heading], PERSON])

    assert values(found, "tanggal_lahir") == ["13-09-1988"]
    read_so = column(found, 3)
    assert (read_so.header, read_so.basis, read_so.code) == (heading, "mistyped", "KOLOM_SALAH_KETIK")


@each_case(
    "heading",
    [
        "Tanggal Akhir",
        "Tanggal Hadir",
        "Tgl Kahir",
        "Nma",
        "Nama Sumi",
        "Tanggal Lahan",
        "Pasar",
        "Tgl Lhir1",
    ],
)
def test_a_heading_that_is_another_word_is_not(heading: str) -> None:
    found = read_rows([["NIK", "Nama", heading], PERSON])

    assert column(found, 3).basis != "mistyped"


def test_a_heading_one_letter_off_gives_way_to_the_one_that_is_right() -> None:
    found = read_rows([["NIK", "Nama", "Nama Lengkp"], [NIKS[0], "BUDI", "BUDI SANTOSO"]])

    assert values(found, "nama") == ["BUDI"]
    assert (column(found, 3).field, column(found, 3).basis) == (None, "unknown")


def test_of_two_headings_one_letter_off_the_same_field_neither_is_read() -> None:
    rows = [["NIK", "Nama", "Tanggl Lahir", "Tgl Lahr"], [*PERSON, "12-08-1987"]]

    found = read_rows(rows)

    assert [column(found, number).field for number in (3, 4)] == [None, None]
    assert column(found, 3).code == "KOLOM_TIDAK_DIKENAL"
