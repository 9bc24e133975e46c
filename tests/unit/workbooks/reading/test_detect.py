"""What a file is, is told by its bytes."""

import io
import zipfile

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import (
    cell,
    flat_document,
    ods_content,
    ods_row,
    open_document,
    packed_workbook,
    row,
    zip_of,
)
from judging import LIMITS
from mess_entries import entry


def refused(data: bytes) -> tuple[str, object]:
    """Return the code a file is refused with and what it is."""
    with pytest.raises(FileRefused) as refusal:
        read(data, LIMITS)
    return refusal.value.code, refusal.value.details.get("what")


@each_case(
    ("start", "what"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"RIFF\x00\x00\x00\x00WEBP", "picture"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08", "archive"),
        (b"{\\rtf1", "document"),
        (b"junk\r\n%PDF-1.4", "pdf"),
        (b"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", "picture"),
        (b"\x00\x00\x00\x18ftypavif", "picture"),
        (b"\x00\x00\x00\x18ftypisom", "recording"),
        (b"RIFF\x00\x00\x00\x00WAVE", "recording"),
        (b"ID3\x03", "recording"),
        (b"SQLite format 3\x00", "database"),
        (b"\x00\x01\x00\x00Standard ACE DB\x00", "database"),
        (b"\x03\x7c\x0a\x1f\x08\x00\x00\x00\xc1\x00\x50\x00\x00\x00", "database"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
        (b"\x00\x00\x02\x00\x06\x04\x06\x00", "old_sheet"),
        (b"MZ\x90\x00", "program"),
        (b"x" * 257 + b"ustar\x0000", "archive"),
        (b"\x04\x22\x4d\x18", "archive"),
        (b"\x21\x1d-lh5-", "archive"),
        (b"\x00" * 7 + b"**ACE**", "archive"),
        (b"\x00" * 32769 + b"CD001", "archive"),
        (b"ARROW1\x00\x00", "database"),
        (b"Obj\x01", "database"),
        (b"\x89HDF\r\n", "database"),
        (b"RDX3\nX\n\x00", "database"),
        (b"PGDMP\x01", "database"),
        (b"\x00" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf", "database"),
        (b"HEADER RECORD*******LIBRARY", "database"),
        (b"\xff\x00\x02\x00\x04\x04", "old_sheet"),
        (b"\x00\x00\x00\x0cjP  \r\n", "picture"),
        (b"\x01\x00\x00\x00\x6c\x00\x00\x00" + b"\x00" * 32 + b" EMF", "picture"),
        (b"fLaC", "recording"),
        (b"\x00\x00\x01\xba", "recording"),
        (b"\xff\xfb\x90\x64", "recording"),
    ],
)
def test_what_is_no_sheet_is_named_by_its_content(start: bytes, what: str) -> None:
    assert refused(start + b"abc" * 1000) == ("BUKAN_LEMBAR_KERJA", what)


ROWS = "NIK;Nama\r\n3328991208870001;SITI\r\n"


@entry(15)
@each_case("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@each_case(
    ("text", "what"),
    [
        ('[{"nik": "3328991208870001"}]', "json"),
        ('{\n "data": [1, 2]}', "json"),
        ('[["NIK", "Nama"], ["3328991208870001", "SITI"]]', "json"),
        ('{"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@b.c"}', "link"),
        ("[InternetShortcut]\r\nURL=file:///C:/daftar.xlsx\r\n", "link"),
        ("[Desktop Entry]\nType=Link\nURL=http://x/daftar\n", "link"),
        ("<?xml version='1.0'?><plist><dict><key>URL</key><string>http://x</string></dict></plist>", "link"),
        ("WEB\r\n1\r\nhttps://x/daftar\r\n", "link"),
        ('ID;PWXL;N;E\r\nB;Y2;X2\r\nC;Y1;X1;K"NIK"\r\nC;X2;K"Nama"\r\nE\r\n', "exchange"),
        ('TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n', "exchange"),
        ('ID;PSYLK\nC;Y1;X1;K"NIK"\nE\n', "exchange"),
        ('ID;\nC;Y1;X1;K"NIK"\nE\n', "exchange"),
        ("[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nURL=x\r\n", "link"),
        ("https://docs.google.com/spreadsheets/d/1/edit?usp=sharing\r\n", "link"),
        ('callback({"nik": "3328991208870001"});', "json"),
        ("{'nik': '3328991208870001'}", "json"),
        ("SET NAMES utf8;\nDROP TABLE IF EXISTS `pekerja`;\nCREATE TABLE `pekerja` (nik int);\n", "sql"),
        ("USE [desa]\nGO\nINSERT [dbo].[pekerja] VALUES (1)\n", "sql"),
        ("--\n-- PostgreSQL database dump\n--\nCOPY public.pekerja (nik) FROM stdin;\n1\n", "sql"),
        ("From a@b.c Mon Oct  7 10:00:00 2024\nSubject: daftar\n\nNIK", "mail"),
        ("<data><orang><nik>3328991208870001</nik></orang></data>", "markup"),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:SITI\r\nEND:VCARD\r\n", "contacts"),
        ("-- MySQL dump 10.13\n\nCREATE TABLE `pekerja` (nik char(16));\n", "sql"),
        ("INSERT INTO pekerja VALUES ('3328991208870001');\n", "sql"),
        (",siti,PC,12.08.2024 10:00,file:///C:/Users;", "lock"),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "sealed"),
        (f"Received: from x by y\r\nFrom: a@b.c\r\nSubject: daftar\r\n\r\n{ROWS}", "mail"),
        (
            f"Subject: daftar\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n b=x\r\n\r\n{ROWS}",
            "mail",
        ),
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", "picture"),
        (
            "<?mso-application progid='Word.Document'?><w:x xmlns:w='http://schemas.microsoft.com/office/word/2003'/>",
            "document",
        ),
    ],
)
def test_a_text_that_is_no_list_is_named_by_what_it_is(text: str, what: str, encoding: str) -> None:
    if encoding == "utf-16" and text.startswith("<"):
        text = text.replace("<?xml version='1.0'?>", "")

    assert refused(text.encode(encoding)) == ("BUKAN_LEMBAR_KERJA", what)


@each_case(
    "first",
    [
        "ID;PEKERJA;NAMA",
        "[DAFTAR PEKERJA]",
        "{1}",
        "[1] DAFTAR",
        "-- DAFTAR --",
        "Subject: daftar pekerja\nTo: BPJS\n",
        "TABLE;1",
        "WEB;Nama",
        "ID3;Nama",
        "BM;Nama",
        "MIME-Version;1.0",
        "SET DATA PEKERJA",
        "From desa@contoh.id",
        "https://contoh.id;daftar",
        "<NIK>;<Nama>",
        "RDX;Nama",
    ],
)
def test_a_list_that_begins_like_another_form_is_still_a_list(first: str) -> None:
    (found,) = read(f"{first}\n{ROWS}".encode(), LIMITS).sheets

    assert found.row(found.height - 1)[:2] == ["3328991208870001", "SITI"]


def test_the_file_that_marks_a_workbook_as_open_is_no_list() -> None:
    name = b"\x04Siti".ljust(55) + b"\x04\x00" + "Siti".encode("utf-16-le").ljust(108, b" ")

    assert refused(name) == ("BUKAN_LEMBAR_KERJA", "lock")


@each_case(
    ("names", "what"),
    [
        (("Index/Document.iwa", "Metadata/Properties.plist"), "apple"),
        (("Index.zip", "preview.jpg"), "apple"),
        (("FixedDocSeq.fdseq",), "document"),
        (("mimetype", "META-INF/container.xml"), "document"),
        (("[Content_Types].xml", "FixedDocSeq.fdseq"), "document"),
        (("[Content_Types].xml", "visio/document.xml"), "document"),
        (("AndroidManifest.xml", "classes.dex"), "program"),
    ],
)
def test_a_package_that_is_neither_workbook_nor_archive_is_named(names: tuple[str, ...], what: str) -> None:
    assert refused(zip_of(dict.fromkeys(names, "x"))) == ("BUKAN_LEMBAR_KERJA", what)


def test_a_spreadsheet_older_than_open_documents_is_named() -> None:
    data = zip_of({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<x/>"})

    assert refused(data) == ("BUKAN_LEMBAR_KERJA", "old_sheet")


@each_case(
    ("name", "what"),
    [("word/document.xml", "document"), ("ppt/presentation.xml", "slides"), ("xl/workbook.bin", "xlsb")],
)
def test_an_office_file_that_is_no_workbook_is_named(name: str, what: str) -> None:
    assert refused(zip_of({"[Content_Types].xml": "<Types/>", name: "x"})) == ("BUKAN_LEMBAR_KERJA", what)


def test_a_name_of_a_sheet_may_hold_any_sign() -> None:
    data = packed_workbook(
        f"<sheetData>{row(1, cell('A1', 'x'))}</sheetData>", names=["a/../\n\u202e'&\u00e9"]
    )

    assert read(data, LIMITS).sheets[0].name.endswith("'&\u00e9")


@each_case(
    ("kind", "what"),
    [
        ("text", "document"),
        ("presentation", "slides"),
        ("graphics", "picture"),
        ("base", "database"),
        ("formula", "document"),
    ],
)
def test_an_open_document_that_is_no_sheet_is_named(kind: str, what: str) -> None:
    assert refused(open_document([["NIK"]], mimetype=kind)) == ("BUKAN_LEMBAR_KERJA", what)


def test_an_open_document_packed_without_its_first_part_is_told_by_its_list_of_parts() -> None:
    kind = "application/vnd.oasis.opendocument"
    table = f"<table:table table:name='A'>{ods_row(['3328991208870001'])}</table:table>"
    parts = {
        "content.xml": ods_content(table),
        "META-INF/manifest.xml": f"<m media-type='{kind}.spreadsheet'/>",
    }

    (found,) = read(zip_of(parts), LIMITS).sheets

    assert found.row(0) == ["3328991208870001"]
    assert refused(zip_of(parts | {"META-INF/manifest.xml": f"<m media-type='{kind}.text'/>"})) == (
        "BUKAN_LEMBAR_KERJA",
        "document",
    )


def test_an_open_document_in_one_file_may_begin_with_a_long_remark() -> None:
    table = f"<table:table table:name='A'>{ods_row(['3328991208870001'])}</table:table>"
    data = flat_document(table).replace(b"?>", b"?><!-- " + b"x" * 9000 + b" -->", 1)

    assert read(data, LIMITS).sheets[0].row(0) == ["3328991208870001"]


def test_parts_may_be_named_from_the_folder_they_are_in() -> None:
    packed = zipfile.ZipFile(io.BytesIO(packed_workbook(f"<sheetData>{row(1, cell('A1', 'x'))}</sheetData>")))
    data = zip_of({f"./{name}": packed.read(name) for name in packed.namelist()})

    assert read(data, LIMITS).sheets[0].row(0) == ["x"]


@each_case("start", [b"\x09\x00\x06\x00\x02\x00\x10\x00", b"\x09\x04\x08\x00\x00\x04\x10\x00"])
def test_a_workbook_of_excel_before_1993_is_told_whatever_the_length_of_its_first_record(
    start: bytes,
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(start + bytes(20), LIMITS)

    assert refusal.value.code == "BENTUK_TERLALU_TUA"
