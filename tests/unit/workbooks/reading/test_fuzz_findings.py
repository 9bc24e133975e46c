"""What fuzzing found, each as small as it came out, with what is said of it today."""

import re
import zipfile
from io import BytesIO

import pytest
from cakupan.contracts import roster
from cakupan.intake.judging.fields import dates
from cakupan.intake.reading import read
from cakupan.intake.reading.headers import samples
from cakupan.intake.reading.sheets import sections, shapes
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import archive_members, reading
from cakupan.workbooks.reading.sheet_state import SheetState
from case_tables import each_case
from format_builders import cell, grid, ods_content, packed_workbook, row, worksheet, xml_workbook, zip_of
from xls_builders import OldSheet, old_records

LIMITS = Limits(
    max_file_bytes=20 * 1024**2,
    max_text_bytes=20 * 1024**2,
    max_unpacked_bytes=100 * 1024**2,
    max_columns=1000,
    max_rows=200_000,
)
ONE_CELL = f"<sheetData>{row(1, cell('A1', 'NIK'))}</sheetData>"


def refusal(data: bytes) -> tuple[str, str]:
    """Return code and bound of the refusal of a file."""
    reading = read.read(data, roster.contract("pemda_rentan"), {}, LIMITS)
    assert reading.refusal is not None
    return reading.refusal.code, str(reading.refusal.details.get("bound", ""))


def nameless_member() -> bytes:
    """A package of which the list of parts names one by nothing."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x", b"")
    data = bytearray(buffer.getvalue())
    directory = data.index(b"PK\x01\x02")
    assert (
        data[directory + 28 : directory + 30] == b"\x01\x00" and data[directory + 46 : directory + 47] == b"x"
    )
    data[directory + 28 : directory + 30] = b"\x00\x00"
    data[directory + 30 : directory + 32] = b"\x01\x00"  # the letter of the name becomes an extra field
    return bytes(data)


def test_a_member_without_a_name_is_no_accident():
    data = nameless_member()

    assert archive_members.is_archive(data) in (True, False)
    assert refusal(data)[0] in {"BUKAN_LEMBAR_KERJA", "BERKAS_RUSAK"}


def test_a_sheet_listed_thousands_of_times_is_not_read_as_often():
    workbook = packed_workbook(ONE_CELL)
    parts = {
        info: zipfile.ZipFile(BytesIO(workbook)).read(info)
        for info in zipfile.ZipFile(BytesIO(workbook)).namelist()
    }
    listed = parts["xl/workbook.xml"]
    start, end = listed.index(b"<sheet "), listed.index(b"</sheets>")
    parts["xl/workbook.xml"] = listed[:start] + listed[start:end] * 3000 + listed[end:]

    assert refusal(zip_of(parts)) == ("BERKAS_TERLALU_BESAR", "sheets")


@each_case("form", ["ods", "html", "xml"])
def test_tables_by_the_thousand_are_no_list(form: str):
    table = {
        "ods": "<table:table><table:table-row/></table:table>",
        "html": "<table><tr><td>1</td></tr></table>",
    }
    data = {
        "ods": lambda: zip_of(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": ods_content(table["ods"] * 1500),
            }
        ),
        "html": lambda: b"<html><body>" + table["html"].encode() * 1500 + b"</body></html>",
        "xml": lambda: xml_workbook([["1"]]).replace(
            b"</Worksheet>", b"</Worksheet>" + b"<Worksheet ss:Name='x'><Table/></Worksheet>" * 1500
        ),
    }[form]()

    assert refusal(data) == ("BERKAS_TERLALU_BESAR", "sheets")


def test_a_cell_outside_every_sheet_is_no_accident():
    data = xml_workbook([["NIK"]]).replace(b"</Styles>", b"</Styles><Cell><Data>1</Data></Cell>")

    reading = read.read(data, roster.contract("pemda_rentan"), {}, LIMITS)

    assert reading.refusal is not None and reading.refusal.code == "TANPA_JUDUL_KOLOM"
    assert len(reading.sheets) == 1


def test_a_far_column_of_an_old_workbook_is_refused_before_all_before_it_are_laid_out(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(SheetState, "add_cells", None)
    data = old_records(OldSheet(rows=[["NIK"]]))
    place = data.index(b"\xfd\x00\x0a\x00") + 4  # the record of the one cell: row, column, style, text
    far = data[: place + 2] + b"\xff\xff" + data[place + 4 :]

    assert refusal(far) == ("BERKAS_TERLALU_BESAR", "columns")


def test_a_cell_of_thousands_of_letters_is_not_searched_for_a_date(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dates, "_read_short", None)

    assert dates._read_one("a" * 60_000) == (0, 0, 0, 0)


def test_a_line_of_thousands_of_digits_is_not_searched_for_a_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sections, "COUNTED", None)

    assert not sections.place(["1" * 20_000]).is_named


def test_a_text_of_thousands_of_signs_is_not_searched_for_a_total_or_a_signature(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(shapes, "TOTAL", None)
    monkeypatch.setattr(shapes, "SIGNED_ON", None)
    total, signed = "Jumlah" + " " * 20_000 + "x", "Tegal, " + "_" * 20_000 + "x"

    assert not shapes.is_total([total, total], is_numbered=False)
    assert shapes.total_text([total]) is None
    assert not shapes.begins_signature([signed], [signed])


def test_a_long_cell_counts_among_the_others_without_being_matched(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(samples, "LONGEST", 10)

    assert samples.share(["1234", "1" * 11], re.compile(r"\d+")) == 0.5


@each_case("reference", ["KECAMATANE2", "F" + "1" * 100, "H99999999999999913"])
def test_a_cell_named_beyond_every_sheet_stands_where_the_next_one_would(reference: str):
    sheet_xml = worksheet(f"<sheetData>{row(1, cell('A1', 'NIK'))}{row(2, cell(reference, 'x'))}</sheetData>")

    (found,) = reading.read(packed_workbook(sheet_xml), LIMITS).sheets

    assert grid(found) == [["NIK"], ["x"]]
