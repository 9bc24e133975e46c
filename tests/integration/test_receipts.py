"""What goes back to a partner, on a real warehouse: its own workbook marked, a copy of it, or one page."""

import io
import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from builders import SheetSpec, sheet, text_file, workbook
from cakupan import settings
from cakupan.intake.answering import editor, facts
from cakupan.intake.judging import rules
from cakupan.intake.rows import marks
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query
from openpyxl import load_workbook
from receipt_builders import faults, parts
from rich_workbooks import letterhead

pytestmark = pytest.mark.usefixtures("few_areas")
NAME = f"{PARTNER}/pemda_rentan/2024-10/daftar.xlsx"
SUMMARY = marks.SUMMARY_SHEET


def said(path: Path) -> dict[str, Any]:
    """Return the summary as label to what stands beside it."""
    return {row[0].value: row[1].value for row in load_workbook(path)[SUMMARY] if row[0].value}


def words(path: Path) -> str:
    """Return all texts of the summary."""
    return " ".join(str(cell.value) for row in load_workbook(path)[SUMMARY] for cell in row if cell.value)


def given_office(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "insert into reference.office (load_no, file_no, row_number, row_hash, office_code, office_name,"
            " level, contact) values (0, 1, 1, '', 'KC-TEGAL', 'Kantor Cabang Tegal', 'branch', 'loket 3')"
        )


def test_a_workbook_with_findings_goes_back_as_it_was_with_each_finding_at_its_place(warehouse: str) -> None:
    given_partner(warehouse)
    given_office(warehouse)
    data = letterhead(24, {(8, 2): "33289912O8870002", (11, 4): "31-02-1987", (12, 2): "3328991208870004"})
    given_file(NAME, data)

    path = ingest()[0]

    book = load_workbook(path)
    own = book["Kec. Slawi"]
    assert book.sheetnames == ["Kec. Slawi", "Tabel", "Sandi", SUMMARY]
    assert [own.cell(8, column).value for column in (9, 10, 11)] == [
        "Tidak sah",
        rules.reasons()["NIK_FORMAT"],
        "Mungkin maksudnya 3328991208870002 (ada huruf yang mirip angka). " + rules.advice()["NIK_FORMAT"],
    ]
    assert "3328991208870002" in own["B8"].comment.text
    assert own["I11"].value == "Sah dengan catatan" and "Menurut NIK: 12-08-1987" in own["K11"].value
    assert own["I10"].value == own["I12"].value == "Tidak sah"
    assert "baris 12" in own["K10"].value and "baris 10" in own["K12"].value
    assert own["I7"].value == "Sah" and own["J7"].value is None
    assert own["H31"].value == "=SUM(H7:H30)"
    assert list(faults(path.read_bytes())) == []
    assert parts(path.read_bytes())["xl/media/image1.png"] == parts(data)["xl/media/image1.png"]
    told = said(path)
    assert (told["Baris diterima dari berkas"], told["Sah"], told["Tidak sah, perlu diperbaiki"]) == (
        24,
        21,
        3,
    )
    assert told["Hubungi bila ada pertanyaan"] == "Kantor Cabang Tegal, loket 3"
    assert "18 November 2024" in words(path)


def test_the_summary_accounts_for_every_used_row_of_every_sheet(warehouse: str) -> None:
    given_partner(warehouse)
    first = [["DAFTAR PEKERJA"], HEADER, ANI, BUDI, ANI, [None, "12345", "CACA"], ["Jumlah", None, 4]]
    data = workbook(SheetSpec(name="Satu", rows=first), SheetSpec(name="Lain", rows=[["catatan"]]))
    given_file(NAME, data)

    path = ingest()[0]

    rows = {
        row[0].value: [cell.value for cell in row[1:12]]
        for row in load_workbook(path)[SUMMARY]
        if isinstance(row[11].value, int) and isinstance(row[1].value, int)
    }
    assert rows["Satu"] == [7, 1, 1, 0, 0, 1, 0, 4, 2, 1, 1]
    assert rows["Lain (tidak dipakai)"] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert rows["Semua lembar"] == [8, 2, 1, 0, 0, 1, 0, 4, 2, 1, 1]


