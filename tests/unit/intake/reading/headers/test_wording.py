"""Headings a person reads at once."""

from cakupan.contracts import roster
from cakupan.intake.reading import headers
from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, read_rows, values

PERSON = {
    "nik": NIKS[0],
    "nama": "BUDI SANTOSO",
    "tanggal_lahir": "12-08-1987",
    "jenis_kelamin": "L",
    "pekerjaan": "Nelayan",
}
HEADERS = [
    ["2. NIK (16 digit angka tanpa spasi)", "1. Nama Lengkap (sesuai KTP)", "3. Tanggal Lahir",
     "4. Jenis Kelamin", "5. Pekerjaan saat ini"],
    ["a. NIK", "b. Nama", "c. Tgl Lahir", "d. JK", "e. Pekerjaan"],
    ["1) NIK", "2) Nama", "3) Tanggal lahir", "4) L/P", "5) Profesi"],
    ["(1) NIK", "(2) Nama", "(3) Tanggal Lahir", "(4) Jenis Kelamin", "(5) Pekerjaan"],
    ["B.1 NIK", "B.2 Nama", "B.3 Tgl. Lahir", "B.4 JK", "B.5 Pekerjaan"],
    ["101. NIK", "102. Nama ART", "103. Tanggal Lahir", "104. Jenis Kelamin", "105. Pekerjaan Utama"],
    ["II. NIK", "III. NAMA", "IV. TGL LAHIR", "V. JK", "VI. PEKERJAAN"],
    ["data/nik", "data/nama", "data/tanggal_lahir", "data/jenis_kelamin", "data/pekerjaan"],
    ["group_a/nik", "group_a/nama_lengkap", "group_a/tgl_lahir", "group_a/jk", "group_b/pekerjaan"],
    ["grp_id-nik", "grp_id-nama", "grp_id-tanggal_lahir", "grp_id-jenis_kelamin", "grp_id-pekerjaan"],
    ["biodata.nik_ktp", "biodata.nama_lengkap", "biodata.tgl_lahir", "biodata.jenis_kelamin",
     "biodata.pekerjaan"],
    ["Data Pribadi/NIK", "Data Pribadi/Nama Lengkap", "Data Pribadi/Tanggal Lahir",
     "Data Pribadi/Jenis Kelamin", "Usaha/Pekerjaan"],
    ["nomorIndukKependudukan", "namaLengkap", "tanggalLahir", "jenisKelamin", "pekerjaan"],
    ["NomorKTP", "NamaPeserta", "TglLahir", "JenisKelamin", "JenisPekerjaan"],
    ["noKTP", "namalengkap", "tanggallahir", "jeniskelamin", "pekerjaan"],
    ["no_ktp", "nama_lengkap", "tgl_lahir", "jenis_kelamin", "jenis_pekerjaan"],
    ["NIK Nelayan", "NAMA NELAYAN", "Tgl Lahir Nelayan", "JK Nelayan", "Pekerjaan Nelayan"],
    ["NIK PETANI", "NAMA PETANI", "TGL LAHIR PETANI", "L/P", "PEKERJAAN"],
    ["NIK Penerima", "Nama Penerima", "Tgl Lahir Penerima", "JK Penerima", "Pekerjaan Penerima"],
    ["NIK Peserta Magang", "Nama Pekerja Rentan", "Tanggal Lahir Pekerja", "Jenis Kelamin Peserta",
     "Pekerjaan"],
    ["Nomor NIK KTP", "Nama Lengkap Sesuai KTP", "Tanggal Lahir Sesuai KTP", "Jenis Kelamin sesuai KTP",
     "Pekerjaan"],
    ["NIK *", "Nama Lengkap*:", "Tanggal Lahir (dd-mm-yyyy):", "Jenis Kelamin [L/P] **", "Pekerjaan :"],
    ["Masukkan NIK Anda", "Tuliskan Nama Lengkap Anda", "Tanggal lahir Anda", "Jenis kelamin anda",
     "Pekerjaan anda"],
    ["NIK Bapak/Ibu", "Nama Lengkap Bapak/Ibu", "Tanggal Lahir Bapak/Ibu", "Jenis Kelamin Bapak/Ibu",
     "Pekerjaan"],
    ["National ID", "Full Name", "Date of Birth", "Gender", "Occupation"],
    ["ID Number", "Employee Name", "Birth Date", "Sex", "Occupation"],
    ["National ID Number", "Worker's full name", "DOB (dd/mm/yyyy)", "Sex (M/F)", "Occupation"],
    ["NIK (No. KTP)", "Nama Calon Peserta", "Tanggal Kelahiran", "Kelamin", "Mata Pencaharian"],
    ["No. Induk Kependudukan (NIK)", "Nama Sesuai E-KTP", "Tgl/Bln/Thn Lahir", "Jns Kelamin (L/P)",
     "Jenis Pekerjaan"],
    ["data/pekerja/nik", "data/pekerja/nama", "data/pekerja/tgl_lahir", "data/pekerja/jk", "usaha/pekerjaan"],
    ["NIK 1)", "NAMA 2)", "TGL LAHIR 3)", "JK 4)", "PEKERJAAN 5)"],
    ["Kolom 1: NIK", "Kolom 2: Nama", "Kolom 3: Tgl Lahir", "Kolom 4: JK", "Kolom 5: Pekerjaan"],
    ["nik_1", "nama_1", "tanggal_lahir_1", "jk_1", "pekerjaan_1"],
    ["Nomor Identitas Kependudukan", "Siapa nama lengkap Anda?", "Kapan tanggal lahir Anda?",
     "Jenis kelamin?", "Apa pekerjaan Anda saat ini?"],
    ["NIK KTP Elektronik", "Nama Sesuai KTP/KK", "Tanggal lahir KTP", "JK (KTP)", "Pekerjaan di KTP"],
    ["NIK Buruh Tani Tembakau", "Nama Buruh Tani Tembakau", "Tgl Lahir Buruh Tani", "L/P", "Pekerjaan"],
]  # fmt: skip


