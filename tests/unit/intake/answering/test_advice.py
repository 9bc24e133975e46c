"""What a partner is advised: a value where one can be worked out, and never a value applied by us."""

from dataclasses import replace
from datetime import date
from typing import Any

from builders import nik
from cakupan.intake.answering import marking
from cakupan.intake.answering.advice import Advisor, nik_meant, nik_says
from cakupan.intake.answering.facts import JudgedRow, ReceiptFinding
from cakupan.intake.judging import rules
from case_tables import each_case
from receipt_facts import SHEET, facts

BORN = date(1987, 8, 12)
GOOD = nik(BORN, 1)


def found(code: str, row: int = 2, column: int | None = 1, **about: Any) -> ReceiptFinding:
    names = {1: "NIK", 2: "Nama", 3: "Tgl Lahir", 4: "Desa"}
    standard: dict[str, Any] = {"sheet_no": 1, "severity": "warning", "column_name": names.get(column or 0)}
    return ReceiptFinding(**{**standard, **about}, code=code, row_number=row, column_number=column)


def row(number: int, verdict: str = "accepted", own: str = GOOD, sheet_no: int = 1) -> JudgedRow:
    return JudgedRow(sheet_no=sheet_no, row_number=number, verdict=verdict, nik=own, identity=own)


def advised(finding: ReceiptFinding, rows: tuple[JudgedRow, ...] = (), **cells: str) -> str:
    return Advisor(facts=facts(finding, rows=rows), cells={(1, 2): cells}).on(finding)


@each_case(
    ("written", "meant"),
    [
        (GOOD.replace("0", "O"), GOOD),
        (GOOD.replace("1", "l", 1), GOOD),
        (GOOD.replace("1", "I", 1), GOOD),
        (GOOD.replace("8", "B", 1), GOOD),
        ("'" + GOOD[:6] + " " + GOOD[6:].replace("0", "o"), GOOD),
        (GOOD, None),
        (GOOD[:-1], None),
        ("SLOBO", None),
        (GOOD[:6] + "3102870OO1", None),
    ],
)
def test_letters_that_look_like_digits_suggest_a_nik_only_when_it_could_be_one(
    written: str, meant: str | None
):
    assert nik_meant(written) == meant


@each_case(
    ("number", "expected"),
    [
        (GOOD, (BORN, "L")),
        (nik(BORN, 1, is_woman=True), (BORN, "P")),
        (nik(date(2005, 1, 2), 1), (date(2005, 1, 2), "L")),
        ("00" + GOOD[2:], (None, None)),
        (GOOD[:6] + "310287" + GOOD[12:], (None, None)),
        ("१२३", (None, None)),
    ],
)
def test_a_nik_says_when_somebody_was_born_and_the_sex(number: str, expected: tuple[Any, Any]):
    assert nik_says(number, date(2024, 10, 1)) == expected


@each_case(
    ("finding", "cells", "expected"),
    [
        (found("NIK_FORMAT"), {"nik": GOOD.replace("0", "O")}, f"Mungkin maksudnya {GOOD} ("),
        (found("NIK_TGL_BEDA", column=3), {"nik": GOOD}, "Menurut NIK: 12-08-1987."),
        (found("NIK_JK_BEDA"), {"nik": nik(BORN, 1, is_woman=True)}, "Menurut NIK: P (perempuan)."),
        (found("TANGGAL_TIDAK_SAH", column=3), {"nik": GOOD, "tanggal_lahir": "x"}, "Menurut NIK: 12-08"),
        (
            found("TANGGAL_MERAGUKAN", column=3),
            {"nik": "", "tanggal_lahir": "03/04/1987"},
            "Mungkin maksudnya 3 April 1987 atau 4 Maret 1987.",
        ),
        (
            found("WILAYAH_TAK_DIKENAL", column=4),
            {"desa_kelurahan": "Kalisapo", "kecamatan": "Slawi"},
            "Mungkin maksudnya: Desa Kalisapu, Kecamatan Slawi.",
        ),
        (
            found("WILAYAH_GANDA", column=4),
            {"desa_kelurahan": "KALISAPU", "kecamatan": ""},
            "Mungkin maksudnya: Desa Kalisapu, Kecamatan Margasari; Desa Kalisapu, Kecamatan Slawi.",
        ),
        (
            found("WILAYAH_GANDA", column=4),
            {"desa_kelurahan": "Merlung", "place_kecamatan": "Margasari"},
            "Mungkin maksudnya: Desa Merlung, Kecamatan Margasari; Kelurahan Merlung, Kecamatan Margasari.",
        ),
        (found("WILAYAH_TAK_DIKENAL", column=4), {"kecamatan": "Slawy"}, "Mungkin maksudnya: Kecamatan Sl"),
    ],
)  # fmt: skip
def test_advice_begins_with_what_this_very_cell_may_mean(
    finding: ReceiptFinding, cells: dict[str, str], expected: str
):
    said = advised(finding, **cells)

    assert said.startswith(expected)
    assert said.endswith(rules.advice()[finding.code])


