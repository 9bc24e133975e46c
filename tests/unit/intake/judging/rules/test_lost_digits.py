"""NIKs that lost digits before they came to us: who is told, and that nothing is built on what is left."""

from datetime import date
from typing import Any

import portions
import pytest
from builders import nik
from cakupan.contracts import roster
from cakupan.intake.judging import slices
from case_tables import each_case
from contract_builders import forget, given_contract
from judging import Judged, judge_rows, judge_sheet
from mess_entries import entry

BORN = date(1987, 8, 12)
HEADER = ["NIK", "Nama"]


def people(niks: list[Any]) -> list[list[Any]]:
    return [
        [each, f"NAMA {'ABCDEFGHIJ'[number % 10]}{number // 10 * 'X'}"] for number, each in enumerate(niks)
    ]


def lost(judged: Judged) -> int:
    return sum(code == "NIK_PRESISI_HILANG" for _, code, _ in judged.codes)


def whole(count: int, first: int = 0) -> list[str]:
    """NIKs of which none ends in 0."""
    return [nik(BORN, serial) for serial in range(first, 10_000) if serial % 10][:count]


def rounded(count: int) -> list[str]:
    """NIKs whose last digit became 0."""
    return [f"{text[:-1]}0" for text in (nik(BORN.replace(year=1960 + n), 11) for n in range(count))]


@entry(1)
@each_case(
    ("zeros", "others", "told"),
    [
        (10, 0, 10),  # by chance one list in ten thousand million
        (9, 0, 0),
        (21, 21, 21),
        (20, 20, 0),  # too few to be sure
        (20, 22, 0),  # less than half
        (1, 30, 0),
        (4, 36, 0),
    ],
)
def test_texts_lost_a_digit_where_far_more_end_in_zero_than_chance_makes(
    zeros: int, others: int, told: int
) -> None:
    judged = judge_rows(HEADER, *people(rounded(zeros) + whole(others)))

    assert lost(judged) == told
    assert judged.verdicts.count("quarantined") == told


def test_a_list_in_small_sheets_is_looked_at_as_a_whole() -> None:
    rows = [
        {"sheet_no": sheet_no, "nik": text, "nama": f"NAMA {number}"}
        for sheet_no in (1, 2, 3)
        for number, text in enumerate(rounded(12)[4 * sheet_no - 4 : 4 * sheet_no])
    ]

    [judged] = slices.judge(portions.of(rows), roster.contract(portions.KIND))

    assert judged.frame.is_nik_lost.tolist() == [True] * 12


@each_case("zeros", ["0", "00", "000", "0000"])
def test_a_column_that_lost_more_than_one_digit_is_told_the_same(zeros: str) -> None:
    niks = [f"{nik(BORN.replace(year=1960 + n), 1234)[: 16 - len(zeros)]}{zeros}" for n in range(20)]

    judged = judge_rows(HEADER, *people(niks))

    assert {code for _, code, _ in judged.codes} == {"NIK_PRESISI_HILANG"}
    assert lost(judged) == 20


@each_case(
    "text",
    [
        "3,32899E+15", "3.32899E+15", "3.32899e15", "'3,32899E+15", "3,32899 E+15", "3E+15", "3,32899E+015",
        "3.32899x10^15", "\u00a03,32899E+15", "3328990000000000", "3328991200000000",
    ],
)  # fmt: skip
def test_a_number_that_shows_its_loss_by_itself_is_told_in_the_shortest_list(text: str) -> None:
    judged = judge_rows(HEADER, [text, "SUPARNO"])

    assert judged.codes == [(2, "NIK_PRESISI_HILANG", "error")]


@entry(1)
@each_case("text", ["3.328991208870001E15", "3,328991208870001E+15", "3.328991208870001e+15"])
def test_sixteen_digits_in_scientific_notation_are_a_whole_nik(text: str) -> None:
    judged = judge_rows(HEADER, [text, "SUPARNO"])

    assert (judged.codes, judged.values("nik")) == ([], ["3328991208870001"])


@each_case(
    "text",
    [
        "3.328.991.208.870.001", "3,328,991,208,870,001", "3,328,991,208,870,001.00",
        "3.328.991.208.870.001,00",
    ],
)  # fmt: skip
def test_separators_of_thousands_are_no_part_of_a_nik(text: str) -> None:
    judged = judge_rows(HEADER, [text, "SUPARNO"])

    assert (judged.codes, judged.values("nik")) == ([], ["3328991208870001"])


