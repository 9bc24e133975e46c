"""Open document spreadsheets (.ods, .fods): the values as stored, what is hidden, what is struck through."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, markup, serials
from cakupan.workbooks.reading.cell_text import ErrorText, number_of
from cakupan.workbooks.reading.markup import Attributes, Letters
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.sheet_state import SheetState

CONTENT = "content.xml"
LOCKED = b"encryption-data"
HIDDEN = ("collapse", "filter")
SOLID = ("none", "")
CELLS = ("table-cell", "covered-table-cell")
PARAGRAPHS = ("p", "h")
ASIDE = ("annotation", "ruby-text", "note", "shapes", "tracked-changes", "dde-links")
DRAWN = ("draw", "dr3d")  # prefixes of what lies over the cells
COPY = re.compile(r"'[a-z][\w+.-]*:.*'#", re.IGNORECASE)  # a hidden copy of a table that formulas look into
WHITE = re.compile(r"[ \t\r\n]+")
LINE_END = re.compile(r" *\n *")
FIRM_SPACE = "\u00a0"  # becomes a plain one; others next to each other are one
NUMBERS = ("float", "percentage", "currency")


def read(data: bytes, limits: Limits) -> Workbook:
    """Read the tables of a spreadsheet.

    Raises:
        FileRefused: BERKAS_RUSAK, BERKAS_TERKUNCI or BERKAS_TERLALU_BESAR.
    """
    package = Package(data, limits)
    if package.is_ambiguous:
        raise FileRefused("BERKAS_RUSAK")
    if package.is_encrypted or LOCKED in (package.part("meta-inf/manifest.xml") or b""):
        raise FileRefused("BERKAS_TERKUNCI")
    return _read(lambda part: package.part_chunks(part), ("styles.xml", CONTENT), limits)


def read_flat(data: bytes, limits: Limits) -> Workbook:
    """Read the tables of a spreadsheet that is one file of markup (.fods).

    Raises:
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    return _read(lambda _: [data], (CONTENT,), limits)


def _read(chunks: Callable[[str], Iterable[bytes]], parts: Sequence[str], limits: Limits) -> Workbook:
    struck, hidden = _styles(chunks, parts)
    events = _Events(struck, hidden, limits)
    markup.walk(chunks(CONTENT), events.start, events.end, events.text, kept=DRAWN)
    return Workbook(sheets=tuple(events.sheets), format="ods")


