"""Open document spreadsheets: stored values, repetitions, and what is hidden or struck through."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.model import DATE, EMPTY, ERROR, FLAG, NUMBER, TEXT, Sheet
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import flat_document, grid, ods_cell, ods_row, open_document, zip_of
from judging import LIMITS
from mess_entries import entry

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"], ["3328991208870002", "BUDI"]]
STRUCK = (
    '<style:style style:name="batal" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="anak" style:parent-style-name="batal"/>'
)
HIDDEN_TABLE = (
    '<style:style style:name="sembunyi" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a spreadsheet."""
    (found,) = read(data, LIMITS).sheets
    return found


def rows(count: int) -> str:
    """Return the attribute that repeats a row."""
    return f'table:number-rows-repeated="{count}"'


def columns(count: int) -> str:
    """Return the attribute that repeats a cell or column."""
    return f'table:number-columns-repeated="{count}"'


def test_each_cell_says_what_it_is_stored_as() -> None:
    flag = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    row = ods_row(["NIK", 3328991208870001, date(1987, 8, 12), None])

    found = only_sheet(open_document(row.replace("</table:table-row>", f"{flag}</table:table-row>")))

    assert found.row(0) == ["NIK", "3328991208870001", "1987-08-12", "", "1"]
    assert [kinds.tolist() for kinds in found.kinds] == [[TEXT], [NUMBER], [DATE], [EMPTY], [FLAG]]


def test_repeated_rows_and_cells_keep_their_places_and_the_empty_end_costs_nothing() -> None:
    empty = f"<table:table-row {rows(300_000)}>{ods_cell('', columns(16_384))}</table:table-row>"
    last = f"<table:table-row>{ods_cell('', columns(3))}{ods_cell('y', columns(2))}</table:table-row>"
    end = f"<table:table-row {rows(999_999_999)}>{ods_cell('', columns(999_999_999))}</table:table-row>"

    found = only_sheet(open_document(ods_row(["a"]) + empty + ods_row(["x"], rows(2)) + last + end))

    assert found.height == 300_004
    assert found.row(0) == ["a", "", "", "", ""]
    assert found.row(300_001) == found.row(300_002) == ["x", "", "", "", ""]
    assert found.row(300_003) == ["", "", "", "y", "y"]


