"""A receipt carries no program of the partner's and calls none."""

import io

import pytest
from cakupan.intake.answering.editor import MACROS_DROPPED
from cakupan.workbooks.editing.package import PackageError
from lxml import etree
from openpyxl import load_workbook
from receipt_builders import edited, faults, parts, with_parts
from rich_workbooks import letterhead

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTENSIBILITY = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


def related(rels: bytes, kind: str, target: str) -> bytes:
    """Return relations with one more."""
    root = etree.fromstring(rels)
    about = {"Id": "rId900", "Type": kind, "Target": target}
    etree.SubElement(root, f"{{{root.nsmap[None]}}}Relationship", about)
    return etree.tostring(root)


def with_macros() -> bytes:
    """Return the roster as an .xlsm with a program and a ribbon that calls it."""
    found = parts(letterhead())
    types = found["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    types = types.replace(
        b"</Types>",
        b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    program = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    return with_parts(
        letterhead(),
        {
            "[Content_Types].xml": types,
            "xl/vbaProject.bin": b"program",
            "xl/_rels/workbook.xml.rels": related(
                found["xl/_rels/workbook.xml.rels"], program, "vbaProject.bin"
            ),
            "customUI/customUI.xml": b"<customUI onLoad='run'/>",
            "_rels/.rels": related(found["_rels/.rels"], EXTENSIBILITY, "customUI/customUI.xml"),
        },
    )


def test_macros_and_what_calls_them_are_left_out_and_the_summary_says_so():
    data = edited(with_macros())

    found = parts(data)
    assert not [name for name in found if "vba" in name.lower() or "customUI" in name]
    assert b"macroEnabled" not in found["[Content_Types].xml"]
    assert not [
        name for name, content in found.items() if name.endswith(".rels") and b"vbaProject" in content
    ]
    assert list(faults(data)) == []
    book = load_workbook(io.BytesIO(data))
    assert MACROS_DROPPED in [row[0].value for row in book["Ringkasan Cakupan"]]
    assert book["Kec. Slawi"]["H31"].value == "=SUM(H7:H30)"


def test_a_workbook_without_macros_says_nothing_of_them():
    book = load_workbook(io.BytesIO(edited(letterhead())))

    assert MACROS_DROPPED not in [row[0].value for row in book["Ringkasan Cakupan"]]


def test_a_sheet_of_macros_makes_the_workbook_one_we_only_copy():
    found = parts(letterhead())
    macro = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    rels = found["xl/_rels/workbook.xml.rels"]
    sheets = etree.fromstring(rels)
    for each in sheets:
        if each.get("Target") == "worksheets/sheet3.xml":
            each.set("Type", macro)

    with pytest.raises(PackageError):
        edited(with_parts(letterhead(), {"xl/_rels/workbook.xml.rels": etree.tostring(sheets)}))
