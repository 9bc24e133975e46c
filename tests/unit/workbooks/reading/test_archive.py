"""The files within a ZIP archive, and what an archive is made to do that it may not."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from builders import sheet
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import archive_members, detect
from cakupan.workbooks.reading.archive_members import Member
from case_tables import each_case
from format_builders import open_document, packed_workbook, zip_of
from judging import LIMITS

WORKBOOK = sheet([["NIK"], ["3328991208870001"]])


def members(data: bytes, most: int = 10, **bounds: int) -> list[Member]:
    """Return the members of an archive."""
    return list(archive_members.members(data, replace(LIMITS, **bounds), most))


def refused(data: bytes, most: int = 10, **bounds: int) -> tuple[str, object]:
    """Return the code an archive is refused with and the bound or sign it names."""
    with pytest.raises(FileRefused) as refusal:
        archive_members.members(data, replace(LIMITS, **bounds), most)
    return refusal.value.code, refusal.value.details.get("bound") or refusal.value.details.get("sign")


def test_each_file_of_an_archive_is_handed_out_in_its_order_as_it_was() -> None:
    data = zip_of({"Slawi/daftar.xlsx": WORKBOOK, "b.csv": b"NIK\n1", "catatan.pdf": b"%PDF-1.7"})

    found = members(data)

    assert [(each.path, each.data) for each in found] == [
        ("Slawi/daftar.xlsx", WORKBOOK), ("b.csv", b"NIK\n1"), ("catatan.pdf", b"%PDF-1.7"),
    ]  # fmt: skip


def test_a_workbook_that_is_a_package_is_no_archive() -> None:
    archive = zip_of({"a.csv": b"NIK"})

    assert archive_members.is_archive(archive)
    for data in (
        WORKBOOK,
        packed_workbook("<sheetData/>"),
        open_document([["NIK"]]),
        b"NIK;Nama",
        archive[:20],
    ):
        assert not archive_members.is_archive(data)


@each_case("name", ["../../etc/passwd", "/mutlak.csv", "C:\\a\\b.csv", "a\nb.csv", "\u202eesv.csv"])
def test_an_odd_name_is_a_label_and_leads_nowhere(name: str) -> None:
    (found,) = members(zip_of({name: b"NIK"}))

    assert (found.path.replace("\\", "/"), found.data) == (name.replace("\\", "/"), b"NIK")


def test_what_a_desktop_hides_among_the_files_is_left_out() -> None:
    hidden = ["__MACOSX/._a.xlsx", ".DS_Store", "x/Thumbs.db", "~$a.xlsx", ".git/a.csv", "desktop.ini"]

    found = members(zip_of({**dict.fromkeys(hidden, b"x"), "a.xlsx": WORKBOOK}), most=1)

    assert [each.path for each in found] == ["a.xlsx"]


@each_case("inner", [zip_of({"a.csv": b"NIK"}), b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27"])
def test_an_archive_within_an_archive_is_refused_before_any_member_is_handed_out(inner: bytes) -> None:
    assert refused(zip_of({"a.xlsx": WORKBOOK, "b.xlsx": inner})) == ("BERKAS_RUSAK", "nested")


def test_more_files_than_an_archive_may_hold_are_refused() -> None:
    data = zip_of({f"{number}.csv": b"NIK" for number in range(4)})

    assert len(members(data, most=4)) == 4
    assert refused(data, most=3) == ("BERKAS_TERLALU_BESAR", "members")


def test_what_an_archive_unpacks_to_is_counted_and_not_believed() -> None:
    data = bytearray(zip_of({"a.csv": b"0" * 500_000, "b.csv": b"1" * 500_000}))

    assert refused(bytes(data), max_unpacked_bytes=999_999) == ("BERKAS_TERLALU_BESAR", "unpacked")
    assert refused(bytes(data), max_file_bytes=499_999) == ("BERKAS_TERLALU_BESAR", "bytes")
    assert len(members(bytes(data), max_file_bytes=500_000, max_unpacked_bytes=1_000_000)) == 2
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 24, 1)
    assert refused(bytes(data))[0] == "BERKAS_RUSAK"


def test_an_archive_under_a_password_is_locked() -> None:
    data = bytearray(zip_of({"a.csv": b"NIK"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(data)) == ("BERKAS_TERKUNCI", None)


@each_case("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_packed_in_a_way_nobody_uses_is_damaged(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.csv", "NIK")

    assert refused(buffer.getvalue())[0] == "BERKAS_RUSAK"


@each_case("data", [zip_of({}), zip_of({"kosong/": b""}), zip_of({".DS_Store": b"x"})])
def test_an_archive_without_files_is_empty(data: bytes) -> None:
    assert detect.form(data) == "zip"
    assert refused(data) == ("BERKAS_KOSONG", None)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_handed_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "satu")
        archive.writestr("a.csv", "dua")

    assert [each.data for each in members(buffer.getvalue())] == [b"satu", b"dua"]
