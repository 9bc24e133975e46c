"""Headers that may mean several things are decided by what stands below them."""

from typing import Any

from case_tables import each_case
from sheets import NIKS, column, fields, read_rows, values

NAMES = ["ANI", "BUDI", "CITRA", "DEWI"]


def rows(header: str, cells: list[Any], *more: str) -> list[list[Any]]:
    """Return a list of four people with one more column in front."""
    people = [[cell, nik, name] for cell, nik, name in zip(cells, NIKS, NAMES, strict=False)]
    return [[header, "No KTP", "Nama", *more], *people]


@each_case("header", ["No", "Nomor", "NO."])
def test_a_bare_number_is_the_nik_the_kpj_or_the_row_by_its_digits(header: str) -> None:
    as_nik = read_rows([[header, "Nama"], *([nik, name] for nik, name in zip(NIKS, NAMES, strict=False))])
    as_kpj = read_rows(rows(header, ["12345678901", "12345678902", "12345678903"]))
    as_row = read_rows(rows(header, [1, 2, 3]))

    assert (column(as_nik, 1).field, column(as_nik, 1).basis) == ("nik", "content")
    assert (column(as_kpj, 1).field, column(as_kpj, 1).basis) == ("kpj", "content")
    assert (column(as_row, 1).field, column(as_row, 1).basis) == ("no_urut", "exact")


def test_a_bare_number_of_sixteen_digits_beside_a_nik_stays_the_rows_number() -> None:
    found = read_rows(rows("Nomor", NIKS[10:13]))

    assert fields(found)[:2] == ["no_urut", "nik"]


def test_nik_is_the_employers_number_where_another_column_has_the_national_one() -> None:
    found = read_rows(rows("NIK", ["K-17", "K-18", "K-19"]), kind="perusahaan")

    assert fields(found) == ["nip", "nik", "nama"]
    assert column(found, 1).basis == "content"
    assert values(found, "nik") == NIKS[:3]


def test_a_company_list_with_only_its_own_numbers_under_nik_lacks_the_national_one() -> None:
    own = read_rows([["NIK", "Nama"], ["1017", "A"], ["1018", "B"], ["1019", "C"]], kind="perusahaan")
    mistyped = read_rows(
        [["NIK", "Nama"], ["332899120887", "A"], [NIKS[1], "B"], ["1", "C"]], kind="perusahaan"
    )

    assert own.refusal is not None
    assert own.refusal.code == "KOLOM_WAJIB_TIDAK_ADA"
    assert mistyped.refusal is None


@each_case("kind", ["perusahaan", "pemda_non_asn", "pemda_rentan"])
def test_nik_karyawan_with_national_numbers_is_the_nik(kind: str) -> None:
    people = [[nik, name] for nik, name in zip(NIKS, NAMES, strict=False)]

    found = read_rows([["NIK Karyawan", "Nama"], *people], kind=kind)

    assert (column(found, 1).field, column(found, 1).basis) == ("nik", "content")


def test_identitas_may_name_the_document_and_not_its_number() -> None:
    found = read_rows(
        [["Identitas", "Nomor Identitas", "Nama"], ["KTP", NIKS[0], "A"], ["KTP", NIKS[1], "B"]]
    )

    assert fields(found) == [None, "nik", "nama"]
    assert column(found, 1).basis == "content"


def test_identitas_with_numbers_is_the_nik() -> None:
    found = read_rows([["Identitas", "Nama"], [NIKS[0], "A"]])

    assert (column(found, 1).field, column(found, 1).basis) == ("nik", "exact")


@each_case("header", ["No Kartu", "No. BPJS"])
def test_a_card_number_is_a_kpj_by_eleven_digits_and_the_health_card_by_thirteen(header: str) -> None:
    kpj = read_rows(rows(header, ["12345678901", "12345678902"]))
    health = read_rows(rows(header, ["0001234567890", "0001234567891"]))
    neither = read_rows(rows(header, ["12", "13"]))

    assert (column(kpj, 1).field, column(kpj, 1).basis) == ("kpj", "content")
    assert (column(health, 1).field, column(health, 1).basis) == (None, "content")
    assert (column(neither, 1).field, column(neither, 1).basis) == (None, "unknown")


@each_case("header", ["Tanggal", "Tgl"])
def test_a_bare_date_is_the_date_of_birth_when_the_niks_say_so(header: str) -> None:
    born = read_rows(rows(header, ["12-08-1987"] * 4))
    iso = read_rows(rows(header, ["1987-08-12"] * 4))
    paid = read_rows(rows(header, ["01-10-2024"] * 4))

    assert (column(born, 1).field, column(born, 1).basis) == ("tanggal_lahir", "content")
    assert column(iso, 1).field == "tanggal_lahir"
    assert (column(paid, 1).field, column(paid, 1).basis) == (None, "unknown")


def test_a_bare_date_right_of_the_place_or_below_a_header_of_birth_is_the_date_of_birth() -> None:
    beside = read_rows([["NIK", "Nama", "Tempat", "Tanggal"], ["12", "A", "Tegal", "13-09-1990"]])
    below = read_rows(
        [
            ["NIK", "Nama", "Tempat, Tanggal Lahir", None],
            [None, None, "Tempat", "Tgl"],
            ["12", "A", "Tegal", "13-09-1990"],
        ],
        [(0, 2, 0, 3)],
    )

    assert values(beside, "tanggal_lahir") == ["13-09-1990"]
    assert values(below, "tanggal_lahir") == ["13-09-1990"]