@each_case("code", sorted(rules.RULES))
def test_every_rule_has_advice_even_when_nothing_is_known_of_the_cell(code: str):
    assert advised(found(code)) == rules.advice()[code]


def test_a_shared_nik_names_the_other_rows_also_on_other_sheets():
    rows = (row(2, "quarantined"), row(7, "quarantined"), row(3, "quarantined", sheet_no=2))

    said = advised(found("NIK_DIPAKAI_BERSAMA", severity="error"), rows=rows, nik=GOOD)

    assert said.startswith("NIK yang sama ada di baris 7, baris 3 lembar ''.")


def test_many_rows_with_one_nik_are_not_all_listed():
    rows = tuple(row(number, "quarantined") for number in range(2, 50))

    said = advised(found("NIK_DIPAKAI_BERSAMA", severity="error"), rows=rows, nik=GOOD)

    assert "baris 10 dan 39 baris lain." in said


def test_findings_of_a_cell_stand_in_one_comment_the_worst_giving_the_colour():
    both = (
        found("NIK_ANGKA"), found("NIK_FORMAT", severity="error"), found("NAMA_GANDA", column=None),
        found("TOTAL_BEDA", row=9, column=None), found("TANGGAL_TIDAK_SAH", row=3, column=3),
    )  # fmt: skip
    known = facts(*both, rows=(row(2, "quarantined"), row(3), row(4, "duplicate")))

    (marked,) = marking.sheets(known, Advisor(facts=known, cells={}))

    (nik_cell, born, repeated, total) = marked.cells
    assert (nik_cell.row, nik_cell.column, nik_cell.severity) == (2, 1, "error")
    assert [rules.reasons()[each.code] in nik_cell.text for each in both[:3]] == [True, True, True]
    assert (born.row, born.column) == (3, 3)
    assert (repeated.row, repeated.severity) == (4, "duplicate") and "baris 3" in repeated.text
    assert (total.row, total.severity) == (9, "warning")
    assert [(each.row, each.status, each.severity) for each in marked.rows] == [
        (2, "Tidak sah", "error"), (3, "Sah dengan catatan", "warning"), (4, "Ganda", "duplicate"),
        (9, "", "warning"),
    ]  # fmt: skip


def test_a_row_that_counts_though_something_is_odd_is_valid_with_a_remark():
    known = facts(found("NIK_JK_BEDA"), rows=(row(2),))

    (marked,) = marking.sheets(known, Advisor(facts=known, cells={}))

    assert marked.rows[0].status == "Sah dengan catatan"
    assert marked.rows[0].reason == rules.reasons()["NIK_JK_BEDA"]


def test_a_heading_broken_over_lines_does_not_break_the_reason():
    known = facts(replace(found("USIA_LEWAT", severity="error"), column_name="TGL\n LAHIR"), rows=(row(2),))

    (marked,) = marking.sheets(known, Advisor(facts=known, cells={}))

    assert marked.rows[0].reason == f"TGL LAHIR: {rules.reasons()['USIA_LEWAT']}"


def test_what_is_found_on_a_heading_is_told_at_the_heading_and_fills_no_row():
    columns = (
        {"number": 1, "header": "NIK", "field": "nik", "basis": "exact", "suggestion": None},
        {
            "number": 3,
            "header": "Hari Jadi",
            "field": None,
            "basis": "unknown",
            "suggestion": "tanggal_lahir",
        },
    )
    told = facts(
        found("KOLOM_TIDAK_DIKENAL", row=1, column=3, column_name="Lahirnya"),
        rows=(row(2),),
        sheets=(replace(SHEET, columns=columns),),
    )

    (marks,) = marking.sheets(told, Advisor(facts=told, cells={}))

    (cell,) = marks.cells
    assert (cell.row, cell.column, "Mungkin Tanggal Lahir." in cell.text) == (1, 3, True)
    assert [each.row for each in marks.rows] == [2]