@each_case(
    ("bound", "table"),
    [
        ("rows", ods_row(["x"], rows(999_999_999))),
        ("rows", ods_row([""], rows(999_999_999)) + ods_row(["x"])),
        ("columns", f"<table:table-row>{ods_cell('x', columns(999_999_999))}</table:table-row>"),
        ("columns", f"<table:table-row>{ods_cell('', columns(999_999))}{ods_cell('x')}</table:table-row>"),
    ],
)
def test_more_filled_rows_or_columns_than_a_sheet_may_have_are_refused(bound: str, table: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(open_document(table), LIMITS)

    assert (refused.value.code, refused.value.details["bound"]) == ("BERKAS_TERLALU_BESAR", bound)


def test_hidden_tables_rows_and_columns_are_seen() -> None:
    table = (
        f"<table:table-column/><table:table-column table:visibility='collapse' {columns(50)}/>"
        + ods_row(ROWS[0])
        + ods_row(ROWS[1], 'table:visibility="collapse"')
        + ods_row(ROWS[2], f'table:visibility="filter" {rows(2)}')
    )
    data = open_document(table, ROWS, styles=HIDDEN_TABLE)
    hidden = data_with(data, 'table:name="Lembar2"', 'table:name="Lembar2" table:style-name="sembunyi"')

    first, second = read(hidden, LIMITS).sheets

    assert (first.hidden_rows, first.hidden_columns, first.is_visible) == ({1, 2, 3}, {1}, True)
    assert (second.is_visible, grid(second)) == (False, ROWS)


@each_case("style", ["batal", "anak"])
def test_cells_struck_through_by_their_style_are_seen_in_whole_and_half_struck_rows(style: str) -> None:
    struck = f'table:style-name="{style}"'
    both = f"<table:table-row>{ods_cell('3328991208870001', struck)}{ods_cell('SUPARNO', struck)}"
    half = f"<table:table-row>{ods_cell('3328991208870002', struck)}{ods_cell('BUDI')}"
    end = "</table:table-row>"

    found = only_sheet(open_document(f"{ods_row(ROWS[0])}{both}{end}{half}{end}", styles=STRUCK))

    assert found.struck == {1: {0, 1}, 2: {0}}


def test_a_cell_is_struck_by_a_column_style_and_by_its_letters_too() -> None:
    by_letters = (
        '<table:table-row><table:table-cell office:value-type="string">'
        '<text:p><text:span text:style-name="batal">SUPARNO</text:span></text:p></table:table-cell>'
        "</table:table-row>"
    )
    by_column = '<table:table-column table:default-cell-style-name="batal"/>' + ods_row(["BUDI"])

    for table in (by_letters, by_column):
        assert only_sheet(open_document(table, styles=STRUCK)).struck == {0: {0}}


def test_a_formula_shows_its_stored_value_its_error_or_that_it_has_none() -> None:
    formula = 'table:formula="of:=1"'
    cells = (
        f'<table:table-cell {formula} office:value-type="float" office:value="7"/>'
        f'<table:table-cell {formula} office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
        f"<table:table-cell {formula}/>{ods_cell('x')}"
    )

    found = only_sheet(open_document(f"<table:table-row>{cells}</table:table-row>"))

    assert found.row(0) == ["7", "#N/A", "", "x"]
    assert [kinds.tolist() for kinds in found.kinds] == [[NUMBER], [ERROR], [ERROR], [TEXT]]


def test_paragraphs_spaces_and_comments_of_a_cell_are_kept_apart() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>komentar</text:p>'
        '</office:annotation><text:p>SITI<text:s text:c="2"/>AMINAH</text:p><text:p>Slawi</text:p>'
        "</table:table-cell>"
    )

    assert only_sheet(open_document(f"<table:table-row>{cell}</table:table-row>")).row(0) == [
        "SITI  AMINAH\nSlawi"
    ]


def test_merged_cells_are_listed() -> None:
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    row = f"<table:table-row>{ods_cell('KOP', spanned)}<table:covered-table-cell/></table:table-row>"

    assert only_sheet(open_document(ods_row(["a"]) + row)).merges == ((1, 0, 3, 1),)


def test_a_spreadsheet_with_a_password_is_locked() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}

    with pytest.raises(FileRefused, match="BERKAS_TERKUNCI"):
        read(open_document(ROWS, more=manifest), LIMITS)


