"""Somebody else beside the worker, whose columns are left out and named, wherever they stand."""

from typing import Any

from cakupan.intake.reading import headers
from cakupan.intake.reading.headers import persons
from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, read_rows, values

HEIRS = NIKS[200:204]
NAMES = ["BUDI SANTOSO", "SITI AMINAH", "AGUS RIYADI", "DWI LESTARI"]
OTHERS = ["RINA", "JOKO", "TUTI", "WAWAN"]


def listed(*header: list[Any], **cells: list[Any]) -> list[list[Any]]:
    """Return header rows with four people below; `cells` are the columns, from left to right."""
    return [*header, *(list(row) for row in zip(*cells.values(), strict=True))]


@each_case(
    ("heading", "person"),
    [
        ("Nama Ahli Waris", "ahli waris"),
        ("NIK Suami/Istri", "suami atau istri"),
        ("Nama Ibu Kandung", "orang tua atau wali"),
        ("Nama KRT (13)", "kepala keluarga"),
        ("Nama KK", "kepala keluarga"),
        ("Nama Kepala Keluarga", "kepala keluarga"),
        ("PIC", "penanggung jawab"),
        ("Nama AW", "ahli waris"),
        ("Nama Pemilik Rekening", "pemilik rekening"),
        ("Nama Penanggung Jawab", "penanggung jawab"),
        ("Penjamin", "penjamin"),
        ("NIK Petugas Pendata", "petugas"),
        ("Nama Enumerator", "petugas"),
        ("Nama ibu peserta", "orang tua atau wali"),
        ("Name of spouse", "suami atau istri"),
        ("Hubungan", "ahli waris"),
        ("Nama Peserta", None),
        ("Nama ART", None),
        ("No KK", None),
        ("Nama Bapak/Ibu", None),
        ("Nama Anak Buah Kapal", None),
        ("Wali Nagari", None),
        ("Nama peserta dan ahli waris", None),
    ],
)
def test_a_heading_says_whose_its_column_is(heading: str, person: str | None) -> None:
    assert persons.beside(headers.normalise(heading)) == person


def test_what_stands_in_brackets_tells_whose_a_column_is_unless_it_says_whose_not() -> None:
    assert persons.beside("nama", "ahli waris") == "ahli waris"
    assert persons.beside("nik", "bukan nik suami") is None
    assert persons.beside("nama peserta", "kepala keluarga") is None


GROUPED = [
    # the second person's headings in a row of their own, the group typed once, nothing merged
    ([["NIK", "NAMA", "AHLI WARIS", None, None], [None, None, "NAMA", "NIK", "HUBUNGAN"]], []),
    # the worker's headings stand in the second row too
    ([[None, None, "AHLI WARIS", None, None], ["NIK", "NAMA", "NAMA", "NIK", "HUBUNGAN"]], []),
    ([["NIK", "NAMA", "AHLI WARIS 1", None, "KET"], [None, None, "NAMA", "NIK", None]], []),
    ([["nik_pekerja", "nama_pekerja", "nama_ahli_waris", "nik_ahli_waris", "ket"]], []),
    ([["nikPekerja", "namaPekerja", "namaAhliWaris", "nikAhliWaris", "ket"]], []),
    ([["data/art/nik", "data/art/nama", "data/krt/nama", "data/krt/nik", "data/ket"]], []),
    ([["NIK", "NAMA", "Kontak Darurat", None, "KET"], [None, None, "Nama", "NIK", None]], [(0, 2, 0, 3)]),
    ([["PEKERJA", None, "AHLI WARIS", None, None], ["NIK", "NAMA", "NAMA", "NIK", "HUBUNGAN"]], []),
    (
        [["PESERTA", None, "DATA AHLI WARIS", None, None], ["NIK", "NAMA", "NAMA", "NIK", "HUBUNGAN"]],
        [(0, 0, 0, 1), (0, 2, 0, 4)],
    ),
    (
        [["NIK", "NAMA", "AHLI WARIS", None, None], [None, None, "NAMA", "NIK", "HUBUNGAN"]],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4)],
    ),
    (
        [
            ["IDENTITAS", None, None, None, None],
            ["TENAGA KERJA", None, "SUAMI/ISTRI", None, None],
            ["NIK", "NAMA", "NAMA", "NIK", "NO HP"],
        ],
        [(0, 0, 0, 4), (1, 0, 1, 1), (1, 2, 1, 4)],
    ),
    # one row of headings
    ([["NIK", "NAMA", "NAMA AHLI WARIS", "NIK AHLI WARIS", "HUB"]], []),
    ([["NIK", "NAMA", "AHLI WARIS", "NIK", "HUBUNGAN"]], []),
    ([["NIK", "NAMA", "Nama Istri", "NIK", "Ket"]], []),
    ([["NIK", "NAMA", "PIC", "NIK PIC", "HP PIC"]], []),
    ([["NIK", "NAMA", "NAMA (PENJAMIN)", "NIK (PENJAMIN)", "Ket"]], []),
    ([["NIK", "NAMA", "Nama Kepala Keluarga", "NIK Kepala Keluarga", "Ket"]], []),
]


