"""Read a finished workbook."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cakupan.errors import FileRefused
from cakupan.reports import catalogue
from cakupan.reports.document import Figure
from cakupan.reports.reading import sheets
from cakupan.reports.reading.cells import Column, SheetRead
from cakupan.reports.reading.seen import Seen
from cakupan.reports.xlsx import ALL_NUMBERS, ALL_SHEET, ALL_TEXTS, MAP_COLUMNS, MAP_SHEET
from cakupan.workbooks.a1 import name_of, place_of

SIGNS = "|".join(map(re.escape, sorted(catalogue.signs())))
NUMBER = re.compile(rf"−?(?:{SIGNS})?\d+(\.\d{{3}})*(,\d+)?|–")
NO_FIGURE = Figure("", "")
Places = dict[str, set[tuple[int, int]]]


def read_xlsx(path: Path) -> tuple[list[Seen], list[Seen]]:
    """Return the numbers of a workbook's pages by its hidden map, and those of its sheet of all figures.

    A cell with a number that neither of them lists stands behind them, as the number of no figure.

    Raises:
        FileRefused: it is damaged, or lacks one of its sheets.
    """
    read = sheets.read(path)
    if not {MAP_SHEET, ALL_SHEET} <= read.keys():
        raise FileRefused("BERKAS_RUSAK")
    listed: Places = {name: set() for name in read}
    pages = list(_of_pages(read, listed))
    everything = list(_of_all(read[ALL_SHEET], listed[ALL_SHEET]))
    return [*pages, *_unlisted(read, listed)], everything


def _of_pages(read: Mapping[str, SheetRead], listed: Places) -> Iterator[Seen]:
    columns: dict[tuple[str, int], Column] = {}
    for page, sheet, cell, start, figure_id, part in _map(read[MAP_SHEET]):
        row, column = (number - 1 for number in place_of(cell))
        if (sheet, column) not in columns:
            columns[sheet, column] = read[sheet].column(column) if read[sheet].is_visible else {}
        text = columns[sheet, column].get(row, "")
        if start:
            number = NUMBER.match(text, int(start))
            text = number.group() if number else ""
        else:
            listed[sheet].add((row, column))
        yield Seen(page, f"{sheet}!{cell}", Figure(figure_id, part), text)


def _map(sheet: SheetRead) -> Iterator[tuple[str, ...]]:
    """Yield page, sheet, cell, start, figure and part of every number of a page, in their order."""
    columns = [sheet.column(number) for number in range(len(MAP_COLUMNS) - 1)]
    rows = sorted(set().union(*columns) - {0})
    return zip(*([column.get(row, "") for row in rows] for column in columns), strict=True)


def _of_all(sheet: SheetRead, listed: set[tuple[int, int]]) -> Iterator[Seen]:
    width = len(ALL_TEXTS) + len(ALL_NUMBERS)
    headings = {sheet.column(number).get(0): number for number in reversed(range(width))}
    columns = [(part, headings[label]) for part, label in ALL_NUMBERS if label in headings]
    cells = {number: sheet.column(number) for _, number in columns}
    named = sheet.column(0)
    for row in sorted(set(named).union(*cells.values()) - {0}):
        for part, number in columns:
            text = cells[number].get(row, "")
            listed.add((row, number))
            if text:
                place = f"{ALL_SHEET}!{name_of(row + 1, number + 1)}"
                yield Seen(ALL_SHEET, place, Figure(named.get(row, ""), part), text)


def _unlisted(read: Mapping[str, SheetRead], listed: Places) -> Iterator[Seen]:
    """Yield the cells with a number that are said to be no figure's."""
    for name, sheet in read.items():
        for row, column in sorted(sheet.numbers() - listed[name]):
            text = sheet.column(column).get(row, "")
            yield Seen("", f"{name}!{name_of(row + 1, column + 1)}", NO_FIGURE, text)
