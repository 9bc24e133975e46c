"""One sheet while it is read: its cells come from top to bottom, with what is told of them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from cakupan.workbooks.model import Kinds, Limits, Merge, Sheet
from cakupan.workbooks.reading import bounds
from cakupan.workbooks.reading.columns import BLOCK, Columns, Placed
from cakupan.workbooks.reading.strikes import Strikes

MOST_MERGES = 100_000


class SheetState:
    """A sheet as far as it is read: its cells come row by row, or in blocks of rows.

    Empty rows are only counted until a filled one comes.
    """

    def __init__(self, limits: Limits, name: str = "", is_visible: bool = True) -> None:
        """Start above the first row."""
        self.name, self.is_visible = name, is_visible
        self.height = 0
        self._limits = limits
        self._columns = Columns()
        self._block: list[list[Any]] = []
        self._gap = 0
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._struck = Strikes()

    def add_row(
        self, cells: list[Any], *, times: int = 1, struck: Iterable[int] = (), is_hidden: bool = False
    ) -> None:
        """Append a row that stands so many times below itself.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        if not cells:
            self.skip_rows(times, is_hidden=is_hidden)
            return
        bounds.check_height(self.height + times, self._limits)
        rows = range(self.height, self.height + times)
        self._fill_gap()
        self.height += times
        if is_hidden:
            self._hidden_rows |= set(rows)
        self.strike(rows, struck)
        for start in range(0, times, BLOCK):
            self._block += [cells] * min(BLOCK, times - start)
            if len(self._block) >= BLOCK:
                self._flush()

    def skip_rows(self, times: int, *, is_hidden: bool = False) -> None:
        """Pass rows without a filled cell."""
        if is_hidden and times < self._limits.max_rows:
            self._hidden_rows |= set(range(self.height, self.height + times))
        self._gap += times
        self.height += times

    def add_cells(self, rows: int, cells: Mapping[int, Placed]) -> None:
        """Append a block of rows of which only the filled cells are given: by column, rows and values.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        self._columns.add_cells(rows, cells)
        self.height += rows

    def add_columns(self, rows: int, columns: Iterable[tuple[pa.StringArray, Kinds]]) -> None:
        """Append a block of rows that stand in columns already.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        self._columns.add_columns(rows, columns)
        self.height += rows

    def strike(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Note that the same cells of these rows are struck through."""
        self._struck.add(rows, columns)

    def reach(self, column: int, down: int, right: int) -> None:
        """Note that a cell of the row that comes next reaches over so many rows and columns."""
        if down > 1 or right > 1:
            self.merge((self.height, column, self.height + down - 1, column + right - 1))

    def merge(self, area: Merge) -> None:
        """Note a merged area; more of them than anybody makes are not kept."""
        if len(self._merges) < MOST_MERGES:
            self._merges.append(area)

    def hide_row(self, number: int) -> None:
        """Note that a row is not shown."""
        self._hidden_rows.add(number)

    def hide_columns(self, first: int, last: int) -> None:
        """Note that the columns from `first` up to but without `last` are not shown."""
        self._hidden_columns |= set(range(first, min(last, self._limits.max_columns)))

    def finished(self) -> Sheet:
        """Return the sheet.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        self._flush()
        sheet = self._columns.sheet(
            self.name,
            self.is_visible,
            merges=self._merges,
            hidden_rows=self._hidden_rows,
            struck=self._struck,
            hidden_columns=self._hidden_columns,
        )
        bounds.check_height(sheet.height, self._limits)
        bounds.check_width(sheet.width, self._limits)
        return sheet

    def _fill_gap(self) -> None:
        if self._gap > BLOCK:
            self._flush()
            self._columns.add_empty(self._gap)
        else:
            self._block += [[]] * self._gap
        self._gap = 0

    def _flush(self) -> None:
        if self._block:
            self._columns.add(self._block)
            self._block = []
