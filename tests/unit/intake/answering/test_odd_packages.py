"""Workbooks as programs really write them: other prefixes, missing names of cells, forms, conversations."""

import re
from collections.abc import Callable

import pytest
from builders import sheet
from cakupan.workbooks.editing import package
from cakupan.workbooks.editing.marked import CellMark
from cakupan.workbooks.editing.package import PackageError
from case_tables import each_case
from lxml import etree
from receipt_builders import bad_nik, edited, faults, marks, opened, parts, with_parts
from rich_workbooks import letterhead

SHEET = "xl/worksheets/sheet1.xml"
ONE_RANGE = '<cols><col min="1" max="16384" width="9" hidden="1"/></cols>'
BUTTON = (
    b'<v:shape id="_x0000_s1900" type="#_x0000_t201"><x:ClientData ObjectType="Button"><x:Row>7</x:Row>'
    b"<x:Column>1</x:Column></x:ClientData></v:shape>"
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(change: Callable[[str], str]) -> bytes:
    """Return the roster with another text of its first sheet."""
    content = parts(letterhead())[SHEET].decode()
    changed = change(content)
    assert changed != content
    return with_parts(letterhead(), {SHEET: changed.encode()})


def prefixed(content: str) -> str:
    """The same sheet with a prefix before every name, as some exporters write it."""
    root = etree.fromstring(content.encode())
    other = etree.Element(f"{{{MAIN}}}worksheet", nsmap={"x": MAIN, "r": root.nsmap["r"]})
    other[:] = list(root)
    return etree.tostring(other).decode()


@each_case(
    "change",
    [
        prefixed,
        lambda content: re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", content),
        lambda content: content.replace(' spans="1:8"', ""),
        lambda content: re.sub(r"<dimension[^>]*/>", "", content),
        lambda content: re.sub(r"<cols>.*?</cols>", ONE_RANGE, content),
        lambda content: content.replace("<sheetData>", "<!-- made by an export --><sheetData>"),
        lambda content: content.replace("</worksheet>", '<extLst><ext uri="{x}"/></extLst></worksheet>'),
    ],
    ids=["prefix", "unnamed cells", "no spans", "no dimension", "one range", "remark", "extensions"],
)
def test_a_sheet_written_otherwise_is_marked_all_the_same(change: Callable[[str], str]):
    data = edited(with_sheet(change), marks(bad_nik()))

    own = opened(data)["Kec. Slawi"]
    assert own["B8"].fill.fgColor.rgb == "FFF9CDC4"
    assert [own.cell(8, column).value for column in (2, 9)] == ["3328991208870002", "Tidak sah"]
    assert own["I5"].value == "Status (Cakupan)"
    assert not own.column_dimensions["I"].hidden
    assert list(faults(data)) == []


def test_a_form_in_the_drawing_stays_when_comments_come_and_go():
    name = "xl/drawings/vmlDrawing1.vml"
    drawing = parts(letterhead())[name].replace(b"</xml>", BUTTON + b"</xml>")

    first = edited(with_parts(letterhead(), {name: drawing}), marks(bad_nik()))
    second = edited(first, marks(bad_nik(row=9), added=(9, 10, 11)))

    for data in (first, second):
        assert parts(data)[name].count(BUTTON) == 1
    assert parts(first)[name].count(b'ObjectType="Note"') == 2
    assert parts(second)[name].count(b'ObjectType="Note"') == 2
    assert len(set(re.findall(rb'<v:shape id="([^"]+)"', parts(second)[name]))) == 3


def test_a_conversation_on_a_cell_is_left_to_those_who_have_it():
    content = parts(letterhead())["xl/comments1.xml"].replace(b"Bu Siti", b"tc={0F}")
    talked = CellMark(row=9, column=3, severity="warning", text="Periksa nama ini.")

    own = opened(edited(with_parts(letterhead(), {"xl/comments1.xml": content}), marks(talked)))["Kec. Slawi"]

    assert own["C9"].comment.text == "Cek lagi ya"
    assert own["C9"].fill.fgColor.rgb == "FFFFE9A8" and own["J9"].value == "Periksa nama ini."


def test_relations_written_from_the_root_lead_to_the_same_parts():
    name = "xl/_rels/workbook.xml.rels"
    rels = parts(letterhead())[name].replace(b'Target="worksheets', b'Target="/xl/worksheets')

    data = edited(with_parts(letterhead(), {name: rels}))

    assert opened(data)["Kec. Slawi"]["I8"].value == "Tidak sah"
    assert list(faults(data)) == []


def test_a_signature_that_no_longer_holds_is_left_out():
    rels = parts(letterhead())["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        b'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )

    data = edited(with_parts(letterhead(), {"_rels/.rels": rels, "_xmlsignatures/origin.sigs": b"x"}))

    assert not [name for name in parts(data) if "_xmlsignatures" in name]
    assert b"digital-signature" not in parts(data)["_rels/.rels"]


@each_case(
    ("part", "before", "after"),
    [
        ("xl/workbook.xml", MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (SHEET, "<sheetData>", "<sheetDat>"),
        (SHEET, "<row ", "<row <"),
        ("xl/drawings/vmlDrawing1.vml", "</xml>", ""),
        ("xl/styles.xml", "<cellXfs", "<otherXfs"),
    ],
    ids=["strict dialect", "no rows", "no XML", "drawing without end", "no styles"],
)
def test_a_package_we_do_not_understand_is_not_edited(part: str, before: str, after: str):
    content = parts(letterhead())[part].decode()

    with pytest.raises(PackageError):
        edited(with_parts(letterhead(), {part: content.replace(before, after).encode()}))


def test_a_sheet_with_no_room_for_our_columns_is_not_edited():
    def to_the_edge(content: str) -> str:
        return content.replace("</row>", '<c r="XFC1"><v>1</v></c></row>', 1)

    with pytest.raises(PackageError, match="no room"):
        edited(with_sheet(to_the_edge))


def _rows_swapped(content: str) -> str:
    return re.sub(r'(<row r="8".*?</row>)(<row r="9".*?</row>)', r"\2\1", content)


@each_case(
    "change",
    [
        lambda content: content.replace('r="B8"', 'r="b8"'),
        lambda content: re.sub(r'(<c r="B8".*?</c>)(<c r="C8".*?</c>)', r"\2\1", content),
        lambda content: content.replace('r="C8"', 'r="B8"'),
        lambda content: content.replace('r="C8"', 'r="C9"'),
        lambda content: re.sub(r'(<row r=)"9"', r'\1"8"', content),
        _rows_swapped,
    ],
    ids=["small letters", "cells swapped", "cell twice", "cell of another row", "row twice", "rows swapped"],
)
def test_a_sheet_whose_cells_are_not_in_order_is_not_edited(change: Callable[[str], str]):
    with pytest.raises(PackageError, match=r"order|odd name"):
        edited(with_sheet(change))


def test_parts_that_unpack_to_more_than_allowed_are_not_unpacked():
    with pytest.raises(PackageError, match="too large"):
        package.unpack(letterhead(), 1_000)


@each_case("extension", ["rels", "xml"])
def test_a_package_that_names_the_type_of_each_part_gets_none_without_a_type(extension: str):
    roster = sheet([["No", "NIK"], ["1", "3328991208870001"], ["2", "3328991208870002"]])
    default = re.search(rf'<Default Extension="{extension}" ContentType="([^"]*)"/>', types(roster))
    assert default is not None
    alone = "".join(
        f'<Override PartName="/{name}" ContentType="{default[1]}"/>'
        for name in parts(roster)
        if name.endswith(f".{extension}") and f'"/{name}"' not in types(roster) and "[" not in name
    )
    named = types(roster).replace(default[0], "").replace("</Types>", f"{alone}</Types>")
    data = with_parts(roster, {"[Content_Types].xml": named.encode()})
    assert list(faults(data)) == []

    marked = edited(data, marks(bad_nik(2), sheet_name="Data", header_row=1, rows=range(2, 4)))

    assert "xl/worksheets/_rels/sheet1.xml.rels" in set(parts(marked)) - set(parts(data))
    assert list(faults(marked)) == []


def types(data: bytes) -> str:
    """Return what a package says of the types of its parts."""
    return parts(data)["[Content_Types].xml"].decode()
