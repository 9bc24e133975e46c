"""Dates, sexes, names and codes as partners write them."""

from datetime import date
from typing import Any

import pyarrow as pa
from builders import nik, sheet
from cakupan.intake.judging.fields import names, values
from cakupan.intake.judging.fields.columns import Coded
from case_tables import each_case
from judging import Judged, judge_files, judge_rows, person_sheet, received

HEADER = ["NIK", "Nama", "Tgl Lahir", "JK"]
BAD_DATES = ("TANGGAL_TIDAK_SAH", "TANGGAL_MERAGUKAN")
ONE_DAY = [
    "12-08-1987", "12/8/1987", "12.08.1987", "12 08 1987", "12 Agustus 1987", "12-Agt-1987",
    "12 Ags 87", "12agust1987",
    "12-08-87", "1987-08-12", "1987-08-12T00:00:00.000+07:00", "1987-08-12T00:00:00+0700",
    "1987-08-11T17:00:00.000Z", "1987-08-11T16:00:00Z", "1987-08-11 17:00:00+00:00",
    "12/08/1987 12:00:00 AM", "12/08/1987 07.30 WIB", "12-08-1987 pukul 07.30", "12/08/1987, 07:30",
    "1987/08/12", "1987-08-12 00:00:00", "12081987", "32001", 32001,
    date(1987, 8, 12), "Rabu, 12 Agustus 1987", "August 12, 1987", "12 - 08 - 1987",
]  # fmt: skip


def birth_dates(*texts: Any, niks: list[str] | None = None) -> list[Any]:
    """Return the birth dates of a column, with NIKs that do not decide unless given."""
    numbers = niks or [f"33289930127000{number:02d}" for number in range(1, len(texts) + 1)]
    rows = [[number, "A", text] for number, text in zip(numbers, texts, strict=True)]
    judged = judge_rows(["NIK", "Nama", "Tgl Lahir"], *rows, kind="perusahaan")
    return [
        None if code_in(judged, row) else day
        for row, day in enumerate(judged.values("tanggal_lahir"), start=2)
    ]


def code_in(judged: Judged, row: int) -> bool:
    """Whether the date of a row was found wrong."""
    return bool({(row, code, "warning") for code in BAD_DATES} & set(judged.codes))


def coded(*texts: str) -> Coded:
    """Return texts as a column of few distinct ones."""
    return Coded.of(pa.array(texts))


def test_a_day_is_read_however_it_is_written() -> None:
    files = [sheet([HEADER[:3], ["3328993012700001", "A", text]]) for text in ONE_DAY]
    judged = judge_files([received(data, "perusahaan", number) for number, data in enumerate(files)])

    read = [
        (text, each.values("tanggal_lahir"), code_in(each, 2))
        for text, each in zip(ONE_DAY, judged, strict=True)
    ]

    assert read == [(text, ["1987-08-12"], False) for text in ONE_DAY]


@each_case("text", ["31-02-1987", "00/00/1987", "1987", "Agustus 1987", "12-13-14-15", "12-08-2031", "xx"])
def test_what_is_no_day_of_a_life_is_no_date(text: str) -> None:
    assert birth_dates(text) == [None]


def test_one_second_part_above_twelve_turns_the_whole_column_around() -> None:
    assert birth_dates("08/13/1987", "08/12/1987") == ["1987-08-13", "1987-08-12"]


def test_one_first_part_above_twelve_settles_the_whole_column() -> None:
    assert birth_dates("13/08/1987", "08/12/1987") == ["1987-08-13", "1987-12-08"]


def test_in_a_mixed_column_each_row_is_decided_by_its_nik_or_by_nobody() -> None:
    niks = [
        nik(date(1987, 8, 13), 1),
        nik(date(1987, 8, 13), 2),
        nik(date(1987, 8, 12), 3),
        nik(date(1990, 1, 1), 4),
    ]

    found = birth_dates("13/08/1987", "08/13/1987", "08/12/1987", "08/12/1987", niks=niks)

    assert found == ["1987-08-13", "1987-08-13", "1987-08-12", None]


def test_without_any_part_above_twelve_the_niks_of_the_column_decide() -> None:
    niks = [nik(date(1987, 8, 12), 1), nik(date(1990, 3, 4), 2)]

    assert birth_dates("08/12/1987", "03/04/1990", niks=niks) == ["1987-08-12", "1990-03-04"]
    assert birth_dates("08/12/1987", "03/04/1990") == ["1987-12-08", "1990-04-03"]


def test_the_vote_of_one_sheet_does_not_reach_another_column() -> None:
    judged = judge_rows(
        ["Nama", "Tempat Magang", "Mulai Magang", "Selesai Magang", "Tgl Lahir"],
        ["A", "PT X", "10/13/2024", "01/12/2025", "01/02/2006"],
        kind="magang",
    )

    assert judged.values("mulai_magang") == ["2024-10-13"]
    assert judged.values("akhir_magang") == ["2025-12-01"]
    assert judged.values("tanggal_lahir") == ["2006-02-01"]


@each_case(("short", "year"), [("14", "2014"), ("15", "1915"), ("87", "1987"), ("25", "1925")])
def test_two_digits_become_the_year_of_somebody_between_ten_and_a_hundred(short: str, year: str) -> None:
    assert birth_dates(f"12-08-{short}") == [f"{year}-08-12"]


def test_place_and_date_in_one_cell_are_split() -> None:
    judged = judge_rows(["NIK", "Nama", "TTL"], [nik(date(1987, 8, 12), 1), "A", "Tegal, 12 Agustus 1987"])

    assert judged.values("tanggal_lahir") == ["1987-08-12"]
    assert judged.codes == []


