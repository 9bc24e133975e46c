"""A receipt that comes back is marked anew: nothing piles up, and what was mended looks as it did before."""

import io

import pytest
from cakupan.intake.rows.marks import ADDED_HEADERS, SUMMARY_SHEET, is_added, is_summary, submission_of
from cakupan.workbooks.editing.marked import CellMark
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import reading
from case_tables import each_case
from judging import LIMITS
from openpyxl import load_workbook
from receipt_builders import bad_nik, edited, faults, marks, opened, parts, with_parts
from rich_workbooks import YELLOW, letterhead

ADDED = (9, 10, 11)
YELLOW_CELL = CellMark(row=10, column=2, severity="warning", text="Periksa.")
REMARKED = CellMark(row=9, column=3, severity="warning", text="Periksa nama ini.")


def saved_elsewhere(data: bytes) -> bytes:
    """What a workbook is after another program opened and saved it."""
    buffer = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()


@pytest.fixture(params=["as we sent it", "saved by another program"])
def first(request: pytest.FixtureRequest) -> bytes:
    data = edited(letterhead(), marks(bad_nik(), YELLOW_CELL, REMARKED))
    return data if request.param == "as we sent it" else saved_elsewhere(data)


def test_marks_of_before_go_and_cells_have_their_own_colours_again(first: bytes):
    data = edited(first, marks(bad_nik(row=12), added=ADDED))

    own = opened(data)["Kec. Slawi"]
    assert own["B10"].fill.fgColor.rgb == f"FF{YELLOW[1:]}" and own["B10"].font.bold
    assert own["B8"].fill.patternType is None and own["C9"].fill.patternType is None
    assert own["B12"].fill.fgColor.rgb == "FFF9CDC4"


def test_columns_sheets_and_comments_do_not_pile_up(first: bytes):
    data = edited(first, marks(bad_nik(row=12), REMARKED, added=ADDED))

    book = opened(data)
    own = book["Kec. Slawi"]
    assert book.sheetnames == ["Kec. Slawi", "Tabel", "Sandi", SUMMARY_SHEET]
    assert [cell.value for cell in own[5]][8:] == list(ADDED_HEADERS)
    assert own["B8"].comment is None and own["B10"].comment is None
    assert own["B12"].comment.text.count("Cakupan:") == 1
    assert own["C9"].comment.text.startswith("Cek lagi ya") and own["C9"].comment.text.count("Cakupan:") == 1
    assert own["J8"].value is None and own["I8"].value == "Sah"
    assert [merge for merge in own.merged_cells.ranges if merge.coord == "I5:I6"] != []
    assert list(faults(data)) == []


def test_a_row_that_was_made_tall_for_our_texts_is_as_before(first: bytes):
    tall = opened(first)["Kec. Slawi"].row_dimensions[8].height
    long_text = "NIK bukan 16 digit angka. " * 5
    higher = edited(letterhead(), marks(bad_nik(text=long_text)))

    after = opened(edited(higher, marks(bad_nik(row=12), added=ADDED)))["Kec. Slawi"]

    assert tall is None or tall == 15
    assert opened(higher)["Kec. Slawi"].row_dimensions[8].height == 45
    assert after.row_dimensions[8].height is None


def test_an_added_column_the_partner_moved_is_taken_away_and_ours_come_last():
    first = edited(letterhead())
    book = load_workbook(io.BytesIO(first))
    book["Kec. Slawi"]["I5"] = "Catatan kami"
    for row in range(7, 31):
        book["Kec. Slawi"].cell(row, 9).value = "ok"
    buffer = io.BytesIO()
    book.save(buffer)

    own = opened(edited(buffer.getvalue(), marks(bad_nik(), added=(10, 11))))["Kec. Slawi"]

    assert own["I7"].value == "ok" and own["I5"].value == "Catatan kami"
    assert [cell.value for cell in own[5]][9:] == list(ADDED_HEADERS)


def test_a_fill_that_libreoffice_saved_leaves_no_colour_of_its_own():
    styles = parts(edited(letterhead()))["xl/styles.xml"]
    odd = styles.replace(
        b'<fgColor rgb="FFF9CDC4"/><bgColor indexed="64"/>',
        b'<fgColor rgb="FFF9CDC4"/><bgColor rgb="FFFFCC99"/>',
    )
    application = parts(letterhead())["docProps/app.xml"].replace(b"Microsoft Excel", b"LibreOffice/7.4")
    first = with_parts(edited(letterhead()), {"xl/styles.xml": odd, "docProps/app.xml": application})

    own = opened(edited(first, marks(bad_nik(row=12), added=ADDED)))["Kec. Slawi"]

    assert odd != styles
    assert own["B8"].fill.patternType is None


def test_a_workbook_is_known_as_the_receipt_of_its_submission(first: bytes):
    receipt = reading.read(first, LIMITS)
    original = reading.read(letterhead(), LIMITS)

    assert submission_of(receipt) == "S000001"
    assert submission_of(original) is None
    assert isinstance(LIMITS, Limits)


@each_case(
    ("header", "expected"),
    [
        ("Status (Cakupan)", True),
        ("STATUS (CAKUPAN)", True),
        ("Saran  (Cakupan)", True),
        ("Status", False),
        ("Alasan", False),
    ],
)
def test_only_headings_of_ours_are_known_as_added(header: str, expected: bool):
    assert is_added(header) is expected


@each_case(
    ("name", "expected"),
    [
        (SUMMARY_SHEET, True),
        (f"{SUMMARY_SHEET} (2)", True),
        ("Ringkasan", False),
        (f"{SUMMARY_SHEET} lama", False),
    ],
)
def test_only_our_own_sheet_is_known_as_the_summary(name: str, expected: bool):
    assert is_summary(name) is expected