def test_a_repeated_row_names_the_row_it_repeats(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(NAME, sheet([HEADER, ANI, BUDI, ANI]))

    own = load_workbook(ingest()[0])["Sheet1"]
    assert own["I4"].value == "Ganda" and own["K4"].value.startswith("Sama dengan baris 2.")
    assert own["B4"].fill.fgColor.rgb == "FFD9D2EC" and own["B2"].fill.fgColor.rgb != "FFD9D2EC"


def test_a_column_that_was_not_understood_is_told_once_at_its_heading(warehouse: str) -> None:
    given_partner(warehouse)
    header = ["Hari jadi" if name == HEADER[3] else name for name in HEADER]
    given_file(NAME, sheet([header, ANI, BUDI]))

    path = ingest()[0]

    own = load_workbook(path)["Sheet1"]
    assert rules.reasons()["KOLOM_TIDAK_DIKENAL"].split(".")[0] in own["D1"].comment.text
    assert "Mungkin Tanggal Lahir." in own["D1"].comment.text
    assert [own.cell(row, 4).comment for row in (2, 3)] == [None, None]
    assert "Hari jadi" in words(path)
    found = query(
        warehouse, "select row_number, column_name, severity from intake.finding where code like 'KOLOM%'"
    )
    assert found == [(1, "Hari jadi", "warning")]


def test_a_submission_without_findings_gets_one_page(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(NAME, sheet([HEADER, ANI, BUDI]))

    path = ingest()[0]

    book = load_workbook(path)
    assert book.sheetnames == [SUMMARY]
    assert (book[SUMMARY].page_setup.fitToHeight, book[SUMMARY].page_setup.fitToWidth) in (
        (1, 1),
        (None, None),
    )
    assert book[SUMMARY].sheet_properties.pageSetUpPr.fitToPage
    assert "Tidak ada yang perlu dilakukan" in words(path)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_text_file_comes_back_as_a_workbook_with_the_same_cells_marked(
    warehouse: str, delimiter: str
) -> None:
    given_partner(warehouse)
    rows = [HEADER, ANI, [2, "0012345", "=cmd|calc", "01-02-1990", "L", "x", "Kalisapu", "Slawi"]]
    given_file(NAME.replace(".xlsx", ".csv"), text_file(rows, delimiter=delimiter))

    path = ingest()[0]

    own = load_workbook(path)["Daftar"]
    assert [cell.value for cell in own[3]][:5] == ["2", "0012345", "=cmd|calc", "01-02-1990", "L"]
    assert own["C3"].data_type == "s" and own["B3"].data_type == "s"
    assert own["I3"].value == "Tidak sah" and own["B3"].comment.text.startswith("Cakupan:")
    assert own["B3"].fill.fgColor.rgb == "FFF9CDC4"
    assert "salinannya" in words(path)


def test_a_workbook_that_cannot_be_edited_comes_back_as_a_copy(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    given_file(NAME, sheet([HEADER, ANI, ANI]))

    def odd(*_: object) -> bytes:
        raise RuntimeError("something nobody foresaw")

    monkeypatch.setattr(editor, "edit", odd)

    path = ingest()[0]

    assert load_workbook(path)["Sheet1"]["I3"].value == "Ganda"
    assert "tidak dapat kami tandai langsung" in words(path)


def test_the_summary_says_what_changed_against_the_list_it_replaces(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(NAME, sheet([HEADER, ANI, BUDI]))
    ingest()
    later = [*BUDI[:5], "petani", *BUDI[6:]]
    new = [3, "3328991208870003", "CACA", *ANI[3:]]
    given_file(NAME, sheet([HEADER, later, new]), datetime(2024, 11, 5, tzinfo=UTC))

    told = said(ingest()[0])

    assert told["Daftar sebelumnya"] == "S000001, 2 baris"
    assert told["Baris baru"].startswith("1 (baris 3") and told["Baris hilang"].startswith("1 (")
    assert told["Baris berubah"].startswith("1 (baris 2)")


def test_a_receipt_that_was_corrected_is_judged_anew_and_nothing_piles_up(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(NAME, letterhead(24, {(8, 2): "33289912O8870002", (10, 2): "1"}))
    first = ingest()[0]
    book = load_workbook(first)
    book["Kec. Slawi"]["B8"] = "3328991208870002"
    corrected = io.BytesIO()
    book.save(corrected)

    given_file(NAME, corrected.getvalue(), datetime(2024, 11, 6, tzinfo=UTC))
    second = ingest()[0]

    again = load_workbook(second)
    own = again["Kec. Slawi"]
    assert again.sheetnames.count(SUMMARY) == 1
    headings = [cell.value for cell in own[5]]
    assert headings[8:11] == list(marks.ADDED_HEADERS) and len(headings) == 11
    assert own["I8"].value == "Sah" and own["J8"].value is None and own["B8"].comment is None
    assert own["B8"].fill.fgColor.rgb != "FFF9CDC4"
    assert own["I10"].value == "Tidak sah" and own["B10"].comment.text.count("Cakupan:") == 1
    assert said(second)["Nomor kiriman"] == "S000002"
    found = query(
        warehouse,
        "select submission_no, sheet_no, used_rows, title_rows, header_rows, total_rows, note_rows, received,"
        " quarantined from intake.sheet where not is_ignored order by 1",
    )
    assert [row[2:8] for row in found] == [found[0][2:8]] * 2
    assert [row[8] for row in found] == [2, 1]


def test_no_name_of_a_file_in_the_outbox_holds_personal_data(warehouse: str) -> None:
    given_partner(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/{ANI[1]} ANI.xlsx", sheet([HEADER, ANI, ANI]))

    ingest()

    names = [path.name for path in settings.load().folder("outbox").rglob("*") if path.is_file()]
    assert names == ["S000001_pemda_rentan_2024-10.xlsx"]


@pytest.mark.parametrize("end", ["killed", "hangs"])
def test_a_file_that_kills_the_writer_is_answered_with_a_list_and_takes_nobody_with_it(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    given_partner(warehouse)
    monkeypatch.setenv("CAKUPAN_MAX_FILE_SECONDS", "2")
    settings.load.cache_clear()
    given_file(NAME, sheet([HEADER, ANI, ANI]))
    given_file(NAME.replace("2024-10", "2024-09"), sheet([HEADER, BUDI, BUDI], name="Jahat"))
    whole = editor.edit

    def deadly(data: bytes, sheets: Any, *rest: Any) -> bytes:
        if sheets[0].sheet_name == "Jahat":
            os.kill(os.getpid(), signal.SIGSEGV) if end == "killed" else time.sleep(60)
        return whole(data, sheets, *rest)

    monkeypatch.setattr(editor, "edit", deadly)

    paths = {path.stem.split("_")[-1]: load_workbook(path) for path in ingest()}

    assert paths["2024-10"].sheetnames == ["Sheet1", SUMMARY]
    assert paths["2024-09"].sheetnames == ["Temuan (Cakupan)", SUMMARY]
    line = [cell.value or "" for cell in paths["2024-09"]["Temuan (Cakupan)"][2]]
    assert line[:5] == ["Jahat", 3, "", "Ganda", "BARIS_GANDA"]


def test_a_file_with_more_rows_than_a_person_corrects_is_answered_with_a_list(
    warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_partner(warehouse)
    monkeypatch.setattr(facts, "MOST_ROWS", 2)
    given_file(NAME, sheet([HEADER, ANI, BUDI, [3, "1", "CACA"], ANI]))

    path = ingest()[0]

    listed = load_workbook(path)["Temuan (Cakupan)"]
    assert [(row[1].value, row[4].value) for row in listed][1:] == [(4, "NIK_FORMAT"), (5, "BARIS_GANDA")]
    assert "hanya daftar temuannya" in words(path)