def test_date_and_sex_come_from_the_nik_where_the_sheet_lacks_them() -> None:
    judged = judge_rows(["NIK", "Nama"], [nik(date(1987, 8, 12), 1, is_woman=True), "SITI"])

    assert (judged.values("tanggal_lahir"), judged.values("jenis_kelamin")) == (["1987-08-12"], ["P"])


@each_case(
    ("texts", "expected"),
    [
        (["L", "P"], ["L", "P"]),
        (["P", "W"], ["L", "P"]),
        (["Pria", "Wanita"], ["L", "P"]),
        (["Lk", "Pr"], ["L", "P"]),
        (["LAKI-LAKI", "Perempuan"], ["L", "P"]),
        (["M", "F"], ["L", "P"]),
        (["1", "2"], ["L", "P"]),
    ],
)
def test_what_p_means_is_decided_by_what_else_the_file_says(texts: list[str], expected: list[str]) -> None:
    rows = [[None, f"ORANG {number}", text] for number, text in enumerate(texts)]

    assert judge_rows(["NIK", "Nama", "JK"], *rows).values("jenis_kelamin") == expected


def test_a_file_with_nothing_but_p_is_read_as_most_of_its_niks_say() -> None:
    men = [[nik(date(1987, 8, 12), number), f"ORANG {number}", None, "P"] for number in range(1, 4)]
    women = [
        [nik(date(1987, 8, 12), number, is_woman=True), f"ORANG {number}", None, "P"]
        for number in range(1, 4)
    ]

    assert judge_rows(HEADER, *men).values("jenis_kelamin") == ["L"] * 3
    assert judge_rows(HEADER, *women).values("jenis_kelamin") == ["P"] * 3


@each_case(
    ("name", "key"),
    [
        ("Drs. H. Suparno, M.Pd.", "SUPARNO"), ("Siti Aminah, S.Pd.I", "SITI AMINAH"),
        ("I Made Sudana", "I MADE SUDANA"),
        ("Ma'ruf", "MARUF"), ("SUPARNO .", "SUPARNO"), ("Hj. Sri", "SRI"), ("M. Ali", "M ALI"),
        ("dr. Andi", "ANDI"),
        ("S.E. Wijaya, S.E.", "WIJAYA"), ("M.Ali", "M ALI"),
        ("Drs.H.Suparno", "SUPARNO"), ("St. Aminah", "ST AMINAH"),
        ("Aminah, S.T.", "AMINAH"), ("André", "ANDRE"), ("SUPARNO SUPARNO", "SUPARNO"),
        ("BUDI BUDIN", "BUDI BUDIN"),
    ],
)  # fmt: skip
def test_names_are_compared_without_titles_and_signs(name: str, key: str) -> None:
    assert names.person_keys(pa.array([name])).to_pylist() == [key]


@each_case(
    ("text", "code"),
    [
        ("Buruh Tani", "PETANI"), ("NELAYAN/PETAMBAK", "NELAYAN"), ("Tukang Bangunan", "KONSTRUKSI"),
        ("ojek online", "TRANSPORTASI"),
        ("Guru Honorer", "GURU_TIDAK_TETAP"), ("Guru Ngaji", "PEKERJA_SOSIAL"), ("Ketua RT 02", "RT_RW"),
        ("Kader Posyandu", "KADER"),
        ("Pedagang kaki lima", "PEDAGANG"), ("Penari", "SENI"), ("Pemandu wisata", "PARIWISATA"),
        ("Kaur Keuangan", "PERANGKAT_DESA"),
        ("Anggota BPD", "BPD"), ("Buruh harian lepas", "BURUH"), ("peneliti", None),
    ],
)  # fmt: skip
def test_occupations_are_grouped_by_whole_words(text: str, code: str | None) -> None:
    assert values.codes(coded(text), "occupations") == [code]


FUNDINGS = [
    ("APBD Kab. 2024", "33.28", "APBD_KAB"),
    ("APBD Murni", "33.28", "APBD_KAB"),
    ("APBD-P", "33", "APBD_PROV"),
    ("APBDes", "33.28", "APBDES"),
    ("Dana Desa", "33.28", "DANA_DESA"),
    ("DBHCHT", "33.28", "DBH_CHT"),
    ("TJSL", "33.28", "CSR"),
    ("Mandiri", "33.28", "MANDIRI"),
    (None, "33.28", "ADD"),
    ("entah", "33.28", "ADD"),
]


def test_funding_is_what_the_row_says_else_what_the_obligation_says() -> None:
    files = [
        received(person_sheet(sumber_dana=text), number=number, partner_area_code=area, funding_default="ADD")
        for number, (text, area, _) in enumerate(FUNDINGS)
    ]

    found = [judged.values("funding_code") for judged in judge_files(files)]

    assert found == [[code] for _, _, code in FUNDINGS]


@each_case(
    ("text", "sex"),
    [
        ("L (Laki-laki)", values.MAN), ("Laki-laki / L", values.MAN), ("P - Perempuan", values.WOMAN),
        ("Lelaki", values.MAN), ("Prempuan", values.WOMAN), ("Cowok", values.NO_SEX),
        ("0", values.NO_SEX), ("L?", values.MAN), ("laki perempuan", values.NO_SEX),
    ],
)  # fmt: skip
def test_a_sex_said_twice_is_one_and_one_that_may_be_both_is_none(text: str, sex: int) -> None:
    assert values.sexes(coded(text)).tolist() == [sex]
