"""The partner's own workbook comes back as it was, with our marks in it."""

import io
import re

import pytest
import xlsxwriter
from builders import SheetSpec, sheet, workbook
from cakupan.intake.rows.marks import ADDED_HEADERS
from cakupan.workbooks.editing.marked import CellMark, RowMark, SheetMarks
from cakupan.workbooks.editing.package import PackageError
from case_tables import each_case
from openpyxl.comments import Comment
from receipt_builders import bad_nik, edited, faults, marks, opened, parts, with_parts
from rich_workbooks import SUM, letterhead

WARNING = CellMark(row=9, column=3, severity="warning", text="Periksa nama ini.")


def test_parts_that_need_no_change_are_kept_byte_for_byte():
    before = letterhead()

    after = parts(edited(before))

    same = {name for name, content in parts(before).items() if after.get(name) == content}
    changed = set(parts(before)) - same
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert {
        "xl/media/image1.png",
        "xl/drawings/drawing1.xml",
        "xl/tables/table1.xml",
        "xl/theme/theme1.xml",
    } <= same


def test_sheets_their_order_letterhead_and_print_settings_stay_and_the_summary_is_last_and_open():
    before = opened(letterhead())

    after = opened(edited(letterhead()))

    assert after.sheetnames == ["Kec. Slawi", "Tabel", "Sandi", "Ringkasan Cakupan"]
    assert after.active.title == "Ringkasan Cakupan"
    assert after["Sandi"].sheet_state == "hidden"
    assert "Pertama" in after.defined_names
    for name in before.sheetnames:
        own, other = before[name], after[name]
        assert other.freeze_panes == own.freeze_panes and other.print_title_rows == own.print_title_rows
        assert other.page_setup.orientation == own.page_setup.orientation
        assert other.sheet_properties.pageSetUpPr == own.sheet_properties.pageSetUpPr
        assert list(other.tables) == list(own.tables)
        widths = {key: each.width for key, each in own.column_dimensions.items()}
        assert {key: other.column_dimensions[key].width for key in widths} == widths
        assert set(own.merged_cells.ranges) <= set(other.merged_cells.ranges)
        rules = [each.sqref for each in own.conditional_formatting]
        assert [each.sqref for each in other.conditional_formatting] == rules
        assert len(other.data_validations.dataValidation) == len(own.data_validations.dataValidation)


def test_every_cell_keeps_its_value_and_formulas_show_what_they_showed():
    before = opened(letterhead())["Kec. Slawi"]
    data = edited(letterhead())

    after = opened(data)["Kec. Slawi"]

    for row in before.iter_rows():
        for cell in row:
            assert after[cell.coordinate].value == cell.value
            if (cell.row, cell.column) not in {(8, 2)}:
                other = after[cell.coordinate]
                assert (repr(other.fill), repr(other.font)) == (repr(cell.fill), repr(cell.font))
    raw = parts(data)["xl/worksheets/sheet1.xml"].decode()
    assert re.search(rf"<f>SUM\(H7:H30\)</f><v>{SUM}</v>", raw)
    calculated = re.compile(rb"<calcPr[^>]*>")
    assert calculated.findall(parts(data)["xl/workbook.xml"]) == calculated.findall(
        parts(letterhead())["xl/workbook.xml"]
    )


def test_a_marked_cell_changes_its_fill_only_and_says_why_in_a_comment():
    yellow = CellMark(row=10, column=2, severity="warning", text="Periksa.")

    after = opened(edited(letterhead(), marks(bad_nik(), yellow)))["Kec. Slawi"]

    assert after["B8"].fill.fgColor.rgb == "FFF9CDC4" and after["B10"].fill.fgColor.rgb == "FFFFE9A8"
    assert after["B10"].font.bold and after["B10"].border.left.style == "thin"
    assert after["B8"].comment.author == "Cakupan" and "NIK bukan 16 digit" in after["B8"].comment.text


def test_a_comment_of_the_partner_stays_and_ours_goes_below_it():
    after = opened(edited(letterhead(), marks(bad_nik(), WARNING)))["Kec. Slawi"]

    assert after["C9"].comment.author == "Bu Siti"
    assert after["C9"].comment.text == "Cek lagi ya\nCakupan:\nPeriksa nama ini."


def test_each_row_is_told_its_status_reason_and_advice_behind_the_last_used_column():
    after = opened(edited(letterhead()))["Kec. Slawi"]

    assert [after.cell(5, column).value for column in (9, 10, 11)] == [
        "Status (Cakupan)", "Alasan (Cakupan)", "Saran (Cakupan)",
    ]  # fmt: skip
    assert [after.cell(8, column).value for column in (9, 10, 11)] == [
        "Tidak sah", "NIK bukan 16 digit angka.", "Periksa KTP.",
    ]  # fmt: skip
    assert [after.cell(7, column).value for column in (9, 10, 11)] == ["Sah", None, None]
    assert after.column_dimensions["J"].width == 58
    assert after["J8"].alignment.wrap_text and "I5:I6" in after.merged_cells


def test_what_looks_like_a_formula_stays_text_wherever_we_write():
    text = "=HYPERLINK(1)"
    odd = SheetMarks(
        headings=ADDED_HEADERS,
        sheet_no=1, sheet_name="Kec. Slawi", header_row=5, cells=(bad_nik(text=text),),
        rows=(RowMark(row=8, status="+1", severity="error", reason=text, advice="@x"),),
    )  # fmt: skip

    data = edited(letterhead(), odd)

    after = opened(data)["Kec. Slawi"]
    assert "f" not in {after.cell(8, column).data_type for column in (9, 10, 11)}
    assert [after.cell(8, column).value for column in (9, 10, 11)] == ["'+1", "'=HYPERLINK(1)", "'@x"]
    assert not re.search(r"<f>[^<]*HYPERLINK", parts(data)["xl/worksheets/sheet1.xml"].decode())


