"""Cells by their names, and texts as a cell can hold them."""

import re
from functools import cache
from typing import Any

from cakupan.workbooks.editing.marked import LONGEST_TEXT
from cakupan.workbooks.editing.package import MAIN, PackageError

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LAST_COLUMN = 16_384
LAST_ROW = 1_048_576
DIGITS = "0123456789"


def tag(name: str) -> str:
    """Return the name of an element of a sheet."""
    return f"{{{MAIN}}}{name}"


@cache
def column_of(letters: str) -> int:
    """Return the number of a column: A is 1.

    Raises:
        PackageError: a sign other than A to Z.
    """
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise PackageError("a cell with an odd name")
        number = number * 26 + ord(letter) - 64
    return number


@cache
def letters_of(column: int) -> str:
    """Return the letters of a column: 1 is A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def name_of(row: int, column: int) -> str:
    """Return what a cell is called: row 1 of column 1 is A1."""
    return f"{letters_of(column)}{row}"


def place_of(name: str) -> tuple[int, int]:
    """Return row and column of a cell by its name."""
    letters = name.rstrip(DIGITS)
    return int(name[len(letters) :] or 0), column_of(letters)


def area_of(reference: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column of an area such as A1:C3."""
    first, _, last = reference.replace("$", "").partition(":")
    return (*place_of(first), *place_of(last or first))


def plain(text: str) -> str:
    """Return a text that any part can hold: no control signs, not longer than a cell."""
    return NO_TEXT.sub("", text)[:LONGEST_TEXT]


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, even when it is copied or saved as CSV."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def write_text(cell: Any, text: str) -> None:
    """Make a cell hold this text and nothing else."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if not text:
        return
    cell.set("t", "inlineStr")
    holder = cell.makeelement(tag("is"))
    written = holder.makeelement(tag("t"))
    written.text = plain(text)
    if text != text.strip() or "\n" in text:
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder.append(written)
    cell.append(holder)
