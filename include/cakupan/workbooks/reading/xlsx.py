"""Workbooks of today (.xlsx, .xlsm): cached values only; macros and links are never touched."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cakupan.errors import FileRefused
from cakupan.workbooks.a1 import LAST_COLUMN, LAST_ROW, column_of, letters_of
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, markup, serials, xlsx_parts, xlsx_plain
from cakupan.workbooks.reading.cell_text import ErrorText, number_of
from cakupan.workbooks.reading.columns import BLOCK, Placed
from cakupan.workbooks.reading.markup import Attributes, Letters, UnboundPrefixError
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.sheet_state import SheetState
from cakupan.workbooks.reading.xlsx_blocks import NotPlainError
from cakupan.workbooks.reading.xlsx_parts import SPACES, TRUE, Outline, RichText, SheetPart

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
NO_WIDTH = re.compile(r"0(?:\.[01]\d*)?")  # of one letter: a fifth of it is a pixel
COLUMNS = {letters_of(number): number - 1 for number in range(1, 703)}  # up to two letters


def read(data: bytes, limits: Limits) -> Workbook:
    """Read a workbook: at once where it is written as most are, cell by cell where it is not.

    Raises:
        FileRefused: BERKAS_RUSAK, BERKAS_TERKUNCI or BERKAS_TERLALU_BESAR.
    """
    package = Package(data, limits)
    if package.is_encrypted:
        raise FileRefused("BERKAS_TERKUNCI")
    if package.is_ambiguous:
        raise FileRefused("BERKAS_RUSAK")
    outline = xlsx_parts.outline(package)
    try:
        sheets = xlsx_plain.sheets(package, outline, limits)
    except NotPlainError:
        reader = Reader(Package(data, limits), outline, limits)  # what was read in vain does not count
        sheets = tuple(reader.sheet(part) for part in outline.sheets)
    return Workbook(sheets=sheets, format="xlsx", is_1904=outline.is_1904)


class Reader:
    """Reads sheets of one package cell by cell, with the styles and texts they share."""

    def __init__(self, package: Package, outline: Outline, limits: Limits) -> None:
        """Read what the sheets share.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        self._package = package
        self._outline = outline
        self._limits = limits
        self._styles = xlsx_parts.styles(package, outline.styles_path)
        self._texts, self._struck = xlsx_parts.shared_texts(package, outline.texts_path)

    def sheet(self, part: SheetPart) -> Sheet:
        """Read one sheet; a chart has no cells.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        if not part.is_table:
            return SheetState(self._limits, part.name, part.is_visible).finished()
        if part.path is None:
            raise FileRefused("BERKAS_RUSAK")
        try:
            return self._walk(part, part.path, SPACES)
        except UnboundPrefixError:
            return self._walk(part, part.path, ())

    def _walk(self, part: SheetPart, path: str, spaces: tuple[str, ...]) -> Sheet:
        state = SheetState(self._limits, part.name, part.is_visible)
        events = _Events(state, self._value, self._styles.struck, self._limits)
        markup.walk(self._package.part_chunks(path), events.start, events.end, events.text, spaces)
        return events.sheet()

    def _value(self, kind: str, style: int, written: str) -> tuple[Any, bool]:
        """The value of a cell, and whether its text is struck through from end to end."""
        if written.isspace():
            return "", False
        try:
            if kind == "s":
                number = int(written)
                return self._texts[number], number in self._struck
            return self._other_value(kind, style, written), False
        except (ValueError, IndexError, OverflowError) as error:
            if kind == "s":
                raise FileRefused("BERKAS_RUSAK") from error
            return written, False

    def _other_value(self, kind: str, style: int, written: str) -> Any:
        if kind in ("str", "inlineStr"):
            return xlsx_parts.unescape(written)
        if kind == "b":
            return written.strip().lower() in TRUE
        if kind == "e":
            return ErrorText(written.strip())
        if kind == "d":
            return serials.day_of(datetime.fromisoformat(written.strip()))
        value = number_of(written)
        if style in self._styles.day:
            return serials.to_day(value, self._outline.is_1904)
        return serials.to_span(value) if style in self._styles.span else value


class _Row:
    """The cells of one row, and which of them are struck through."""

    __slots__ = ("cells", "struck")

    def __init__(self) -> None:
        self.cells: dict[int, Any] = {}
        self.struck: list[int] = []

    def put(self, column: int, value: Any, is_struck: bool) -> None:
        self.cells[column] = value
        if is_struck:
            self.struck.append(column)


class _Events:
    """What happens while one sheet is walked through."""

    def __init__(
        self,
        state: SheetState,
        value: Callable[[str, int, str], tuple[Any, bool]],
        struck: frozenset[int],
        limits: Limits,
    ) -> None:
        self._state = state
        self._value = value
        self._struck_styles = struck
        self._limits = limits
        self._rows: dict[int, _Row] = {}
        self._row = self._column = self._row_opened = -1
        self._digits = self._kind = ""
        self._height = self._width = 0
        self._style = 0
        self._is_formula = self._is_inline = self._in_cell = self._in_value = False
        self._tally = bounds.LetterCount(limits)
        self._letters = Letters()
        self._rich = RichText()
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._open_row,
            "c": self._open_cell,
            "col": self._hide_columns,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what opens."""
        if self._in_cell:
            if name == "is":
                self._is_inline = True
            elif self._is_inline:
                self._rich.start(name, attributes)
            self._in_value = name == "v"
            self._is_formula = self._is_formula or name == "f"
        elif opened := self._starts.get(name):
            opened(attributes)

    def text(self, piece: str) -> None:
        """Take text."""
        if self._in_value:
            self._letters.add(piece)
        elif self._is_inline:
            self._rich.text(piece)

    def end(self, name: str) -> None:
        """Take what closes."""
        if not self._in_cell:
            return
        self._in_value = False
        if name == "c":
            self._in_cell = False
            self._close_cell()
        elif self._is_inline:
            self._rich.end(name)

    def sheet(self) -> Sheet:
        """Return what was seen as a sheet."""
        self._flush()
        return self._state.finished()

    def _open_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = self._row_opened = int(number) - 1 if number.isdecimal() else self._row + 1
        self._digits = number
        self._column = -1
        if self._row in self._rows:
            raise FileRefused("BERKAS_RUSAK", sign="rows")  # two rows of one number are two people
        if attributes.get("hidden", "").lower() in TRUE or attributes.get("ht") == "0":
            self._state.hide_row(self._row)
        if len(self._rows) >= BLOCK:
            self._flush()

    def _open_cell(self, attributes: Attributes) -> None:
        self._in_cell = True
        self._is_formula = self._is_inline = False
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() else 0
        self._place(attributes.get("r", ""))

    def _place(self, reference: str) -> None:
        """Note where a cell stands: nearly all stand in the row that is open, in one of the first columns."""
        if self._digits and reference.endswith(self._digits):
            column = COLUMNS.get(reference[: -len(self._digits)])
            if column is not None:
                self._column, self._row = column, self._row_opened
                return
        if corner := REFERENCE.fullmatch(reference):
            self._column, self._row = column_of(corner[1].upper()) - 1, int(corner[2]) - 1
        else:
            self._column += 1

    def _close_cell(self) -> None:
        written = self._letters.take()
        if self._is_inline:
            value, is_struck = self._rich.take()
            self._is_inline = False
        elif written:
            value, is_struck = self._value(self._kind, self._style, written)
        elif self._is_formula and self._kind != "str":  # a text may be calculated to be empty
            value, is_struck = ErrorText(""), False
        else:
            return
        if isinstance(value, str):
            if not value.strip() and not isinstance(value, ErrorText):
                return
            self._tally.add(value)
        self._put(value, is_struck or self._style in self._struck_styles)

    def _put(self, value: Any, is_struck: bool) -> None:
        if self._row < 0 or self._row >= self._height or self._column >= self._width:
            self._grow()
        row = self._rows.get(self._row)
        if row is None:
            row = self._rows[self._row] = _Row()
        row.put(self._column, value, is_struck)

    def _grow(self) -> None:
        """Look whether a cell below or right of all before it may stand there."""
        if not (0 <= self._row < LAST_ROW and self._column < LAST_COLUMN):
            raise FileRefused("BERKAS_RUSAK")
        self._width, self._height = max(self._width, self._column + 1), max(self._height, self._row + 1)
        bounds.check_width(self._width, self._limits)
        bounds.check_height(self._height, self._limits)

    def _hide_columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden", "").lower() in TRUE or NO_WIDTH.fullmatch(attributes.get("width", "")):
            first, last = (attributes.get(name, "") for name in ("min", "max"))
            if first.isdecimal() and last.isdecimal():
                self._state.hide_columns(int(first) - 1, int(last))

    def _merge(self, attributes: Attributes) -> None:
        """Note a merged area; whole columns or rows, as programs that are no spreadsheet write, are none."""
        corners = [REFERENCE.fullmatch(corner) for corner in attributes.get("ref", "").strip().split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            rows = sorted(int(corner[2]) - 1 for corner in corners if corner)
            columns = sorted(column_of(corner[1].upper()) - 1 for corner in corners if corner)
            self._state.merge((rows[0], columns[0], rows[1], columns[1]))

    def _flush(self) -> None:
        """Turn the rows so far into columns; rows that come back to what is done are damage."""
        if not self._rows:
            return
        first = self._state.height
        numbers = sorted(self._rows)
        if numbers[0] < first:
            raise FileRefused("BERKAS_RUSAK")
        cells: dict[int, Placed] = {}
        for number in numbers:
            row = self._rows[number]
            for column, value in row.cells.items():
                places, values = cells.setdefault(column, ([], []))
                places.append(number - first)
                values.append(value)
            self._state.strike((number,), row.struck)
        self._state.add_cells(numbers[-1] + 1 - first, cells)
        self._rows.clear()
