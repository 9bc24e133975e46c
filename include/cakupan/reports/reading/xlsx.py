"""Read a finished workbook."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from cakupan.errors import FileRefused
from cakupan.reports import catalogue
from cakupan.reports.document import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.reading import native_charts, sheets
from cakupan.reports.reading.cells import Column, SheetRead, place, row_and_column
from cakupan.reports.reading.native_charts import NativeChart
from cakupan.reports.reading.seen import Seen
from cakupan.reports.xlsx import ALL_COLUMNS, ALL_NUMBERS, MAP_COLUMNS, MAP_SHEET, all_sheet, heading
from cakupan.workbooks.a1 import name_of, place_of

NO_FIGURE = Figure("", "")
Places = dict[str, set[int]]


class Listed(NamedTuple):
    """What the sheet of all figures shows, row by row: ids, and of each part texts and where they stand."""

    sheet: str
    ids: list[str]
    parts: Mapping[str, list[str]]
    places: Mapping[str, list[str]]

    def seen(self) -> list[Seen]:
        """Return every number in the order of rows, then of parts."""
        return [
            Seen(self.sheet, self.places[part][row], Figure(figure_id, part), texts[row])
            for row, figure_id in enumerate(self.ids)
            for part, texts in self.parts.items()
            if texts[row]
        ]


class Workbook(NamedTuple):
    """A finished workbook: numbers of its pages, sheet of all figures, marks, and native charts."""

    numbers: list[Seen]
    listed: Listed
    marks: list[Seen]
    words: list[Seen]
    charts: list[NativeChart]
    cells: Mapping[tuple[str, str], Figure]
    pages: Mapping[str, str]
    sheets: Mapping[str, SheetRead]


def read_xlsx(path: Path, locale: Locale) -> Workbook:
    """Return what stands in a workbook: by its hidden map, on its sheet of all figures, and in its charts.

    A cell with a number that neither of them lists stands behind them, as the number of no figure.

    Raises:
        FileRefused: it is damaged, or lacks one of its sheets.
    """
    read = sheets.read(path, locale)
    everything_sheet = all_sheet(locale)
    if not {MAP_SHEET, everything_sheet} <= read.keys():
        raise FileRefused("BERKAS_RUSAK")
    listed: Places = {name: set() for name in read}
    pages = list(_of_pages(read, listed, locale))
    everything = _of_all(read[everything_sheet], listed[everything_sheet], locale)
    return Workbook(
        numbers=[*(seen for role, _, seen in pages if not role), *_unlisted(read, listed)],
        listed=everything,
        marks=[seen for role, _, seen in pages if role == "mark"],
        words=[seen for role, _, seen in pages if role == "word"],
        charts=native_charts.read(path),
        cells={
            (sheet, seen.place.rpartition("!")[2]): seen.figure
            for role, sheet, seen in pages
            if role != "word"
        },
        pages={sheet: seen.page for _, sheet, seen in pages},
        sheets=read,
    )


def _of_pages(
    read: Mapping[str, SheetRead], listed: Places, locale: Locale
) -> Iterator[tuple[str, str, Seen]]:
    """Yield role and sheet of every number and mark of the pages, and what stands there."""
    numbers = numbers_within(locale)
    columns: dict[tuple[str, int], Column] = {}
    for page, sheet, cell, start, figure_id, part, _, role in _map(read[MAP_SHEET]):
        row, column = (number - 1 for number in place_of(cell))
        if (sheet, column) not in columns:
            columns[sheet, column] = read[sheet].column(column) if read[sheet].is_visible else {}
        text = columns[sheet, column].get(row, "")
        if start:
            number = numbers.match(text, int(start))
            text = number.group() if number else ""
        else:
            listed[sheet].add(place(row, column))
        yield role, sheet, Seen(page, f"{sheet}!{cell}", Figure(figure_id, part), text)


@cache
def numbers_within(locale: Locale) -> re.Pattern[str]:
    """Return what a number looks like within a sentence of a language."""
    signs = "|".join(map(re.escape, sorted(catalogue.signs())))
    point, group = map(re.escape, locale.signs)
    scales = "|".join(map(re.escape, locale.scales))
    return re.compile(rf"−?(?:{signs})?\d+(?:{group}\d{{3}})*(?:{point}\d+)?(?: (?:{scales}))?|–")


def _map(sheet: SheetRead) -> Iterator[tuple[str, ...]]:
    """Yield what the map says of every number and mark of a page, in their order."""
    columns = [sheet.column(number) for number in range(len(MAP_COLUMNS))]
    rows = sorted(set().union(*columns) - {0})
    return zip(*([column.get(row, "") for row in rows] for column in columns), strict=True)


def _of_all(sheet: SheetRead, listed: set[int], locale: Locale) -> Listed:
    columns = [sheet.column(number) for number in range(len(ALL_COLUMNS))]
    headings = {column.get(0): number for number, column in reversed(list(enumerate(columns)))}
    labels = {part: heading(locale, part) for part in ALL_NUMBERS}
    parts = {part: headings[label] for part, label in labels.items() if label in headings}
    rows = sorted(set(columns[0]).union(*(columns[number] for number in parts.values())) - {0})
    for number in parts.values():
        listed.update(map(partial(place, column=number), rows))
    name = all_sheet(locale)
    return Listed(
        sheet=name,
        ids=_texts(columns[0], rows),
        parts={part: _texts(columns[number], rows) for part, number in parts.items()},
        places={
            part: [f"{name}!{name_of(row + 1, number + 1)}" for row in rows] for part, number in parts.items()
        },
    )


def _texts(column: Column, rows: list[int]) -> list[str]:
    return [column.get(row, "") for row in rows]


def _unlisted(read: Mapping[str, SheetRead], listed: Places) -> Iterator[Seen]:
    """Yield the cells with a number that are said to be no figure's."""
    for name, sheet in read.items():
        for row, column in map(row_and_column, sorted(sheet.numbers() - listed[name])):
            text = sheet.column(column).get(row, "")
            yield Seen("", f"{name}!{name_of(row + 1, column + 1)}", NO_FIGURE, text)
