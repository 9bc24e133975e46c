"""Workbooks saved as one XML file (SpreadsheetML 2003), often named .xls."""

from datetime import datetime
from typing import Any

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, markup, serials
from cakupan.workbooks.reading.cell_text import ErrorText, number_of
from cakupan.workbooks.reading.markup import Attributes, Letters
from cakupan.workbooks.reading.sheet_state import SheetState


def read(data: bytes, limits: Limits) -> Workbook:
    """Read the worksheets.

    Raises:
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    events = _Events(limits)
    markup.walk([data], events.start, events.end, events.text)
    return Workbook(sheets=tuple(events.sheets), format="xml2003", is_1904=events.is_1904)


class _Events:
    """What happens while the file is walked through."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self.is_1904 = False
        self._limits = limits
        self._struck_styles: set[str] = set()
        self._style = ""
        self._in_data = self._in_comment = False
        self._kind = "String"
        self._letters = Letters()
        self._starts = {
            "Style": self._open_style,
            "Font": self._font,
            "Worksheet": self._open_sheet,
            "Column": self._open_column,
            "Row": self._open_row,
            "Cell": self._open_cell,
            "Data": self._open_data,
        }
        self._open_sheet({})

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what opens; the text of a comment bears the same name as that of its cell."""
        if name == "Comment" or self._in_comment:
            self._in_comment = True
        elif name == "Date1904":
            self.is_1904 = True
        elif opened := self._starts.get(name):
            opened(markup.local_attributes(attributes))
        elif name == "Visible":
            self._letters = Letters()
            self._in_data = True

    def text(self, piece: str) -> None:
        """Take text."""
        if self._in_data:
            self._letters.add(piece)

    def end(self, name: str) -> None:
        """Take what closes."""
        if self._in_comment:
            self._in_comment = name != "Comment"
        elif name == "Data":
            self._in_data = False
            self._close_data()
        elif name == "Visible":
            self._in_data = False
            self._sheet.is_visible = self._letters.take().strip() == "SheetVisible"
        elif name == "Row":
            self._close_row()
        elif name == "Worksheet":
            self._close_sheet()

    def _open_style(self, plain: Attributes) -> None:
        self._style = plain.get("ID", "")

    def _font(self, plain: Attributes) -> None:
        if plain.get("StrikeThrough") == "1":
            self._struck_styles.add(self._style)

    def _open_sheet(self, plain: Attributes) -> None:
        self._sheet = SheetState(self._limits, plain.get("Name", ""))
        self._column_number = 0
        self._span, self._is_hidden = 0, False
        self._open_row({})  # a cell outside every row, as in a damaged file, has one too

    def _open_column(self, plain: Attributes) -> None:
        first = markup.whole_number(plain.get("Index"), self._column_number + 1) - 1
        self._column_number = first + 1 + markup.whole_number(plain.get("Span"))
        if plain.get("Hidden") == "1":
            self._sheet.hide_columns(first, self._column_number)

    def _open_row(self, plain: Attributes) -> None:
        above = self._sheet.height
        number = markup.whole_number(plain.get("Index"), above + self._span + 1) - 1
        if number < above:
            raise FileRefused("BERKAS_RUSAK")
        bounds.check_height(number + 1, self._limits)
        spanned = min(self._span, number - above)  # empty rows that look like the one before
        self._sheet.skip_rows(spanned, is_hidden=self._is_hidden)
        self._sheet.skip_rows(number - above - spanned)
        self._cells: list[Any] = []
        self._column = self._next_column = 0
        self._marks: list[int] = []
        self._is_struck = False
        self._is_hidden = plain.get("Hidden") == "1"
        self._span = markup.whole_number(plain.get("Span"))

    def _open_cell(self, plain: Attributes) -> None:
        self._column = markup.whole_number(plain.get("Index"), self._next_column + 1) - 1
        right, down = (markup.whole_number(plain.get(name)) for name in ("MergeAcross", "MergeDown"))
        self._sheet.reach(self._column, down + 1, right + 1)
        self._next_column = self._column + right + 1
        self._is_struck = plain.get("StyleID", "") in self._struck_styles

    def _open_data(self, plain: Attributes) -> None:
        self._kind = plain.get("Type", "String")
        self._letters = Letters()
        self._in_data = True

    def _close_data(self) -> None:
        value = _value(self._kind, self._letters.take())
        if value == "":
            return
        bounds.check_width(self._column + 1, self._limits)
        self._cells += [""] * (self._column + 1 - len(self._cells))
        self._cells[self._column] = value
        if self._is_struck:
            self._marks.append(self._column)

    def _close_row(self) -> None:
        self._sheet.add_row(self._cells, struck=self._marks, is_hidden=self._is_hidden)

    def _close_sheet(self) -> None:
        bounds.check_sheets(len(self.sheets) + 1)
        self.sheets.append(self._sheet.finished())


def _value(kind: str, written: str) -> Any:
    try:
        if kind == "Number":
            return number_of(written)
        if kind == "DateTime":
            return serials.day_of(datetime.fromisoformat(written))
    except ValueError:
        return written
    if kind == "Boolean":
        return written.strip() == "1"
    return ErrorText(written) if kind == "Error" else written
