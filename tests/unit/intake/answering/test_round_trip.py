"""A receipt read again is the partner's list as it was: the same rows, classes and row numbers."""

import io
from typing import Any

from builders import SheetSpec, workbook
from cakupan.contracts import roster
from cakupan.intake.reading import read
from cakupan.intake.reading.read import Reading
from cakupan.intake.rows.marks import ADDED_HEADERS
from cakupan.workbooks.editing.marked import CellMark
from case_tables import each_case
from judging import LIMITS, judge_file
from openpyxl import load_workbook
from receipt_builders import bad_nik, edited, marks
from rich_workbooks import letterhead

MESSY = [
    ["PEMERINTAH KABUPATEN TEGAL"],
    ["DAFTAR PEKERJA RENTAN BULAN OKTOBER 2024"],
    [],
    ["No", "Identitas", None, "Tgl Lahir", "Alamat", None],
    [None, "NIK", "Nama", None, "Desa", "Kecamatan"],
    [1, 2, 3, 4, 5, 6],
    ["DESA KALISAPU"],
    [1, "3328991208870001", "ANI", "12-08-1987", "Kalisapu", "Slawi"],
    [2, "33289912O8870002", "BUDI", "31-02-1987", "Kalisapu", "Slawi"],
    ["No", "Identitas", None, "Tgl Lahir", "Alamat", None],
    [None, "NIK", "Nama", None, "Desa", "Kecamatan"],
    [3, 3328991208870003, "CACA", "12-08-1987", "Kalisapu", "Slawi"],
    ["Jumlah", 3],
    ["Mengetahui"],
    [None, None, "Kepala Desa"],
]
MERGES = [(3, 0, 4, 0), (3, 1, 3, 2), (3, 3, 4, 3), (3, 4, 3, 5), (6, 0, 6, 5)]


def messy() -> bytes:
    lists = SheetSpec(name="Kec. Slawi", rows=MESSY, merges=MERGES)
    return workbook(lists, SheetSpec(name="Kode", rows=[["a"], ["b"]], is_hidden=True))


def reading(data: bytes) -> Reading:
    return read.read(data, roster.contract("pemda_rentan"), {}, LIMITS)


def told(found: Reading) -> list[Any]:
    """Return what a reading says of the partner's own sheets and rows."""
    own = [each for each in found.sheets if each.sheet_name != "Ringkasan Cakupan"]
    sheets = [
        (each.sheet_name, each.header_row, dict(each.classes), each.mapping, each.totals) for each in own
    ]
    return [sheets, found.rows.to_pylist(), found.titles, found.is_nil]


@each_case(
    ("data", "marked"),
    [
        (messy(), marks(bad_nik(row=9), header_row=4, rows=range(8, 13))),
        (letterhead(), marks(bad_nik(), CellMark(row=31, column=1, severity="warning", text="Jumlah beda."))),
    ],
    ids=["messy", "letterhead"],
)
def test_our_marks_change_nothing_of_what_is_read(data: bytes, marked: Any):
    receipt = reading(edited(data, marked))

    assert told(receipt) == told(reading(data))
    added = [each.header for each in receipt.sheets[0].columns if each.basis == "added"]
    assert added == list(ADDED_HEADERS)
    assert receipt.sheets[-1].is_ignored


def test_a_receipt_of_a_receipt_reads_the_same_again():
    first = edited(messy(), marks(bad_nik(row=9), header_row=4, rows=range(8, 13)))
    added = tuple(each.number for each in reading(first).sheets[0].columns if each.basis == "added")

    second = edited(first, marks(bad_nik(row=8), header_row=4, rows=range(8, 13), added=added))

    assert len(added) == 3
    assert told(reading(second)) == told(reading(messy()))
    assert reading(second).sheets[0].columns == reading(first).sheets[0].columns


def test_a_corrected_cell_is_judged_anew():
    receipt = edited(letterhead(24, {(8, 2): "33289912O8870002"}))
    book = load_workbook(io.BytesIO(receipt))
    book["Kec. Slawi"]["B8"] = "3328991208870002"
    corrected = io.BytesIO()
    book.save(corrected)

    before, after = judge_file(receipt), judge_file(corrected.getvalue())

    assert before.verdicts.count("quarantined") == 1
    assert after.verdicts == ["accepted"] * 24
