"""Consecutive received rows of one roster kind, of one file or many, before anything is made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

UNREAD = ("no_urut", "provinsi", "periode_iuran")  # the reader needed them; no value and no rule does


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is known of one file besides its rows."""

    submission_no: int
    reference_date: date
    partner_area_code: str | None
    funding_default: str | None


@dataclass(frozen=True, kw_only=True)
class Portion:
    """`rows` as read, the file (a position in `terms`) and the sheet (counted over all files) of each."""

    rows: pa.Table
    terms: tuple[Terms, ...]
    file_no: npt.NDArray[np.int32]
    sheet: npt.NDArray[np.int32]
    sheets: int

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.rows.num_rows

    @property
    def reference_dates(self) -> npt.NDArray[np.datetime64]:
        """The first day of the list, of each file."""
        return np.array([each.reference_date for each in self.terms], "datetime64[D]")

    @property
    def submission_nos(self) -> npt.NDArray[np.int64]:
        """The submission of each row."""
        numbers = np.array([each.submission_no for each in self.terms], np.int64)
        return numbers[self.file_no]

    def slices(self, size: int) -> Iterator["Portion"]:
        """Return the same rows in their order, at most `size` at a time."""
        for first in range(0, self.size, size):
            part = slice(first, first + size)
            yield replace(
                self, rows=self.rows.slice(first, size), file_no=self.file_no[part], sheet=self.sheet[part]
            )


def of(tables: Sequence[pa.Table], terms: Sequence[Terms]) -> Portion:
    """Put the rows of several files behind each other, in the order given; files without rows count too."""
    heights = [table.num_rows for table in tables]
    rows = pa.concat_tables(tables)
    rows = rows.drop_columns([name for name in UNREAD if name in rows.column_names])
    file_no = np.repeat(np.arange(len(tables), dtype=np.int32), heights)
    sheet_no = rows["sheet_no"].to_numpy()
    begins = np.ones(len(file_no), bool)
    begins[1:] = (file_no[1:] != file_no[:-1]) | (sheet_no[1:] != sheet_no[:-1])
    sheet = np.cumsum(begins, dtype=np.int32) - np.int32(1)
    return Portion(rows=rows, terms=tuple(terms), file_no=file_no, sheet=sheet, sheets=int(begins.sum()))
