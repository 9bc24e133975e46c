"""A word that a program writes before or behind every heading."""

from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, fields, read_rows, values

PERSON = ["1", NIKS[0], "BUDI SANTOSO", "13-09-1988"]


@entry(31)
@each_case(
    "header",
    [
        ["PST_NO", "PST_NIK", "PST_NAMA", "PST_TGL_LAHIR"],
        ["No", "dtks-nik", "dtks-nama", "dtks-tgl lahir"],
        ["r401.no", "r401.nik", "r401.nama", "r401.tanggal_lahir"],
        ["txtNo", "txtNik", "txtNama", "txtTglLahir"],
        ["data[no]", "data[nik]", "data[nama]", "data[tgl_lahir]"],
        ["tbl_warga[no]", "tbl_warga[nik]", "tbl_warga[nama]", "tbl_warga[tgl_lahir]"],
        ["No", "NIK Jukir", "Nama Jukir", "Tgl Lahir Jukir (dd/mm/yyyy)"],
        ["NO_PST", "NIK_PST", "NAMA_PST", "TGL_LAHIR_PST"],
        ["Asabri NO", "Asabri NIK", "Asabri NAMA", "Asabri TGL LAHIR"],
    ],
)
def test_headings_are_read_without_a_word_they_share(header: list[str]) -> None:
    found = read_rows([header, PERSON])

    assert found.refusal is None
    assert [values(found, name) for name in ("nik", "nama", "tanggal_lahir")] == [
        [each] for each in PERSON[1:]
    ]
    assert column(found, 2).header == header[1]


def test_somebody_beside_the_worker_stays_that_behind_the_word_they_share() -> None:
    header = ["PST_NIK", "PST_NAMA", "PST_TGL_LAHIR", "PST_NAMA_AHLI_WARIS", "PST_HUBUNGAN"]

    found = read_rows([header, [*PERSON[1:], "SITI", "ISTRI"]])

    assert fields(found) == ["nik", "nama", "tanggal_lahir", None, None]


@each_case("word", ["Suami", "Ahli Waris", "Kepala Keluarga", "Penjamin"])
def test_a_word_that_names_somebody_else_is_never_left_out(word: str) -> None:
    header = ["Kode", f"NIK {word}", f"Nama {word}", f"Tgl Lahir {word}"]

    assert read_rows([header, PERSON]).refusal is not None


def test_two_words_that_each_head_a_number_and_a_name_leave_open_whose_they_are() -> None:
    header = ["A1_NIK", "A1_NAMA", "A1_TGL_LAHIR", "B1_NIK", "B1_NAMA", "B1_TGL_LAHIR"]

    found = read_rows([header, [*PERSON[1:], NIKS[1], "SITI", "14-09-1988"]])

    assert values(found, "nama") in ([], ["BUDI SANTOSO"])
    assert "SITI" not in values(found, "nama")
