"""What a file is, is told by its bytes."""

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading.reading import read
from format_builders import cell, packed_workbook, row, zip_of
from judging import LIMITS


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
    ],
)
def test_what_is_no_sheet_is_named_by_its_content(start: bytes, what: str) -> None:
    assert refused(start + b"abc" * 1000) == ("BUKAN_LEMBAR_KERJA", what)


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
