"""The same mess in every form a workbook comes in is the same to intake."""

from collections.abc import Callable
from datetime import date

from builders import Rows, nik, sheet, text_file
from case_tables import each_case
from format_builders import ods_row, open_document, web_page, xml_workbook
from judging import judge_file
from mess_builders import BORN, Odd, odd_workbook, person
from mess_entries import entry
from xls_builders import OldSheet, old_workbook

SHORT = ["No", "NIK", "Nama"]
PEOPLE: Rows = [
    ["DAFTAR PEKERJA RENTAN"],
    ["No", "NIK", "Nama", "Tgl Lahir", "L/P"],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    [1, nik(BORN, 1), "Drs. SUPARNO", "12 Agustus 1987", "L"],
    [2, nik(BORN, 1), "SUPARNO", "12-08-1987", "L"],
    [3, nik(BORN, 2)[:15], "BUDI", "12-08-1987", "L"],
    [4, nik(BORN, 3, is_woman=True), "SITI", "31-02-1987", "P"],
    ["Jumlah", None, 5],
]
EVERY_FORM: dict[str, Callable[[Rows], bytes]] = {
    "xlsx": sheet,
    "xls": lambda rows: old_workbook(OldSheet(rows=rows)),
    "ods": open_document,
    "html": web_page,
    "xml": xml_workbook,
    "csv": text_file,
    "utf-16": lambda rows: text_file(rows, delimiter="\t", encoding="utf-16"),
}
STYLES = (
    '<style:style style:name="coret" style:family="table-cell"><style:text-properties'
    ' style:text-line-through-style="solid"/></style:style>'
)


@entry(15)
@each_case("form", EVERY_FORM)
def test_the_same_rows_are_judged_alike_in_every_form(form: str) -> None:
    judged = judge_file(EVERY_FORM[form](PEOPLE))

    assert judged.verdicts == ["accepted", "duplicate", "quarantined", "accepted"]
    assert judged.codes == [
        (6, "NIK_FORMAT", "error"),
        (7, "TANGGAL_TIDAK_SAH", "warning"),
        (8, "TOTAL_BEDA", "warning"),
    ]
    assert judged.values("tanggal_lahir")[0] == judged.values("tanggal_lahir")[3] == "1987-08-12"
    assert judged.judgement.stated_total == 5


@entry(1)
@each_case("form", ["xlsx", "xls", "ods", "xml"])
def test_a_number_is_a_number_in_every_form_that_knows_numbers(form: str) -> None:
    numbers = [[row, int(nik(BORN, row * 10)), f"ORANG {row}"] for row in range(1, 6)]

    judged = judge_file(EVERY_FORM[form]([SHORT, *numbers]))

    assert {code for _, code, _ in judged.codes} >= {"NIK_PRESISI_HILANG"}
    assert judged.verdicts == ["quarantined"] * 5


@entry(6)
@each_case("form", ["xlsx", "xls", "ods", "xml"])
def test_a_cell_that_is_a_day_is_that_day_in_every_form(form: str) -> None:
    rows = [["NIK", "Nama", "Tgl Lahir"], [nik(BORN, 1), "SUPARNO", date(1987, 8, 12)]]

    judged = judge_file(EVERY_FORM[form](rows))

    assert (judged.values("tanggal_lahir"), judged.codes) == (["1987-08-12"], [])


@entry(6)
def test_an_old_workbook_may_count_its_days_from_1904_too() -> None:
    rows = [["NIK", "Nama", "Tgl Lahir"], [nik(BORN, 1), "SUPARNO", 32001 - 1462]]

    judged = judge_file(old_workbook(OldSheet(rows=rows), is_1904=True))

    assert (judged.values("tanggal_lahir"), judged.codes) == (["1987-08-12"], [])


def struck_and_hidden(form: str) -> bytes:
    """Return a list whose second person is struck through and whose third is hidden."""
    rows = [SHORT, person(1), person(2), person(3)]
    if form == "xlsx":
        return odd_workbook(Odd(rows=rows, struck_rows=[2], hidden_rows=[3]))
    if form == "xls":
        return old_workbook(OldSheet(rows=rows, struck_rows=[2], hidden_rows=[3]))
    struck = ods_row(rows[2]).replace("<table:table-cell ", '<table:table-cell table:style-name="coret" ')
    hidden = ods_row(rows[3], 'table:visibility="filter"')
    return open_document(f"{ods_row(rows[0])}{ods_row(rows[1])}{struck}{hidden}", styles=STYLES)


@entry(27)
@each_case("form", ["xlsx", "xls", "ods"])
def test_struck_and_hidden_rows_are_told_in_every_form_that_has_them(form: str) -> None:
    judged = judge_file(struck_and_hidden(form))

    assert judged.codes == [(3, "BARIS_DICORET", "error"), (4, "BARIS_TERSEMBUNYI", "warning")]
    assert judged.verdicts == ["accepted", "quarantined", "accepted"]


@entry(27)
def test_a_person_struck_through_waits_though_number_and_reason_are_not() -> None:
    header = [*SHORT, "Keterangan"]
    gone, renumbered = [*person(2), "MENINGGAL"], [*person(3), ""]
    rows = [header, person(1), gone, renumbered]
    struck = [(2, 1), (2, 2), (3, 1)]

    judged = judge_file(odd_workbook(Odd(rows=rows, struck_cells=struck)))

    assert (3, "BARIS_DICORET", "error") in judged.codes
    assert judged.verdicts == ["accepted", "quarantined", "accepted"]
