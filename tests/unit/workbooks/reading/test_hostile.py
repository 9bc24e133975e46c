"""Files made to do harm: each is read for what it holds or refused with its bound, and costs little."""

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import sheet, text_file
from cakupan.errors import FileRefused
from cakupan.workbooks.model import Workbook
from cakupan.workbooks.reading import columns
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import (
    XML,
    cell,
    grid,
    ods_row,
    open_document,
    packed_workbook,
    row,
    worksheet,
    xml_workbook,
    zip_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import LIMITS
from trials import tries
from xls_builders import OldSheet, old_workbook

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"]]
LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '{'&a;' * 9}'><!ENTITY c '{'&b;' * 9}'>]>"
QUADRATIC = f"<!DOCTYPE x [<!ENTITY a '{'x' * 50_000}'>]>"
WIDE = ";".join("x" * 900).encode()
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def refused(data: bytes, **bounds: int) -> tuple[str, Any]:
    """Return the code a file is refused with and the bound or sign it names."""
    with pytest.raises(FileRefused) as refusal:
        read(data, replace(LIMITS, **bounds))
    details = refusal.value.details
    return refusal.value.code, details.get("bound") or details.get("sign")


def cells(*found: str) -> bytes:
    """Return a workbook of these cells."""
    return packed_workbook(f"<sheetData>{''.join(found)}</sheetData>")


@each_case("quote", ['"', "'"])
@each_case(("bound", "reference"), [("columns", "XFD1"), ("columns", "XFD1048576"), ("rows", "B1048576")])
def test_a_filled_cell_far_away_is_refused_before_a_grid_is_laid_out(
    bound: str, reference: str, quote: str
) -> None:
    far = cell(reference, "x").replace(f'"{reference}"', f"{quote}{reference}{quote}")

    data = cells(row(1, cell("A1", "NIK")), f"<row>{far}</row>")

    assert refused(data) == ("BERKAS_TERLALU_BESAR", bound)


@each_case("far", ["XFD1", "A1048576", "XFD1048576"])
def test_an_empty_cell_far_away_is_no_reason_to_refuse(far: str) -> None:
    found = read(cells(row(1, cell("A1", "NIK"), f'<c r="{far}" s="1"/>')), LIMITS).sheets[0]

    assert (found.height, found.width) == (1, 1)


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    data = packed_workbook(
        f'<dimension ref="A1:XFD1048576"/><sheetData>{row(1, cell("A1", "NIK"))}</sheetData>'
    )

    assert grid(read(data, LIMITS).sheets[0]) == [["NIK"]]


def test_cells_scattered_far_apart_take_no_grid_between_them() -> None:
    scattered = [
        row(number, cell(f"{'ZZ' if number % 2 else 'A'}{number}", number))
        for number in range(1, 90_000, 997)
    ]

    found = read(cells(*scattered), LIMITS).sheets[0]

    assert (found.width, found.columns[701][0].as_py(), found.columns[0][997].as_py()) == (702, "1", "998")


def test_a_sheet_long_and_wide_and_hollow_is_refused_whatever_says_where_its_cells_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columns, "MOST_HOLLOW_CELLS", 600_000)
    wide, narrow = "<row>" + "<c><v>1</v></c>" * 900 + "</row>", "<row><c><v>1</v></c></row>"
    files = [
        cells(wide, narrow * 1_000),
        WIDE + b"\n" * 10_000 + b"x",
        b"\n" * 10_000 + WIDE,
    ]

    for data in files:
        assert refused(data, max_rows=10**7) == ("BERKAS_TERLALU_BESAR", "hollow")


@each_case("doctype", [LAUGHS, QUADRATIC, OUTSIDE])
@each_case("part", ["sheet", "texts", "styles", "workbook", "ods", "xml2003"])
def test_a_document_type_is_refused_wherever_it_stands(doctype: str, part: str) -> None:
    inner = f"<sheetData>{row(1, cell('A1', 'HA'))}</sheetData>".replace("HA", "&a;")
    plain = cells(row(1, cell("A1", "x", 1)))
    files = {
        "sheet": lambda: packed_workbook(worksheet(inner).replace(XML, XML + doctype)),
        "texts": lambda: changed(plain, "xl/sharedStrings.xml", doctype),
        "styles": lambda: changed(plain, "xl/styles.xml", doctype),
        "workbook": lambda: changed(plain, "xl/workbook.xml", doctype),
        "ods": lambda: changed(open_document(ROWS), "content.xml", doctype),
        "xml2003": lambda: xml_workbook(ROWS).replace(XML.encode(), (XML + doctype).encode()),
    }

    assert refused(files[part]()) == ("BERKAS_RUSAK", "markup")


def changed(data: bytes, name: str, doctype: str) -> bytes:
    """Return a package with a document type before the root of one of its parts."""
    package = Package(data, LIMITS)
    parts = {info.filename: package.content(info) for info in package.members}
    return zip_of({**parts, name: parts[name].replace(XML.encode(), (XML + doctype).encode())})


