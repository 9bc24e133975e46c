"""Workbooks of programs that are no spreadsheet: odd in what they say, read for what they hold."""

import io
import re
import zipfile
from collections.abc import Callable

from cakupan.workbooks.model import DATE, NUMBER, Sheet
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import MAIN, cell, grid, packed_workbook, row, worksheet, zip_of
from judging import LIMITS

ROWS = [["NIK", "Lahir"], ["3328991208870001", "1987-08-12"]]
CELLS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>32001</v></c></row>'
)
TEXTS = "<si><t>NIK</t></si><si><t>Lahir</t></si><si><t>3328991208870001</t></si>"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a workbook."""
    (found,) = read(data, LIMITS).sheets
    return found


def packed(rows: str = CELLS, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook of these rows, with what stands before and after them."""
    return packed_workbook(f"{before}<sheetData>{rows}</sheetData>{after}", texts=TEXTS)


def changed(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return a package with text of its parts replaced; a part whose name becomes nothing is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, before, after in changes:
        assert before in parts[name]
        parts[name] = parts[name].replace(before, after)
    return zip_of(parts)


def renamed(data: bytes, before: str, after: str) -> bytes:
    """Return a package with one of its parts under another name, or without it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts.pop(before)
    return zip_of({**parts, after: content} if after else parts)


@each_case(
    "after",
    [
        '<mergeCells><mergeCell ref="J:K"/></mergeCells>',
        '<mergeCells><mergeCell ref="3:4"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1"/></mergeCells>',
        '<mergeCells><mergeCell ref=""/></mergeCells>',
        "<mergeCells><mergeCell/></mergeCells>",
        '<extLst><ext xmlns:x14="urn:x" uri="{0}"><x14:row r="1" hidden="1"/></ext></extLst>',
    ],
)
def test_what_stands_behind_the_rows_takes_nothing_from_them(after: str) -> None:
    found = only_sheet(packed(after=after))

    assert (grid(found), found.merges, found.hidden_rows) == (ROWS, (), frozenset())


@each_case("reference", ["$A$1:$B$2", "B2:A1", " A1:B2 "])
def test_a_merged_area_is_seen_however_its_corners_are_written(reference: str) -> None:
    found = only_sheet(packed(after=f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'))

    assert found.merges == ((0, 0, 1, 1),)


@each_case("reference", ["", "A1", "A1:XFD1048576", "J:K", "#REF!"])
def test_what_a_sheet_says_of_its_size_is_not_asked(reference: str) -> None:
    assert grid(only_sheet(packed(before=f'<dimension ref="{reference}"/>'))) == ROWS


@each_case("space", [" {}\n", "\n\t{} ", "{}\r\n"])
def test_white_space_around_a_value_is_no_part_of_it(space: str) -> None:
    rows = re.sub(r"<v>(\d+)</v>", lambda found: f"<v>{space.format(found[1])}</v>", CELLS)
    rows += row(3, f'<c r="A3" t="b"><v>{space.format(1)}</v></c><c r="B3"><v>{space.format(1.5)}</v></c>')

    assert grid(only_sheet(packed(rows))) == [*ROWS, ["1", "1.5"]]


@each_case("kind", ["", 't="n"', 't="s"'])
def test_a_value_of_white_space_alone_is_none(kind: str) -> None:
    assert grid(only_sheet(packed(f'{CELLS}<row r="3"><c r="A3" {kind}><v> </v></c></row>'))) == ROWS


def test_a_text_of_its_cell_is_read_wherever_it_stands() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><v>NIK</v></c><c r="B1"><is><t>Lahir</t></is></c>'
        '<c r="C1" t="str"><is><t>Nama</t></is></c><c r="D1" t="inlineStr"/><c r="E1" t="inlineStr"><is/></c>'
    )

    assert grid(only_sheet(packed(row(1, cells)))) == [["NIK", "Lahir", "Nama"]]


@each_case(
    "written",
    [
        CELLS.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="A2"', "").replace(' r="B2"', ""),
        re.sub(r' r="\w+"', "", CELLS),
        CELLS.replace('"A2"', '"$A$2"'),
        CELLS.replace('"A2"', '"a2"'),
        CELLS.replace("<row ", '<row spans="" ht="" '),
        CELLS.replace("<row ", '<row x14ac:dyDescent="0.25" '),
    ],
)
def test_a_cell_stands_where_it_says_or_behind_the_one_before_it(written: str) -> None:
    assert grid(only_sheet(packed(written))) == ROWS


@each_case("number", ["9271014101900003", "9.271014101900003E+15", "9271014101900003.0"])
@each_case("inside", ["", "<f>B1</f>"])
@each_case("hidden", ["", 'hidden="1"'])
def test_a_whole_number_keeps_each_digit_it_is_written_with(number: str, inside: str, hidden: str) -> None:
    rows = f'<row r="1" {hidden}><c r="A1">{inside}<v>{number}</v></c></row>'

    found = only_sheet(packed(rows))

    assert (found.row(0), found.kinds[0].tolist()) == (["9271014101900003"], [NUMBER])


@each_case("number", ["92710141019000031", "-9271014101900003", "123456789012345678901234567890"])
def test_longer_numbers_and_those_below_nothing_keep_their_digits_too(number: str) -> None:
    assert only_sheet(packed(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')).row(0) == [number]


@each_case(
    ("number", "shown"),
    [("9.2710141019000039E+15", "9271014101900004"), ("1_0", "1_0"), ("1e999", "1e999"), ("nan", "nan")],
)
def test_what_is_no_whole_number_as_written_is_read_as_a_spreadsheet_does(number: str, shown: str) -> None:
    assert only_sheet(packed(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')).row(0) == [shown]


@each_case("hidden", ["", 'hidden="1"'])
@each_case("seconds", [0, 0.004, 0.4, 2, 12, 20, 36, 48, 59])
def test_a_day_that_misses_its_midnight_by_seconds_is_that_day(seconds: float, hidden: str) -> None:
    rows = row(1, f'<c r="A1" s="2"><v>{45566 - seconds / 86400!r}</v></c>', attributes=hidden)

    found = only_sheet(packed(rows))

    assert (found.row(0), found.kinds[0].tolist()) == (["2024-10-01"], [DATE])


@each_case(("early", "shown"), [(1, "23:59:59"), (60, "23:59:00"), (3600, "23:00:00")])
def test_the_last_second_of_a_day_and_any_time_before_it_are_of_that_day(early: int, shown: str) -> None:
    rows = row(1, f'<c r="A1" s="2"><v>{45566 - early / 86400!r}</v></c>')

    assert only_sheet(packed(rows)).row(0) == [f"2024-09-30 {shown}"]


def test_a_day_written_as_a_text_with_a_time_is_held_to_the_same() -> None:
    cells = '<c r="A1" t="d"><v>2024-09-30T23:59:48</v></c><c r="B1" t="d"><v> 2024-10-01T00:00:00 </v></c>'

    assert only_sheet(packed(row(1, cells))).row(0) == ["2024-10-01", "2024-10-01"]


@each_case(
    "extension",
    [
        '<x15:workbookPr xmlns:x15="urn:x15" chartTrackingRefBase="1"/>',
        '<x14:workbookPr xmlns:x14="urn:x14" date1904="0"/>',
        '<workbookPr xmlns="urn:other" date1904="false"/>',
    ],
)
def test_an_extension_does_not_say_from_when_days_count(extension: str) -> None:
    data = packed_workbook(
        f"<sheetData>{row(1, cell('A1', 30539, 2))}</sheetData>", properties='date1904="1"'
    )

    book = read(
        changed(data, ("xl/workbook.xml", "</sheets>", f"</sheets><extLst><ext>{extension}</ext></extLst>")),
        LIMITS,
    )

    assert book.is_1904
    assert book.sheets[0].row(0) == ["1987-08-12"]


@each_case("prefix", ["", "x:"])
@each_case("space", [STRICT, TRANSITIONAL])
def test_a_workbook_in_either_namespace_and_under_any_prefix_is_read(space: str, prefix: str) -> None:
    inner = f"<sheetData>{CELLS}</sheetData>"
    declared = f'xmlns:x="{space}"' if prefix else f'xmlns="{space}"'
    tags = re.compile(r"<(/?)(?=\w)")
    parts = {
        "xl/worksheets/sheet1.xml": worksheet(inner),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{TEXTS}</sst>",
    }
    written = {
        name: tags.sub(rf"<\1{prefix}", xml.replace(MAIN, "@")).replace("@", declared)
        for name, xml in parts.items()
    }

    assert grid(only_sheet(packed_workbook(inner, more=written))) == ROWS


def test_a_cell_of_another_namespace_is_none_of_the_sheet() -> None:
    rows = CELLS + '<x:row xmlns:x="urn:x" r="9"><x:c r="A9"><x:v>7</x:v></x:c></x:row>'

    assert grid(only_sheet(packed(rows))) == ROWS


def test_a_prefix_that_stands_for_nothing_takes_nothing_from_the_rows() -> None:
    rows = CELLS + '<row r="3" zz:hidden="1"><c r="A3" zz:x="1"><v>7</v></c><zz:y/></row>'

    assert grid(only_sheet(packed(rows))) == [*ROWS, ["7", ""]]


@each_case("sign", ["\x0b", "\x01", "\x1f"])
@each_case("runs", ["<t>{}</t>", "<r><t>{}</t></r>"])
def test_a_control_sign_that_no_xml_may_hold_is_left_out(sign: str, runs: str) -> None:
    text = f"<si>{runs.format(f'SUPA{sign}RNO')}</si>"
    cells = '<c r="A1" t="s"><v>0</v></c>' + cell("B1", f"BU{sign}DI")

    shared = packed_workbook(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', texts=text
    )

    assert only_sheet(shared).row(0) == ["SUPARNO"]
    assert only_sheet(packed_workbook(f"<sheetData>{row(1, cells)}</sheetData>", texts=text)).row(0) == [
        "SUPARNO",
        "BUDI",
    ]


RELATIONS = "xl/_rels/workbook.xml.rels"
PACKAGES: dict[str, Callable[[bytes], bytes]] = {
    "absolute targets": lambda data: changed(
        data, (RELATIONS, 'Target="', 'Target="/xl/'), ("_rels/.rels", 'Target="', 'Target="/')
    ),
    "targets through the folder above": lambda data: changed(data, (RELATIONS, 'Target="', 'Target="../xl/')),
    "backslashes in targets": lambda data: changed(data, (RELATIONS, "worksheets/", "worksheets\\")),
    "backslashes in names": lambda data: renamed(
        data, "xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"
    ),
    "capitals": lambda data: renamed(data, "xl/sharedStrings.xml", "XL/SharedStrings.XML"),
    "a target written as in an address": lambda data: renamed(
        changed(data, (RELATIONS, "sheet1.xml", "sheet%201.xml")),
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet 1.xml",
    ),
    "no relation to texts and styles": lambda data: changed(
        data, (RELATIONS, "sharedStrings", "x"), (RELATIONS, "styles", "x")
    ),
    "no relations of the package": lambda data: renamed(data, "_rels/.rels", ""),
    "no types": lambda data: renamed(data, "[Content_Types].xml", ""),
    "strict relations": lambda data: changed(
        data,
        (RELATIONS, "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/x"),
    ),
    "an id without a prefix": lambda data: changed(data, ("xl/workbook.xml", "r:id=", "id=")),
    "an id with a prefix of its own": lambda data: changed(
        data, ("xl/workbook.xml", "r:id=", "ns1:id="), ("xl/workbook.xml", "xmlns:r=", "xmlns:ns1=")
    ),
    "an id with a prefix that stands for nothing": lambda data: changed(
        data, ("xl/workbook.xml", "r:id=", "zz:id=")
    ),
    "no state": lambda data: changed(data, ("xl/workbook.xml", "state='visible'", "")),
}


@each_case("oddity", PACKAGES)
def test_a_package_is_read_whatever_way_its_parts_are_named(oddity: str) -> None:
    assert grid(only_sheet(PACKAGES[oddity](packed()))) == ROWS


def test_a_workbook_without_styles_and_texts_is_read() -> None:
    rows = row(1, cell("A1", "NIK"), cell("B1", 5))
    data = renamed(renamed(packed(rows), "xl/styles.xml", ""), "xl/sharedStrings.xml", "")

    assert grid(only_sheet(data)) == [["NIK", "5"]]


def test_a_format_of_a_table_style_is_none_of_a_cell() -> None:
    styles = (
        f"<styleSheet {MAIN}><fonts><font/></fonts><cellXfs><xf numFmtId='164'/></cellXfs>"
        "<extLst><ext><x:dxfs xmlns:x='urn:x'><x:dxf><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></x:dxf>"
        "</x:dxfs></ext></extLst></styleSheet>"
    )

    data = packed_workbook(f"<sheetData>{row(1, cell('A1', 32001))}</sheetData>", styles=styles)

    assert only_sheet(data).row(0) == ["32001"]


def test_a_sheet_that_leads_to_no_part_has_no_cells_and_takes_nothing_from_the_others() -> None:
    module = '<sheet name="Module" sheetId="9" r:id=""/></sheets>'

    list_of_people, empty = read(changed(packed(), ("xl/workbook.xml", "</sheets>", module)), LIMITS).sheets

    assert (grid(list_of_people), empty.width) == (ROWS, 0)