@entry(30)
@each_case(("header", "merges"), GROUPED)
def test_the_workers_own_columns_are_read_and_the_others_are_named(
    header: list[list[Any]], merges: list[tuple[int, int, int, int]]
) -> None:
    rows = listed(*header, nik=NIKS[:4], nama=NAMES, other=OTHERS, heir=HEIRS, rest=["ISTRI"] * 4)

    found = read_rows(rows, merges)

    assert found.refusal is None
    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)
    assert [column(found, number).basis for number in (3, 4)] == ["person", "person"]
    assert column(found, 3).person is not None


FIRST = [
    ([["AHLI WARIS", None, "PESERTA", None], ["NAMA", "NIK", "NAMA", "NIK"]], [(0, 0, 0, 1), (0, 2, 0, 3)]),
    ([["AHLI WARIS", None, "PESERTA", None], ["NAMA", "NIK", "NAMA", "NIK"]], []),
    ([["Nama Suami", "NIK Suami", "Nama", "NIK"]], []),
    ([["Nama Suami", "NIK", "Nama", "NIK"]], []),
    (
        [["SUAMI", None, "NAMA", "NIK"], ["NAMA", "NIK", None, None]],
        [(0, 0, 0, 1), (0, 2, 1, 2), (0, 3, 1, 3)],
    ),
    ([["SUAMI", None, "NAMA", "NIK"], ["NAMA", "NIK", None, None]], []),
    ([["Enumerator", "nik_enumerator", "namaLengkap", "nik"]], []),
]


@entry(30)
@each_case(("header", "merges"), FIRST)
def test_the_second_persons_columns_may_stand_first(
    header: list[list[Any]], merges: list[tuple[int, int, int, int]]
) -> None:
    rows = listed(*header, other=OTHERS, heir=HEIRS, nama=NAMES, nik=NIKS[:4])

    found = read_rows(rows, merges)

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)
    assert [column(found, number).basis for number in (1, 2)] == ["person", "person"]


@entry(30)
def test_of_two_numbers_each_name_takes_the_nearest() -> None:
    rows = listed(["NIK", "NAMA ISTRI", "NIK", "NAMA"], a=HEIRS, b=OTHERS, c=NIKS[:4], d=NAMES)

    found = read_rows(rows)

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)


def test_the_birth_dates_and_sexes_of_both_are_told_apart() -> None:
    header = ["NIK", "NAMA", "TGL LAHIR", "JK", "NAMA SUAMI", "TGL LAHIR", "JK"]
    born, other = ["12-08-1987"] * 4, ["01-01-1980"] * 4
    rows = listed(header, a=NIKS[:4], b=NAMES, c=born, d=["P"] * 4, e=OTHERS, f=other, g=["L"] * 4)

    found = read_rows(rows)

    assert (values(found, "tanggal_lahir"), values(found, "jenis_kelamin")) == (born, ["P"] * 4)


def test_the_only_number_of_a_list_is_not_the_workers_when_it_stands_among_the_heirs_columns() -> None:
    rows = listed(["NAMA", "AHLI WARIS", "NIK", "HUBUNGAN"], a=NAMES, b=OTHERS, c=HEIRS, d=["ISTRI"] * 4)

    found = read_rows(rows)

    assert found.refusal is not None and found.refusal.code == "KOLOM_WAJIB_TIDAK_ADA"


def test_how_somebody_is_related_to_the_head_of_the_household_leaves_the_worker_alone() -> None:
    header = ["Nama KK", "NIK", "Nama", "Hubungan dengan Kepala Keluarga"]
    rows = listed(header, a=OTHERS, b=NIKS[:4], c=NAMES, d=["ANAK"] * 4)

    found = read_rows(rows)

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)


def test_a_heading_nobody_merged_ends_where_the_workers_columns_go_on() -> None:
    rows = listed(
        [None, None, "AHLI WARIS", None, None, None],
        ["NIK", "NAMA", "NAMA", "HUBUNGAN", "PEKERJAAN", "DESA"],
        a=NIKS[:4], b=NAMES, c=OTHERS, d=["ISTRI"] * 4, e=["Petani"] * 4, f=["Kalisapu"] * 4,
    )  # fmt: skip

    found = read_rows(rows)

    assert (values(found, "nama"), values(found, "pekerjaan")) == (NAMES, ["Petani"] * 4)
    assert values(found, "desa_kelurahan") == ["Kalisapu"] * 4


def test_a_heading_nobody_merged_ends_where_its_columns_come_again() -> None:
    rows = listed(
        ["PENANGGUNG JAWAB", None, None, None], ["NAMA", "NIK", "NIK", "NAMA"],
        a=OTHERS, b=HEIRS, c=NIKS[:4], d=NAMES,
    )  # fmt: skip

    found = read_rows(rows)

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)


