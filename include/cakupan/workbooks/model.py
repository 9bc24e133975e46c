"""A file as received becomes sheets of cells: what is written in each cell and as what it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.settings import Settings

Kinds = npt.NDArray[np.int8]
Cells = npt.NDArray[np.object_]
Merge = tuple[int, int, int, int]
NOTHING_STRUCK: Mapping[int, frozenset[int]] = MappingProxyType({})
EMPTY, TEXT, NUMBER, DATE, FLAG, ERROR = range(6)  # how a cell is stored
HEAD_ROWS = 40  # kept at hand as lists: most headers stand within these


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one file may be: bytes as received, as text and unpacked; columns and rows of a sheet."""

    max_file_bytes: int
    max_text_bytes: int
    max_unpacked_bytes: int
    max_columns: int
    max_rows: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the bounds an installation is set to."""
        return cls(
            max_file_bytes=settings.max_file_bytes,
            max_text_bytes=settings.max_text_bytes,
            max_unpacked_bytes=settings.max_unpacked_bytes,
            max_columns=settings.max_columns,
            max_rows=settings.max_rows,
        )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Cells of one sheet from A1, column by column: `columns` hold cleaned texts, '' when empty.

    `kinds` say how each cell is stored, as one array per column; none where every filled cell is text.
    Rows and columns are positions from 0. `struck` has the columns of the cells struck through, for each row
    with any; hidden rows are those hidden by hand and those filtered out.
    """

    name: str
    is_visible: bool
    columns: tuple[pa.StringArray, ...]
    kinds: tuple[Kinds, ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    struck: Mapping[int, frozenset[int]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """How many rows there are, up to the last filled one."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """How many columns there are, up to the last filled one."""
        return len(self.columns)

    @cached_property
    def head(self) -> tuple[list[str], ...]:
        """The texts of the first rows of each column, which several readers ask for."""
        return tuple(column.slice(0, HEAD_ROWS).to_pylist() for column in self.columns)

    def row(self, number: int) -> list[str]:
        """Return the texts of one row."""
        if number < HEAD_ROWS:
            return [column[number] for column in self.head]
        return [column[number].as_py() for column in self.columns]

    def grid(self, first: int, last: int) -> Cells:
        """Return the texts of the rows from `first` up to but without `last` as a grid."""
        height = max(min(last, self.height) - first, 0)
        cells = np.full((height, self.width), "", dtype=object)
        for number, column in enumerate(self.columns):
            cells[:, number] = column.slice(first, height).to_numpy(zero_copy_only=False)
        return cells


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The sheets of one file, in its order; a text file is one sheet without a name.

    `format` is xlsx, xls, ods, xml2003, html or csv; `is_1904` says from which day serial dates count.
    """

    sheets: tuple[Sheet, ...]
    format: str
    is_1904: bool = False