@entry(31)
@each_case("header", HEADERS)
def test_a_heading_is_read_whatever_a_form_or_a_program_puts_around_it(header: list[str]) -> None:
    found = read_rows([["No", *header], [1, *PERSON.values()]])

    assert {name: values(found, name)[0] for name in PERSON} == PERSON


@entry(31)
@each_case(
    "heading",
    ["NIK Lama", "Status NIK", "Jumlah Pekerja", "No. Kartu Nelayan", "Jenis Nelayan", "NIK Karyawan"],
)
def test_a_heading_that_says_something_else_of_the_field_is_not_the_field(heading: str) -> None:
    found = read_rows([["NIK", "Nama", heading], [NIKS[0], "A", "x"]])

    assert values(found, "nik") == [NIKS[0]]
    assert column(found, 3).field != "nik"


def test_a_path_whose_first_part_is_a_field_names_two_fields_and_so_none() -> None:
    found = read_rows([["KK/NIK", "NIK", "Nama"], [NIKS[1], NIKS[0], "A"]])

    assert (values(found, "nik"), column(found, 1).field) == ([NIKS[0]], None)


def test_a_path_through_somebody_else_is_that_persons() -> None:
    found = read_rows([["kepala_keluarga/nik", "art/nik", "art/nama"], [NIKS[1], NIKS[0], "A"]])

    assert (values(found, "nik"), column(found, 1).person) == ([NIKS[0]], "kepala keluarga")


@each_case("sign", ["/", "//", "::", " / "])
def test_a_heading_of_signs_that_part_a_path_says_nothing_and_takes_nothing_from_the_list(sign: str) -> None:
    header = ["NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Pekerjaan", sign]

    reading = read_rows([header, [*PERSON.values(), "x"]])

    assert reading.refusal is None
    assert values(reading, "nik") == [NIKS[0]]


@each_case(
    ("heading", "field", "kind"),
    [
        ("Nm. Lengkap", "nama", "pemda_rentan"), ("Nm", "nama", "csr"), ("Nama/Gelar", "nama", "koperasi"),
        ("Nama Lengkap & Gelar", "nama", "desa_perangkat"), ("Tgl Lhr Peserta", "tanggal_lahir", "magang"),
        ("Jml. Tenaga Kerja Aktif", "pekerja_aktif", "asosiasi"),
        ("Jlh TK Aktif", "pekerja_aktif", "asosiasi"),
        ("Tgl. Mulai Pelaksanaan", "mulai_proyek", "jakon"),
        ("Tgl. Selesai Pelaksanaan", "selesai_proyek", "jakon"),
        ("National ID No", "nik", "perusahaan"), ("ID Card Number", "nik", "perusahaan"),
        ("Pek.", "pekerjaan", "csr"),
    ],
)  # fmt: skip
def test_abbreviations_are_read_at_once(heading: str, field: str, kind: str) -> None:
    words = headers.vocabulary(roster.contract(kind), {})
    found = words.find(headers.normalise(heading)) or words.find_at_once(heading)

    assert found is not None and found[0] == field


def test_words_written_short_that_name_no_field_stay_unknown() -> None:
    words = headers.vocabulary(roster.contract("pemda_rentan"), {})

    assert words.find_at_once("Jml Anak") is None
    assert words.find_at_once("No Rumah") is None
