"""Fields that several columns make together: birth dates in three, names in two or three."""

from typing import Any

from case_tables import each_case
from mess_entries import entry
from sheets import NIKS, column, read_rows, values

NAMES = [("BUDI", "SANTOSO"), ("SITI", "AMINAH"), ("SUPARNO", "-"), ("TUTI", "TUTI")]
WHOLE = ["BUDI SANTOSO", "SITI AMINAH", "SUPARNO", "TUTI"]


def people(*cells: Any) -> list[list[Any]]:
    """Return a row of these cells behind a NIK and a name."""
    return [[NIKS[0], "BUDI", *cells]]


@entry(31)
@each_case(
    ("header", "merges"),
    [
        ([["NIK", "Nama", "Tanggal Lahir", None, None], [None, None, "Tgl", "Bln", "Thn"]], [(0, 2, 0, 4)]),
        ([["NIK", "Nama", "Tanggal Lahir", None, None], [None, None, "Tgl", "Bln", "Thn"]], []),
        ([["NIK", "Nama", "LAHIR", None, None], ["", "", "Hari", "Bulan", "Tahun"]], [(0, 2, 0, 4)]),
        ([["NIK", "Nama", "Tgl Lahir", "Bln Lahir", "Thn Lahir"]], []),
        ([["NIK", "Nama", "Birth Day", "Birth Month", "Birth Year"]], []),
        ([["NIK", "Nama", "TANGGAL LAHIR", None, None]], [(0, 2, 0, 4)]),
    ],
)
def test_day_month_and_year_of_birth_in_three_columns_are_one_date(
    header: list[list[Any]], merges: list[tuple[int, int, int, int]]
) -> None:
    found = read_rows([*header, *people(2, 8, 1987)], merges)

    assert values(found, "tanggal_lahir") == ["1987-08-02"]
    assert found.sheets[0].classes["header"] == len(header)
    assert [column(found, number).basis for number in (3, 4, 5)] == ["joined"] * 3


@each_case("merges", [[(0, 2, 0, 5)], []])
def test_the_place_of_birth_may_stand_beside_the_parts_of_the_date(
    merges: list[tuple[int, int, int, int]],
) -> None:
    header = [["NIK", "Nama", "TTL", None, None, None], [None, None, "Tempat", "Tgl", "Bln", "Thn"]]
    beside = [["NIK", "Nama", "Tempat Lahir", "Tgl", "Bln", "Thn"]]

    grouped = read_rows([*header, *people("TEGAL", 2, 8, 1987)], merges)
    plain = read_rows([*beside, *people("TEGAL", 2, 8, 1987)])

    assert values(grouped, "tanggal_lahir") == values(plain, "tanggal_lahir") == ["1987-08-02"]


def test_the_parts_of_a_date_may_stand_in_any_order_with_the_month_as_a_word() -> None:
    header = ["NIK", "Nama", "Tahun Lahir", "Bulan Lahir", "Tanggal Lahir"]

    found = read_rows([header, *people(1987, "Agustus", 2), *people(87, 8, 2), *people("", "", "")])

    assert values(found, "tanggal_lahir") == ["2 Agustus 1987", "2 8 87", ""]


def test_columns_of_a_month_and_a_year_that_are_of_no_birth_stay_what_they_are() -> None:
    found = read_rows([["NIK", "Nama", "Tgl", "Bulan", "Tahun"], *people(1, "Oktober 2024", 2024)])

    assert values(found, "tanggal_lahir") == [""]
    assert values(found, "periode_iuran") == ["Oktober 2024"]


def test_a_whole_birth_date_goes_before_its_parts() -> None:
    header = ["NIK", "Nama", "Tanggal Lahir", "Tgl Lahir", "Bln Lahir", "Thn Lahir"]

    assert values(read_rows([header, *people("12-08-1987", 1, 1, 1980)]), "tanggal_lahir") == ["12-08-1987"]