def _styles(
    chunks: Callable[[str], Iterable[bytes]], parts: Sequence[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The names of styles that strike through, and of those that hide a table."""
    struck: set[str] = set()
    hidden: set[str] = set()
    parents: dict[str, str] = {}
    style = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal style
        plain = markup.local_attributes(attributes)
        if name == "style":
            style = plain.get("name", "")
            parents[style] = plain.get("parent-style-name", "")
        elif name == "text-properties" and plain.get("text-line-through-style", "none") not in SOLID:
            struck.add(style)
        elif name == "table-properties" and plain.get("display") == "false":
            hidden.add(style)

    for part in parts:
        markup.walk(chunks(part), start, lambda _: None)
    heirs = {name for name, parent in parents.items() if parent in struck}
    return frozenset(struck | heirs), frozenset(hidden)


class _Events:
    """What happens while the content is walked through."""

    def __init__(self, struck: frozenset[str], hidden: frozenset[str], limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self._struck_styles = struck
        self._hidden_styles = hidden
        self._limits = limits
        self._tally = bounds.LetterCount(limits)
        self._aside = self._tables = 0
        self._begin("", True)

    def _begin(self, name: str, is_visible: bool) -> None:
        self._sheet = SheetState(self._limits, name, is_visible)
        self._is_copy = bool(COPY.match(name))
        self._column_count = 0
        self._column_styles: dict[int, str] = {}
        self._cells: list[Any] | None = None
        self._in_paragraph = False
        self._spans: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what opens."""
        if self._aside or name in ASIDE or name.partition(":")[0] in DRAWN:
            self._aside += 1
            return
        plain = markup.local_attributes(attributes)
        if name == "table":
            self._open_table(plain)
        elif name == "table-source":
            self._is_copy |= not self._sheet.is_visible
        elif name == "table-column":
            self._open_columns(plain)
        elif name == "table-row":
            self._open_row(plain)
        elif name in CELLS:
            self._open_cell(plain)
        else:
            self._open_text(name, plain)

    def end(self, name: str) -> None:
        """Take what closes."""
        if self._aside:
            self._aside -= 1
        elif name in CELLS and self._cells is not None:
            self._close_cell()
        elif name == "table-row" and self._cells is not None:
            self._close_row()
        elif name == "table":
            self._tables -= 1
            if self._tables == 0:
                self._close_table()
        elif name in PARAGRAPHS:
            self._in_paragraph = False
        elif name == "span" and self._spans:
            self._spans.pop()

    def text(self, piece: str) -> None:
        """Take text; white space is how the file is indented, and one space at most."""
        if self._in_paragraph and not self._aside:
            self._letters.add(WHITE.sub(" ", piece))
            if not piece.isspace():
                is_struck = any(style in self._struck_styles for style in self._spans)
                self._runs[is_struck] += 1

    def _open_table(self, plain: Attributes) -> None:
        self._tables += 1
        if self._tables == 1:
            is_visible = plain.get("style-name") not in self._hidden_styles
            self._begin(plain.get("name", ""), is_visible and plain.get("display") != "false")

    def _open_columns(self, plain: Attributes) -> None:
        first = self._column_count
        self._column_count += _times(plain, "number-columns-repeated")
        if style := plain.get("default-cell-style-name"):
            last = min(self._column_count, self._limits.max_columns)
            self._column_styles |= dict.fromkeys(range(first, last), style)
        if plain.get("visibility") in HIDDEN:
            self._sheet.hide_columns(first, self._column_count)

    def _open_row(self, plain: Attributes) -> None:
        self._repeated = _times(plain, "number-rows-repeated")
        self._row_is_hidden = plain.get("visibility") in HIDDEN
        self._row_style = plain.get("default-cell-style-name", "")
        self._cells = []
        self._empty = 0
        self._marks: list[int] = []

    def _open_cell(self, plain: Attributes) -> None:
        self._attributes = plain
        self._letters = Letters()
        self._runs = [0, 0]
        self._spans = []
        self._paragraphs = 0

    def _open_text(self, name: str, plain: Attributes) -> None:
        if self._cells is None:
            return
        if name in PARAGRAPHS:
            if self._paragraphs:
                self._letters.add("\n")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name == "span":
            self._spans.append(plain.get("style-name", ""))
        elif name == "s":
            self._letters.add(FIRM_SPACE * min(_times(plain, "c"), 1000))
        elif name in ("tab", "line-break"):
            self._letters.add("\t" if name == "tab" else "\n")

    def _close_cell(self) -> None:
        plain, cells = self._attributes, self._cells
        value = _value(plain, LINE_END.sub("\n", self._letters.take()).strip(" "))
        times = _times(plain, "number-columns-repeated")
        if value == "" and not isinstance(value, ErrorText):
            self._empty += times
            return
        column = len(cells or ()) + self._empty
        bounds.check_width(column + times, self._limits)
        bounds.check_height(self._sheet.height + self._repeated, self._limits)
        self._tally.add(value, times * self._repeated)
        assert cells is not None  # noqa: S101 - a cell closes only within a row
        cells += [""] * self._empty + [value] * times
        self._empty = 0
        style = plain.get("style-name") or self._row_style or self._column_styles.get(column, "")
        is_struck = style in self._struck_styles or (self._runs[1] > 0 and not self._runs[0])
        if is_struck:
            self._marks += range(column, column + times)
        down, right = _times(plain, "number-rows-spanned"), _times(plain, "number-columns-spanned")
        self._sheet.reach(column, down, right)

    def _close_row(self) -> None:
        cells, self._cells = self._cells or [], None
        self._sheet.add_row(cells, times=self._repeated, struck=self._marks, is_hidden=self._row_is_hidden)

    def _close_table(self) -> None:
        if not self._is_copy:
            bounds.check_sheets(len(self.sheets) + 1)
            self.sheets.append(self._sheet.finished())


def _times(plain: Attributes, name: str) -> int:
    return max(markup.whole_number(plain.get(name), 1), 1)


def _value(plain: Attributes, shown: str) -> Any:
    """The stored value; a formula in error shows its error and stores a number or an empty text."""
    kind = plain.get("value-type", "")
    if shown.startswith(("#", "Err:")) and "formula" in plain:
        return ErrorText(shown)
    if not kind and "formula" in plain and not shown:
        return ErrorText("")
    try:
        return _typed(kind, plain, shown)
    except (ValueError, OverflowError):
        return shown


def _typed(kind: str, plain: Attributes, shown: str) -> Any:
    if kind in NUMBERS:
        return number_of(plain.get("value", ""))
    if kind == "boolean":
        return plain.get("boolean-value") == "true"
    if kind == "date":
        return serials.day_of(datetime.fromisoformat(plain.get("date-value", "")))
    return plain.get("string-value") or shown if kind == "string" else shown
