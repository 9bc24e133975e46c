"""Workbooks of old: the same sheets, kinds and marks as in those of today."""

from datetime import date

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.model import DATE, EMPTY, ERROR, FLAG, NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import biff
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import LIMITS
from trials import tries
from xls_builders import OldSheet, compound_file, old_records, old_workbook

ROWS = [["NIK", "Nama"], ["3328991208870001", "SUPARNO"], ["3328991208870002", "BUDI"]]


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a workbook."""
    (found,) = read(data, LIMITS).sheets
    return found


def test_each_cell_says_what_it_is_stored_as() -> None:
    row = ["NIK", 3328991208870001, date(1987, 8, 12), True, None, 1.5, -7]

    found = only_sheet(old_workbook(OldSheet(rows=[row], errors=[(0, 7, 0x2A)])))

    assert found.row(0) == ["NIK", "3328991208870001", "1987-08-12", "1", "", "1.5", "-7", "#N/A"]
    assert [kinds.tolist() for kinds in found.kinds] == [
        [TEXT], [NUMBER], [DATE], [FLAG], [EMPTY], [NUMBER], [NUMBER], [ERROR],
    ]  # fmt: skip


def test_hidden_sheets_rows_and_columns_struck_rows_and_merges_are_seen() -> None:
    marked = OldSheet(rows=ROWS, hidden_rows=[1], struck_rows=[2], hidden_columns=[1], merges=[(0, 0, 0, 1)])

    first, second = read(
        old_workbook(marked, OldSheet(name="Lama", rows=ROWS, is_hidden=True)), LIMITS
    ).sheets

    assert grid(first) == grid(second) == ROWS
    assert (first.hidden_rows, set(first.struck), first.hidden_columns) == ({1}, {2}, {1})
    assert first.merges == ((0, 0, 0, 1),)
    assert (first.is_visible, second.is_visible, second.name) == (True, False, "Lama")
    assert (second.hidden_rows, second.struck, second.hidden_columns) == (set(), {}, set())


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = read(old_workbook(OldSheet(rows=[["Lahir", date(1987, 8, 12)]]), is_1904=True), LIMITS)

    assert book.is_1904
    assert book.sheets[0].row(0) == ["Lahir", "1991-08-13"]


def test_texts_that_run_over_the_end_of_a_record_are_whole() -> None:
    texts = [[f"{number} " + "é" * 3001] for number in range(9)]

    assert grid(only_sheet(old_workbook(OldSheet(rows=texts)))) == texts


def test_bare_records_without_a_compound_file_are_read() -> None:
    assert grid(only_sheet(old_records(OldSheet(rows=ROWS)))) == ROWS


def test_a_workbook_with_a_password_is_locked() -> None:
    with pytest.raises(FileRefused, match="BERKAS_TERKUNCI"):
        read(old_workbook(OldSheet(rows=ROWS), is_locked=True), LIMITS)


@each_case(
    ("stream", "code", "what"),
    [
        ("EncryptedPackage", "BERKAS_TERKUNCI", None),
        ("WordDocument", "BUKAN_LEMBAR_KERJA", "document"),
        ("PowerPoint Document", "BUKAN_LEMBAR_KERJA", "slides"),
        ("Catatan", "BUKAN_LEMBAR_KERJA", "unknown"),
    ],
)
def test_a_compound_file_is_what_its_streams_say(stream: str, code: str, what: str | None) -> None:
    with pytest.raises(FileRefused) as refused:
        read(compound_file(stream, b"x" * 5000), LIMITS)

    assert (refused.value.code, refused.value.details.get("what")) == (code, what)


@each_case("share", [0.1, 0.3, 0.5, 0.8, 0.95])
def test_a_workbook_whose_transfer_broke_off_is_damaged(share: float) -> None:
    data = old_workbook(OldSheet(rows=[[f"ORANG {number}", number] for number in range(500)]))

    with pytest.raises(FileRefused, match="BERKAS_RUSAK"):
        read(data[: int(len(data) * share)], LIMITS)


@settings(max_examples=tries(150), deadline=None)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_and_never_break_the_reader(data: st.DataObject) -> None:
    whole = bytearray(old_workbook(OldSheet(rows=ROWS, hidden_rows=[1], struck_rows=[2])))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        found = read(bytes(whole), LIMITS)
    except FileRefused as refusal:
        assert refusal.code.startswith(("BERKAS_", "BUKAN_", "BENTUK_"))
    else:
        assert found.format == "xls"


@each_case(
    ("code_page", "text"), [(1252, "é"), (1251, "й"), (10000, "È"), (10029, "é"), (10007, "й"), (9999, "é")]
)
def test_letters_of_one_byte_are_those_of_the_code_page(code_page: int, text: str) -> None:
    assert biff.decode({10000: b"\xe9", 10029: b"\x8e"}.get(code_page, b"\xe9"), code_page) == text


@each_case(
    ("packed", "number"), [(0x00000006, 1.0), (0xFFFFFFFE, -1.0), (0x3FF00000, 1.0), (0x0000006B, 0.26)]
)
def test_numbers_in_four_bytes_are_unpacked(packed: int, number: float) -> None:
    assert biff.compact_number(packed) == number


def test_a_column_drawn_together_to_nothing_is_out_of_sight() -> None:
    found = only_sheet(old_workbook(OldSheet(rows=ROWS, closed_columns=[0])))

    assert found.hidden_columns == {0}