@entry(31)
@each_case(
    "below",
    [
        ("Tempat Lahir", "Tgl/Bln/Th"),
        ("Tempat", "Tanggal"),
        ("Kota", "Tgl-Bln-Thn"),
        ("Tempat", "DD/MM/YYYY"),
    ],
)
@each_case("merges", [[(0, 2, 0, 3)], []])
def test_the_date_below_a_heading_of_place_and_date_is_that_of_birth(
    below: tuple[str, str], merges: list[tuple[int, int, int, int]]
) -> None:
    header = [["NIK", "Nama", "Tempat dan Tanggal Lahir", None], [None, None, *below]]

    assert values(read_rows([*header, *people("TEGAL", "2-8-1987")], merges), "tanggal_lahir") == ["2-8-1987"]


@entry(31)
def test_where_somebody_was_born_in_two_rows_is_not_when() -> None:
    header = [["NIK", "Nama", "Tempat", "Tanggal"], [None, None, "Lahir", "Lahir"]]

    found = read_rows([*header, *people("Tegal", "12-08-1987")], [(0, 0, 1, 0), (0, 1, 1, 1)])

    assert values(found, "tanggal_lahir") == ["12-08-1987"]
    assert (column(found, 3).basis, column(found, 3).code) == ("ignored", None)


@each_case("merges", [[(0, 2, 0, 3)], []])
def test_place_and_date_of_birth_in_two_columns_may_have_one_heading(
    merges: list[tuple[int, int, int, int]],
) -> None:
    found = read_rows([["NIK", "Nama", "TTL", None], *people("TEGAL", "12-08-1987")], merges)

    assert values(found, "tanggal_lahir") == ["12-08-1987"]


@entry(31)
@each_case(
    ("header", "merges"),
    [
        ([["NIK", "NAMA DEPAN", "NAMA BELAKANG"]], []),
        ([["NIK", "First Name", "Last Name"]], []),
        ([["NIK", "Nama Depan Peserta", "Nama Belakang Peserta"]], []),
        ([["NIK", "NAMA", None], [None, "DEPAN", "BELAKANG"]], [(0, 1, 0, 2)]),
        ([["NIK", "NAMA", None], [None, "DEPAN", "BELAKANG"]], []),
        ([["NIK", "NAMA", None]], [(0, 1, 0, 2)]),
        ([["NIK", "Nama", "Marga"]], []),
        ([["nik", "firstName", "lastName"]], []),
    ],
)
def test_a_name_in_two_columns_is_one_name(
    header: list[list[Any]], merges: list[tuple[int, int, int, int]]
) -> None:
    rows = [[nik, *names] for nik, names in zip(NIKS, NAMES, strict=False)]

    found = read_rows([*header, *rows], merges)

    assert values(found, "nama") == WHOLE


def test_the_parts_of_a_name_are_put_in_their_order_wherever_they_stand() -> None:
    header = ["Last name", "First name", "Middle name", "NIK"]

    found = read_rows([header, ["SANTOSO", "BUDI", "EKO", NIKS[0]], ["AMINAH", "SITI", None, NIKS[1]]])

    assert values(found, "nama") == ["BUDI EKO SANTOSO", "SITI AMINAH"]
    assert [column(found, number).field for number in (1, 2, 3)] == [None, "nama", None]


def test_a_whole_name_goes_before_its_parts_and_before_a_last_name_it_holds() -> None:
    parts = read_rows([["NIK", "Nama Lengkap", "Nama Depan"], [NIKS[0], "BUDI SANTOSO", "BUDI"]])
    last = read_rows([["NIK", "Nama Lengkap", "Nama Belakang"], [NIKS[0], "BUDI SANTOSO", "SANTOSO"]])

    assert (values(parts, "nama"), values(last, "nama")) == (["BUDI SANTOSO"], ["BUDI SANTOSO"])


@each_case("place", [1, 2])
def test_a_heading_merged_across_columns_of_which_one_is_filled_is_that_columns(place: int) -> None:
    cells: list[Any] = [NIKS[0], None, None]
    cells[place] = "BUDI SANTOSO"

    found = read_rows([["NIK", "NAMA", None], cells], [(0, 1, 0, 2)])

    assert values(found, "nama") == ["BUDI SANTOSO"]


