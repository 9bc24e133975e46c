"""Old workbooks of many programs: an odd record takes nothing from the cells."""

import struct

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.model import NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import biff
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from judging import LIMITS
from xls_builders import OldSheet, compound_file, old_records, old_workbook, record, records_of_1995

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"], ["3328991208870002", "BUDI"]]
OTHERS = [["NIK", "Nama"], ["3328991208870009", "ORANG LAIN"]]
PLAIN = old_records(OldSheet(rows=ROWS))
NIK = 3328991208870001.0


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a workbook."""
    (found,) = read(data, LIMITS).sheets
    return found


def behind(more: bytes) -> Sheet:
    """Return the sheet of a workbook with records behind those of its cells."""
    return only_sheet(old_workbook(OldSheet(rows=ROWS, more=more)))


@each_case("name", ["Workbook", "WORKBOOK", "workbook", "Book", "BOOK"])
@each_case("root", ["Root Entry", "ROOT ENTRY", "R", ""])
def test_a_workbook_is_found_whatever_letters_its_stream_and_root_are_named_in(name: str, root: str) -> None:
    assert grid(only_sheet(compound_file(name, PLAIN, root=root))) == ROWS


@each_case("name", ["Workbook", "Book", "WORKBOOK"])
def test_an_object_laid_into_a_sheet_is_not_read_instead_of_the_list(name: str) -> None:
    inside = {"\x01CompObj": b"x", name: old_records(OldSheet(rows=OTHERS))}

    assert grid(only_sheet(compound_file("Workbook", PLAIN, inside=inside))) == ROWS


@each_case("inside", ["WordDocument", "EncryptedPackage", "PowerPoint Document"])
def test_an_object_laid_into_a_sheet_does_not_say_what_the_file_is(inside: str) -> None:
    assert grid(only_sheet(compound_file("Workbook", PLAIN, inside={inside: b"x"}))) == ROWS


def test_a_workbook_that_is_only_an_object_of_a_document_is_none() -> None:
    data = compound_file("WordDocument", b"x" * 5000, inside={"Workbook": PLAIN})

    with pytest.raises(FileRefused) as refused:
        read(data, LIMITS)

    assert (refused.value.code, refused.value.details["what"]) == ("BUKAN_LEMBAR_KERJA", "document")


@each_case("told", [0, 1, 255, 0xFFFFFFFF])
def test_texts_are_read_however_many_the_record_says_there_are(told: int) -> None:
    data = compound_file("Workbook", old_records(OldSheet(rows=ROWS), texts_told=told))

    assert grid(only_sheet(data)) == ROWS


@each_case(
    "pieces",
    [
        [b"\x03\x00\x00ABC\x03\x00\x00DEF"],
        [b"\x03\x00\x00ABC\x03\x00\x00", b"\x00DEF"],
        [b"\x03\x00\x00ABC\x03\x00\x00", b"\x01D\x00E\x00F\x00"],
        [b"\x03\x00\x00ABC\x03\x00\x01D\x00", b"\x00EF"],
        [b"\x03\x00\x00ABC", b"\x03\x00\x00DEF"],
        [b"\x03\x00\x00A", b"\x00B", b"\x01C\x00\x03\x00\x00DEF"],
    ],
)
def test_texts_are_whole_wherever_a_record_ends(pieces: list[bytes]) -> None:
    assert biff.Texts(pieces).every() == [("ABC", ()), ("DEF", ())]


@each_case("label", [b"\x00\x00", b"\x00\x00\x00", b"\x00\x00\x01"])
def test_an_empty_text_may_lack_the_sign_for_its_width(label: bytes) -> None:
    assert grid(behind(record(0x204, struct.pack("<HHH", 0, 2, 0) + label))) == ROWS


def test_a_text_in_its_cell_that_lacks_letters_is_damage() -> None:
    with pytest.raises(FileRefused, match="BERKAS_RUSAK"):
        behind(record(0x204, struct.pack("<HHHHB", 0, 2, 0, 9, 0) + b"SUP"))


@each_case("number", [0x06, 0x206, 0x406])
def test_the_value_of_a_formula_is_read_in_each_form_programs_write(number: int) -> None:
    place = struct.pack("<HHH", 0, 2, 0)
    value = record(number, place + struct.pack("<d", NIK) + bytes(8))
    text = record(number, struct.pack("<HHH", 1, 2, 0) + b"\x00\x00\x00\x00\x00\x00\xff\xff" + bytes(8))
    text += record(0x207, struct.pack("<HB", 2, 0) + b"ya")

    found = behind(value + text)

    assert (found.row(0)[2], found.row(1)[2]) == ("3328991208870001", "ya")
    assert found.kinds[2].tolist() == [NUMBER, TEXT, 0]


@each_case("number", [0x31, 0x41E, 0xE0, 0x42, 0x22, 0xFC, 0x3C, 0x5C, 0x1FF])
@each_case("data", [b"", b"\x01", b"\x00\x01", b"\xff" * 5])
def test_an_odd_record_before_the_list_of_sheets_takes_nothing_from_them(number: int, data: bytes) -> None:
    records = old_records(OldSheet(rows=ROWS), more=record(number, data))

    assert grid(only_sheet(compound_file("Workbook", records))) == ROWS


@each_case("number", [0x208, 0x7D, 0xE5, 0x1B8, 0x3C, 0xEC, 0x1FF])
@each_case("data", [b"", b"\x09", b"\xff\x00\x01\x00\x02\x00", b"\x02" * 9])
def test_an_odd_record_beside_the_cells_takes_nothing_from_them(number: int, data: bytes) -> None:
    assert grid(behind(record(number, data))) == ROWS


def test_merges_are_read_as_far_as_they_are_there() -> None:
    corners = struct.pack("<HHHHH", 400, 0, 0, 0, 1)

    assert behind(record(0xE5, corners)).merges == ((0, 0, 0, 1),)


def test_a_sheet_that_begins_nowhere_is_damage_and_not_empty() -> None:
    data = old_records(OldSheet(rows=ROWS), OldSheet(name="Dua", rows=ROWS))
    place = data.rindex(b"\x85\x00", 0, data.index(b"\xfc\x00")) + 4

    with pytest.raises(FileRefused, match="BERKAS_RUSAK"):
        read(data[:place] + struct.pack("<L", len(data) - 40) + data[place + 4 :], LIMITS)


def test_a_workbook_of_excel_5_is_read() -> None:
    rows = [["NIK", "Nama"], ["3328991208870001", "ANDRÉ"]]

    assert grid(only_sheet(compound_file("Book", records_of_1995(rows)))) == rows
    assert grid(only_sheet(records_of_1995([*rows, [NIK, "X"]]))) == [*rows, ["3328991208870001", "X"]]


@each_case(
    "begin",
    [
        record(0x009, struct.pack("<HH", 2, 0x10)),
        record(0x209, struct.pack("<HHH", 3, 0x10, 0)),
        record(0x409, struct.pack("<HHH", 0, 0x10, 0)),
        record(0x409, struct.pack("<HHH", 0, 0x100, 0)),
    ],
)
def test_a_workbook_of_excel_2_to_4_is_told_to_be_too_old(begin: bytes) -> None:
    stream = begin + record(0x04, struct.pack("<HHBBBB", 0, 0, 0, 0, 0, 3) + b"NIK") + record(0x0A, b"")

    for data in (stream, compound_file("Workbook", stream), compound_file("Book", stream)):
        with pytest.raises(FileRefused, match="BENTUK_TERLALU_TUA"):
            read(data, LIMITS)


def test_digits_that_a_number_of_an_old_workbook_cannot_hold_stay_lost() -> None:
    assert only_sheet(old_workbook(OldSheet(rows=[[9271014101900003]]))).row(0) == ["9271014101900004"]


def test_of_two_values_in_one_cell_the_last_one_counts_and_rows_may_come_in_any_order() -> None:
    more = b"".join(
        record(0x203, struct.pack("<HHHd", row, 2, 0, value)) for row, value in ((2, 3), (0, 1), (2, 4))
    )

    assert [cells[2] for cells in grid(behind(more))] == ["1", "", "4"]
