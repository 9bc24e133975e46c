"""A receipt sent back is read as the workbook it was made of."""

import numpy as np
from cakupan.intake.reading.sheets import redelivered
from cakupan.intake.rows import marks
from sheets import NIKS, made, reading

ROWS = [
    ["DAFTAR PEKERJA"],
    ["No", "NIK", "Nama"],
    [1, NIKS[0], "A"],
    [2, 332899120887, "B"],
    ["Jumlah", None, 2],
    [],
    [None, None, "Kepala Dinas"],
]
SUMMARY = [
    ["Tanda terima", "OKTOBER 2023"],
    [marks.SUBMISSION_LABEL, "S000123"],
    ["NIHIL"],
    ["sebanyak 99 orang"],
]


def marked() -> list[list[object]]:
    """Return the rows with our columns beside them, one of our texts beside an empty row too."""
    added = [["", "", ""], list(marks.ADDED_HEADERS), ["Sah", "", ""], ["Tidak sah", "NIK", "Periksa"]]
    added += [["", "", ""], ["Sah", "", ""], ["", "", ""]]
    return [[*row, *[None] * (3 - len(row)), *beside] for row, beside in zip(ROWS, added, strict=True)]


def test_classes_used_rows_and_row_numbers_are_those_of_the_original() -> None:
    original = reading(made(ROWS))

    again = reading(made(SUMMARY, name=marks.SUMMARY_SHEET), made(marked()))

    assert again.sheets[1].classes == original.sheets[0].classes
    assert again.sheets[1].used_rows == 6
    assert again.sheets[1].totals == original.sheets[0].totals
    assert again.rows.drop_columns(["sheet_no"]).equals(original.rows.drop_columns(["sheet_no"]))


def test_our_columns_are_listed_as_added_and_our_sheet_as_no_list() -> None:
    again = reading(made(marked()), made(SUMMARY, name=f"{marks.SUMMARY_SHEET} (2)"))

    added = [
        (each.number, each.header, each.field) for each in again.sheets[0].columns if each.basis == "added"
    ]
    assert added == [
        (4, marks.ADDED_HEADERS[0], None),
        (5, marks.ADDED_HEADERS[1], None),
        (6, marks.ADDED_HEADERS[2], None),
    ]
    assert again.sheets[1].is_ignored


def test_what_our_summary_says_is_not_what_the_partner_says() -> None:
    again = reading(made(SUMMARY, name=marks.SUMMARY_SHEET), made(marked()))

    assert again.titles == ("DAFTAR PEKERJA",)
    assert not again.is_nil
    assert again.sheets[0].totals == ()


def test_a_sheet_that_was_never_ours_is_left_as_it_is() -> None:
    sheet = made(ROWS)

    assert redelivered.original(sheet).sheet is sheet


def test_emptied_columns_keep_the_place_and_kind_of_all_others() -> None:
    found = redelivered.original(made(marked())).sheet

    assert found.columns[3].to_pylist() == [""] * 7
    assert not np.any(found.kinds[3])
    assert found.row(3) == ["2", "332899120887", "B", "", "", ""]
