"""A review workbook that comes back is read by the pairs it names, and nothing odd is mended."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from cakupan.errors import AnswerIsNo
from cakupan.identity.review import returned, workbook
from cakupan.identity.review.listing import Pair
from cakupan.identity.review.returned import Returned
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = list(workbook.WIDTHS)
REASON = "Dicocokkan dengan KTP"


def pair(number: int) -> Pair:
    return Pair(
        row_id=f"S000001/1/{number}", partner_id="desa-33.28.10.2001", roster_kind="pemda_rentan",
        place_code="33.28.10.2001", is_suggestion=False, funding_code="APBD", people=8,
        points=Decimal("12.50"),
        person_no=number + 70, decided_load_no=9, weight=Decimal("21.50"), lead=Decimal("7.25"),
        model_version="uji", nik="3328********0001", name="S*** A*****", person_nik="3328********0002",
        person_name="S*** A******", person_place_code="33.28.10.2001",
        reasons=("nama sama bunyi", "tanggal lahir sama"),
        reasons_en=("name sounds the same", "same birth date"),
    )  # fmt: skip


def back(folder: Path, edit: Callable[[Worksheet], None], second_by: str | None = None) -> Returned:
    """Return what is read of a workbook of three pairs that somebody edited."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([pair(2), pair(3), pair(4)])))
    edit(book[workbook.SHEET])
    book.save(folder / "tinjauan.xlsx")
    return returned.read(folder / "tinjauan.xlsx", second_by, "siti")


def write(sheet: Worksheet, line: int, **cells: object) -> None:
    for name, value in cells.items():
        sheet.cell(line, HEADINGS.index(name) + 1).value = value  # type: ignore[assignment] # any cell


def decide(sheet: Worksheet, line: int, decision: str = "sama") -> None:
    write(sheet, line, Keputusan=decision, Alasan=REASON, Pemutus="rina")


def decided(book: Returned) -> dict[str, tuple[bool | None, bool]]:
    """Return (is the same, is refused) by row."""
    return {line.row_id: (line.is_same, line.refused is not None) for line in book.lines}


OPEN, SAME, OTHER, REFUSED = (None, False), (True, False), (False, False), (None, True)


def test_a_workbook_asks_in_masked_cells_that_are_protected_but_for_the_entries():
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([pair(2)])))

    sheet, asked = book[workbook.SHEET], book[workbook.ASKED_SHEET]
    cells = dict(zip(HEADINGS, sheet[2], strict=True))
    assert sheet.protection.sheet and asked.sheet_state == "hidden"
    assert [name for name, cell in cells.items() if not cell.protection.locked] == list(workbook.ENTRIES)
    assert (cells["Baris"].value, cells["Orang"].value) == ("S000001/1/2", "72")
    assert cells["Yang mirip"].value == "nama sama bunyi; tanggal lahir sama"
    assert cells["Pengaruh"].value == "menggerakkan roster_coverage 33.28.10.2001 12,50 poin"
    listed = next(each for each in sheet.data_validations.dataValidation if each.type == "list")
    assert listed.formula1 == '"sama,bukan,belum tahu"'


def test_decisions_are_read_with_reason_and_names_whatever_their_case(tmp_path: Path):
    def edit(sheet: Worksheet) -> None:
        decide(sheet, 2, " SAMA ")
        decide(sheet, 3, "bukan")
        write(sheet, 4, Keputusan="Belum  tahu")

    book = back(tmp_path, edit, second_by="joko")

    assert decided(book) == {"S000001/1/2": SAME, "S000001/1/3": OTHER, "S000001/1/4": OPEN}
    said = book.lines[0].said
    assert said is not None
    assert (said.reason, said.decided_by, said.second_by) == (REASON, "rina", "joko")


