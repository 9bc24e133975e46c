"""Tables of web pages and workbooks in one XML file, as they come under the name .xls."""

from datetime import date

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.model import DATE, ERROR, NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import markup
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid, web_page, xml_workbook
from judging import LIMITS

ROWS = [["NIK", "Nama"], ["3328991208870001", "JOSÉ"], ["3328991208870002", "BUDI & ANI"]]


def only_sheet(data: bytes | str) -> Sheet:
    """Return the single sheet of a file."""
    (found,) = read(data.encode() if isinstance(data, str) else data, LIMITS).sheets
    return found


def page(inner: str) -> str:
    """Return a page with one table around its rows."""
    return f"<html><body><table>{inner}</table></body></html>"


@each_case("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_a_table_saved_as_a_workbook_is_read_in_any_encoding(encoding: str) -> None:
    found = only_sheet(web_page(ROWS, encoding))

    assert grid(found) == ROWS
    assert (found.name, found.kinds) == ("Tabel 1", ())


def test_each_outermost_table_is_a_sheet_and_one_within_a_cell_is_not_read_twice() -> None:
    inner = "<table><tr><td>dalam</td></tr></table>"
    data = (
        f"<table><caption>Slawi</caption><tr><td>NIK{inner}</td><td>Nama</td></tr></table>"
        "<p>teks</p><table><tr><th>NPP</th></tr></table>"
    )

    first, second = read(data.encode(), LIMITS).sheets

    assert (first.name, grid(first)) == ("Slawi", [["NIK", "Nama"]])
    assert (second.name, grid(second)) == ("Tabel 2", [["NPP"]])


def test_cells_that_span_push_others_aside_and_are_listed_as_merged() -> None:
    found = only_sheet(
        page(
            "<tr><td rowspan=2>NIK</td><td colspan=2>Lahir</td></tr><tr><td>Tempat</td><td>Tanggal</td></tr>"
            "<tr><td>1</td><td>2</td><td>3</td></tr>"
        )
    )

    assert grid(found) == [["NIK", "Lahir", ""], ["", "Tempat", "Tanggal"], ["1", "2", "3"]]
    assert found.merges == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_entities_breaks_and_spaces_are_text_and_scripts_are_not() -> None:
    found = only_sheet(
        page("<tr><td> SITI&nbsp;&amp;<br>\n  ANI &#233;</td><td><script>x()</script>7</td></tr>")
    )

    assert found.row(0) == ["SITI &\nANI é", "7"]


def test_a_long_number_shown_short_is_read_as_it_is_stored() -> None:
    found = only_sheet(page('<tr><td x:num="3328991208870001">3,32899E+15</td><td x:num="5">5,0</td></tr>'))

    assert found.row(0) == ["3328991208870001", "5,0"]


def test_hidden_and_struck_rows_of_a_page_are_seen() -> None:
    found = only_sheet(
        page(
            "<tr><td>a</td></tr><tr style='display:none'><td>b</td></tr>"
            "<tr><td><s>c</s></td><td style='text-decoration:line-through'>d</td></tr>"
            "<tr><td><del>e</del> f</td></tr>"
        )
    )

    assert (found.hidden_rows, found.struck) == ({1}, {2: {0, 1}})


def test_rows_and_cells_nobody_closed_are_still_rows_and_cells() -> None:
    assert grid(only_sheet("<table><tr><td>a<td>b<tr><td>c<td>d</table>")) == [
        ["a", "b"],
        ["c", "d"],
    ]


@each_case(
    ("code", "data"),
    [
        ("BUKAN_LEMBAR_KERJA", "<html><body><p>tanpa tabel</p></body></html>"),
        ("BUKAN_LEMBAR_KERJA", "<?xml version='1.0'?><catatan><isi>x</isi></catatan>"),
        ("BERKAS_KOSONG", "<html><table><tr><td> </td></tr></table></html>"),
        ("BERKAS_TERLALU_BESAR", page("<tr>" + "<td>x</td>" * 1_001 + "</tr>")),
    ],
)
def test_a_page_that_is_no_list_is_refused_with_its_reason(code: str, data: str) -> None:
    with pytest.raises(FileRefused, match=code):
        read(data.encode(), LIMITS)


def test_a_table_of_many_empty_spanning_cells_is_no_wider_than_what_is_filled() -> None:
    found = only_sheet(page("<tr><td>NIK</td>" + "<td colspan=9999></td>" * 900 + "</tr><tr><td>1</td></tr>"))

    assert (found.height, found.width) == (2, 1)


def test_a_page_nested_without_end_is_refused_or_read_but_ends() -> None:
    deep = page(f"<tr><td>{'<b>' * 50_000}x</td></tr>")

    try:
        found = only_sheet(deep)
    except FileRefused as refusal:
        assert refusal.code == "BERKAS_RUSAK"
    else:
        assert found.height <= 1


def test_a_workbook_in_one_xml_file_says_what_each_cell_is_stored_as() -> None:
    found = only_sheet(xml_workbook([["NIK", 3328991208870001, date(1987, 8, 12)]]))

    assert found.row(0) == ["NIK", "3328991208870001", "1987-08-12"]
    assert [kinds.tolist() for kinds in found.kinds] == [[TEXT], [NUMBER], [DATE]]
    assert found.name == "Daftar"


def test_places_marks_and_errors_of_an_xml_workbook_are_seen() -> None:
    text = '<Data ss:Type="String">{}</Data></Cell>'.format
    sheet = (
        '<Table><Column/><Column ss:Hidden="1"/>'
        f'<Row ss:Index="3"><Cell ss:Index="2" ss:StyleID="batal">{text("SUPARNO")}</Row>'
        f'<Row ss:Hidden="1"><Cell ss:MergeAcross="1">{text("BUDI")}<Cell>{text("ketiga")}</Row>'
        '<Row><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table>'
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    )

    found = only_sheet(xml_workbook([], sheet))

    assert grid(found) == [
        ["", "", ""], ["", "", ""], ["", "SUPARNO", ""], ["BUDI", "", "ketiga"], ["#REF!", "", ""],
    ]  # fmt: skip
    assert (found.hidden_rows, found.struck, found.hidden_columns) == ({3}, {2: {1}}, {1})
    assert (found.merges, found.is_visible) == (((3, 0, 3, 1),), False)
    assert found.kinds[0].tolist()[-1] == ERROR


def test_rows_that_go_back_in_an_xml_workbook_are_damage() -> None:
    sheet = '<Table><Row ss:Index="5"/><Row ss:Index="2"/></Table>'

    with pytest.raises(FileRefused, match="BERKAS_RUSAK"):
        read(xml_workbook([], sheet), LIMITS)


def test_a_comment_is_no_text_of_its_cell_in_an_xml_workbook() -> None:
    text = '<Data ss:Type="String">{}</Data>'.format
    comment = "<Comment><ss:Data>cek lagi</ss:Data></Comment>"
    cells = (f"{text('SITI')}{comment}", comment, text("A"))
    sheet = f"<Table><Row>{''.join(f'<Cell>{each}</Cell>' for each in cells)}</Row></Table>"

    assert grid(only_sheet(xml_workbook([], sheet))) == [["SITI", "", "A"]]


def test_rows_alike_that_an_xml_workbook_writes_once_take_their_places() -> None:
    text = '<Cell><Data ss:Type="String">{}</Data></Cell>'.format
    sheet = (
        f'<Table><Row>{text("a")}</Row><Row ss:Hidden="1" ss:Span="2"/><Row>{text("b")}</Row>'
        f'<Row ss:Span="3"/><Row ss:Index="7">{text("c")}</Row><Row ss:Span="99999999"/></Table>'
    )

    found = only_sheet(xml_workbook([], sheet))

    assert grid(found) == [["a"], [""], [""], [""], ["b"], [""], ["c"]]
    assert found.hidden_rows == {1, 2, 3}


def test_every_digit_of_a_large_number_is_kept_in_an_xml_workbook() -> None:
    found = only_sheet(xml_workbook([[9271014101900003, 12.5]]))

    assert found.row(0) == ["9271014101900003", "12.5"]


def test_an_odd_byte_in_an_xml_workbook_spoils_no_other_name() -> None:
    data = xml_workbook([["NUR’AINI", "BUDI"]]).replace(b"BUDI", b"JO\x92O")

    assert only_sheet(data).row(0) == ["NUR’AINI", "JO’O"]


@each_case("written", [None, "", "-1", "2.0", " 2", "\u00b2", "\u0662", "9" * 5000])
def test_what_is_no_whole_number_in_an_attribute_counts_as_nothing_stated(written: str | None) -> None:
    assert markup.whole_number(written, 7) == 7
    assert (markup.whole_number("0", 7), markup.whole_number("16384", 7)) == (0, 16384)
