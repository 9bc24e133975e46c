"""Each row rule, on a sheet that breaks it and on the nearest sheet that does not."""

from datetime import date
from typing import Any

import known_areas
import pytest
from broken_rows import BORN, NIK, SINGLE_ROWS
from builders import nik
from cakupan.intake.judging import rules
from case_tables import each_case
from judging import (
    Judged,
    area_frame,
    judge_files,
    judge_person,
    judge_rows,
    judge_sheet,
    person_sheet,
    received,
)

INTERN = {
    "tempat_magang": "PT Maju", "mulai_magang": "01-10-2024", "akhir_magang": "31-12-2024",
}  # fmt: skip
COMPANY_HEADER = ["Nama Perusahaan", "NPP", "Jumlah Tenaga Kerja"]

FINE_ROWS: list[dict[str, Any]] = [
    {},
    {"nik": "3328.9912.0887.0001"},
    {"nik": "'3328991208870001"},
    {"nik": "3328991208870001.0"},
    {"nik": "3328 9912 0887 0001"},
    {"nik": "NIK: 3328991208870001"},
    {"nik": "No. KTP 3328991208870001"},
    {"nik": "".join(chr(0xFEE0 + ord(digit)) for digit in NIK)},  # as wide as Chinese letters
    {"nik": "9101771208870001"},
    {"tanggal_lahir": "12-08-1987", "jenis_kelamin": "L"},
    {"nik": nik(date(1959, 10, 2), 1)},
    {"nik": nik(date(2006, 10, 1), 1)},
    {"kecamatan": "KEC. SLAWI", "desa": "Ds. Kalisapu"},
    {"nik": NIK, "no_kk": "3328991208870099"},
    {"keterangan": "janda, suami sudah meninggal"},
    {"keterangan": "KTP mati"},
    {"keterangan": "meninggalkan desa"},
]


@pytest.fixture(scope="module")
def one_person_each() -> list[Judged]:
    """All single rows, judged in one batch: first those that break a rule, then those that break none."""
    sheets = [person_sheet(**fields) for _, _, fields in SINGLE_ROWS]
    sheets += [person_sheet(**fields) for fields in FINE_ROWS]
    known_areas.show(area_frame)
    return judge_files([received(data, number=number) for number, data in enumerate(sheets)])


@each_case(("number", "code", "severity"), [(n, *row[:2]) for n, row in enumerate(SINGLE_ROWS)])
def test_a_row_that_breaks_a_rule_is_told_so_and_waits_when_it_is_an_error(
    one_person_each: list[Judged], number: int, code: str, severity: str
) -> None:
    judged = one_person_each[number]

    assert (2, code, severity) in judged.codes
    has_error = "error" in {found[2] for found in judged.codes}
    assert judged.verdicts == ["quarantined" if has_error else "accepted"]


@each_case("number", range(len(FINE_ROWS)))
def test_a_row_that_keeps_every_rule_is_accepted_without_a_word(
    one_person_each: list[Judged], number: int
) -> None:
    judged = one_person_each[len(SINGLE_ROWS) + number]

    assert (judged.codes, judged.verdicts) == ([], ["accepted"])


def test_numeric_niks_of_a_long_column_are_lost_only_when_half_of_them_end_in_zero() -> None:
    few_zeros = [[3328991208870001 + i, f"NAMA {i}"] for i in range(9)] + [[3328991208870010, "SUTINI"]]
    many_zeros = [[3328991208870000 + 10 * i, f"NAMA {i}"] for i in range(1, 7)]

    honest = judge_rows(["NIK", "Nama"], *few_zeros)
    damaged = judge_rows(["NIK", "Nama"], *many_zeros)

    assert honest.verdicts == ["accepted"] * 10
    assert {code for _, code, _ in honest.codes} == {"NIK_ANGKA"}
    assert damaged.verdicts == ["quarantined"] * 6


def test_one_nik_with_two_names_puts_the_whole_group_aside() -> None:
    judged = judge_rows(
        ["NIK", "Nama"], [NIK, "SUPARNO"], [nik(BORN, 2), "BUDI"], [NIK, "SURATMI"], [NIK, "Suparno"]
    )

    assert judged.verdicts == ["quarantined", "accepted", "quarantined", "quarantined"]
    assert [row for row, code, _ in judged.codes if code == "NIK_DIPAKAI_BERSAMA"] == [2, 4, 5]


def test_one_nik_with_two_birth_dates_puts_the_whole_group_aside() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "Tgl Lahir"], [NIK, "SUPARNO", "12-08-1987"], [NIK, "SUPARNO", "13-08-1987"]
    )

    assert judged.verdicts == ["quarantined", "quarantined"]


def test_the_same_person_twice_is_a_duplicate_whatever_titles_and_capitals() -> None:
    judged = judge_rows(
        ["NIK", "Nama"], [NIK, "H. Suparno, S.Pd"], [NIK, "SUPARNO"], [NIK, "suparno suparno"]
    )

    assert judged.verdicts == ["accepted", "duplicate", "duplicate"]


def test_the_first_row_without_errors_is_the_one_that_counts() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "No KK"], [NIK, "SUPARNO", NIK], [NIK, "SUPARNO", None], [NIK, "SUPARNO", None]
    )

    assert judged.verdicts == ["quarantined", "accepted", "duplicate"]