def test_a_cell_nobody_wrote_is_marked_in_the_style_of_its_row_or_column():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        target = book.add_worksheet("Kec. Slawi")
        target.set_column(1, 1, 20, book.add_format({"bold": True}))
        target.set_row(2, None, book.add_format({"italic": True}))
        target.write_row(0, 0, ["No", "NIK", "Nama"])
        target.write(1, 2, "ANI")
        target.write(2, 2, "BUDI")
    cells = (bad_nik(row=2), bad_nik(row=3))

    after = opened(edited(buffer.getvalue(), marks(*cells, header_row=1, rows=range(2, 4))))["Kec. Slawi"]

    assert after["B2"].font.bold and after["B2"].fill.fgColor.rgb == "FFF9CDC4" and after["B2"].value is None
    assert after["B3"].font.italic and after["B3"].comment is not None


@each_case("people", [1, 24], ids=["one", "some"])
def test_no_office_program_finds_damage(people: int):
    rows = range(7, 7 + people)

    data = edited(letterhead(people), marks(*(bad_nik(row=row) for row in rows), rows=rows))

    assert list(faults(data)) == []
    assert sum(1 for row in opened(data)["Kec. Slawi"].iter_rows() for cell in row if cell.comment) >= people


def test_equal_input_gives_equal_bytes_and_only_one_sheet_is_selected():
    data = letterhead()

    first, second = edited(data), edited(data)

    assert first == second
    selected = [name for name, content in parts(first).items() if b"tabSelected" in content]
    assert selected == ["xl/worksheets/sheetCakupan1.xml"]


def test_a_sheet_without_comments_widths_or_merges_is_marked_as_well():
    data = sheet([["NIK", "Nama"], ["1", "ANI"], [None, "BUDI"]], name="Kec. Slawi")
    cell = CellMark(row=3, column=1, severity="error", text="NIK kosong.")

    after = edited(data, marks(cell, header_row=1, rows=range(2, 4)))

    assert list(faults(after)) == []
    assert opened(after)["Kec. Slawi"]["A3"].comment.text == "Cakupan:\nNIK kosong."
    assert opened(after)["Kec. Slawi"]["C1"].value == "Status (Cakupan)"


def test_several_sheets_are_marked_each_in_its_own_place():
    rows = [["NIK", "Nama"], ["1", "ANI"]]
    data = workbook(*(SheetSpec(name=name, rows=rows) for name in ("A", "B", "C")))
    cell = CellMark(row=2, column=1, severity="error", text="Salah.")
    sheets = [
        marks(cell, header_row=1, rows=range(2, 3), sheet_no=number, sheet_name=name)
        for number, name in ((1, "A"), (3, "C"))
    ]

    after = edited(data, *sheets)

    book = opened(after)
    assert list(faults(after)) == []
    assert [book[name]["C2"].value for name in "ABC"] == ["Tidak sah", None, "Tidak sah"]
    assert isinstance(book["C"]["A2"].comment, Comment) and book["B"]["A2"].comment is None


@each_case(
    "gone",
    ["xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"],
)
def test_a_package_that_lacks_a_part_is_not_edited_by_halves(gone: str):
    with pytest.raises(PackageError):
        edited(with_parts(letterhead(), {gone: None}))


@each_case(
    "row",
    [
        ["8;3328991208870008;SITI;12/08/1987"],
        ["8,3328991208870008,SITI"],
        ["8|3328991208870008|SITI, S.Pd", "M.Pd|12/08/1987"],
    ],
)
def test_a_row_that_stands_whole_in_one_cell_is_answered_with_a_copy(row: list[str]):
    whole = [["NO", "NIK", "NAMA"], ["1", "3328991208870001", "SITI, S.Pd, M.Pd"]]

    with pytest.raises(PackageError, match="in one cell"):
        edited(sheet([*whole, row]), marks(sheet_name="Sheet1", header_row=1, rows=range(2, 4)))


def test_a_row_with_a_name_alone_is_marked_where_it_is():
    data = sheet([["NO", "NIK", "NAMA"], [None, None, "SITI, S.Pd"], ["a; b; c"]])

    found = opened(edited(data, marks(sheet_name="Sheet1", header_row=1, rows=range(2, 3))))

    assert found["Sheet1"]["D2"].value == "Sah"


def test_an_entity_is_never_followed():
    evil = b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    original = parts(letterhead())["xl/worksheets/sheet1.xml"]
    split = original.index(b"<worksheet")
    content = original[:split] + evil + original[split:].replace(b"<v>1</v>", b"<v>&a;</v>", 1)

    try:
        after = edited(with_parts(letterhead(), {"xl/worksheets/sheet1.xml": content}))
    except PackageError:
        return
    assert b"&a;" in parts(after)["xl/worksheets/sheet1.xml"]


def test_a_mark_on_a_heading_leaves_its_text_and_the_added_headings():
    before = letterhead()
    heading = opened(before)["Kec. Slawi"].cell(row=5, column=3).value
    told = CellMark(row=5, column=3, severity="warning", text="Judul kolom ini tidak dikenali.")

    after = opened(edited(before, marks(told)))["Kec. Slawi"]

    cell = after.cell(row=5, column=3)
    assert (cell.value, "tidak dikenali" in cell.comment.text) == (heading, True)
    assert set(ADDED_HEADERS) <= {each.value for each in after[5]}
