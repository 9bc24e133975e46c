"""A number and a name alone: somebody without a NIK when the numbering goes on, a note when it does not."""

from typing import Any

from case_tables import each_case
from judging import judge_sheet
from sheets import NIKS, classes, read_rows, values

HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "Desa", "Keterangan"]


def person(number: int) -> list[Any]:
    return [number, NIKS[number], f"ORANG {number}", "12-08-1987"]


def alone(number: Any, name: str, remark: str | None = None) -> list[Any]:
    return [number, None, name, None, None, remark]


def taken(*rows: list[Any]) -> list[str]:
    """The names of those read who have no NIK."""
    found = read_rows([HEADER, *rows])
    if found.refusal:
        return [found.refusal.code]
    return [name for name in values(found, "nama") if not name.startswith("ORANG ")]


def test_somebody_between_numbered_people_is_received_and_told_to_lack_the_nik(few_areas: None) -> None:
    judged = judge_sheet([HEADER, person(1), alone(2, "DWI LESTARI"), person(3)])

    assert judged.verdicts == ["accepted", "quarantined", "accepted"]
    assert judged.codes == [(3, "NIK_KOSONG", "error")]


@each_case(
    "name",
    [
        "DWI LESTARI", "H. SUPARNO, S.Pd", "A'AN", "M. ALI", "Siti", "BULAN PURNAMA", "I GUSTI NGURAH RAI",
        "ABDUL-RAHMAN", "Drs. H. M. Noor (alm)",
    ],
)  # fmt: skip
def test_whatever_a_name_looks_like_it_is_somebodys(name: str) -> None:
    assert taken(person(1), alone(2, name), person(3)) == [name]


def test_the_first_the_last_and_several_are_somebody_too() -> None:
    assert taken(alone(1, "DWI"), person(2)) == ["DWI"]
    assert taken(person(1), alone(2, "DWI")) == ["DWI"]
    assert taken(person(1), alone(2, "DWI"), alone(3, "SITI"), alone(4, "BUDI"), person(5)) == [
        "DWI",
        "SITI",
        "BUDI",
    ]
    assert taken(alone(1, "DWI"), alone(2, "SITI"), alone(3, "BUDI")) == ["DWI", "SITI", "BUDI"]
    assert taken(person(1), [], alone("2.", "DWI", "pindah"), [], person(3)) == ["DWI"]


@each_case(
    "name",
    [
        "Mengetahui", "Kepala Desa Kalisapu", "Camat Slawi", "Jumlah", "Total", "kosong", "-", "Nelayan",
        "DESA MERLUNG", "Data sesuai KTP", "Catatan", "dst", "https://x.id", "12345", "lihat lampiran",
        "RT 02", "NIHIL",
    ],
)  # fmt: skip
def test_what_is_nobodys_name_stays_structure(name: str) -> None:
    assert taken(person(1), alone(2, name), person(3)) == []


@each_case(
    "rows",
    [
        [person(1), alone(5, "DWI"), person(3)],
        [person(1), person(2), alone(1, "SUPARNO"), alone(2, "KARTINI")],
        [person(1), person(2), [None, None, "SUPARNO"]],
        [person(1), ["x", None, "SUPARNO"], person(2)],
        [person(1), person(2), alone(3, "Mengetahui"), [None, None, "SUPARNO"]],
    ],
)
def test_a_number_that_does_not_go_on_makes_nobody(rows: list[list[Any]]) -> None:
    assert taken(*rows) == []


def test_a_single_name_below_a_header_is_no_list() -> None:
    assert taken(alone(1, "DWI")) == ["TANPA_DATA"]


def test_signatures_below_a_last_row_without_nik_stay_notes() -> None:
    found = read_rows(
        [HEADER, person(1), person(2), alone(3, "DWI"), ["Jumlah", None, 3],
         [None, None, None, "Slawi, 1 Oktober 2024"], [None, None, None, "Kepala Desa"],
         [None, None, "SUPARNO"]]
    )  # fmt: skip

    assert classes(found.sheets[0]) == {"header": 1, "received": 3, "total": 1, "note": 3}
    assert found.sheets[0].totals == ((5, 3),)


def test_a_company_with_its_name_alone_is_still_a_note() -> None:
    rows = [
        ["No", "Nama Perusahaan", "NPP", "Jumlah TK"],
        [1, "PT A", "15070955", 5],
        [2, "PT B"],
        [3, "PT C", "1", 5],
    ]

    assert values(read_rows(rows, kind="asosiasi"), "nama_perusahaan") == ["PT A", "PT C"]
