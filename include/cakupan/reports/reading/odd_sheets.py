"""Sheets of a workbook that somebody or something else wrote, read cell by cell with openpyxl."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from cakupan.reports.locales import Locale
from cakupan.reports.reading.cells import Column, SheetRead, place, shown

LEAST = 1  # of a width in letters and of a height in points: less shows nothing


def read(path: Path, locale: Locale) -> Mapping[str, SheetRead]:
    """Return the sheets of a workbook by name."""
    workbook = openpyxl.load_workbook(path)
    return {
        worksheet.title: _OddSheet(worksheet=worksheet, locale=locale) for worksheet in workbook.worksheets
    }


@dataclass(frozen=True, kw_only=True)
class _OddSheet:
    worksheet: Worksheet
    locale: Locale

    @property
    def is_visible(self) -> bool:
        return bool(self.worksheet.sheet_state == "visible")

    def column(self, number: int) -> Column:
        if self._hides_column(number + 1):
            return {}
        cells = (row[0] for row in self.worksheet.iter_rows(min_col=number + 1, max_col=number + 1))
        return {
            cell.row - 1: _shown(cell, self.locale)
            for cell in cells
            if cell.value is not None and not _is_hidden(self.worksheet.row_dimensions[cell.row])
        }

    def numbers(self) -> set[int]:
        return {
            place(cell.row - 1, cell.column - 1)
            for row in self.worksheet.iter_rows()
            for cell in row
            if cell.value is not None and not isinstance(cell.value, str)
        }

    def fill(self, row: int, column: int) -> str:
        found = self.worksheet.cell(row + 1, column + 1).fill
        return str(found.fgColor.rgb)[-6:] if found.fill_type == "solid" else ""

    def _hides_column(self, number: int) -> bool:
        known = self.worksheet.column_dimensions.values()
        listed = (each for each in known if (each.min or 0) <= number <= (each.max or 0))
        return any(each.hidden or each.width < LEAST for each in listed)


def _is_hidden(row: RowDimension) -> bool:
    return bool(row.hidden or (row.height is not None and row.height < LEAST))


def _shown(cell: Cell, locale: Locale) -> str:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return shown(str(cell.value), cell.number_format, locale)
    return str(cell.value)
