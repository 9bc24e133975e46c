"""Cells of a text that a program put into signs other than quotes: 'x', “x”, \\"x\\", =\"x\"."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.workbooks.model import Sheet

LOOKED_AT = 100  # rows that show how the cells of a column are written
FEWEST = 2  # cells: one may be a text that somebody quotes
MOSTLY = 0.5
# What stands before and behind a cell, the longest first.
PAIRS = (
    ('="', '"'),
    ('\\"', '\\"'),
    ('""', '""'),
    ('"', '"'),
    ("'", "'"),
    ("“", "”"),
    ("‘", "’"),
    ("«", "»"),
)
FIRST_SIGNS = tuple({before[0] for before, _ in PAIRS})


def taken_off(sheet: Sheet) -> Sheet:
    """Return the sheet with the cells bare of each column most of whose cells stand in such signs."""
    columns = [
        _bare(column, texts[:LOOKED_AT]) for column, texts in zip(sheet.columns, sheet.head, strict=True)
    ]
    return replace(sheet, columns=tuple(columns)) if columns != list(sheet.columns) else sheet


def _bare(column: pa.StringArray, first: Sequence[str]) -> pa.StringArray:
    if not any(text.startswith(FIRST_SIGNS) for text in first):
        return column
    filled = [text for text in first if text]
    for before, behind in PAIRS:
        within = [text for text in filled if _stands_in(text, before, behind)]
        if len(within) >= FEWEST and len(within) > MOSTLY * len(filled):
            pattern = rf"(?s)^{re.escape(before)}\s*(.*?)\s*{re.escape(behind)}$"
            return pc.replace_substring_regex(column, pattern, r"\1")
    return column


def _stands_in(text: str, before: str, behind: str) -> bool:
    is_long = len(text) >= len(before) + len(behind)
    return is_long and text.startswith(before) and text.endswith(behind)