@each_case(("kind", "what"), [("text", "document"), ("presentation", "slides")])
def test_another_open_document_is_named(kind: str, what: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(open_document(ROWS, mimetype=kind), LIMITS)

    assert (refused.value.code, refused.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", what)


def test_a_spreadsheet_without_a_filled_cell_is_empty() -> None:
    with pytest.raises(FileRefused, match="BERKAS_KOSONG"):
        read(open_document([["", None], [" "]]), replace(LIMITS, max_rows=5))


@entry(15)
@each_case(
    "drawn",
    ["frame", "g", "rect", "line", "caption", "custom-shape", "control", "connector", "polygon", "page"],
)
def test_what_is_drawn_over_a_cell_is_no_text_of_it(drawn: str) -> None:
    text = "<draw:text-box><text:p>STEMPEL</text:p></draw:text-box><text:p>ASLI</text:p>"
    shape = f"<draw:{drawn}>{text}</draw:{drawn}>"
    texts = f"{shape}<text:p>SITI{shape}</text:p>{shape}"
    cell = f'<table:table-cell office:value-type="string">{texts}</table:table-cell>'

    assert only_sheet(open_document(f"<table:table-row>{cell}</table:table-row>")).row(0) == ["SITI"]


@entry(15)
@each_case(
    "name", ["'file:///C:/daftar.ods'#$Data", "'file:///home/x/a b.xlsx'#Data", "'https://x/y.ods'#$A"]
)
def test_a_hidden_copy_of_a_linked_file_is_no_sheet(name: str) -> None:
    data = open_document(ROWS, ROWS)

    found = only_sheet(data_with(data, '"Lembar2"', f'"{name}"'))

    assert (found.name, grid(found)) == ("Lembar1", ROWS)


def test_a_sheet_in_sight_that_is_linked_is_one_and_a_hidden_one_is_not() -> None:
    source = '<table:table-source xlink:href="a.ods" xmlns:xlink="x"/>'
    rows_written = "".join(ods_row(cells) for cells in ROWS)
    data = open_document(source + rows_written, source + rows_written, styles=HIDDEN_TABLE)
    hidden = data_with(data, 'table:name="Lembar2"', 'table:name="Lembar2" table:style-name="sembunyi"')

    assert [each.name for each in read(hidden, LIMITS).sheets] == ["Lembar1"]


@each_case("space", ["\n   ", "\t", "\r\n"])
def test_white_space_between_and_within_tags_is_no_text(space: str) -> None:
    row = ods_row(["SITI AMINAH", 3328991208870001])
    indented = row.replace("><", f">{space}<").replace("<text:p>", f"<text:p>{space}")
    indented = indented.replace("SITI AMINAH", f"SITI{space}AMINAH{space}")

    assert only_sheet(open_document(indented + space)).row(0) == ["SITI AMINAH", "3328991208870001"]


def test_tabs_breaks_and_links_of_a_cell_are_text_and_deleted_rows_are_none() -> None:
    changes = (
        "<table:tracked-changes><table:deletion><table:table-row><table:table-cell><text:p>lama</text:p>"
        "</table:table-cell></table:table-row></table:deletion></table:tracked-changes>"
    )
    cell = (
        '<table:table-cell office:value-type="string"><text:p>SITI<text:tab/>A<text:line-break/>'
        "<text:a>Slawi</text:a></text:p></table:table-cell>"
    )

    found = only_sheet(open_document(f"{changes}<table:table-row>{cell}</table:table-row>"))

    assert grid(found) == [["SITI\tA\nSlawi"]]


def test_every_digit_of_a_large_number_is_kept() -> None:
    cells = "".join(ods_cell(number) for number in (9271014101900003, 9007199254740993, 3328991208870001))

    found = only_sheet(open_document(f"<table:table-row>{cells}</table:table-row>"))

    assert found.row(0) == ["9271014101900003", "9007199254740993", "3328991208870001"]
    assert [kinds.tolist() for kinds in found.kinds] == [[NUMBER]] * 3


def test_a_spreadsheet_in_one_file_of_markup_is_read_alike() -> None:
    table = "".join(ods_row(cells) for cells in ROWS) + ods_row(["batal"]).replace(
        "<table:table-cell", '<table:table-cell table:style-name="anak"'
    )
    data = flat_document(f'<table:table table:name="Lembar1">{table}</table:table>', STRUCK)

    assert only_sheet(data) == only_sheet(open_document(table, styles=STRUCK))
    assert only_sheet(b"\n" + data.replace(b"SUPARNO", b"JO\x92O")).row(1)[1] == "JO’O"


@each_case(("kind", "what"), [("text", "document"), ("presentation", "slides")])
def test_another_open_document_in_one_file_is_named(kind: str, what: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(flat_document("", kind=kind), LIMITS)

    assert (refused.value.code, refused.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", what)


def data_with(data: bytes, old: str, new: str) -> bytes:
    """Return a spreadsheet with one piece of its content replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).replace(old.encode(), new.encode()) for name in archive.namelist()}
    return zip_of(parts)


@each_case(
    "written",
    [
        "<text:h>SITI</text:h>",
        "<text:h>SITI <text:span>AMINAH</text:span></text:h><text:p>(ibu)</text:p>",
    ],
)
def test_a_heading_in_a_cell_is_its_text_too(written: str) -> None:
    found = only_sheet(open_document(ods_row(["NIK", "@"]).replace("<text:p>@</text:p>", written)))

    assert grid(found)[0][1].startswith("SITI")


def test_a_cell_that_says_it_is_empty_and_shows_a_text_is_what_it_shows() -> None:
    said = 'office:value-type="string" office:string-value=""'
    data = open_document(ods_row(["SITI"]).replace('office:value-type="string"', said))

    assert grid(only_sheet(data)) == [["SITI"]]