def numbers(*niks: str) -> list[tuple[bool, bool]]:
    """Whether each of these numbers lost digits, and whether it shares its NIK with another name."""
    rows = [{"nik": text, "nama": f"NAMA {n}", "nik_is_number": True} for n, text in enumerate(niks)]
    [judged] = slices.judge(portions.of(rows), roster.contract(portions.KIND))
    shared = judged.findings.codes.index("NIK_DIPAKAI_BERSAMA")
    with_it = set(judged.findings.row[judged.findings.code == shared].tolist())
    return [(bool(is_lost), row in with_it) for row, is_lost in enumerate(judged.frame.is_nik_lost)]


@entry(2)
def test_an_odd_number_beyond_what_a_double_holds_shows_that_its_column_is_whole() -> None:
    assert numbers("9271991208870003", "9271991208870004") == [(False, False), (False, False)]
    assert numbers("9271991208870002", "9271991208870004") == [(True, False), (True, False)]


@entry(1)
def test_two_people_whose_numbers_lost_their_difference_share_no_nik() -> None:
    assert numbers("9271991208870004", "9271991208870004") == [(True, False), (True, False)]
    assert numbers("3328991208870010", "3328991208870010") == [(True, False), (True, False)]
    assert numbers("3328991208870011", "3328991208870011") == [(False, True), (False, True)]


@each_case("text", ["3,32899E+15", "3328990000000000"])
def test_no_other_finding_is_built_on_a_number_known_to_be_wrong(text: str) -> None:
    rows = [["NIK", "Nama", "Tgl Lahir", "JK", "No KK"], [text, "SUPARNO", "12-08-1987", "P", text],
            [text, "SITI", "13-08-1990", "L", text], [text, "SUPARNO", "12-08-1987", "P", text]]  # fmt: skip

    judged = judge_sheet(rows)

    assert {code for _, code, _ in judged.codes} == {"NIK_PRESISI_HILANG"}


@each_case("text", ["1,23457E+10", "1.23457E10", "1,2E+07", "1,23457 x 10^10"])
def test_another_number_that_lost_digits_is_told_and_what_is_left_is_not_kept(text: str) -> None:
    judged = judge_rows(["NIK", "Nama", "KPJ"], [nik(BORN, 1), "SUPARNO", text])

    assert (judged.codes, judged.values("kpj")) == ([(2, "NOMOR_PRESISI_HILANG", "warning")], [None])
    assert judged.verdicts == ["accepted"]


@each_case(
    ("field", "heading", "text"),
    [("kpj", "KPJ", "12345678901"), ("npp", "NPP", "1E23"), ("kpj", "KPJ", "20E15000")],
)
def test_a_number_with_a_letter_is_a_number_all_the_same(field: str, heading: str, text: str) -> None:
    judged = judge_rows(["NIK", "Nama", heading], [nik(BORN, 1), "SUPARNO", text], kind="perusahaan")

    assert (judged.codes, judged.values(field)) == ([], [text])


def test_two_contracts_whose_numbers_lost_their_difference_are_two_projects() -> None:
    rows = [["JALAN", "1,23457E+15", "01-10-2024", "31-12-2024", 5]] * 2

    judged = judge_rows(["Nama Proyek", "No Kontrak", "Mulai", "Selesai", "Jumlah TK"], *rows, kind="jakon")

    assert judged.verdicts == ["accepted", "accepted"]
    assert {code for _, code, _ in judged.codes} == {"NOMOR_PRESISI_HILANG"}


def test_a_damaged_nik_is_no_other_nik_of_the_same_person() -> None:
    rows = [["NIK", "Nama", "Tgl Lahir"], ["3,32899E+15", "SUPARNO", "12-08-1987"],
            [nik(BORN, 1), "SUPARNO", "12-08-1987"]]  # fmt: skip

    assert {code for _, code, _ in judge_sheet(rows).codes} == {"NIK_PRESISI_HILANG"}


def test_where_a_damaged_nik_only_warns_two_rows_of_it_are_no_duplicates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    given_contract(monkeypatch, tmp_path, portions.KIND, severities={"NIK_PRESISI_HILANG": "warning"})
    rows = [["NIK", "Nama"], ["3,32899E+15", "SUPARNO"], ["3,32899E+15", "SUPARNO"]]

    judged = judge_sheet(rows)
    forget()

    assert judged.verdicts == ["accepted", "accepted"]
