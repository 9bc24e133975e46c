"""Which cells of a sheet are filled and which look like keys, told from whole columns at once."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.reading.sheets.shapes import KEY
from cakupan.workbooks.model import Sheet

Flags = npt.NDArray[np.bool_]
SHORTEST_KEY, LONGEST_KEY = 12, 22
DIGITS_OF_KEY = 18
FEW = 200  # cells: Arrow makes its pattern anew each time, which takes as long as these
FEW_KEY = re.compile(rf"(?:{KEY.pattern})\Z", re.ASCII)


def lengths(column: pa.StringArray) -> npt.NDArray[np.int32]:
    """Return the bytes of each text, read off the offsets that the column keeps anyway."""
    if not len(column):
        return np.zeros(0, dtype=np.int32)
    offsets = np.frombuffer(
        column.buffers()[1], dtype=np.int32, count=len(column) + 1, offset=4 * column.offset
    )
    size: npt.NDArray[np.int32] = offsets[1:] - offsets[:-1]
    return size


def filled(sheet: Sheet) -> list[Flags]:
    """Return for each column which of its cells are filled."""
    return [lengths(column) > 0 for column in sheet.columns]


def count(flags: list[Flags], height: int) -> npt.NDArray[np.int32]:
    """Return how many of these columns are filled in each row."""
    total = np.zeros(height, dtype=np.int32)
    for flag in flags:
        total += flag
    return total


def has_key(column: pa.StringArray) -> Flags:
    """Return which cells hold a number of 12 to 18 digits, a sign or two around it allowed."""
    size = lengths(column)
    may_be = (size >= SHORTEST_KEY) & (size <= LONGEST_KEY)
    if not may_be.any():
        return may_be
    are_digits = pc.ascii_is_decimal(column).to_numpy(zero_copy_only=False)
    holds_key: Flags = may_be & are_digits & (size <= DIGITS_OF_KEY)
    rest = np.flatnonzero(may_be & ~are_digits)
    if rest.size:
        texts = column.take(pa.array(rest))
        if rest.size <= FEW:
            holds_key[rest] = [FEW_KEY.match(text) is not None for text in texts.to_pylist()]
        else:
            holds_key[rest] = pc.match_substring_regex(texts, KEY.pattern).to_numpy(zero_copy_only=False)
    return holds_key


def matching(column: pa.StringArray, pattern: str) -> Flags:
    """Return which cells match a pattern, whatever their capitals."""
    is_match: Flags = pc.match_substring_regex(column, pattern, ignore_case=True).to_numpy(
        zero_copy_only=False
    )
    return is_match