def test_a_number_written_in_boxes_below_one_heading_is_one_number() -> None:
    found = read_rows([["NIK", *[None] * 15, "Nama"], [*NIKS[0], "BUDI"]], [(0, 0, 0, 15)])

    assert values(found, "nik") == [NIKS[0]]


def test_a_group_heading_merged_above_others_is_still_no_column_of_its_own() -> None:
    header = [["NIK", "Nama", "Alamat", None], [None, None, "Desa", "Kecamatan"]]

    found = read_rows([*header, [NIKS[0], "A", "Kalisapu", "Slawi"]], [(0, 2, 0, 3)])

    assert values(found, "desa_kelurahan") == ["Kalisapu"]


@each_case("header", [["Nama Depan", "Nama Belakang", "Nama Lengkap"], ["First Name", "Last Name", "Name"]])
def test_a_whole_name_behind_its_parts_is_the_name(header: list[str]) -> None:
    found = read_rows([["NIK", *header], [NIKS[0], "BUDI", "SANTOSO", "BUDI SANTOSO"]])

    assert values(found, "nama") == ["BUDI SANTOSO"]
    assert [column(found, number).code for number in (2, 3, 4)] == [None] * 3


def test_parts_of_a_whole_name_below_one_heading_typed_once_are_one() -> None:
    header = [["NIK", "Nama Lengkap", None, "Alamat"], [None, "Depan", "Belakang", None]]

    found = read_rows([*header, [NIKS[0], "BUDI", "SANTOSO", "Jl. Melati 1"]])

    assert values(found, "nama") == ["BUDI SANTOSO"]


def test_of_rp_and_a_number_below_one_heading_the_number_is_the_amount() -> None:
    header = ["Nama Proyek", "Nilai Kontrak", None, "Mulai", "Selesai", "Jumlah Tenaga Kerja"]

    found = read_rows(
        [header, ["Jalan A", "Rp", "5.000.000", "01-10-2024", "31-12-2024", "9"]],
        [(0, 1, 0, 2)],
        kind="jakon",
    )

    assert values(found, "nilai_kontrak") == ["5.000.000"]


PEOPLE = [("BUDI", "SANTOSO"), ("SITI", "AMINAH"), ("AGUS", "RIYADI WIBOWO")]


def test_a_name_cut_in_two_below_a_heading_nobody_merged_is_one() -> None:
    rows = [[NIKS[at], *name, "Desa"] for at, name in enumerate(PEOPLE)]

    found = read_rows([["NIK", "NAMA", "", "Desa"], *rows])

    assert values(found, "nama") == [" ".join(name) for name in PEOPLE]


@each_case("beside", [["L", "P", "L"], ["TANI"] * 3, ["", "", "BUDI"], ["12", "13", "14"]])
def test_what_stands_without_a_heading_beside_a_name_is_no_part_of_it(beside: list[str]) -> None:
    rows = [[NIKS[at], PEOPLE[at][0], beside[at]] for at in range(3)]

    assert values(read_rows([["NIK", "NAMA", ""], *rows]), "nama") == [name for name, _ in PEOPLE]


@each_case("header", [["TANGGAL LAHIR", "", ""], ["Tgl", "Bln", "Thn"]])
def test_three_columns_of_a_birth_are_one_whatever_their_headings_leave_out(header: list[str]) -> None:
    rows = [[NIKS[at], name, "13", "09", "1988"] for at, (name, _) in enumerate(PEOPLE)]

    found = read_rows([["NIK", "Nama", *header], *rows])

    assert values(found, "tanggal_lahir") == ["1988-09-13"] * 3


def test_three_columns_of_a_day_of_these_years_are_no_birth() -> None:
    rows = [[NIKS[at], name, "13", "09", "2024"] for at, (name, _) in enumerate(PEOPLE)]

    assert set(values(read_rows([["NIK", "Nama", "Tgl", "Bln", "Thn"], *rows]), "tanggal_lahir")) == {""}
