"""Workbooks of today: what is stored in a cell is what is read, and what is hidden or struck is seen."""

import io
from datetime import date

import xlsxwriter
from builders import SheetSpec, sheet, workbook
from cakupan.workbooks.model import DATE, EMPTY, ERROR, FLAG, NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import xlsx, xlsx_parts
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import PLAIN_STYLES, cell, grid, packed_workbook, row, worksheet
from judging import LIMITS

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"], ["3328991208870002", "BUDI"]]


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a workbook."""
    (found,) = read(data, LIMITS).sheets
    return found


def people(*attributes: str, style: int = 0) -> str:
    """Return the XML of three rows, each with the attributes given; the last one in a style."""
    given_attributes = [*attributes, "", "", ""][:3]
    return "".join(
        row(
            number,
            *(
                cell(f"{'AB'[column]}{number}", text, style if number == 3 else 0)
                for column, text in enumerate(cells)
            ),
            attributes=given_attributes[number - 1],
        )
        for number, cells in enumerate(ROWS, start=1)
    )


def slowly(data: bytes) -> tuple[Sheet, ...]:
    """Read all sheets by the reader that looks at every mark."""
    package = Package(data, LIMITS)
    outline = xlsx_parts.outline(package)
    reader = xlsx.Reader(package, outline, LIMITS)
    return tuple(reader.sheet(part) for part in outline.sheets)


def test_each_cell_says_what_it_is_stored_as() -> None:
    data = sheet([["NIK", 3328991208870001, date(1987, 8, 12), True, None, 1.5]])

    found = only_sheet(data)

    assert found.row(0) == ["NIK", "3328991208870001", "1987-08-12", "1", "", "1.5"]
    assert [kinds.tolist() for kinds in found.kinds] == [[TEXT], [NUMBER], [DATE], [FLAG], [EMPTY], [NUMBER]]


def test_a_whole_number_beyond_what_a_spreadsheet_can_hold_stays_a_number() -> None:
    found = only_sheet(sheet([[9107199254740995]]))

    assert found.kinds[0].tolist() == [NUMBER]
    assert found.row(0) == ["9107199254740996"]


def test_a_sheet_of_texts_alone_needs_no_kinds_and_gives_any_part_of_it() -> None:
    found = only_sheet(sheet(ROWS))

    assert found.kinds == ()
    assert (found.height, found.width) == (3, 2)
    assert found.grid(1, 9).tolist() == ROWS[1:]


@each_case("mark", ['hidden="1"', 'hidden="true"', "hidden='1'", 'ht="0" hidden="1"'])
def test_a_row_hidden_or_filtered_out_is_seen(mark: str) -> None:
    found = only_sheet(packed_workbook(f"<sheetData>{people('', mark)}</sheetData>"))

    assert found.hidden_rows == {1}
    assert grid(found) == ROWS


def test_a_row_that_says_it_is_not_hidden_is_not() -> None:
    rows = people("", 'hidden="0"', 'hidden="false"')

    found = only_sheet(packed_workbook(f"<sheetData>{rows}</sheetData>"))

    assert found.hidden_rows == frozenset()


@each_case("mark", ['hidden="1"', 'width="0" customWidth="1"', 'width="0.140625" customWidth="1"'])
def test_hidden_columns_are_seen_as_far_as_the_sheet_is_filled(mark: str) -> None:
    columns = f'<cols><col min="2" max="16384" {mark}/></cols>'

    found = only_sheet(packed_workbook(f"{columns}<sheetData>{people()}</sheetData>"))

    assert found.hidden_columns == {1}


@each_case("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_marked(state: str) -> None:
    data = f"<sheetData>{people()}</sheetData>"

    first, second = read(packed_workbook(data, data, states=["visible", state]), LIMITS).sheets

    assert (first.is_visible, second.is_visible) == (True, False)
    assert grid(second) == ROWS


def test_cells_struck_through_are_seen_row_by_row() -> None:
    found = only_sheet(packed_workbook(f"<sheetData>{people(style=1)}</sheetData>"))

    assert found.struck == {2: {0, 1}}


def test_a_cell_not_struck_beside_those_that_are_is_none_of_them() -> None:
    cells = cell("A1", "SUPARNO", 1) + cell("B1", 32001, 3) + cell("C1", "aktif")

    found = only_sheet(packed_workbook(f"<sheetData>{row(1, cells)}</sheetData>"))

    assert found.struck == {0: {0, 1}}
    assert found.row(0) == ["SUPARNO", "1987-08-12", "aktif"]


@each_case(
    ("runs", "is_struck"),
    [
        ("<r><rPr><strike/></rPr><t>SUPARNO</t></r><r><t> </t></r>", True),
        ("<r><rPr><strike/></rPr><t>SUPAR</t></r><r><t>NO</t></r>", False),
        ("<r><rPr><strike val='0'/></rPr><t>SUPARNO</t></r>", False),
    ],
)
def test_a_text_struck_through_run_by_run_is_struck_when_all_of_it_is(runs: str, is_struck: bool) -> None:
    shared = packed_workbook(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', texts=f"<si>{runs}</si>"
    )
    inline = packed_workbook(
        f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row></sheetData>',
        styles=PLAIN_STYLES,
    )

    for data in (shared, inline):
        found = only_sheet(data)
        assert found.row(0) == ["SUPARNO"]
        assert (found.struck == {0: {0}}) == is_struck


def test_a_formula_shows_the_value_last_calculated_and_nothing_is_calculated() -> None:
    cells = cell("A1", "lama", formula="1+1") + cell("B1", 7, formula="WEBSERVICE(&quot;x&quot;)")

    found = only_sheet(packed_workbook(f"<sheetData>{row(1, cells)}</sheetData>"))

    assert found.row(0) == ["lama", "7"]


@each_case("left", ["", "<v></v>", "<v/>"])
def test_a_formula_nobody_has_calculated_is_empty_and_in_error(left: str) -> None:
    cells = f'<c r="A1"><f>1+1</f>{left}</c>{cell("B1", "x")}'

    found = only_sheet(packed_workbook(f"<sheetData>{row(1, cells)}</sheetData>"))

    assert found.row(0) == ["", "x"]
    assert found.kinds[0].tolist() == [ERROR]


@each_case("left", ["<v></v>", "<v/>", "<v> </v>"])
def test_a_formula_that_gives_an_empty_text_is_empty_and_in_no_error(left: str) -> None:
    cells = f'<c r="A1" t="str"><f>IF(B1="","",1)</f>{left}</c>{cell("B1", "x")}'

    found = only_sheet(packed_workbook(f"<sheetData>{row(1, cells)}</sheetData>"))

    assert (found.row(0), found.kinds) == (["", "x"], ())


@each_case("text", ["#REF!", "#N/A", "#DIV/0!"])
def test_a_cell_in_error_keeps_its_text_and_says_so(text: str) -> None:
    found = only_sheet(
        packed_workbook(f'<sheetData><row r="1"><c r="A1" t="e"><v>{text}</v></c></row></sheetData>')
    )

    assert (found.row(0), found.kinds[0].tolist()) == ([text], [ERROR])


@each_case("hidden", ["", 'hidden="1"'])
@each_case(("serial", "day"), [(30539, "1987-08-12"), (2957004, "2957004"), (2957003, "9999-12-31")])
def test_days_count_from_1904_where_the_workbook_says_so(hidden: str, serial: int, day: str) -> None:
    rows = row(1, cell("A1", serial, 2), attributes=hidden)

    book = read(packed_workbook(f"<sheetData>{rows}</sheetData>", properties='date1904="1"'), LIMITS)

    assert book.is_1904
    assert book.sheets[0].row(0) == [day]


def test_signs_nobody_sees_are_taken_out_of_cells() -> None:
    found = only_sheet(
        sheet([["\u200e3328991208870001\u200b", "SITI\u00a0\u2003AMINAH\u00ad", "\ufeffX\u202e"]])
    )

    assert found.row(0) == ["3328991208870001", "SITI  AMINAH", "X"]


def test_signs_written_as_numbers_are_put_back() -> None:
    data = packed_workbook(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        texts="<si><t>SITI_x000D_\nAMINAH_x005F_1</t></si>",
    )

    assert only_sheet(data).row(0) == ["SITI\r\nAMINAH_1"]


def test_a_phonetic_guide_is_no_part_of_a_text() -> None:
    data = packed_workbook(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        texts='<si><t>SITI</t><rPh sb="0" eb="1"><t>guide</t></rPh></si>',
    )

    assert only_sheet(data).row(0) == ["SITI"]
    assert slowly(data)[0].row(0) == ["SITI"]


def test_a_chart_sheet_has_no_cells_and_keeps_its_place() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Isi!$A$1:$A$3"})
        book.add_chartsheet("Grafik").set_chart(chart)
        book.add_worksheet("Isi").write_row(0, 0, ["NIK", "Nama"])

    graph, cells = read(buffer.getvalue(), LIMITS).sheets

    assert (graph.name, graph.width, graph.is_visible) == ("Grafik", 0, True)
    assert cells.row(0) == ["NIK", "Nama"]


def test_parts_may_lie_anywhere_the_package_says() -> None:
    data = packed_workbook(f"<sheetData>{people()}</sheetData>", folder="data/buku")

    assert grid(only_sheet(data)) == ROWS


@each_case("encoding", ["utf-16", "iso-8859-1"])
def test_a_sheet_in_another_encoding_is_read_the_same(encoding: str) -> None:
    xml = worksheet(f"<sheetData>{people()}</sheetData>").replace('"UTF-8"', f'"{encoding}"')

    assert grid(only_sheet(packed_workbook(xml.encode(encoding)))) == ROWS


@each_case("prefix", ["x:", "sheet:"])
def test_a_sheet_whose_elements_bear_a_prefix_is_read_the_same(prefix: str) -> None:
    name = prefix.rstrip(":")
    inner = f"<sheetData>{people()}</sheetData>".replace("</", "\0").replace("<", f"<{prefix}")
    inner = inner.replace("\0", f"</{prefix}")
    xml = worksheet("").replace("<worksheet xmlns=", f"<{prefix}worksheet xmlns:{name}=")
    data = packed_workbook(xml.replace("</worksheet>", f"{inner}</{prefix}worksheet>"))

    assert grid(only_sheet(data)) == ROWS


def test_rows_in_any_order_and_cells_without_a_reference_find_their_place() -> None:
    rows = (
        row(3, cell("A3", "c"))
        + row(1, cell("A1", "a"))
        + '<row><c t="inlineStr"><is><t>b</t></is></c></row>'
    )

    assert grid(only_sheet(packed_workbook(f"<sheetData>{rows}</sheetData>"))) == [
        ["a"],
        ["b"],
        ["c"],
    ]


def test_merged_cells_are_listed_by_both_readers() -> None:
    data = workbook(SheetSpec(rows=[["a", None], ["b", "c"]], merges=[(3, 0, 4, 1)]))

    assert only_sheet(data).merges == slowly(data)[0].merges == ((3, 0, 4, 1),)
