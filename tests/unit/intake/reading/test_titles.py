"""The titles of a file are the same whether its lists are read or only their headers looked for."""

from builders import Rows, SheetSpec, workbook
from cakupan.contracts import roster
from cakupan.intake.reading import read
from cakupan.workbooks.reading import reading
from case_tables import each_case
from judging import LIMITS
from sheets import NIKS

LIST = [["No", "NIK", "Nama"], [1, NIKS[0], "SUPARNO"], [2, NIKS[1], "SUTRISNO"]]
FOOT = [["Jumlah", "", 2], ["Mengetahui, Kepala Desa"], ["Slawi, 31 Oktober 2024"]]
LAYOUT = {"Warga": "nama"}


def both(*sheets: Rows, names: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles found alone, and those found with the rows."""
    specs = [
        SheetSpec(name=names[place] if names else f"Sheet{place}", rows=rows)
        for place, rows in enumerate(sheets)
    ]
    book = reading.read(workbook(*specs), LIMITS)
    contract = roster.contract("pemda_rentan")
    return read.titles(book, contract, LAYOUT), read.read_workbook(book, contract, LAYOUT).titles


@each_case(
    "sheets",
    [
        [LIST],
        [[["DAFTAR PEKERJA"], ["BULAN OKTOBER 2024"], [], *LIST, *FOOT]],
        [[["OKTOBER 2024", "", "hal. 1"], ["", "KECAMATAN SLAWI"], *LIST]],
        [[["OKTOBER 2024"], *LIST, [], ["NOPEMBER 2024"], *LIST]],
        [[["OKTOBER 2024"], ["Desa", "Jumlah"], ["Kalisapu", 2], [], *LIST]],
        [[[f"judul {number}"] for number in range(40)] + [["OKTOBER 2024"], *LIST]],
        [[[f"baris {number}", "tanpa daftar"] for number in range(60)]],
        [[["OKTOBER 2024"], ["No", "NIK", "Warga"], *LIST[1:]]],
        [[["SAMPUL"], ["Tahun 2024"]], [["OKTOBER 2024"], *LIST], [["NIK", "Warna"], [NIKS[0], "biru"]]],
        [[["OKTOBER 2024"], ["NIHIL"]]],
        [[["OKTOBER 2024"], [*LIST[0], "Periode"], *([*row, "10-2024"] for row in LIST[1:])]],
        [[["x" * 500], *LIST]],
    ],
)
def test_titles_found_alone_are_those_found_with_the_rows(sheets: list[Rows]) -> None:
    alone, with_rows = both(*sheets)

    assert alone == with_rows


def test_what_our_own_summary_says_is_no_title() -> None:
    alone, with_rows = both(
        [["OKTOBER 2024"], *LIST], [["MARET 2024"]], names=("Daftar", "Ringkasan Cakupan")
    )

    assert alone == with_rows == ("OKTOBER 2024",)
