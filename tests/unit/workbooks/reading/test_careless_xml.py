"""What no XML may hold and careless programs write costs nobody a row."""

from collections.abc import Callable

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import careless_xml
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import (
    cell,
    flat_document,
    grid,
    ods_content,
    ods_row,
    packed_workbook,
    row,
    xml_workbook,
    zip_of,
)
from judging import LIMITS

Write = Callable[[str], bytes]


def xlsx(name: str) -> bytes:
    """Return a workbook of today with a name as it is written."""
    cells = [cell("A1", "3328991208870001"), cell("B1", "@")]
    return packed_workbook(f"<sheetData>{row(1, *cells)}</sheetData>".replace("@", name))


def table(name: str) -> str:
    """Return the XML of a table of an open document with a name as it is written."""
    return f'<table:table table:name="A">{ods_row(["3328991208870001", "@"])}</table:table>'.replace(
        "@", name
    )


def ods(name: str) -> bytes:
    """Return an open document."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": kind, "content.xml": ods_content(table(name))})


def fods(name: str) -> bytes:
    """Return an open document in one file."""
    return flat_document(table(name))


def xml2003(name: str) -> bytes:
    """Return a workbook in one XML file."""
    return xml_workbook([["3328991208870001", "@"]]).replace(b"@", name.encode())


@each_case("form", [xlsx, ods, fods, xml2003])
@each_case(
    ("written", "read_as"),
    [
        ("SI\x0bTI", "SITI"),
        ("SI&#11;TI", "SITI"),
        ("SI&#x1F;TI", "SITI"),
        ("SI&#xFFFF;TI", "SITI"),
        ("SITI&#55357;&#56832;", "SITI"),
        ("SITI & ANI", "SITI & ANI"),
        ("SITI &ANI;", "SITI &ANI;"),
        ("SITI&nbsp;AMINAH", "SITI AMINAH"),
        ("JOS&eacute;", "JOSÉ".replace("É", "é")),
        ("A &LT; B", "A < B"),
        ("A &lt; B &amp; C &#65;", "A < B & C A"),
        ("<![CDATA[A & B &nbsp;]]>", "A & B &nbsp;"),
    ],
)
def test_signs_that_no_xml_may_hold_spoil_no_other(form: Write, written: str, read_as: str) -> None:
    (found,) = read(form(written), LIMITS).sheets

    assert grid(found) == [["3328991208870001", read_as]]


@each_case("form", [fods, xml2003])
@each_case(
    ("before", "behind"),
    [
        (b"\r\n ", b""),
        (b"\xef\xbb\xbf\n", b""),
        (b"", b"\r\n\x00"),
        (b"Warning: x in y.php on line 12\n", b""),
    ],
)
def test_what_stands_around_a_workbook_of_markup_is_no_part_of_it(
    form: Write, before: bytes, behind: bytes
) -> None:
    (found,) = read(before + form("SITI") + behind, LIMITS).sheets

    assert grid(found) == [["3328991208870001", "SITI"]]


def test_a_byte_that_is_no_utf8_spoils_no_other_sign_of_a_sheet() -> None:
    data = zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ods_content(table("JOSÉ #")).encode().replace(b"#", b"\xc9"),
        }
    )

    assert grid(read(data, LIMITS).sheets[0]) == [["3328991208870001", "JOSÉ É"]]


@each_case("size", range(1, 12))
def test_a_document_in_pieces_is_mended_as_a_whole(size: int) -> None:
    written = "<a>É&#11;É&nbsp;&amp; & É&#x41;</a>".encode()
    pieces = [written[start : start + size] for start in range(0, len(written), size)]

    assert b"".join(careless_xml.mended(pieces)) == "<a>ÉÉ&#160;&amp; &amp; É&#x41;</a>".encode()


def test_letters_of_two_bytes_and_encodings_that_are_named_stay_as_they_are() -> None:
    wide, named = (
        "<a>é</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='latin-1'?><a>é</a>".encode("latin-1"),
    )

    assert b"".join(careless_xml.mended([wide])) == wide
    assert b"".join(careless_xml.mended([named])) == named


def test_names_that_a_document_defines_itself_are_never_read() -> None:
    with pytest.raises(FileRefused) as refusal:
        read(xml2003("&x;").replace(b"?>", b"?><!DOCTYPE Workbook [<!ENTITY x 'y'>]>", 1), LIMITS)

    assert refusal.value.code == "BERKAS_RUSAK"