def test_a_date_of_birth_with_its_place_in_front_is_read_as_both() -> None:
    both = read_rows(rows("Tanggal Lahir", ["Tegal, 12-08-1987", "Brebes 13-09-1990", "Slawi, 1 Mei 1980"]))
    worded = read_rows(rows("Tanggal Lahir", ["Agustus 12, 1987", "12 Agustus 1987", "Mei 1, 1980"]))

    assert (column(both, 1).field, column(both, 1).basis) == ("tempat_tanggal_lahir", "content")
    assert column(worded, 1).field == "tanggal_lahir"


@each_case("header", ["Bulan", "Periode", "Jumlah Bulan"])
def test_small_numbers_below_a_month_are_how_many_are_paid(header: str) -> None:
    counted = read_rows(rows(header, [6, 6, 12]))
    named = read_rows(rows(header, ["Oktober 2024", "10-2024", "2024-10"]))

    assert (column(counted, 1).field, column(counted, 1).basis) == (None, "content")
    assert column(named, 1).field == "periode_iuran"
    assert named.period_texts == ("Oktober 2024", "10-2024", "2024-10")


def test_two_columns_for_men_and_women_say_the_sex_by_a_tick() -> None:
    found = read_rows(
        [
            ["NIK", "Nama", "Jenis Kelamin", None],
            [None, None, "L", "P"],
            [NIKS[0], "A", "v", None],
            [NIKS[1], "B", None, "V"],
            [NIKS[2], "C", "v", "v"],
            [NIKS[3], "D", None, None],
        ],
        [(0, 2, 0, 3)],
    )

    assert values(found, "jenis_kelamin") == ["L", "P", "", ""]
    assert (column(found, 3).field, column(found, 3).basis) == ("jenis_kelamin", "content")


def test_l_p_in_one_column_is_the_sex_as_written() -> None:
    assert values(read_rows(rows("L/P", ["L", "P"])), "jenis_kelamin") == ["L", "P"]


def test_a_town_before_the_date_of_birth_is_where_one_was_born_and_among_places_where_one_lives() -> None:
    header = ["NIK", "Nama", "Kota", "Tgl Lahir", "Kecamatan", "Kota"]

    found = read_rows([header, [NIKS[0], "A", "Brebes", "12-08-1987", "Slawi", "Kab. Tegal"]])

    assert values(found, "kabupaten_kota") == ["Kab. Tegal"]
    assert (column(found, 3).field, column(found, 3).basis) == (None, "content")


def test_a_village_may_be_that_of_the_office_or_of_the_home_by_the_kind_of_list() -> None:
    header = ["NIK", "Nama", "Desa", "Desa Tempat Tinggal"]
    person = [NIKS[0], "A", "Kalisapu", "Dukuh Salam"]

    assert values(read_rows([header, person], kind="desa_perangkat"), "desa_kelurahan") == ["Kalisapu"]
    assert values(read_rows([header, person]), "desa_kelurahan") == ["Dukuh Salam"]


@each_case(
    "cells", [["Kawin", "Belum Kawin"], ["Aktif", "Non Aktif"], ["Honorer", "Kontrak"], ["Miskin", "Rentan"]]
)
def test_a_status_is_decided_by_its_words_and_is_no_field_of_these_lists(cells: list[str]) -> None:
    found = column(read_rows(rows("Status", cells)), 1)

    assert (found.field, found.basis) == (None, "content")


def test_a_status_of_other_words_is_unknown() -> None:
    assert column(read_rows(rows("Status", ["merah", "biru"])), 1).basis == "unknown"


def test_a_bare_count_is_heads_by_small_numbers_and_money_by_large_ones() -> None:
    heads = read_rows([["Nama Perusahaan", "NPP", "Jumlah"], ["PT A", "12345678", "1.250"]], kind="asosiasi")
    money = read_rows(
        [["Nama Perusahaan", "NPP", "Jumlah"], ["PT A", "12345678", "Rp 16.800.000"]], kind="asosiasi"
    )

    assert (column(heads, 3).field, column(heads, 3).basis) == ("pekerja_aktif", "content")
    assert money.refusal is not None
    assert money.refusal.code == "KOLOM_WAJIB_TIDAK_ADA"


def test_a_goal_in_per_cent_is_no_number_of_people() -> None:
    header = ["Nama Perusahaan", "Jumlah TK", "Target"]

    share = read_rows([header, ["PT A", 100, "20%"], ["PT B", 50, "20 %"]], kind="asosiasi")
    people = read_rows([header, ["PT A", 100, 20], ["PT B", 50, 10]], kind="asosiasi")

    assert (fields(share)[2], fields(people)[2]) == (None, "target_peserta")


def test_an_address_gives_the_place_only_where_no_column_does() -> None:
    address = "Jl. Mawar 3, Ds. Dukuh Salam RT 02/03 Kec. Slawi Kab. Tegal"

    alone = read_rows(
        [
            ["NIK", "Nama", "Alamat"],
            [NIKS[0], "A", address],
            [NIKS[1], "B", "Jl. Melati"],
            [NIKS[2], "C", "Desa Kalisapu"],
        ]
    )
    beside = read_rows([["NIK", "Nama", "Alamat", "Desa"], [NIKS[0], "A", address, "Kalisapu"]])
    street = read_rows([["NIK", "Nama", "Alamat"], [NIKS[0], "A", "Jl. Mawar 3"]])

    assert values(alone, "desa_kelurahan") == ["Dukuh Salam", "", "Kalisapu"]
    assert values(alone, "kecamatan") == ["Slawi", "", ""]
    assert values(beside, "desa_kelurahan") == ["Kalisapu"]
    assert values(street, "desa_kelurahan") == [""]


def test_the_partners_layout_is_never_overruled_by_content() -> None:
    found = read_rows(rows("Nomor", ["12345678901"] * 3), Nomor="no_urut")

    assert (column(found, 1).field, column(found, 1).basis) == ("no_urut", "layout")
