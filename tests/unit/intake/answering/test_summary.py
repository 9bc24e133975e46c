"""The summary: what became of a list, what to do by when, whom to ask; on pages that print."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from cakupan import settings
from cakupan.intake.answering import book, changes, content, page
from cakupan.intake.replaying.differences import ListDifference, RowAddress, RowChange
from cakupan.workbooks.editing.looks import LOOKS
from case_tables import each_case
from receipt_builders import CONTENT, edited, opened
from receipt_facts import SHEET, facts
from rich_workbooks import letterhead


def said(has_marks: bool = True, **about: Any) -> list[str]:
    """Return every text of a summary."""
    known = content.of(facts(**about), differences=(), notes=(), has_marks=has_marks)
    return [str(cell.text) for line in page.lines(known) for cell in line.cells]


def beside(label: str, texts: Sequence[str]) -> str:
    return texts[texts.index(label) + 1]


def test_it_says_what_the_list_was_taken_for_and_why():
    texts = said(period_basis="title", kind_basis="obligation")

    assert beside("Nomor kiriman", texts) == "S000001"
    assert beside("Periode", texts) == "Oktober 2024 (2024-10); ditentukan dari judul pada lembar"
    assert beside("Jenis daftar", texts).endswith("satu-satunya daftar yang menjadi kewajiban mitra")
    assert beside("Diterima", texts) == "4 November 2024"


@each_case(
    ("about", "outcome", "phrase"),
    [
        ({}, " DITERIMA DENGAN CATATAN", "paling lambat 18 November 2024"),
        ({"quarantined": 0, "duplicates": 0}, " DITERIMA DENGAN CATATAN", "Sah dengan catatan"),
        (
            {"outcome": "accepted", "quarantined": 0, "duplicates": 0},
            " DITERIMA",
            "Tidak ada yang perlu dilakukan",
        ),
        (
            {"outcome": "accepted", "quarantined": 0, "duplicates": 0, "is_nil": True},
            " DITERIMA",
            "Laporan NIHIL telah dicatat",
        ),
        (
            {"outcome": "held", "held_code": "PERBAIKAN_DITAHAN", "held_details": {"corrected": "S000009"}},
            " DITAHAN, MENUNGGU KONFIRMASI",
            "Konfirmasikan kepada kantor cabang paling lambat 18 November 2024",
        ),
        (
            {"outcome": "refused", "refusal_code": "BERKAS_KOSONG", "quarantined": 0, "duplicates": 0},
            " DITOLAK",
            "kirim kembali paling lambat 18 November 2024",
        ),
    ],
    ids=["to be mended", "remarks", "clean", "nil", "held", "refused"],
)
def test_it_says_what_to_do_by_when(about: dict[str, Any], outcome: str, phrase: str):
    texts = said(**about)

    assert texts[2] == outcome
    assert any(phrase in text for text in texts)
    causes = [text for text in texts if "(S000009) masih ditahan" in text or "Berkas kosong" in text]
    assert len(causes) == (about.get("outcome") in ("held", "refused"))


def test_the_day_of_the_answer_is_a_setting(monkeypatch: pytest.MonkeyPatch):
    from cakupan import settings

    monkeypatch.setenv("CAKUPAN_ANSWER_DAYS", "30")
    settings.load.cache_clear()
    try:
        assert any("4 Desember 2024" in text for text in said())
    finally:
        monkeypatch.undo()
        settings.load.cache_clear()


@each_case(
    ("office", "number", "expected"),
    [
        ("Kantor Cabang Tegal", "loket 3", "Kantor Cabang Tegal, loket 3"),
        ("Kantor Cabang Tegal", None, "Kantor Cabang Tegal"),
        (None, None, "kantor cabang BPJS Ketenagakerjaan yang melayani Anda"),
    ],
)
def test_it_says_whom_to_ask(office: str | None, number: str | None, expected: str):
    texts = said(office_name=office, office_contact=number)

    assert beside("Hubungi bila ada pertanyaan", texts) == expected


def test_each_sheet_is_accounted_for_and_their_sum_too():
    nothing = {"structure": (3, 0, 0, 0, 0, 0), "counts": (0, 0, 0, 0)}
    other = replace(SHEET, sheet_no=2, sheet_name="Dua", is_ignored=True, used_rows=3, **nothing)

    known = content.of(facts(sheets=(SHEET, other)), differences=(), notes=(), has_marks=False)

    assert known.sheets == (
        ("Satu", 5, 0, 1, 0, 0, 0, 0, 4, 2, 1, 1),
        ("Dua (tidak dipakai)", 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        ("Semua lembar", 8, 3, 1, 0, 0, 0, 0, 4, 2, 1, 1),
    )
    for _, used, *classes in known.sheets:
        assert used == sum(classes[:7]) and classes[6] == sum(classes[7:])


def test_reasons_come_worst_first_with_their_counts():
    reasons = (("warning", "NIK_ANGKA", 9), ("error", "NIK_KOSONG", 1), ("error", "NIK_FORMAT", 2))

    known = content.of(facts(reasons=reasons), differences=(), notes=(), has_marks=False)

    assert [(code, number) for _, code, _, number in known.reasons] == [
        ("NIK_FORMAT", 2), ("NIK_KOSONG", 1), ("BARIS_GANDA", 1), ("NIK_ANGKA", 9),
    ]  # fmt: skip


def test_a_column_that_was_not_understood_is_named_with_what_it_may_be():
    columns = (
        {"number": 1, "header": "N1K", "field": None, "basis": "unknown", "suggestion": "nik"},
        {"number": 2, "header": "Agama", "field": None, "basis": "unknown", "suggestion": None},
        {"number": 3, "header": "Nama", "field": "nama", "basis": "exact", "suggestion": None},
        {"number": 4, "header": "Saran (Cakupan)", "field": None, "basis": "added", "suggestion": None},
        {"number": 5, "header": "Nama Istri", "field": None, "basis": "person", "person": "suami atau istri"},
        {"number": 6, "header": "Nama", "field": None, "basis": "repeated", "suggestion": "nama"},
        {"number": 7, "header": "Alamat", "field": None, "basis": "ignored", "suggestion": None},
    )

    known = content.of(
        facts(sheets=(replace(SHEET, columns=columns),)), differences=(), notes=(), has_marks=False
    )

    assert [(header, "'NIK'" in text) for _, header, text in known.columns] == [
        ("N1K", True),
        ("Agama", False),
        ("Nama Istri", False),
        ("Nama", False),
    ]
    assert "suami atau istri" in known.columns[2][2]


def test_a_difference_names_counts_rows_and_what_changed():
    def row(change: Any, number: int, sheet_no: int = 1) -> RowChange:
        place = RowAddress(sheet="Satu", sheet_no=sheet_no, row=number)
        is_gone = change == "gone"
        return RowChange(
            change=change, matched_by=None, fields=("nama",), earlier=place if is_gone else None,
            later=None if is_gone else place,
        )  # fmt: skip

    rows = (row("new", 5), row("new", 6, 2), row("changed", 7), row("gone", 3))
    difference = ListDifference(
        earlier="S000001", later="S000002", earlier_rows=1_003, later_rows=1_100, new=99, changed=1, gone=2,
        same=1_000, fields={"tanggal_lahir": 1}, rows=rows,
    )  # fmt: skip

    told = dict(changes.told(difference))

    assert told == {
        "Daftar sebelumnya": "S000001, 1.003 baris",
        "Baris tetap": "1.000",
        "Baris baru": "99 (baris 5, 6 lembar 'Satu' dan 97 lainnya)",
        "Baris berubah": "1 (baris 7); yang berubah: tanggal lahir 1",
        "Baris hilang": "2 (baris daftar sebelumnya 3 dan 1 lainnya)",
    }


def test_both_writers_say_the_same_in_the_same_looks():
    ours = opened(book.one_page(page.lines(CONTENT)))["Ringkasan Cakupan"]

    theirs = opened(edited(letterhead()))["Ringkasan Cakupan"]

    assert [[cell.value for cell in row] for row in ours] == [[cell.value for cell in row] for row in theirs]
    assert {each.coord for each in ours.merged_cells.ranges} == {
        each.coord for each in theirs.merged_cells.ranges
    }
    for row in ours:
        for cell in row:
            other = theirs[cell.coordinate]
            assert (cell.font.b, cell.font.sz) == (other.font.b, other.font.sz) or cell.value is None
            assert cell.fill.fgColor.rgb == other.fill.fgColor.rgb
            assert (cell.alignment.horizontal, cell.alignment.indent) == (
                other.alignment.horizontal,
                other.alignment.indent,
            )


def test_one_page_prints_on_one_page_and_is_the_same_bytes_each_time():
    first, second = (book.one_page(page.lines(CONTENT)) for _ in range(2))

    setup = opened(first)["Ringkasan Cakupan"]
    assert first == second
    assert setup.sheet_properties.pageSetUpPr.fitToPage and setup.page_setup.paperSize == 9
    assert setup.page_setup.fitToHeight in (1, None) and setup.page_setup.fitToWidth in (1, None)


def test_what_a_partner_wrote_is_no_formula_in_the_summary():
    texts = page.lines(replace(CONTENT, facts=(("Nama berkas", "=cmd|x"), ("Mitra", "@a"))))

    own = opened(book.one_page(texts))["Ringkasan Cakupan"]

    values = [cell.value for row in own for cell in row if cell.value]
    assert "'=cmd|x" in values and "'@a" in values
    assert not [cell for row in own for cell in row if cell.data_type == "f"]


def test_every_look_is_used():
    used = {
        cell.look for about in (CONTENT, _everything()) for line in page.lines(about) for cell in line.cells
    }

    assert used | {"plain", "outcome_good", "outcome_bad"} == set(LOOKS)


def _everything() -> page.ReceiptContent:
    return replace(
        CONTENT,
        counts=(("Baris", 1), ("Sah", 1)),
        sheets=(("A", *range(11)), ("B", *range(11))),
        reasons=(("error", "A", "a", 1), ("warning", "B", "b", 1), ("duplicate", "C", "c", 1)),
        columns=(("A", "B", "C"),),
        notes=("x",),
    )


@pytest.mark.parametrize(
    ("office", "said"),
    [
        (("KC Tegal", "0283-000"), "KC Tegal, 0283-000"),
        (("KC Tegal", None), "KC Tegal"),
        ((None, None), "Layanan mitra, 175"),
    ],
)
def test_whom_to_call_is_the_office_else_what_the_setting_says(
    monkeypatch: pytest.MonkeyPatch, office: tuple[str | None, str | None], said: str
):
    monkeypatch.setenv("CAKUPAN_CONTACT", "Layanan mitra, 175")
    settings.load.cache_clear()

    told = content.contact(*office)

    settings.load.cache_clear()
    assert told == said
