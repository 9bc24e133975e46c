"""Cells as spreadsheets name them: letters for the column, digits for the row, both counted from 1."""

from functools import cache

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576
DIGITS = "0123456789"


class OddNameError(ValueError):
    """What should name a column or a cell names none."""


@cache
def column_of(letters: str) -> int:
    """Return the number of a column: A is 1.

    Raises:
        OddNameError: a sign other than A to Z.
    """
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise OddNameError(f"{letters!r} names no column")
        number = number * 26 + ord(letter) - 64
    return number


@cache
def letters_of(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def name_of(row: int, column: int) -> str:
    """Return what a cell is called: row 1 of column 1 is A1."""
    return f"{letters_of(column)}{row}"


def place_of(name: str) -> tuple[int, int]:
    """Return row and column of a cell by its name; 0 stands for the one that is not named.

    Raises:
        OddNameError: a sign other than A to Z before the digits.
    """
    letters = name.rstrip(DIGITS)
    return int(name[len(letters) :] or 0), column_of(letters)


def area_of(reference: str) -> tuple[int, int, int, int]:
    """Return first row, first column, last row and last column of an area such as A1:C3.

    Raises:
        OddNameError: a corner is no name of a cell.
    """
    first, _, last = reference.replace("$", "").partition(":")
    return (*place_of(first), *place_of(last or first))
