"""Names of columns, cells and areas."""

import pytest
from cakupan.workbooks import a1
from case_tables import each_case


@each_case(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_a_column_is_named_as_a_spreadsheet_names_it_and_found_again(number: int, letters: str) -> None:
    assert a1.letters_of(number) == letters
    assert a1.column_of(letters) == number


def test_a_cell_and_an_area_are_told_by_row_and_column() -> None:
    assert a1.name_of(12, 28) == "AB12"
    assert a1.place_of("AB12") == (12, 28)
    assert a1.area_of("$B$2:C9") == (2, 2, 9, 3)
    assert a1.area_of("B2") == (2, 2, 2, 2)


@each_case("name", ["b8", "B-8", "É1", " A1"])
def test_what_names_no_cell_is_refused(name: str) -> None:
    with pytest.raises(a1.OddNameError):
        a1.place_of(name)
