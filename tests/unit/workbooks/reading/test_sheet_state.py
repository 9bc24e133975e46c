"""A sheet is the same however its cells come, and what is told of it is kept within its bounds."""

from dataclasses import replace

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import sheet_state
from cakupan.workbooks.reading.cell_text import to_column
from cakupan.workbooks.reading.sheet_state import SheetState
from case_tables import each_case
from judging import LIMITS


def test_cells_that_come_by_rows_in_blocks_and_in_columns_make_one_sheet():
    by_rows, in_blocks, in_columns = (SheetState(LIMITS, "Data") for _ in range(3))

    by_rows.add_row(["NIK", "", "Nama"])
    by_rows.skip_rows(1)
    by_rows.add_row(["1", "", 2.5], struck=[2])
    in_blocks.add_cells(1, {0: ([0], ["NIK"]), 2: ([0], ["Nama"])})
    in_blocks.add_cells(2, {0: ([1], ["1"]), 2: ([1], [2.5])})
    in_blocks.strike([2], [2])
    in_columns.add_columns(3, map(to_column, (["NIK", "", "1"], ["", "", ""], ["Nama", "", 2.5], [""] * 3)))
    in_columns.strike([2], [2])

    first, *others = (state.finished() for state in (by_rows, in_blocks, in_columns))
    for other in others:
        assert (other.columns, other.struck, other.width) == (first.columns, first.struck, 3)
        assert [kinds.tolist() for kinds in other.kinds] == [kinds.tolist() for kinds in first.kinds]


def test_what_is_hidden_beyond_the_last_filled_cell_is_not_told():
    state = SheetState(LIMITS)

    state.add_cells(2, {0: ([0, 1], ["NIK", "1"])})
    for row in (1, 2):
        state.hide_row(row)
    state.hide_columns(0, 3)

    sheet = state.finished()
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {0})


def test_more_merged_areas_than_anybody_makes_are_not_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheet_state, "MOST_MERGES", 2)
    state = SheetState(LIMITS)

    for column in range(3):
        state.reach(column, 1, 2)
    state.add_row(["NIK"])

    assert state.finished().merges == ((0, 0, 0, 1), (0, 1, 0, 2))


@each_case(("limits", "bound"), [({"max_columns": 1}, "columns"), ({"max_rows": 1}, "rows")])
def test_a_finished_sheet_is_within_its_bounds(limits: dict[str, int], bound: str):
    state = SheetState(replace(LIMITS, **limits))
    state.add_cells(2, {1: ([1], ["NIK"])})

    with pytest.raises(FileRefused) as refused:
        state.finished()

    assert refused.value.details["bound"] == bound
