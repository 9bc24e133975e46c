"""A workbook that is encrypted without a password of its sender is opened, one with a password is not."""

import re
from collections.abc import Callable

import pytest
from builders import sheet
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import unlocking
from cakupan.workbooks.reading.reading import read
from format_builders import grid
from judging import LIMITS
from locked_builders import locked, locked_as_in_2007, locked_records
from xls_builders import OldSheet, compound_file, old_records

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"], ["3328991208870002", "BUDI"]]
NEW = sheet(ROWS)
OLD = old_records(OldSheet(rows=ROWS), OldSheet(name="Lain", rows=[["x"]]), is_locked=True)
LOCKS: dict[str, Callable[..., bytes]] = {
    "agile": lambda *password: locked(NEW, *password),
    "standard": lambda *password: locked_as_in_2007(NEW, *password),
    "rc4": lambda *password: locked_records(OLD, *password),
    "rc4 of 2002": lambda *password: locked_records(OLD, *password, how="api"),
    "xor": lambda *password: locked_records(OLD, *password, how="xor"),
}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_workbook_locked_with_the_password_nobody_set_is_read(lock: str) -> None:
    assert grid(read(LOCKS[lock](), LIMITS).sheets[0]) == ROWS


@pytest.mark.parametrize("lock", LOCKS)
def test_a_workbook_locked_with_a_password_of_its_sender_stays_locked(lock: str) -> None:
    with pytest.raises(FileRefused, match="BERKAS_TERKUNCI"):
        read(LOCKS[lock]("rahasia"), LIMITS)


@pytest.mark.parametrize(
    "description",
    [
        b"",
        b"\x04\x00\x04\x00" + bytes(4) + b"<encryption/>",
        b"\x04\x00\x04\x00" + bytes(4) + b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        b"\x03\x00\x03\x00" + bytes(40),
        b"\xff" * 5000,
    ],
)
def test_a_lock_that_cannot_be_understood_stays_shut(description: bytes) -> None:
    data = compound_file("EncryptedPackage", bytes(5000), beside={"EncryptionInfo": description})

    with pytest.raises(FileRefused, match="BERKAS_TERKUNCI"):
        read(data, LIMITS)


@pytest.mark.parametrize("rounds", [b'"9999999"', b"'1000001'", b'"-1"', b'"1e7"'])
def test_a_lock_that_asks_for_too_many_rounds_is_not_tried(
    monkeypatch: pytest.MonkeyPatch, rounds: bytes
) -> None:
    monkeypatch.setattr("msoffcrypto.OfficeFile", None)
    description = b"\x04\x00\x04\x00" + bytes(4) + b"<e spinCount=" + rounds + b"/>"
    data = compound_file("EncryptedPackage", bytes(5000), beside={"EncryptionInfo": description})

    assert unlocking.opened(data) is None
    with pytest.raises(FileRefused, match="BERKAS_TERKUNCI"):
        read(data, LIMITS)


def test_a_document_locked_so_is_told_to_be_one() -> None:
    package = sheet(ROWS)
    document = re.sub(rb"xl/workbook\.xml", b"word/docume.xml", package)

    with pytest.raises(FileRefused) as refused:
        read(locked(document), LIMITS)

    assert (refused.value.code, refused.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", "document")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", NEW, b"NIK;Nama", compound_file("Catatan", b"x")])
def test_what_is_not_locked_is_not_opened(data: bytes) -> None:
    assert unlocking.opened(data) is None
