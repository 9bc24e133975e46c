"""A page saved with all its parts in one file is read like a page."""

import base64
import quopri

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid, web_page
from judging import LIMITS
from mess_entries import entry

ROWS = [["NIK", "NAMA"], ["3328991208870001", "SITI = JOSÉ"], ["3328991208870002", "BUDI"]]
FRAME = (
    "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>"
    "<x:ExcelWorksheet><x:Name>Nelayan &amp; Petani</x:Name>"
    '<x:WorksheetSource HRef="daftar_files/sheet001.htm"/></x:ExcelWorksheet><x:ExcelWorksheet>'
    '<x:Name>Lain</x:Name><x:WorksheetSource HRef="daftar_files/sheet002.htm"/></x:ExcelWorksheet>'
    "</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--><frameset><frame src=a></frameset></html>"
)
TABS = "<table><tr><td><a href=sheet001.htm>Nelayan</a></td><td>Lain</td></tr></table>"


def part(place: str, body: bytes, coding: str = "quoted-printable", kind: str = "text/html") -> bytes:
    """Return one part of an archive."""
    written = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(coding, bytes)(body)
    head = f"Content-Location: {place}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Type: {kind}\r\n\r\n"
    return head.encode() + written


def archive(*parts: bytes, head: str = "MIME-Version: 1.0\r\nX-Document-Type: Workbook") -> bytes:
    """Return an archive of parts."""
    start = f'{head}\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\nteks\r\n'
    return start.encode() + b"".join(b"--=_x\r\n" + each + b"\r\n" for each in parts) + b"--=_x--\r\n"


@entry(15)
@each_case("coding", ["quoted-printable", "base64", "8bit"])
@each_case(
    "head",
    [
        "MIME-Version: 1.0",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/\r\nMIME-Version: 1.0",
    ],
)
def test_the_table_of_an_archived_page_is_read(coding: str, head: str) -> None:
    data = archive(part("file:///C:/daftar.htm", web_page(ROWS), coding), head=head)

    (found,) = read(data, LIMITS).sheets

    assert (grid(found), found.name) == (ROWS, "Tabel 1")


def test_a_page_in_the_letters_that_only_its_part_tells_is_read() -> None:
    body = web_page(ROWS, "cp1252").replace(b"<meta charset=cp1252>", b"")

    (found,) = read(archive(part("a.htm", body, kind="text/html; charset=windows-1252")), LIMITS).sheets

    assert grid(found) == ROWS


def test_each_sheet_of_an_archived_workbook_is_read_under_its_name() -> None:
    data = archive(
        part("file:///C:/daftar.htm", FRAME.encode()),
        part("file:///C:/daftar_files/tabstrip.htm", TABS.encode()),
        part("file:///C:/daftar_files/sheet001.htm", web_page(ROWS)),
        part("file:///C:/daftar_files/sheet002.htm", web_page(ROWS[:2]), "base64"),
        part("file:///C:/daftar_files/image001.png", b"\x89PNG", "base64", "image/png"),
    )

    first, second = read(data, LIMITS).sheets

    assert (first.name, grid(first)) == ("Nelayan & Petani", ROWS)
    assert (second.name, grid(second)) == ("Lain", ROWS[:2])


def test_an_archived_page_without_a_table_is_named() -> None:
    with pytest.raises(FileRefused) as refused:
        read(archive(part("a.htm", b"<html><p>teks</p></html>")), LIMITS)

    assert (refused.value.code, refused.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", "page")


@each_case("before", [b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_archive_with_a_mark_or_lines_before_its_headers_is_read(before: bytes) -> None:
    page = b"<html><table><tr><td>NIK</td></tr></table></html>"
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: application/xhtml+xml\r\nContent-Location: a.htm\r\n\r\n"

    (found,) = read(before + head + part + page + b"\r\n--b--\r\n", LIMITS).sheets

    assert found.row(0) == ["NIK"]