def test_rows_sorted_and_deleted_are_found_by_their_pair_and_told(tmp_path: Path):
    def edit(sheet: Worksheet) -> None:
        decide(sheet, 4)
        sheet.delete_rows(2)
        sheet.insert_rows(2)

    book = back(tmp_path, edit)

    assert decided(book) == {"S000001/1/3": OPEN, "S000001/1/4": SAME}
    assert book.left_out == ("S000001/1/2",)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Keputusan": "samma"}, "none of sama"),
        ({"Keputusan": "ya"}, "none of sama"),
        ({"Baris": "S000001/1/99"}, "not asked about"),
        ({"Baris": "=A3"}, "formula"),
        ({"Keputusan": '=IF(1=1,"sama","bukan")'}, "formula"),
        ({"Orang": "74"}, "another number"),
        ({"Orang": None}, "another number"),
        ({"Alasan": "ya"}, "10 letters"),
        ({"Alasan": None}, "10 letters"),
        ({"Alasan": "KTP 3328990101800001 sudah dilihat"}, "number of a person"),
        ({"Pemutus": None}, "Nobody is named"),
        ({"Pemutus": "Joko"}, "second person"),
    ],
)
def test_what_was_edited_oddly_is_refused_by_name_and_the_other_rows_stand(
    tmp_path: Path, cells: dict[str, object], told: str
):
    def edit(sheet: Worksheet) -> None:
        decide(sheet, 2)
        decide(sheet, 3)
        write(sheet, 2, **cells)

    book = back(tmp_path, edit, second_by="joko")

    assert told in (book.lines[0].refused or "")
    assert [line.is_same for line in book.lines[1:]] == [True, None]


def test_a_number_stored_as_a_number_is_the_same_number(tmp_path: Path):
    def edit(sheet: Worksheet) -> None:
        decide(sheet, 2)
        write(sheet, 2, Orang=72.0)

    assert decided(back(tmp_path, edit))["S000001/1/2"] == SAME


def test_a_pair_that_stands_twice_is_refused_in_both_rows(tmp_path: Path):
    def edit(sheet: Worksheet) -> None:
        decide(sheet, 2)
        write(sheet, 3, Baris="S000001/1/2", Orang="72", Keputusan="bukan", Alasan=REASON, Pemutus="rina")

    book = back(tmp_path, edit)

    assert [line.refused is not None for line in book.lines] == [True, True, False]


def test_a_pair_whose_hidden_line_was_altered_is_refused(tmp_path: Path):
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([pair(2), pair(3)])))
    decide(book[workbook.SHEET], 2)
    write(book[workbook.SHEET], 2, Orang="99")
    book[workbook.ASKED_SHEET]["B1"].value = "99"
    book.save(tmp_path / "a.xlsx")

    (first, second) = returned.read(tmp_path / "a.xlsx", None, "siti").lines

    assert first.refused == "what was asked about it was altered"
    assert second.refused is None


def test_the_order_of_sheets_and_columns_does_not_matter(tmp_path: Path):
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([pair(2)])))
    sheet = book[workbook.SHEET]
    decide(sheet, 2)
    book.move_sheet(workbook.ASKED_SHEET, -1)
    sheet.move_range("A1:A2", cols=len(HEADINGS))
    book.save(tmp_path / "a.xlsx")

    assert decided(returned.read(tmp_path / "a.xlsx", None, "siti")) == {"S000001/1/2": SAME}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda book: book.remove(book[workbook.ASKED_SHEET]), "no sheet 'pasangan'"),
        (lambda book: setattr(book[workbook.SHEET], "title", "Sheet1"), "no sheet 'Tinjauan'"),
        (
            lambda book: book[workbook.SHEET].delete_cols(HEADINGS.index("Keputusan") + 1),
            "no column Keputusan",
        ),
        (lambda book: book[workbook.SHEET].delete_rows(1, 9), "no column Baris"),
    ],
)
def test_a_workbook_without_what_it_was_sent_with_is_refused_whole(
    tmp_path: Path, edit: Callable[[openpyxl.Workbook], None], told: str
):
    book = openpyxl.load_workbook(io.BytesIO(workbook.write([pair(2)])))
    edit(book)
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(AnswerIsNo, match=told):
        returned.read(tmp_path / "a.xlsx", None, "siti")


@pytest.mark.parametrize("content", [b"", b"Baris;Keputusan\nS000001/1/2;sama\n", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "a.xlsx").write_bytes(content)

    with pytest.raises(AnswerIsNo, match="no XLSX workbook"):
        returned.read(tmp_path / "a.xlsx", None, "siti")
