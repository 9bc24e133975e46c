"""What a server wrote around a workbook does not hide it."""

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import wrapping
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import cell, grid, packed_workbook, row, zip_of
from judging import LIMITS
from xls_builders import OldSheet, old_workbook

ROWS = [["NIK", "Nama"], ["3328991208870001", "SITI"]]
NEW = packed_workbook(
    f"<sheetData>{row(1, cell('A1', 'NIK'), cell('B1', 'Nama'))}"
    f"{row(2, cell('A2', '3328991208870001'), cell('B2', 'SITI'))}</sheetData>"
)
OLD = old_workbook(OldSheet(rows=ROWS))


@each_case("workbook", [NEW, OLD])
@each_case(
    "before", [b"\r\n", b"\xef\xbb\xbf", b"<br />\n<b>Notice</b>: Undefined index: tgl in export.php\n"]
)
def test_words_before_a_workbook_are_left_out(workbook: bytes, before: bytes) -> None:
    (found,) = read(before + workbook, LIMITS).sheets

    assert grid(found) == ROWS


def test_the_page_of_a_server_behind_a_workbook_is_left_out() -> None:
    (found,) = read(NEW + b"<!DOCTYPE html><html>" + b"x" * 70_000, LIMITS).sheets

    assert grid(found) == ROWS


@each_case(
    ("data", "what"),
    [(b"%PDF-1.7\n" + NEW, "pdf"), (b"MZ\x90\x00" + NEW, "program"), (b"\x01\x02" + NEW, "unknown")],
)
def test_a_workbook_within_another_kind_of_file_is_not_looked_for(data: bytes, what: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(data, LIMITS)

    assert (refusal.value.code, refusal.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", what)


def test_a_file_with_nothing_around_it_stays_as_it_is() -> None:
    for data in (NEW, OLD, b"NIK;Nama\r\n", b"", zip_of({"a.csv": "NIK"})):
        assert wrapping.left_out(data) is data
