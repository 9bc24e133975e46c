"""Rows of a workbook whose numbers are out of order: two people are never made one."""

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import cell, grid, packed_workbook, row
from judging import LIMITS


@each_case("style", [0, 1])
def test_two_rows_of_one_number_are_never_made_one_person(style: int) -> None:
    first, second = (
        cell("A2", "SUPARNO", style) + cell("B2", "satu"),
        cell("A2", "BUDI") + cell("C2", "dua"),
    )

    with pytest.raises(FileRefused, match="BERKAS_RUSAK"):
        read(packed_workbook(f"<sheetData>{row(2, first)}{row(2, second)}</sheetData>"), LIMITS)


def test_rows_out_of_order_are_put_where_their_numbers_say() -> None:
    second, first = row(2, cell("A2", "BUDI")), row(1, cell("A1", "SUPARNO"))

    found = read(packed_workbook(f"<sheetData>{second}{first}</sheetData>"), LIMITS).sheets[0]

    assert grid(found) == [["SUPARNO"], ["BUDI"]]