@each_case("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "content.xml"])
def test_a_package_that_unpacks_without_end_is_refused_while_it_is_counted(part: str) -> None:
    bomb = XML.encode() + b"<x>" + b" " * 3_000_000
    base = open_document(ROWS) if part == "content.xml" else sheet(ROWS)
    package = Package(base, LIMITS)
    parts = {info.filename: package.content(info) for info in package.members}

    data = zip_of({**parts, part: bomb})

    assert len(data) < 100_000
    assert refused(data, max_unpacked_bytes=1_000_000) == ("BERKAS_TERLALU_BESAR", "unpacked")


def test_a_package_that_lies_about_how_large_its_parts_are_is_damaged() -> None:
    data = bytearray(sheet([["NIK", "x" * 100_000]]))
    for at in _places(bytes(data), b"PK\x01\x02"):
        struct.pack_into("<L", data, at + 24, 10)  # the size once unpacked, as the list of parts states it

    assert refused(bytes(data)) == ("BERKAS_RUSAK", None)


def _places(data: bytes, sign: bytes) -> list[int]:
    found, at = [], data.find(sign)
    while at >= 0:
        found.append(at)
        at = data.find(sign, at + 1)
    return found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_with_two_parts_of_one_name_is_damaged() -> None:
    buffer = io.BytesIO(sheet(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", worksheet("<sheetData/>"))

    assert refused(buffer.getvalue()) == ("BERKAS_RUSAK", None)


def test_a_package_with_a_part_under_a_password_is_locked() -> None:
    data = bytearray(sheet(ROWS))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for at in _places(bytes(data), sign):
            data[at + offset] |= 1

    assert refused(bytes(data)) == ("BERKAS_TERKUNCI", None)


def test_one_long_text_in_many_cells_is_counted_as_often_as_it_stands_there() -> None:
    shared = "".join(
        row(n, *(f'<c r="{c}{n}" t="s"><v>0</v></c>' for c in "ABCDEFGH")) for n in range(1, 200)
    )
    old = [["x" * 30_000] * 200 for _ in range(40)]
    files = [
        packed_workbook(f"<sheetData>{shared}</sheetData>", texts=f"<si><t>{'x' * 400_000}</t></si>"),
        old_workbook(OldSheet(rows=old)),
        open_document(ods_row(["x" * 900_000], 'table:number-rows-repeated="900"')),
    ]

    for data in files:
        assert len(data) < 1_000_000
        assert refused(data) == ("BERKAS_TERLALU_BESAR", "unpacked")


@each_case("place", ["shared", "inline", "struck"])
def test_a_cell_without_end_is_refused_in_a_workbook_too(place: str) -> None:
    text = "x" * 3_000_000
    shared = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    files = {
        "shared": lambda: packed_workbook(shared, texts=f"<si><t>{text}</t></si>"),
        "inline": lambda: cells(row(1, cell("A1", text))),
        "struck": lambda: cells(row(1, cell("A1", text, 1))),
    }

    assert refused(files[place]()) == ("BERKAS_TERLALU_BESAR", "cell")


@each_case("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_workbook_whose_transfer_broke_off_is_damaged(share: float) -> None:
    data = sheet([[number, f"ORANG {number}"] for number in range(300)])

    assert refused(data[: int(len(data) * share)])[0] == "BERKAS_RUSAK"


def test_a_workbook_nested_without_end_is_damaged() -> None:
    deep = worksheet("<sheetData hidden=''>" + "<a>" * 10_000 + "</a>" * 10_000 + "</sheetData>")

    assert refused(packed_workbook(deep)) == ("BERKAS_RUSAK", None)


def test_a_larger_file_than_may_come_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sheet(ROWS) + b" " * 2_000_000)

    with pytest.raises(FileRefused) as refusal:
        read(path, replace(LIMITS, max_file_bytes=1_000_000))

    assert refusal.value.details == {"bound": "bytes", "limit": "0.9537"}


def test_a_text_may_be_larger_than_a_workbook_may() -> None:
    rows = [["NIK", "Nama"], *([str(number), "ORANG"] for number in range(8_000))]

    found = read(text_file(rows), replace(LIMITS, max_file_bytes=1_000))

    assert found.sheets[0].height == 8_001
    assert refused(text_file(rows), max_text_bytes=1_000) == ("BERKAS_TERLALU_BESAR", "bytes")


def test_formulas_links_and_macros_are_carried_as_text_or_not_at_all() -> None:
    link = cell("A1", "=HYPERLINK(1)") + cell("B1", "+cmd|x") + cell("C1", "nilai", formula="[1]Lain!A1")
    data = packed_workbook(
        f"<sheetData>{row(1, link)}</sheetData>",
        more={"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": "<x/>"},
    )

    assert read(data, LIMITS).sheets[0].row(0) == ["=HYPERLINK(1)", "+cmd|x", "nilai"]


@settings(max_examples=tries(200), deadline=None)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_and_never_break_the_reader(data: st.DataObject) -> None:
    kinds = {
        "xlsx": sheet([["NIK", 3328991208870001, True], ["x", None, 1.5]]),
        "ods": open_document(ROWS),
        "xml2003": xml_workbook(ROWS),
        "packed": cells(row(1, cell("A1", "x", 1), attributes='hidden="1"')),
    }
    whole = bytearray(kinds[data.draw(st.sampled_from(sorted(kinds)))])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        found = read(bytes(whole), LIMITS)
    except FileRefused as refusal:
        assert refusal.code.startswith(("BERKAS_", "BUKAN_", "BENTUK_"))
    else:
        assert isinstance(found, Workbook)


@settings(max_examples=tries(200), deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"\x09\x08\x10\x00"]
    ),
)
def test_any_bytes_are_refused_or_read(tail: bytes, head: bytes) -> None:
    try:
        found = read(head + tail, LIMITS)
    except FileRefused as refusal:
        assert refusal.code.startswith(("BERKAS_", "BUKAN_", "BENTUK_"))
    else:
        assert any(each.width for each in found.sheets)
