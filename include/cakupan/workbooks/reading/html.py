"""Tables of a web page saved under the name of a workbook: each list is a sheet."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from lxml import etree, html

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, html_tables, letters, markup
from cakupan.workbooks.reading.html_tables import PageTable
from cakupan.workbooks.reading.sheet_state import SheetState

SHORTENED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)  # how a long number is shown, not what it is
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
STRIKES = ("s", "strike", "del")
BREAKS = ("br", "p", "div", "li", "table", "tr", "td", "th")
UNREAD = ("script", "style", "noscript", "template")
FIELDS = ("text", "number", "date", "tel", "email", "search", "month")  # of a form, in which one types
# A row that is closed, but that nothing opens: a reader of pages would leave its end out.
UNOPENED = re.compile(r"(?:</tr|</?t(?:head|body|foot))\s*>(?=\s*<t[dh][\s>])", re.IGNORECASE)
MOST_NODES_DEEP = 200


def read(data: bytes, limits: Limits) -> Workbook:
    """Read the tables of a page; nothing it names is fetched, no script is run.

    Raises:
        FileRefused: BERKAS_RUSAK, BUKAN_LEMBAR_KERJA or BERKAS_TERLALU_BESAR.
    """
    return workbook(sheets(data, limits))


def workbook(tables: Iterable[Sheet]) -> Workbook:
    """Return the tables as a workbook.

    Raises:
        FileRefused: BUKAN_LEMBAR_KERJA without a table.
    """
    tables = tuple(tables)
    if not tables:
        raise FileRefused("BUKAN_LEMBAR_KERJA", what="page")
    return Workbook(sheets=tables, format="html")


def sheets(data: bytes, limits: Limits, first: int = 1) -> tuple[Sheet, ...]:
    """Return the tables of a page as sheets, which are numbered from `first`.

    Raises:
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    try:
        page = html.document_fromstring(_decode(data), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    tables = html_tables.tables(page)
    bounds.check_sheets(len(tables))
    return tuple(_sheet(table, number, limits) for number, table in enumerate(tables, start=first))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def _decode(data: bytes) -> str:
    """A page is read as text, for what it says of its letters is often not what they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif wide := letters.wide(data):
        text = data.decode(wide, "replace")
    else:
        text = _decode_narrow(data)
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff").replace("\x00", ""))
    return UNOPENED.sub(rf"\g<0><tr {html_tables.OPENED}>", text)


def _decode_narrow(data: bytes) -> str:
    stated = CHARSET.search(data[:4096])
    named = stated[1].decode("ascii", "ignore") if stated else "utf-8"
    for encoding in ("utf-8", named):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return letters.decode(data)


def _sheet(table: PageTable, number: int, limits: Limits) -> Sheet:
    caption = " ".join("".join(table.element.xpath("./caption//text()")).split())
    state = SheetState(limits, caption or f"Tabel {number}", not _is_hidden(table.element))
    spans = _Spans(state, limits)
    _hide_columns(table.element, state)
    for row in table.rows:
        cells, struck = spans.row(row.cells, table)
        state.add_row(cells, struck=struck, is_hidden=_is_hidden(row.element, table.element))
    for column in spans.unseen - spans.seen:
        state.hide_columns(column, column + 1)
    return state.finished()


def _hide_columns(table: Any, state: SheetState) -> None:
    first = 0
    for column in table.xpath("./col | ./colgroup/col"):
        last = first + _span(column, "span")
        if _is_hidden(column, table):
            state.hide_columns(first, last)
        first = last


class _Spans:
    """Cells that reach over several columns or rows push those beside and below them aside."""

    def __init__(self, state: SheetState, limits: Limits) -> None:
        self.seen: set[int] = set()
        self.unseen: set[int] = set()
        self._state = state
        self._limits = limits
        self._taken: dict[int, int] = {}

    def row(self, elements: Iterable[Any], table: PageTable) -> tuple[list[str], list[int]]:
        """Return the texts of one row by column, and the columns that are struck through."""
        cells: list[str] = []
        struck: list[int] = []
        column = 0
        for cell in elements:
            while self._taken.get(column, 0) > self._state.height:
                column += 1
            text, is_struck = _text(cell, table.apart)
            if SHORTENED.fullmatch(text) and (stored := cell.get("x:num")):
                text = stored
            if text:
                bounds.check_width(column + 1, self._limits)
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
                struck += [column] * is_struck
                (self.unseen if _is_hidden(cell, cell) else self.seen).add(column)
            column += self._spread(column, cell)
        return cells, struck

    def _spread(self, column: int, cell: Any) -> int:
        """Note how far the cell reaches, and return over how many columns."""
        right, down = _span(cell, "colspan"), _span(cell, "rowspan")
        self._state.reach(column, down, right)
        if down > 1:
            for each in range(column, min(column + right, self._limits.max_columns)):
                self._taken[each] = self._state.height + down
        return right


def _span(cell: Any, name: str) -> int:
    return min(max(markup.whole_number((cell.get(name) or "").strip(), 1), 1), 10_000)


def _text(cell: Any, apart: Collection[Any]) -> tuple[str, bool]:
    """The text of a cell with its line breaks, and whether all of it is struck through.

    What stands in a table within the cell, or is not displayed there, is its text where nothing else is.
    """
    is_struck = bool(STRUCK.search(cell.get("style") or ""))
    if not len(cell):
        return _bounded(" ".join((cell.text or "").split())), is_struck
    tables = frozenset(cell.iter("table"))
    unseen = frozenset(each for each in cell.iterdescendants() if _is_hidden(each, each))
    never = tables & frozenset(apart)
    for left_out in dict.fromkeys((tables | unseen, tables, never | unseen, never)):
        pieces: list[str] = []
        marks = [0, 0]
        _gather(cell, is_struck, pieces, marks, left_out, 0)
        lines = (" ".join(line.split()) for line in "".join(pieces).split("\x1f"))
        if text := "\n".join(line for line in lines if line):
            break
    return _bounded(text), bool(marks[1] and not marks[0])


def _bounded(text: str) -> str:
    if len(text) > bounds.LONGEST_CELL:
        raise bounds.too_long_a_cell()
    return text


def _gather(
    element: Any, is_struck: bool, pieces: list[str], marks: list[int], left_out: Collection[Any], depth: int
) -> None:
    if depth > MOST_NODES_DEEP:
        raise FileRefused("BERKAS_RUSAK")
    if element.text:
        pieces.append(element.text)
        marks[is_struck] += not element.text.isspace()
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name in BREAKS:
            pieces.append("\x1f")
        elif name == "input" and child.get("type", "text").lower() in FIELDS and child not in left_out:
            pieces.append(child.get("value") or "")
            marks[is_struck] += 1
        if name and name not in UNREAD and child not in left_out and not _is_unchosen(child):
            below = is_struck or name in STRIKES or bool(STRUCK.search(child.get("style") or ""))
            _gather(child, below, pieces, marks, left_out, depth + 1)
        if child.tail:
            pieces.append(child.tail)
            marks[is_struck] += not child.tail.isspace()


def _is_unchosen(element: Any) -> bool:
    """Whether an element is a choice that a list to choose from offers and does not show."""
    if element.tag != "option" or element.get("selected") is not None:
        return False
    offered = list(element.getparent().iter("option"))
    return element is not offered[0] or any(each.get("selected") is not None for each in offered)


def _is_hidden(element: Any, top: Any = None) -> bool:
    """Whether an element is not shown, itself or for what it stands in, up to `top`."""
    while element is not None:
        if HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
            return True
        element = None if element is top else element.getparent()
    return False
