"""What a sheet of a workbook shows, however it is read, and how a number is shown."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from cakupan.reports.locales import Locale

FORMAT = re.compile(r'(?:"([^"]*)")?#,##0(?:\.(0+))?')
Column = Mapping[int, str]
MOST_COLUMNS = 1 << 32  # more than any program would write, so that no place is two cells


class SheetRead(Protocol):
    """One sheet; rows and columns count from 0."""

    @property
    def is_visible(self) -> bool:
        """Whether a reader is offered it."""

    def column(self, number: int) -> Column:
        """Return what is shown in the cells of a column, by row; a hidden cell shows nothing."""

    def numbers(self) -> set[int]:
        """Return the place of every cell that holds a number and not a text."""

    def fill(self, row: int, column: int) -> str:
        """Return the colour that a cell is filled with, in six digits; nothing when it is not."""


def place(row: int, column: int) -> int:
    """Return row and column as one number, in the order of rows."""
    return row * MOST_COLUMNS + column


def row_and_column(place: int) -> tuple[int, int]:
    """Return the row and the column of a place."""
    return divmod(place, MOST_COLUMNS)


def shown(written: str, number_format: str, locale: Locale) -> str:
    """Return a number as its format shows it in a language, with the digits that the format would hide.

    A format that the report never writes is told beside the number, for it may show anything.

    Raises:
        ValueError: it is no number.
    """
    known = FORMAT.fullmatch(number_format)
    sign, decimals = (known[1] or "", len(known[2] or "")) if known else ("", 0)
    exact = format(Decimal(str(float(written))).normalize(), "f")
    whole, _, fraction = exact.partition(".")
    fraction = fraction.ljust(decimals, "0")
    text = locale.decimal(f"{whole}.{fraction}" if fraction else whole, sign)
    return text if known else f"{text} [{number_format}]"
