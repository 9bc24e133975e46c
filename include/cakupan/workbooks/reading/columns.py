"""Records of a sheet gathered into columns, block by block, so that a long sheet is never held as objects."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa

from cakupan.workbooks.model import EMPTY, NOTHING_STRUCK, TEXT, Kinds, Merge, Sheet
from cakupan.workbooks.reading import bounds
from cakupan.workbooks.reading.cell_text import ErrorText, to_column

SPARSE = 4  # with one cell of so many filled, only these are looked at
MOST_HOLLOW_CELLS = 60_000_000  # places of a sheet of which hardly any is filled; each takes five bytes
HOLLOW = 50
Placed = tuple[list[int], list[Any]]
NOTHING_PLACED: Placed = ([], [])
BLOCK = 20_000  # rows turned into columns at a time


class Columns:
    """Columns that grow downwards, and to the right when a longer record comes."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.height = 0
        self._texts: list[list[pa.StringArray]] = []
        self._kinds: list[list[Kinds]] = []
        self._last: list[int] = []  # the last filled row of each
        self._filled = 0

    def add(self, records: Sequence[Sequence[Any]]) -> None:
        """Append a block of records of any length.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR for a sheet that is wide, long and hollow.
        """
        width = max(map(len, records), default=0)
        if sum(map(len, records)) * SPARSE < width * len(records):
            self.add_cells(len(records), _by_column(records))
        else:
            self.add_columns(len(records), map(to_column, zip_longest(*records, fillvalue="")))

    def add_cells(self, rows: int, cells: Mapping[int, Placed]) -> None:
        """Append a block of rows of which only the filled cells are given: by column, rows and values.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR for a sheet that is wide, long and hollow.
        """
        numbers = range(max(cells, default=-1) + 1)
        self.add_columns(rows, (_spread(*cells.get(number, NOTHING_PLACED), rows) for number in numbers))

    def add_columns(self, rows: int, columns: Iterable[tuple[pa.StringArray, Kinds]]) -> None:
        """Append a block of rows whose texts are cleaned, and stand in columns, as their kinds do.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR for a sheet that is wide, long and hollow.
        """
        width = 0
        for texts, kinds in columns:
            self._append(width, texts, kinds)
            width += 1
        self._add_empty(width, rows)
        self._grow(rows)

    def _append(self, number: int, texts: pa.StringArray, kinds: Kinds) -> None:
        if number == len(self._texts):
            self._texts.append([_no_texts(self.height)] if self.height else [])
            self._kinds.append([_no_kinds(self.height)] if self.height else [])
            self._last.append(-1)
        filled = int(np.count_nonzero(kinds))
        self._filled += filled
        if filled:
            self._last[number] = self.height + len(kinds) - 1 - int((kinds[::-1] != EMPTY).argmax())
        self._texts[number].append(texts if filled else _no_texts(len(texts)))
        self._kinds[number].append(kinds if filled else _no_kinds(len(texts)))

    def _grow(self, rows: int) -> None:
        self.height += rows
        area = self.height * sum(row >= 0 for row in self._last)
        if area > MOST_HOLLOW_CELLS and self._filled * HOLLOW < area:
            raise bounds.too_hollow(MOST_HOLLOW_CELLS)

    def add_empty(self, rows: int) -> None:
        """Append rows without a filled cell."""
        if rows > 0:
            self._add_empty(0, rows)
            self._grow(rows)

    def _add_empty(self, first: int, rows: int) -> None:
        """Append to the columns from this one on."""
        for texts, kinds in zip(self._texts[first:], self._kinds[first:], strict=True):
            texts.append(_no_texts(rows))
            kinds.append(_no_kinds(rows))

    def sheet(
        self,
        name: str,
        is_visible: bool,
        *,
        merges: Iterable[Merge] = (),
        hidden_rows: Iterable[int] = (),
        struck: Mapping[int, frozenset[int]] = NOTHING_STRUCK,
        hidden_columns: Iterable[int] = (),
    ) -> Sheet:
        """Return the sheet without the empty area right of and below its last filled cells."""
        height = max(self._last, default=-1) + 1
        width = max((number + 1 for number, row in enumerate(self._last) if row >= 0), default=0)
        columns = []
        for parts, row in zip(self._texts[:width], self._last, strict=False):
            if row < 0:
                columns.append(_no_texts(height))
                continue
            whole = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
            parts.clear()
            columns.append(whole if len(whole) == height else whole.slice(0, height))
        kinds = [_whole_kinds(parts)[:height] for parts in self._kinds[:width]]
        return Sheet(
            name=name,
            is_visible=is_visible,
            columns=tuple(columns),
            kinds=tuple(kinds) if any((each > TEXT).any() for each in kinds) else (),
            merges=tuple(merges),
            hidden_rows=frozenset(row for row in hidden_rows if row < height),
            struck={row: columns for row, columns in struck.items() if row < height},
            hidden_columns=frozenset(column for column in hidden_columns if column < width),
        )


def _by_column(records: Sequence[Sequence[Any]]) -> dict[int, Placed]:
    by_column: dict[int, Placed] = {}
    for row, record in enumerate(records):  # cell by cell, for there are few
        for column, value in enumerate(record):
            if value is not None and (value != "" or isinstance(value, ErrorText)):
                places, values = by_column.setdefault(column, ([], []))
                places.append(row)
                values.append(value)
    return by_column


def _spread(places: list[int], values: list[Any], rows: int) -> tuple[pa.StringArray, Kinds]:
    """Lay a column of filled rows out over all rows; the letters themselves stay where they are."""
    if not places:
        return _no_texts(rows), _no_kinds(rows)
    texts, kinds = to_column(values)
    ends = np.zeros(rows + 1, dtype=np.int32)
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)[: len(texts) + 1]
    ends[np.array(places) + 1] = np.diff(offsets)
    spread = np.zeros(rows, dtype=np.int8)
    spread[places] = kinds
    letters = texts.buffers()[2] or pa.py_buffer(b"")
    total = np.cumsum(ends, dtype=np.int32)
    return pa.StringArray.from_buffers(rows, pa.py_buffer(total), letters), spread


def _whole_kinds(parts: list[Kinds]) -> Kinds:
    if len(parts) == 1:
        return parts[0]
    if not any(part.any() for part in parts):
        return _no_kinds(sum(map(len, parts)))
    return np.concatenate(parts)


@lru_cache(maxsize=4)
def _no_texts(rows: int) -> pa.StringArray:
    """A column of empty cells, one for all that are empty: a wide and hollow sheet costs what is in it."""
    ends = pa.py_buffer(np.zeros(rows + 1, dtype=np.int32))
    return pa.StringArray.from_buffers(rows, ends, pa.py_buffer(b""))


@lru_cache(maxsize=4)
def _no_kinds(rows: int) -> Kinds:
    kinds = np.zeros(rows, dtype=np.int8)
    kinds.flags.writeable = False
    return kinds
