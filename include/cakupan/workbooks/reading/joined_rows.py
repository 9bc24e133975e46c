"""Rows that stand whole in one cell, as text pasted without parting it, get the columns they belong in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.workbooks.model import EMPTY, TEXT, Sheet
from cakupan.workbooks.reading import quoting
from cakupan.workbooks.reading.columns import BLOCK, Columns
from cakupan.workbooks.reading.quoting import Shape
from cakupan.workbooks.reading.text_columns import offsets

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
DELIMITERS = (";", "\t", "|", ",")
FIRST_COLUMNS = 3  # a row is pasted at the left
SAMPLE = 200  # rows that show what the others look like
ANY_SIGN, FIRM_SIGN = re.compile(r"[;\t|,]"), re.compile(r"[;\t|]")
FEW = 40  # texts: Arrow makes its pattern anew each time, which takes as long as these
MOST_CUT = 4  # cells over which a program lays a row that it cuts at the commas of a name
FEWEST_CELLS = 2
FEWEST_DIGITS = 10  # in the columns of numbers: a NIK has sixteen, a sentence that names a year has four


@dataclass(frozen=True, kw_only=True)
class _Lone:
    """Rows whose text stands in this column alone, and the first of the other rows from there on.

    In a sheet without a list that is parted, a row cut at a comma in two or three cells is one of them too.
    """

    column: int
    rows: Places
    texts: pa.StringArray
    others: tuple[tuple[int, list[str]], ...]


def spread(sheet: Sheet) -> Sheet:
    """Return the sheet with each row that stands in one cell laid over its columns; no row moves."""
    lone = _lone(sheet)
    likes = _shapes(lone) if lone else []
    if lone is None or not likes:
        return sheet
    headings = _headings(lone, likes)
    columns = Columns()
    is_joined: list[bool] = []
    for start in range(0, len(lone.rows), BLOCK):
        rows, texts = lone.rows[start : start + BLOCK].tolist(), lone.texts.slice(start, BLOCK).to_pylist()
        # row by row, for only those that stand in one cell are looked at
        records = [headings.get(row) or _row(text, likes) for row, text in zip(rows, texts, strict=True)]
        is_joined += [bool(cells) for cells in records]
        columns.add(records)
    if not any(is_joined):
        return sheet
    return _laid_out(sheet, lone, columns.sheet(sheet.name, True), np.array(is_joined))


def _lone(sheet: Sheet) -> _Lone | None:
    is_filled = [_is_filled(column) for column in sheet.columns]
    filled = np.zeros(sheet.height, dtype=np.int16)
    for flags in is_filled:
        filled += flags
    alone = np.flatnonzero(filled == 1)
    signed = [
        _with_sign(column, alone[flags[alone]], ANY_SIGN)
        for column, flags in zip(sheet.columns[:FIRST_COLUMNS], is_filled[:FIRST_COLUMNS], strict=True)
    ]
    if not any(len(rows) for rows, _ in signed):
        return None
    several = np.flatnonzero(filled > 1)
    few = several[filled[several] <= MOST_CUT]
    widths = _widths(is_filled, several[:SAMPLE], len(signed))
    if not any(
        _may_be_rows(texts, width) or (len(rows) and len(_with_sign(column, few, FIRM_SIGN)[0]))
        for (rows, texts), width, column in zip(signed, widths, sheet.columns, strict=False)
    ):
        return None
    lone = [_lone_in(sheet, number, *each, several, few) for number, each in enumerate(signed)]
    return max(lone, key=lambda each: len(each.rows), default=None)


def _widths(is_filled: Sequence[Flags], rows: Places, columns: int) -> list[int]:
    """How many cells most of these rows have, counted from each of the first columns."""
    last = np.zeros(len(rows), dtype=np.int64)
    for number, flags in enumerate(is_filled):
        last[flags[rows]] = number
    return [quoting.usual_width((last - number + 1).tolist()) for number in range(columns)]


def _may_be_rows(texts: pa.StringArray, width: int) -> bool:
    """Whether any of these has the digits of a row, or the signs of the headings of so many cells."""
    return len(texts) > FEW or any(
        quoting.digits(text) >= FEWEST_DIGITS or max(map(text.count, DELIMITERS)) + 1 >= width
        for text in texts.to_pylist()
    )


def _lone_in(
    sheet: Sheet, number: int, rows: Places, texts: pa.StringArray, several: Places, few: Places
) -> _Lone:
    if not len(rows):
        return _Lone(column=number, rows=rows, texts=texts, others=())
    sample = several[:SAMPLE]
    others = tuple(zip(sample.tolist(), _cells(sheet, number, sample), strict=True))
    if not _is_list(_shape(others)):
        cut, _ = _with_sign(sheet.columns[number], few, FIRM_SIGN)
        whole = list(map(_uncut, _cells(sheet, number, cut)))
        order = np.argsort(np.concatenate((rows, cut)), kind="stable")
        texts = pa.concat_arrays([texts, pa.array(whole, pa.string())]).take(pa.array(order))
        rows = np.concatenate((rows, cut))[order]
        others = tuple(other for other in others if other[0] not in set(cut.tolist()))
    return _Lone(column=number, rows=rows, texts=texts, others=others)


def _cells(sheet: Sheet, number: int, rows: Places) -> list[list[str]]:
    """The cells of these rows from one column up to the last filled one."""
    where = pa.array(rows)
    columns = [column.take(where).to_pylist() for column in sheet.columns[number:]]
    return [_without_end(list(cells)) for cells in zip(*columns, strict=True)]


def _uncut(cells: Sequence[str]) -> str:
    """The text before it was cut at its commas, behind which a word has a space."""
    text = cells[0]
    for cell in cells[1:]:
        text += f", {cell}" if cell[:1].isalpha() else f",{cell}"
    return text


def _with_sign(column: pa.StringArray, rows: Places, sign: re.Pattern[str]) -> tuple[Places, pa.StringArray]:
    """Those of the rows in whose text a sign stands that may part cells."""
    if len(rows) <= FEW:
        told = [column[row].as_py() for row in rows.tolist()]
        chosen = [number for number, text in enumerate(told) if sign.search(text)]
        return rows[chosen], pa.array([told[number] for number in chosen], pa.string())
    texts = column.take(pa.array(rows))
    has_sign = pc.match_substring_regex(texts, sign.pattern)
    return rows[has_sign.to_numpy(zero_copy_only=False)], texts.filter(has_sign)


def _shape(others: Sequence[tuple[int, list[str]]]) -> Shape:
    return quoting.shape((cells for _, cells in others), "")


def _is_list(like: Shape) -> bool:
    return bool(like.numbers) and like.width >= FEWEST_CELLS


def _is_filled(column: pa.StringArray) -> Flags:
    ends = offsets(column)
    filled: Flags = ends[1:] > ends[:-1]
    return filled


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _shapes(lone: _Lone) -> list[Shape]:
    """How rows look for each sign that may part them: as the parted rows do, or as most lone ones."""
    own = _shape(lone.others)
    sample = lone.texts.slice(0, SAMPLE).to_pylist()
    if _is_list(own):
        likes = [replace(own, delimiter=delimiter) for delimiter in DELIMITERS]
    else:
        likes = [quoting.shape_of_lines(sample, delimiter) for delimiter in DELIMITERS]
    rows = {like.delimiter: sum(bool(_row(text, [like])) for text in sample) for like in likes}
    return sorted(filter(_is_list, likes), key=lambda like: rows[like.delimiter], reverse=True)


def _row(text: str, likes: Sequence[Shape]) -> list[str]:
    """The cells of a text that is a row, none where it is a sentence."""
    for like in likes:
        if like.delimiter in text:
            cells = quoting.cells_of_line(text, like)
            digits = sum(
                sum(map(str.isdigit, cells[column])) for column in like.numbers if column < len(cells)
            )
            if digits >= FEWEST_DIGITS and like.is_row(cells):
                return cells
    return []


def _headings(lone: _Lone, likes: Sequence[Shape]) -> dict[int, list[str]]:
    """The lone rows right above the first row of the list that have as many cells, none of them empty."""
    texts = dict(zip(lone.rows[:SAMPLE].tolist(), lone.texts.slice(0, SAMPLE).to_pylist(), strict=True))
    first = min(
        [row for row, text in texts.items() if _row(text, likes)]
        + [row for row, cells in lone.others if likes[0].is_row(cells)],
        default=0,
    )
    lowest_other = max((row for row, _ in lone.others if row < first), default=-1)
    headings: dict[int, list[str]] = {}
    for row in sorted((row for row in texts if lowest_other < row < first), reverse=True):
        cells = next((cells for like in likes if (cells := _heading(texts[row], like))), None)
        if cells is None:
            break
        headings[row] = cells
    return headings


def _heading(text: str, like: Shape) -> list[str] | None:
    cells = quoting.cells_of_line(text, like)
    is_named = all(map(str.strip, _without_end(cells)))
    return cells if len(cells) == like.width and is_named and sum(map(bool, cells)) >= FEWEST_CELLS else None


def _laid_out(sheet: Sheet, lone: _Lone, joined: Sheet, is_joined: Flags) -> Sheet:
    rows = lone.rows[is_joined]
    columns, kinds = list(sheet.columns), [each.copy() for each in sheet.kinds]
    for offset, cells in enumerate(joined.columns):
        number = lone.column + offset
        if number == len(columns):
            columns.append(pa.array([""] * sheet.height, pa.string()))
            kinds += [np.zeros(sheet.height, dtype=np.int8)] if sheet.kinds else []
        own = cells.filter(pa.array(is_joined[: len(cells)]))
        columns[number] = _replaced(columns[number], rows, own)
        if kinds:
            kinds[number][rows] = np.where(_is_filled(own), TEXT, EMPTY)
    struck = dict(sheet.struck)
    every = frozenset(range(lone.column, lone.column + joined.width))
    struck |= {row: every for row in rows.tolist() if row in struck}
    return replace(sheet, columns=tuple(columns), kinds=tuple(kinds), struck=struck)


def _replaced(column: pa.StringArray, rows: Places, texts: pa.StringArray) -> pa.StringArray:
    is_new = np.zeros(len(column), dtype=bool)
    is_new[rows] = True
    return pc.replace_with_mask(column, pa.array(is_new), texts)