def test_one_name_and_birth_date_with_two_niks_is_told_on_both_rows() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "Tgl Lahir"], [NIK, "SUPARNO", "12-08-1987"], [nik(BORN, 2), "SUPARNO", "12-08-1987"]
    )

    assert [(row, code) for row, code, _ in judged.codes] == [(2, "NAMA_GANDA"), (3, "NAMA_GANDA")]
    assert judged.verdicts == ["accepted", "accepted"]


def test_a_date_that_could_be_either_waits_only_where_it_is_required() -> None:
    dates = [["3328990708870001", "A", "13-08-1987"], ["3328990708870002", "B", "08-13-1987"]]
    unclear = ["3328990101870003", "C", "05-06-1987"]

    told = judge_rows(["NIK", "Nama", "Tgl Lahir"], *dates, unclear)

    assert (4, "TANGGAL_MERAGUKAN", "warning") in told.codes
    assert told.values("tanggal_lahir")[2] == "1987-01-01"


def test_an_intern_may_lack_the_nik_but_not_everything() -> None:
    known = judge_person("magang", **INTERN, nik=None, tanggal_lahir="12-08-2008")
    unknown = judge_person("magang", **INTERN, nik=None, tanggal_lahir=None)

    assert (known.codes, known.verdicts) == ([(2, "NIK_KOSONG", "warning")], ["accepted"])
    assert (2, "KOLOM_WAJIB_KOSONG", "error") in unknown.codes
    assert unknown.verdicts == ["quarantined"]


def test_a_required_date_that_is_none_is_an_error() -> None:
    judged = judge_person("magang", **{**INTERN, "akhir_magang": "31-02-2025"})

    assert judged.codes == [(2, "TANGGAL_TIDAK_SAH", "error")]


def test_interns_may_be_fifteen_and_employees_may_be_sixty_five() -> None:
    intern = judge_person("magang", **INTERN, nik=nik(date(2009, 9, 1), 1))
    official = judge_person("desa_perangkat", nik=nik(date(1950, 1, 1), 1), jabatan="Kaur")

    assert intern.codes == official.codes == []


def test_a_company_without_its_number_of_workers_waits_and_without_npp_is_told() -> None:
    judged = judge_rows(
        COMPANY_HEADER, ["PT Maju", "15070955", None], ["PT Mundur", None, "120"], kind="asosiasi"
    )

    assert judged.codes == [(2, "KOLOM_WAJIB_KOSONG", "error"), (3, "KOLOM_WAJIB_KOSONG", "warning")]
    assert judged.verdicts == ["quarantined", "accepted"]


def test_a_total_that_is_not_the_number_of_rows_is_told_once() -> None:
    rows = [["No", "NIK", "Nama"], [1, NIK, "A"], [2, nik(BORN, 2), "B"]]

    wrong = judge_sheet([*rows, ["JUMLAH", None, "3 orang"]])
    right = judge_sheet([*rows, ["JUMLAH : 2 ORANG"]])

    assert wrong.codes == [(4, "TOTAL_BEDA", "warning")]
    assert (wrong.judgement.stated_total, right.judgement.stated_total, right.codes) == (3, 2, [])


def test_a_company_list_states_its_total_in_workers() -> None:
    rows = [COMPANY_HEADER, ["PT Maju", "15070955", 1200], ["CV Jaya", "15070956", 300]]

    right = judge_sheet([*rows, ["TOTAL", None, "1.500"]], kind="asosiasi")
    wrong = judge_sheet([*rows, ["TOTAL", None, "1.600"]], kind="asosiasi")

    assert (right.codes, wrong.codes) == ([], [(4, "TOTAL_BEDA", "warning")])


def test_a_finding_names_the_column_as_the_sheet_does() -> None:
    judged = judge_rows(["No. KTP", "Nama", "TTL"], ["123456789012", "A", "Tegal, 40-40-1987"])

    assert judged.findings["column_name"].tolist() == ["No. KTP", "TTL"]


def test_every_rule_has_texts_in_two_languages_and_somebody_to_mend_it() -> None:
    assert len(rules.RULES) == 33
    for rule in rules.RULES.values():
        said = (rule.text_id, rule.text_en, rule.advice_id, rule.advice_en)
        assert all(text.endswith(".") and len(text.split()) > 1 for text in said) and len(set(said)) == 4
        assert rule.fixed_by in ("partner", "agency")


def test_every_rule_has_a_name_of_a_few_words_that_no_other_rule_has() -> None:
    for each in rules.RULES.values():
        assert all(label and len(label) <= 48 for label in (each.label_id, each.label_en)), each.code
        assert not set(".:;(") & set(each.label_id + each.label_en), each.code
    assert len({each.label_id for each in rules.RULES.values()}) == len(rules.RULES)
    assert len({each.label_en for each in rules.RULES.values()}) == len(rules.RULES)


def test_every_rule_is_broken_somewhere_in_this_module() -> None:
    elsewhere = {"NIK_DIPAKAI_BERSAMA", "NAMA_GANDA", "TANGGAL_MERAGUKAN", "KOLOM_WAJIB_KOSONG", "TOTAL_BEDA"}
    elsewhere |= {"BARIS_DICORET", "BARIS_TERSEMBUNYI", "ANGKA_TIDAK_TERBACA"}
    elsewhere |= {"KOLOM_TIDAK_DIKENAL", "KOLOM_GANDA", "KOLOM_SALAH_KETIK"}

    assert {code for code, _, _ in SINGLE_ROWS} | elsewhere == set(rules.RULES)
