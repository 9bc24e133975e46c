"""What is written in a cell, as text, and as what it is stored."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from cakupan.workbooks.model import DATE, ERROR, FLAG, NUMBER, TEXT, Kinds

# Signs nobody sees: controls, soft hyphens, zero-width signs, marks of writing direction, halves of a sign.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ud800-\udfff]"
)
WRITTEN_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
LARGEST_EXACT = 2**53  # whole numbers up to here are what they are written as
MOST_EXACT_DIGITS = 30
SPACES = re.compile("[\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class ErrorText(str):
    """The text of a cell that is in error, such as #REF!; empty for a formula nobody has calculated."""

    __slots__ = ()


KIND_OF_TYPE: dict[type, int] = {
    str: TEXT,
    bool: FLAG,
    int: NUMBER,
    float: NUMBER,
    datetime: DATE,
    date: DATE,
    time: DATE,
    timedelta: DATE,
}


def to_column(values: Sequence[Any]) -> tuple[pa.StringArray, Kinds]:
    """Return the texts of one column and how its cells are stored; a column of texts costs least."""
    types = set(map(type, values))
    if types == {str}:
        array = _strings(clean_all(values))
        return array, _is_filled(array)
    array = _strings([TEXT_OF_TYPE.get(type(value), text_of)(value) for value in values])
    kinds = _is_filled(array)
    kinds = kinds * np.array([KIND_OF_TYPE.get(type(value), TEXT) for value in values], dtype=np.int8)
    if ErrorText in types:
        kinds[[isinstance(value, ErrorText) for value in values]] = ERROR
    return array, kinds


def clean_all(texts: Sequence[str]) -> list[str]:
    """Return texts without signs nobody sees, each kind of space a plain one, none of them at the ends."""
    if "".join(texts).isprintable():
        return [text.strip() for text in texts]
    return [clean(text) for text in texts]


def clean(text: str) -> str:
    """Return one text cleaned."""
    if text.isprintable():
        return text.strip()
    return SPACES.sub(" ", UNSEEN.sub("", text)).strip()


def text_of(value: Any) -> str:
    """Return what one value looks like: days as ISO dates, whole numbers as their digits, yes as 1."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return number_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def number_of(written: str) -> float | int:
    """Return the number that a file writes; a large whole one as an int, with each digit it is written with.

    Raises:
        ValueError: It is no number, or one beyond all bounds.
    """
    if not WRITTEN_NUMBER.fullmatch(written):
        raise ValueError("no number")
    value = float(written)
    if not math.isfinite(value):
        raise ValueError("beyond all bounds")
    if abs(value) < LARGEST_EXACT:
        return value
    exact = Decimal(written.strip())
    if exact.adjusted() >= MOST_EXACT_DIGITS or exact != exact.to_integral_value():
        return value
    return int(exact)


def number_text(value: float) -> str:
    """Return a whole number as its digits: 3.328E15 is how a spreadsheet shows it, not what it holds."""
    if not value.is_integer():
        return repr(value)
    return str(int(value))


TEXT_OF_TYPE: dict[type, Callable[[Any], str]] = {str: clean, float: number_text, date: date.isoformat}


def _strings(texts: list[str]) -> pa.StringArray:
    array = pa.array(texts, pa.string())
    if isinstance(array, pa.ChunkedArray):  # more than 2 GB of text in one column
        raise MemoryError
    return array


def _is_filled(array: pa.StringArray) -> Kinds:
    """1 where there is text: EMPTY and TEXT, as the numbers are chosen."""
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int32)[: len(array) + 1]
    return (np.diff(offsets) > 0).view(np.int8)
