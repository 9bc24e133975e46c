"""A file that is no .xlsx comes back as one: the same cells, each as what it was, with the same marks."""

from dataclasses import replace
from datetime import datetime

import pytest
import sheets
from builders import text_file
from cakupan.intake.answering import book, copy_book, page
from cakupan.intake.answering.page import ListedFinding
from cakupan.intake.rows.marks import ADDED_HEADERS
from cakupan.workbooks.editing.marked import CellMark, RowMark, SheetMarks
from cakupan.workbooks.model import Workbook
from cakupan.workbooks.reading import reading
from case_tables import each_case
from judging import LIMITS
from receipt_builders import CONTENT, faults, opened

LINES = page.lines(CONTENT)
MARKS = SheetMarks(
    headings=ADDED_HEADERS,
    sheet_no=1,
    sheet_name="",
    header_row=1,
    cells=(
        CellMark(row=2, column=1, severity="error", text="NIK salah."),
        CellMark(row=3, column=2, severity="warning", text="Nama kosong."),
    ),
    rows=(
        RowMark(row=2, status="Tidak sah", severity="error", reason="NIK salah.", advice="=1+1"),
        RowMark(row=3, status="Sah"),
    ),
)


def copied(*records: list[object], **about: object) -> bytes:
    sheet = sheets.made(records, name="", **about)
    return copy_book.copy(Workbook(sheets=(sheet,), format="xls"), [MARKS], LINES)


def test_each_cell_is_what_it_was():
    born = datetime(1987, 8, 12)  # noqa: DTZ001 - a cell has no time zone

    own = opened(copied(["NIK", "Nama", "Lahir", "Upah", "Aktif"], ["001", "=A1", born, 2.5, True], ["1E5"]))[
        "Daftar"
    ]

    assert [cell.value for cell in own[2]][:5] == ["001", "=A1", born, 2.5, True]
    assert [cell.data_type for cell in own[2]][:5] == ["s", "s", "d", "n", "b"]
    assert own["A3"].value == "1E5" and own["A3"].data_type == "s"


@each_case("text", ["=A1", "+62812", "-", "@SUM(1)", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_quoted_and_reads_as_it_was(text: str):
    data = copied(["NIK", text], ["12", text], ["13", "ANI"])

    own = opened(data)["Daftar"]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in own["B"]] == [
        (text, "s", True),
        (text, "s", True),
        ("ANI", "s", False),
    ]
    assert reading.read(data, LIMITS).sheets[0].row(1)[:2] == ["12", text]


def test_marks_are_those_of_an_edited_workbook():
    data = copied(["NIK", "Nama"], ["12", "ANI"], ["13"])

    own = opened(data)["Daftar"]
    assert [cell.value for cell in own[1]][2:] == ["Status (Cakupan)", "Alasan (Cakupan)", "Saran (Cakupan)"]
    assert [cell.value for cell in own[2]][2:] == ["Tidak sah", "NIK salah.", "'=1+1"]
    assert own["A2"].fill.fgColor.rgb == "FFF9CDC4" and own["B3"].fill.fgColor.rgb == "FFFFE9A8"
    assert own["A2"].comment.text == "Cakupan:\nNIK salah." and own["A2"].comment.author == "Cakupan"
    assert list(faults(data)) == []


def test_merges_and_what_is_hidden_are_kept_and_overlapping_merges_do_no_harm():
    records = [["DAFTAR", "", ""], ["NIK", "Nama", "x"], ["1", "ANI", "y"], ["2", "BUDI", "z"]]
    own = opened(
        copied(
            *records,
            merges=[(0, 0, 0, 2), (0, 1, 0, 2), (3, 0, 3, 0)],
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({2}),
        )
    )["Daftar"]

    assert [each.coord for each in own.merged_cells.ranges] == ["A1:C1"]
    assert own["A1"].value == "DAFTAR" and own["A4"].value == "2"
    assert own.row_dimensions[4].hidden and own.column_dimensions["C"].hidden


def test_columns_of_an_earlier_receipt_are_written_again_not_beside():
    header = ["NIK", "Nama", "Status (Cakupan)", "Alasan (Cakupan)", "Saran (Cakupan)"]
    sheet = sheets.made([header, ["12", "ANI", "Sah", "lama", "lama"], ["13", "", "Sah"]], name="")
    again = replace(MARKS, added=(3, 4, 5))

    own = opened(copy_book.copy(Workbook(sheets=(sheet,), format="csv"), [again], LINES))["Daftar"]

    assert [cell.value for cell in own[1]] == header
    assert [cell.value for cell in own[3]][2:] == ["Sah", None, None]


@each_case(
    ("names", "expected"),
    [
        (("Kec/Slawi", "kec slawi"), ["Kec Slawi", "kec slawi (2)"]),
        (("History", "'x'"), ["History 1", "x"]),
        (("A" * 40, "A" * 40), ["A" * 31, "A" * 27 + " (2)"]),
        (("", "[]"), ["Daftar", "Daftar (2)"]),
    ],
)
def test_sheets_get_names_that_a_workbook_can_hold(names: tuple[str, str], expected: list[str]):
    named = tuple(sheets.made([["x"]], name=name) for name in names)

    data = copy_book.copy(Workbook(sheets=named, format="ods"), [], LINES)

    assert opened(data).sheetnames == [*expected, "Ringkasan Cakupan"]


def test_a_copy_is_the_same_bytes_each_time_and_reads_as_the_original():
    data = text_file([["NIK", "Nama"], ["0012", "ANI"], ["13", "BUDI"]])
    original = reading.read(data, LIMITS)

    first, second = (copy_book.copy(original, [MARKS], LINES) for _ in range(2))

    again = reading.read(first, LIMITS).sheets[0]
    assert first == second
    assert [again.row(number)[:2] for number in range(3)] == [
        original.sheets[0].row(number) for number in range(3)
    ]


def test_a_file_with_too_many_cells_does_not_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copy_book, "MOST_COLUMNS", 3)
    monkeypatch.setattr(copy_book, "MOST_ROWS", 4)

    for columns, rows, fits in ((3, 4, True), (4, 4, False), (3, 5, False)):
        sheet = sheets.made([["x"] * columns] * rows)
        assert copy_book.fits(Workbook(sheets=(sheet,), format="csv")) is fits


def test_a_list_of_findings_has_each_at_its_place_and_no_formula():
    findings = [
        ListedFinding(sheet="=A", row=3, column="@NIK", code="NIK_FORMAT", severity="error", text="Salah."),
        ListedFinding(sheet="", row=None, column="", code="TOTAL_BEDA", severity="warning", text="Beda."),
    ]

    own = opened(book.with_findings(LINES, findings, page.STATUS))[book.FINDINGS_SHEET]

    assert [cell.value for cell in own[2]] == ["'=A", 3, "'@NIK", "Tidak sah", "NIK_FORMAT", "Salah."]
    assert [cell.value or "" for cell in own[3]][1:] == ["", "", "Sah dengan catatan", "TOTAL_BEDA", "Beda."]
    assert own.freeze_panes == "A2"
