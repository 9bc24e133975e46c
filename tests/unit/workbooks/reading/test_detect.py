"""What a file is, is told by its bytes."""

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading.reading import read
from format_builders import cell, packed_workbook, row, zip_of
from judging import LIMITS
from mess_entries import entry


def refused(data: bytes) -> tuple[str, object]:
    """Return the code a file is refused with and what it is."""
    with pytest.raises(FileRefused) as refusal:
        read(data, LIMITS)
    return refusal.value.code, refusal.value.details.get("what")


@pytest.mark.parametrize(
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
    ],
)
def test_what_is_no_sheet_is_named_by_its_content(start: bytes, what: str) -> None:
    assert refused(start + b"abc" * 1000) == ("BUKAN_LEMBAR_KERJA", what)


ROWS = "NIK;Nama\r\n3328991208870001;SITI\r\n"


@entry(15)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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
    ],
)
def test_a_list_that_begins_like_another_form_is_still_a_list(first: str) -> None:
    (found,) = read(f"{first}\n{ROWS}".encode(), LIMITS).sheets

    assert found.row(found.height - 1)[:2] == ["3328991208870001", "SITI"]


def test_the_file_that_marks_a_workbook_as_open_is_no_list() -> None:
    name = b"\x04Siti".ljust(55) + b"\x04\x00" + "Siti".encode("utf-16-le").ljust(108, b" ")

    assert refused(name) == ("BUKAN_LEMBAR_KERJA", "lock")


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("Index/Document.iwa", "Metadata/Properties.plist"), "apple"),
        (("Index.zip", "preview.jpg"), "apple"),
        (("FixedDocSeq.fdseq",), "document"),
        (("mimetype", "META-INF/container.xml"), "document"),
    ],
)
def test_a_package_that_is_neither_workbook_nor_archive_is_named(names: tuple[str, ...], what: str) -> None:
    assert refused(zip_of(dict.fromkeys(names, "x"))) == ("BUKAN_LEMBAR_KERJA", what)


def test_a_spreadsheet_older_than_open_documents_is_named() -> None:
    data = zip_of({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<x/>"})

    assert refused(data) == ("BUKAN_LEMBAR_KERJA", "old_sheet")


@pytest.mark.parametrize(
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
