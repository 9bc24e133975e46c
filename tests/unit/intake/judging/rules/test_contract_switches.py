"""Contracts that switch a rule off or weigh it otherwise: every rule obeys, and a slip is named."""

from typing import Any

import pytest
from broken_rows import BORN, NIK, SINGLE_ROWS
from builders import nik
from cakupan.contracts import roster
from cakupan.errors import ContractError
from cakupan.intake.judging import rules
from case_tables import each_case
from contract_builders import contract_with
from judging import judge_file, judge_person, judge_sheet
from mess_builders import Odd, odd_workbook

GROUPS: list[tuple[str, list[list[Any]]]] = [
    ("NIK_DIPAKAI_BERSAMA", [["NIK", "Nama"], [NIK, "SUPARNO"], [NIK, "SUTRISNO"]]),
    ("NAMA_GANDA", [["NIK", "Nama", "Tgl Lahir"], [NIK, "SUPARNO", "12-08-1987"],
                    [nik(BORN, 2), "SUPARNO", "12-08-1987"]]),
    ("TANGGAL_MERAGUKAN", [["NIK", "Nama", "Tgl Lahir"], [NIK, "A", "13-08-1987"],
                           [nik(BORN, 2), "B", "08-13-1987"], [nik(BORN, 3), "C", "01-02-1987"]]),
]  # fmt: skip
ROWS = [["NIK", "Nama"], [NIK, "SUPARNO"], [nik(BORN, 2), "SUTRISNO"]]
SEEN = {
    "BARIS_DICORET": Odd(rows=ROWS, struck_rows=[2]),
    "BARIS_TERSEMBUNYI": Odd(rows=ROWS, hidden_rows=[2]),
}
ELSEWHERE = ("TOTAL_BEDA", "KOLOM_WAJIB_KOSONG", "ANGKA_TIDAK_TERBACA")
WRONG_TOTAL = [["NIK", "Nama"], [NIK, "SUPARNO"], ["Jumlah", "2"]]


@each_case(("code", "fields"), [(code, fields) for code, _, fields in SINGLE_ROWS])
def test_a_rule_the_contract_switches_off_finds_nothing(code: str, fields: dict[str, Any]) -> None:
    with contract_with("pemda_rentan", rules_off=[code]):
        judged = judge_person(**fields)

    assert code not in {found for _, found, _ in judged.codes}


@each_case(("code", "rows"), GROUPS)
def test_rules_over_many_rows_obey_the_contract_too(code: str, rows: list[list[Any]]) -> None:
    with contract_with("pemda_rentan", severities={code: "error"}):
        weighed = judge_sheet(rows)
    with contract_with("pemda_rentan", severities={}, rules_off=[code]):
        off = judge_sheet(rows)

    assert {severity for _, found, severity in weighed.codes if found == code} == {"error"}
    assert code not in {found for _, found, _ in off.codes}


@each_case(
    ("code", "fields", "severity", "verdict"),
    [
        ("NIK_FORMAT", {"nik": "332899120887001"}, "warning", "accepted"),
        ("NIK_KOSONG", {"nik": "-", "pekerjaan": "petani"}, "warning", "accepted"),
        ("USIA_DI_BAWAH", {"nik": nik(BORN.replace(year=2009), 1)}, "error", "quarantined"),
        ("TANGGAL_TIDAK_SAH", {"tanggal_lahir": "31-02-1987"}, "error", "quarantined"),
        ("WILAYAH_TAK_DIKENAL", {"kecamatan": "Slawii"}, "error", "quarantined"),
    ],
)
def test_the_contracts_severity_wins_over_the_rules_own(
    code: str, fields: dict[str, Any], severity: str, verdict: str
) -> None:
    with contract_with("pemda_rentan", severities={code: severity}):
        judged = judge_person(**fields)

    assert (2, code, severity) in judged.codes
    assert judged.verdicts == [verdict]


@each_case("code", SEEN)
def test_rules_on_how_a_row_looks_obey_the_contract_too(code: str) -> None:
    file = odd_workbook(SEEN[code])
    shipped = judge_file(file)
    with contract_with("pemda_rentan", rules_off=[code]):
        off = judge_file(file)

    assert [found for _, found, _ in shipped.codes] == [code]
    assert off.codes == [] and off.verdicts == ["accepted", "accepted"]


HEADINGS = {
    "KOLOM_TIDAK_DIKENAL": [["NIK", "Nama", "Warna"], ["3328991208870001", "SUPARNO", "12-08-1987"]],
    "KOLOM_SALAH_KETIK": [["NIK", "Nama Lengkp"], ["3328991208870001", "SUPARNO"]],
    "KOLOM_GANDA": [
        ["NIK", "Nama", "Pekerjaan", "Profesi"],
        ["3328991208870001", "SUPARNO", "Petani", "Nelayan"],
    ],
}