def test_a_list_of_nobody_but_officials_or_owners_is_theirs() -> None:
    officials = read_rows(listed(["NIK Petugas", "Nama Petugas"], a=NIKS[:4], b=NAMES))
    enumerated = read_rows(listed(["NIK", "Nama Petugas"], a=NIKS[:4], b=["RINA", "RINA", "RINA", "JOKO"]))

    chairs = read_rows(listed(["NAMA KETUA RT", "NIK"], a=NAMES, b=NIKS[:4]), kind="desa_ekosistem")
    assert (values(officials, "nik"), values(officials, "nama")) == (NIKS[:4], NAMES)
    assert (values(chairs, "nik"), values(chairs, "nama")) == (NIKS[:4], NAMES)
    assert enumerated.refusal is not None


@entry(30)
def test_the_head_of_the_household_is_never_advised_for_the_name() -> None:
    rows = listed(["NIK", "Nama KRT (13)", "Keterangan"], a=NIKS[:4], b=OTHERS, c=["x"] * 4)

    refusal = read_rows(rows).refusal

    assert refusal is not None
    assert (refusal.code, refusal.details["likely"]) == ("KOLOM_WAJIB_TIDAK_ADA", [])


@entry(30)
def test_two_lists_side_by_side_are_still_two_lists() -> None:
    rows = listed(["NIK", "NAMA", None, "NIK", "NAMA"], a=NIKS[:4], b=NAMES, c=[""] * 4, d=HEIRS, e=OTHERS)

    refusal = read_rows(rows).refusal

    assert refusal is not None and refusal.code == "TABEL_BERDAMPINGAN"


def test_the_partners_layout_goes_before_whose_a_column_seems_to_be() -> None:
    rows = listed(["NIK", "Nama Kepala Keluarga"], a=NIKS[:4], b=NAMES)

    assert values(read_rows(rows, **{"Nama Kepala Keluarga": "nama"}), "nama") == NAMES


def test_a_field_of_the_list_may_be_of_somebody_else() -> None:
    found = read_rows(
        [["Nama Perusahaan", "Jumlah TK", "PIC"], ["PT A", 12, "RINA"], ["PT B", 13, "JOKO"]], kind="asosiasi"
    )

    assert column(found, 3).field == "pic"


@each_case(
    "header",
    [
        ["NIK", "Nama", "NIK", "Nama", "Hub. Ahli Waris"],
        ["NIK Peserta", "Nama Peserta", "NIK Penerima Manfaat", "Nama Penerima Manfaat", "Hubungan"],
    ],
)
def test_a_second_name_and_number_before_the_relation_are_the_heirs(header: list[str]) -> None:
    relations = ["Istri", "Suami", "Anak", "Adik"]

    found = read_rows(listed(header, a=NIKS[:4], b=NAMES, c=HEIRS, d=OTHERS, e=relations))

    assert (values(found, "nik"), values(found, "nama")) == (NIKS[:4], NAMES)
    assert [column(found, number).person for number in (3, 4, 5)] == ["ahli waris"] * 3


def test_two_lists_side_by_side_without_a_relation_stay_two_lists() -> None:
    found = read_rows(listed(["NIK", "Nama", "NIK", "Nama"], a=NIKS[:4], b=NAMES, c=HEIRS, d=OTHERS))

    assert found.refusal is not None and found.refusal.code == "TABEL_BERDAMPINGAN"


@entry(30)
def test_whose_a_column_is_may_be_written_over_each_of_them() -> None:
    groups = ["", "AHLI WARIS", "AHLI WARIS", "AHLI WARIS", "PESERTA", "PESERTA", "PESERTA"]
    header = ["NO", "NAMA", "NIK", "HUBUNGAN", "NIK", "NAMA", "PEKERJAAN"]
    person = ["1", "SITI", NIKS[1], "ISTRI", NIKS[0], "BUDI SANTOSO", "TANI"]

    for above in (groups, ["NO", *groups[1:]]):
        found = read_rows([above, header, person])

        assert found.refusal is None
        assert (values(found, "nik"), values(found, "nama")) == ([NIKS[0]], ["BUDI SANTOSO"])


@entry(30)
@each_case(
    "header",
    [
        ["NIK", "NIK Ahli Waris", "Nama", "Nama Ahli Waris", "Tgl Lahir", "Tgl Lahir Ahli Waris"],
        ["NIK AW", "NIK", "Nama AW", "Nama", "Tgl Lahir AW", "Tgl Lahir"],
        ["NIK Suami", "NIK", "Nama Suami", "Nama", "Tgl Lahir Suami", "Tgl Lahir"],
    ],
)
def test_columns_of_two_people_may_take_turns(header: list[str]) -> None:
    own = {"NIK": NIKS[0], "Nama": "BUDI SANTOSO", "Tgl Lahir": "13-09-1988"}
    cells = [own.get(heading, "SITI" if "Nama" in heading else "01-01-1960") for heading in header]

    found = read_rows([header, cells])

    assert found.refusal is None
    for field, heading in (("nik", "NIK"), ("nama", "Nama"), ("tanggal_lahir", "Tgl Lahir")):
        assert values(found, field) == [own[heading]]
