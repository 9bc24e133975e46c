"""A row that stands in one cell is read like the others, and a sentence stays a sentence."""

import csv
import io
from datetime import date
from typing import Any

import pytest
import sheets
from builders import sheet
from cakupan.workbooks.model import NUMBER, TEXT, Sheet
from cakupan.workbooks.reading import joined_rows
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from judging import LIMITS
from mess_entries import entry

HEADER = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "JK"]
PEOPLE = [
    [f"{number}", f"33289912088700{number:02d}", f"ORANG {number}", "12/08/1987", "L"]
    for number in range(1, 9)
]
ROWS = [HEADER, *PEOPLE]
DELIMITERS = [";", ",", "\t", "|"]


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a file."""
    (found,) = read(data, LIMITS).sheets
    return found


def joined(rows: list[list[str]], delimiter: str, which: set[int]) -> list[list[Any]]:
    """Return rows of which some stand in their first cell."""
    return [[delimiter.join(cells)] if number in which else cells for number, cells in enumerate(rows)]


@entry(33)
@each_case("delimiter", DELIMITERS)
@each_case("which", [{3, 5}, {8}, {0}, {1, 2, 3}, set(range(1, 9)), set(range(9))])
def test_rows_pasted_into_one_cell_of_a_workbook_are_rows(delimiter: str, which: set[int]) -> None:
    assert grid(only_sheet(sheet(joined(ROWS, delimiter, which)))) == ROWS


@entry(33)
@each_case("inner", DELIMITERS)
@each_case("outer", [";", ","])
@each_case("which", [{3, 5}, set(range(1, 9)), set(range(9))])
def test_lines_of_a_text_that_are_quoted_as_a_whole_are_rows(inner: str, outer: str, which: set[int]) -> None:
    buffer = io.StringIO()
    for number, cells in enumerate(ROWS):
        line = io.StringIO()
        csv.writer(line, delimiter=inner, quoting=csv.QUOTE_ALL).writerow(cells)
        cells = [line.getvalue().strip()] if number in which else cells
        csv.writer(buffer, delimiter=outer).writerow(cells)

    assert grid(only_sheet(buffer.getvalue().encode())) == ROWS


def test_a_list_of_two_columns_in_one_is_parted_too() -> None:
    narrow = [cells[1:3] for cells in ROWS]

    assert grid(only_sheet(sheet([[";".join(cells)] for cells in narrow]))) == narrow


def test_rows_keep_their_numbers_and_other_rows_their_cells() -> None:
    title, note = ["DAFTAR PEKERJA, TEGAL"], ["Catatan: data per Oktober 2024, dinas, kabupaten, provinsi"]
    rows = [title, [""], *joined(ROWS, ";", {0, 2, 4}), note]

    found = grid(only_sheet(sheet(rows)))

    assert found[2:11] == ROWS
    assert [found[0][0], found[11][0]] == [title[0], note[0]]


@entry(33)
@each_case(
    "sentence",
    [
        "Mengetahui, Kepala Desa, Slawi, 12/08/2024, TTD",
        "1, 2, 3, 4, 5",
        "Petugas, 3328991208870001, SITI, hubungi 0812, L",
        "3328991208870001;SITI",
    ],
)
def test_a_sentence_with_the_signs_that_part_cells_stays_one(sentence: str) -> None:
    found = only_sheet(sheet([*ROWS, [sentence]]))

    assert found.row(9)[0] == sentence


def test_a_name_with_a_degree_is_not_cut_where_the_others_have_one_cell() -> None:
    rows = joined(ROWS, ",", {3, 4})
    rows[4] = ["4,3328991208870004,ORANG 4, S.Pd, M.Pd,12/08/1987,L"]

    assert only_sheet(sheet(rows)).row(4)[2:] == ["ORANG 4, S.Pd, M.Pd", "12/08/1987", "L"]


def test_a_row_that_a_program_cut_at_the_comma_of_a_name_is_one_row() -> None:
    rows = joined(ROWS, ";", set(range(9)))
    rows[4] = ["4;3328991208870004;ORANG 4", " S.Pd;12/08/1987;L"]

    found = only_sheet(sheet(rows))

    assert found.row(4) == ["4", "3328991208870004", "ORANG 4, S.Pd", "12/08/1987", "L"]
    assert found.row(5) == PEOPLE[4]


def test_a_joined_row_is_text_and_struck_as_its_cell_was() -> None:
    rows = [
        HEADER,
        *([float(n), *cells[1:]] for n, cells in enumerate(PEOPLE, start=1)),
        [";".join(PEOPLE[0])],
    ]
    made = sheets.made(rows, struck={9: frozenset({0}), 2: frozenset({1})})

    found = joined_rows.spread(made)

    assert found.row(9) == PEOPLE[0]
    assert [int(kinds[9]) for kinds in found.kinds] == [TEXT] * 5
    assert int(found.kinds[0][8]) == NUMBER
    assert (found.struck[9], found.struck[2]) == (frozenset(range(5)), frozenset({1}))


def test_a_sheet_of_whole_rows_is_left_as_it_is() -> None:
    made = sheets.made([HEADER, *PEOPLE, ["Tegal, 12 Agustus 2024"]])

    assert joined_rows.spread(made) is made


def test_many_joined_rows_are_laid_out_like_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined_rows, "BLOCK", 100)
    rows = [
        HEADER,
        *([f"{n}", f"{10**15 + n}", "A", f"{date(1990, 1, 1 + n % 28)}", "L"] for n in range(250)),
    ]

    found = only_sheet("\n".join('"' + ";".join(cells) + '"' for cells in rows).encode())

    assert (found.height, found.width) == (len(rows), 5)
    assert grid(found) == rows


def test_rows_in_one_cell_with_empty_cells_at_their_end_are_rows_with_their_headings() -> None:
    data = "\r\n".join(f'"{";".join(cells)};;"' for cells in ROWS).encode()

    assert grid(only_sheet(data)) == ROWS
