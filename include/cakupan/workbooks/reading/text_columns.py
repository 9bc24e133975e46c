"""Columns of texts that grow in place: a file of a gigabyte is held once, and not in pieces as well."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.workbooks.model import Limits, Sheet
from cakupan.workbooks.reading import bounds

OFFSET = 4  # bytes that an empty cell takes
HOLLOW = 8
MOST_HOLLOW_BYTES = 300_000_000  # what empty cells may take before a file is told to be hollow
SLACK = 1.06  # room beyond what the blocks so far let expect


class TextColumns:
    """Columns filled block by block; how much of the file is read says how much room they will need."""

    def __init__(self, limits: Limits) -> None:
        """Start with nothing."""
        self._limits = limits
        self._columns: list[_Column] = []
        self._seen = 0
        self.height = 0

    def add(self, block: list[pa.StringArray], bytes_read: int, share_read: float) -> None:
        """Append a block of columns of one height.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        rows = len(block[0]) if block else 0
        self._seen += bytes_read
        check_filled(self.height + rows, max(len(block), len(self._columns)), self._seen)
        while len(self._columns) < len(block):
            self._columns.append(_Column(self.height))
        for number, column in enumerate(self._columns):
            if number < len(block):
                column.add(block[number], share_read)
            else:
                column.add_empty(rows, share_read)
        self.height += rows
        bounds.check_height(self.height, self._limits)

    def sheet(self) -> Sheet:
        """Return the sheet without the empty area right of and below its last filled cells.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        heights = [column.filled_height for column in self._columns]
        height = max(heights, default=0)
        width = max((number + 1 for number, rows in enumerate(heights) if rows), default=0)
        bounds.check_width(width, self._limits)
        return Sheet(
            name="",
            is_visible=True,
            columns=tuple(column.array(height) for column in self._columns[:width]),
        )


class _Column:
    """The letters of all texts, and where each text ends."""

    def __init__(self, empty_rows: int) -> None:
        self._letters: npt.NDArray[np.uint8] = np.empty(0, dtype=np.uint8)
        self._ends: npt.NDArray[np.int32] = np.zeros(empty_rows + 1, dtype=np.int32)
        self._size = 0
        self._rows = empty_rows

    @property
    def filled_height(self) -> int:
        """The number of rows up to the last one with a text."""
        return int(np.searchsorted(self._ends[: self._rows + 1], self._size)) if self._size else 0

    def add(self, texts: pa.StringArray, share_read: float) -> None:
        ends = offsets(texts)
        first, size = int(ends[0]), int(ends[-1] - ends[0])
        self._letters = _with_room(self._letters, self._size, size, share_read)
        if size:
            letters = np.frombuffer(texts.buffers()[2], dtype=np.uint8)
            self._letters[self._size : self._size + size] = letters[first : first + size]
        self._ends = _with_room(self._ends, self._rows + 1, len(texts), share_read)
        added = self._ends[self._rows + 1 : self._rows + 1 + len(texts)]
        np.add(ends[1:], self._size - first, out=added)
        self._size += size
        self._rows += len(texts)

    def add_empty(self, rows: int, share_read: float) -> None:
        self._ends = _with_room(self._ends, self._rows + 1, rows, share_read)
        self._ends[self._rows + 1 : self._rows + 1 + rows] = self._size
        self._rows += rows

    def array(self, height: int) -> pa.StringArray:
        ends = pa.py_buffer(self._ends[: height + 1])
        return pa.StringArray.from_buffers(height, ends, pa.py_buffer(self._letters[: self._size]))


def check_filled(rows: int, columns: int, bytes_read: int) -> None:
    """Refuse a table that is long and wide and whose cells have hardly a letter.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    if rows * columns * OFFSET > HOLLOW * bytes_read + MOST_HOLLOW_BYTES:
        raise bounds.too_hollow(MOST_HOLLOW_BYTES // OFFSET)


def offsets(texts: pa.StringArray) -> npt.NDArray[np.int32]:
    """Return where each text of an array begins, and at the end where the last one ends."""
    every = np.frombuffer(texts.buffers()[1], dtype=np.int32)
    return every[texts.offset : texts.offset + len(texts) + 1]


def _with_room(held: Any, used: int, needed: int, share_read: float) -> Any:
    """The array itself, or a longer one: room nobody writes into takes no memory."""
    if used + needed <= len(held):
        return held
    longer = np.empty(int((used + needed) / max(min(share_read, 1.0), 0.001) * SLACK) + 64, dtype=held.dtype)
    longer[:used] = held[:used]
    return longer
