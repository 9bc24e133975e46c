"""Finding the header and saying which column is what."""

import numpy as np
from builders import SheetSpec, workbook
from cakupan.contracts import roster
from cakupan.intake.reading import headers
from case_tables import each_case
from judging import judge_file, judge_rows, judge_sheet

NIK = "3328991208870001"


@each_case(
    ("written", "plain"),
    [
        ("N.I.K.", "n i k"),
        ("  Nama\nLengkap* ", "nama lengkap"),
        ("Tgl. Lahir (dd/mm/yyyy)", "tgl lahir"),
        ("No. KTP [16 digit]", "no ktp"),
        ("NAMA_LENGKAP", "nama lengkap"),
        ("Desa/Kelurahan", "desa kelurahan"),
        ("Nama wajib diisi", "nama"),
        ("Target 20%", "target"),
        ("(L/P)", "l p"),
        ("%", "%"),
        ("ＮＩＫ", "nik"),
        ("Upah\u00a0(Rp)", "upah"),
    ],
)
def test_a_header_is_compared_without_signs_notes_and_capitals(written: str, plain: str) -> None:
    assert headers.normalise(written) == plain


def test_the_shipped_aliases_are_normalised_and_none_stands_in_two_fields() -> None:
    every = [alias for spellings in roster.aliases().values() for alias in spellings]

    assert [alias for alias in every if headers.normalise(alias) != alias] == []
    assert len(every) == len(set(every))


@each_case("kind", roster.kinds())
def test_every_alias_of_every_contract_names_its_own_field(kind: str) -> None:
    contract = roster.contract(kind)
    words = headers.vocabulary(contract, {})
    own = {alias: name for name, spellings in contract.aliases.items() for alias in spellings}

    wrong = [
        (name, alias)
        for name in contract.fields
        for alias in (*roster.aliases()[name], *contract.aliases.get(name, ()))
        if words.field_of(alias) != own.get(alias, name)
    ]

    assert wrong == []


def test_the_header_is_found_below_a_title_block_and_a_numbering_row_is_none_of_the_data() -> None:
    judged = judge_sheet(
        [
            ["PEMERINTAH KABUPATEN TEGAL"],
            ["DAFTAR NAMA PEKERJA RENTAN"],
            [],
            ["No", "Nama Lengkap", "Nomor Induk Kependudukan"],
            ["(1)", "(2)", "(3)"],
            [1, "SUPARNO", NIK],
        ]
    )

    sheet = judged.judgement.reading.sheets[0]
    assert (sheet.header_row, sheet.classes["title"], sheet.classes["numbering"]) == (4, 2, 1)
    assert judged.values("nik") == [NIK]


def test_two_header_rows_are_joined_from_the_top_and_a_merged_cell_is_no_column_of_its_own() -> None:
    rows = [
        ["No", "NIK", "Tanggal", None, "Alamat", None, "Nama"],
        [None, None, "Lahir", "Daftar", "Desa", "Kec.", None],
        [1, NIK, "12-08-1987", "01-10-2024", "Kalisapu", "Slawi", "SUPARNO"],
    ]
    data = workbook(SheetSpec(rows=rows, merges=[(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)]))

    judged = judge_file(data)

    sheet = judged.judgement.reading.sheets[0]
    assert sheet.classes["header"] == 2
    assert sheet.mapping["tanggal_lahir"].split() == ["Tanggal", "Lahir"]
    assert judged.values("tanggal_lahir") == ["1987-08-12"]
    assert judged.values("area_code") == ["33.28.10.2001"]


def test_words_may_stand_in_another_order() -> None:
    judged = judge_rows(["KTP Nomor", "Lengkap Nama"], [NIK, "SUPARNO"])

    assert judged.verdicts == ["accepted"]


def test_letters_may_be_spaced_out() -> None:
    judged = judge_rows(["N O", "N I K", "N A M A", "K E C A M A T A N"], [1, NIK, "SUPARNO", "Slawi"])

    assert judged.values("area_code") == ["33.28.10"]
    assert set(judged.judgement.reading.sheets[0].mapping) == {"nik", "nama", "kecamatan", "no_urut"}


def test_the_partners_own_layout_goes_before_the_table() -> None:
    layout = {"Nomor Identitas Warga": "nik", "Nama KK": "nama", "Nama": "-"}

    judged = judge_rows(
        ["Nomor Identitas Warga", "Nama", "Nama KK"], [NIK, "IGNORED", "SUPARNO"], layout=layout
    )

    assert judged.values("nama") == ["SUPARNO"]
    assert judged.values("nik") == [NIK]


def test_a_column_headed_only_nomor_is_the_nik_when_it_holds_niks() -> None:
    judged = judge_rows(["Nomor", "Nama"], [NIK, "SUPARNO"], ["3328991208870002", "BUDI"])

    assert judged.judgement.reading.sheets[0].mapping["nik"] == "Nomor"
    assert judged.verdicts == ["accepted", "accepted"]


def test_an_employee_number_is_not_taken_for_a_nik() -> None:
    judged = judge_rows(["NIK Karyawan", "NIK", "Nama"], ["0017", NIK, "SUPARNO"], kind="perusahaan")

    assert judged.values("nik") == [NIK]


def test_only_fields_of_the_contract_are_mapped() -> None:
    judged = judge_rows(["NIK", "Nama", "Agama", "No Rekening"], [NIK, "SUPARNO", "Islam", "123"])

    assert set(judged.judgement.reading.sheets[0].mapping) == {"nik", "nama"}
    assert (
        "agama" not in judged.rows
        and not np.isin(["Islam", "123"], judged.rows.astype("str").to_numpy()).any()
    )


def test_a_heading_that_names_one_field_twice_is_that_field() -> None:
    judged = judge_rows(
        ["NOMOR INDUK KEPENDUDUKAN / NIK", "Nama", "No. Peserta KPJ"], [NIK, "SUPARNO", "12345678901"]
    )

    assert judged.values("nik") == [NIK]
    assert judged.values("kpj") == ["12345678901"]


def test_a_heading_that_names_two_fields_is_neither() -> None:
    judged = judge_rows(["NIK / Umur", "NIK", "Nama"], ["x", NIK, "SUPARNO"])

    assert judged.values("nik") == [NIK]
    assert judged.values("nama") == ["SUPARNO"]