def test_an_expected_cell_that_is_empty_weighs_as_the_contract_says() -> None:
    rows = [["Nama Perusahaan", "NPP", "Jumlah Pekerja Aktif"], ["PT Maju", None, 12]]
    with contract_with("asosiasi", severities={"KOLOM_WAJIB_KOSONG": "error"}):
        weighed = judge_sheet(rows, kind="asosiasi")
    with contract_with("asosiasi", severities={}, rules_off=["KOLOM_WAJIB_KOSONG"]):
        off = judge_sheet(rows, kind="asosiasi")

    assert weighed.codes == [(2, "KOLOM_WAJIB_KOSONG", "error")] and weighed.verdicts == ["quarantined"]
    assert off.codes == [] and off.verdicts == ["accepted"]


def test_a_number_that_cannot_be_read_weighs_as_the_contract_says() -> None:
    rows = [["Nama Perusahaan", "NPP", "Jumlah Pekerja Aktif"], ["PT Maju", "15070955", "banyak"]]
    shipped = judge_sheet(rows, kind="asosiasi")
    with contract_with("asosiasi", severities={"ANGKA_TIDAK_TERBACA": "warning"}):
        lighter = judge_sheet(rows, kind="asosiasi")
    with contract_with("asosiasi", severities={}, rules_off=["ANGKA_TIDAK_TERBACA"]):
        off = judge_sheet(rows, kind="asosiasi")

    assert shipped.codes == [(2, "ANGKA_TIDAK_TERBACA", "error")] and shipped.verdicts == ["quarantined"]
    assert lighter.codes == [(2, "ANGKA_TIDAK_TERBACA", "warning")] and lighter.verdicts == ["accepted"]
    assert off.codes == [] and off.verdicts == ["accepted"]


def test_every_rule_is_switched_somewhere_in_this_module() -> None:
    single = {code for code, _, _ in SINGLE_ROWS}

    assert single | {code for code, _ in GROUPS} | set(SEEN) | set(ELSEWHERE) | set(HEADINGS) == set(
        rules.RULES
    )


@each_case("code", HEADINGS)
def test_what_is_found_on_a_heading_is_a_rule_like_any_other(code: str) -> None:
    shipped = judge_sheet(HEADINGS[code])
    with contract_with("pemda_rentan", severities={code: "error"}):
        heavier = judge_sheet(HEADINGS[code])
    with contract_with("pemda_rentan", severities={}, rules_off=[code]):
        off = judge_sheet(HEADINGS[code])

    assert shipped.codes == [(1, code, "warning")]
    assert heavier.codes == [(1, code, "error")] and heavier.verdicts == ["accepted"]
    assert off.codes == []


def test_the_total_of_a_list_is_a_rule_like_any_other() -> None:
    shipped = judge_sheet(WRONG_TOTAL)
    with contract_with("pemda_rentan", severities={"TOTAL_BEDA": "error"}):
        heavier = judge_sheet(WRONG_TOTAL)
    with contract_with("pemda_rentan", severities={}, rules_off=["TOTAL_BEDA"]):
        off = judge_sheet(WRONG_TOTAL)

    assert shipped.codes == [(3, "TOTAL_BEDA", "warning")]
    assert heavier.codes == [(3, "TOTAL_BEDA", "error")] and heavier.verdicts == ["accepted"]
    assert off.codes == [] and off.judgement.stated_total == 2


def test_a_switch_in_one_contract_leaves_the_others_alone() -> None:
    with contract_with("csr", rules_off=["NIK_FORMAT"]):
        assert judge_person(kind="csr", nik="332899120887001").verdicts == ["accepted"]
        assert judge_person(kind="pemda_rentan", nik="332899120887001").verdicts == ["quarantined"]


@each_case(
    ("change", "message"),
    [
        ({"rules_off": ["NIK_ANGKA", "NIK_PANJANG"]}, "csr.yaml.* do not exist: NIK_PANJANG"),
        ({"severities": {"NIK_PANJANG": "warning"}}, "csr.yaml.* do not exist: NIK_PANJANG"),
        ({"severities": {"NIK_ANGKA": "fatal"}}, "csr.yaml.*NIK_ANGKA.*'fatal'.*error, warning"),
        ({"rules_off": "NIK_ANGKA"}, "csr.yaml.*list of codes"),
        ({"severities": ["NIK_ANGKA"]}, "csr.yaml.*code: weight"),
        (
            {"rules_off": ["NIK_ANGKA"], "severities": {"NIK_ANGKA": "error"}},
            "csr.yaml.*weighs them too: NIK_ANGKA",
        ),
    ],
)
def test_a_switch_that_cannot_be_is_not_loaded_and_names_the_file(
    change: dict[str, Any], message: str
) -> None:
    with contract_with("csr", **change), pytest.raises(ContractError, match=message):
        rules.contract("csr")


def test_nothing_is_judged_by_a_contract_that_switches_an_unknown_rule() -> None:
    with contract_with("csr", rules_off=["NIK_PANJANG"]), pytest.raises(ContractError, match="NIK_PANJANG"):
        judge_person(kind="csr")


@each_case("kind", roster.kinds())
def test_the_shipped_contracts_switch_only_rules_that_exist(kind: str) -> None:
    assert rules.contract(kind) == roster.contract(kind)
