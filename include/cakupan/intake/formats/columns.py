"""Records of a sheet gathered into columns, block by block, so that a long sheet is never held as objects."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa

from cakupan.intake.cell_text import TEXT, Kinds, to_column
from cakupan.intake.workbook import Merge, Sheet

SPARSE = 4  # one row of so many filled: only these are turned into cells
BLOCK = 20_000  # rows turned into columns at a time


class Columns:
    """Columns that grow downwards, and to the right when a longer record comes."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.height = 0
        self._texts: list[list[pa.StringArray]] = []
        self._kinds: list[list[Kinds]] = []

    def add(self, records: Sequence[Sequence[Any]]) -> None:
        """Append a block of records of any length."""
        if not records:
            return
        places = [number for number, record in enumerate(records) if record]
        is_sparse = len(places) < len(records) // SPARSE
        looked_at = [records[number] for number in places] if is_sparse else records
        number = -1
        for number, values in enumerate(zip_longest(*looked_at, fillvalue="")):
            if number == len(self._texts):
                self._texts.append([_no_texts(self.height)])
                self._kinds.append([_no_kinds(self.height)])
            texts, kinds = to_column(values)
            if is_sparse:
                texts, kinds = _spread(texts, kinds, places, len(records))
            is_empty = not kinds.any()
            self._texts[number].append(_no_texts(len(records)) if is_empty else texts)
            self._kinds[number].append(_no_kinds(len(records)) if is_empty else kinds)
        self._add_empty(number + 1, len(records))
        self.height += len(records)

    def add_empty(self, rows: int) -> None:
        """Append rows without a filled cell."""
        if rows > 0:
            self._add_empty(0, rows)
            self.height += rows

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
        struck_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
    ) -> Sheet:
        """Return the sheet without the empty area right of and below its last filled cells."""
        kinds = [_whole_kinds(parts) for parts in self._kinds]
        last = [int(each.nonzero()[0][-1]) if each.any() else -1 for each in kinds]
        height = max(last, default=-1) + 1
        width = max((number + 1 for number, row in enumerate(last) if row >= 0), default=0)
        columns = []
        for parts, row in zip(self._texts[:width], last, strict=False):
            if row < 0:
                columns.append(_no_texts(height))
                continue
            whole = parts[-1] if _is_one(parts) else pa.concat_arrays(parts)
            parts.clear()
            columns.append(whole if len(whole) == height else whole.slice(0, height))
        kinds = [each[:height] for each in kinds[:width]]
        return Sheet(
            name=name,
            is_visible=is_visible,
            columns=tuple(columns),
            kinds=tuple(kinds) if any((each > TEXT).any() for each in kinds) else (),
            merges=tuple(merges),
            hidden_rows=frozenset(row for row in hidden_rows if row < height),
            struck_rows=frozenset(row for row in struck_rows if row < height),
            hidden_columns=frozenset(column for column in hidden_columns if column < width),
        )


def _is_one(parts: Sequence[Any]) -> bool:
    return len(parts) == 1 or (len(parts) == 2 and len(parts[0]) == 0)


def _spread(
    texts: pa.StringArray, kinds: Kinds, places: list[int], rows: int
) -> tuple[pa.StringArray, Kinds]:
    """Lay a column of filled rows out over all rows; the letters themselves stay where they are."""
    ends = np.zeros(rows + 1, dtype=np.int32)
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)[: len(texts) + 1]
    ends[np.array(places) + 1] = np.diff(offsets)
    spread = np.zeros(rows, dtype=np.int8)
    spread[places] = kinds
    letters = texts.buffers()[2] or pa.py_buffer(b"")
    total = np.cumsum(ends, dtype=np.int32)
    return pa.StringArray.from_buffers(rows, pa.py_buffer(total), letters), spread


def _whole_kinds(parts: list[Kinds]) -> Kinds:
    if _is_one(parts):
        return parts[-1]
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
