"""Tables of a web page saved under the name of a workbook: each outermost table is a sheet."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Merge, Sheet, Workbook
from cakupan.workbooks.reading import bounds
from cakupan.workbooks.reading.columns import Columns
from cakupan.workbooks.reading.strikes import Strikes

SHORTENED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)  # how a long number is shown, not what it is
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
STRIKES = ("s", "strike", "del")
BREAKS = ("br", "p", "div", "li")
UNREAD = ("script", "style", "table")
MOST_NODES_DEEP = 200


def read(data: bytes, limits: Limits) -> Workbook:
    """Read the tables of a page; nothing it names is fetched, no script is run.

    Raises:
        FileRefused: BERKAS_RUSAK, BUKAN_LEMBAR_KERJA, BERKAS_KOSONG or BERKAS_TERLALU_BESAR.
    """
    try:
        page = html.document_fromstring(_decode(data), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    tables = [each for each in page.iter("table") if not any(True for _ in each.iterancestors("table"))]
    if not tables:
        raise FileRefused("BUKAN_LEMBAR_KERJA", what="page")
    bounds.check_sheets(len(tables))
    sheets = tuple(_sheet(table, number, limits) for number, table in enumerate(tables, start=1))
    if not any(each.width for each in sheets):
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=sheets, format="html")


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def _decode(data: bytes) -> str:
    """A page is read as text, for what it says of its letters is often not what they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        text = data.decode("utf-16-le", "replace")
    else:
        text = _decode_narrow(data)
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff").replace("\x00", ""))


def _decode_narrow(data: bytes) -> str:
    stated = CHARSET.search(data[:4096])
    named = stated[1].decode("ascii", "ignore") if stated else "utf-8"
    for encoding in ("utf-8", named, "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _sheet(table: Any, number: int, limits: Limits) -> Sheet:
    spans = _Spans(limits)
    records: list[list[str]] = []
    hidden: set[int] = set()
    struck = Strikes()
    for row, element in enumerate(_own(table, "tr")):
        bounds.check_height(row + 1, limits)
        cells, struck_columns = spans.row(row, element)
        records.append(cells)
        if _is_hidden(element):
            hidden.add(row)
        struck.add((row,), struck_columns)
    columns = Columns()
    columns.add(records)
    name = " ".join("".join(table.xpath("./caption//text()")).split()) or f"Tabel {number}"
    return columns.sheet(name, not _is_hidden(table), merges=spans.merges, hidden_rows=hidden, struck=struck)


class _Spans:
    """Cells that reach over several columns or rows push those beside and below them aside."""

    def __init__(self, limits: Limits) -> None:
        self.merges: list[Merge] = []
        self._limits = limits
        self._taken: dict[int, int] = {}

    def row(self, number: int, element: Any) -> tuple[list[str], list[int]]:
        """Return the texts of one row by column, and the columns that are struck through."""
        cells: list[str] = []
        struck: list[int] = []
        column = 0
        for cell in _own(element, "td", "th"):
            while self._taken.get(column, 0) > number:
                column += 1
            text, is_struck = _text(cell)
            if SHORTENED.fullmatch(text) and (stored := cell.get("x:num")):
                text = stored
            right, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if text:
                bounds.check_width(column + 1, self._limits)
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
                struck += [column] * is_struck
            self._spread(number, column, right, down)
            column += right
        return cells, struck

    def _spread(self, row: int, column: int, right: int, down: int) -> None:
        if right > 1 or down > 1:
            self.merges.append((row, column, row + down - 1, column + right - 1))
        if down > 1:
            for each in range(column, min(column + right, self._limits.max_columns)):
                self._taken[each] = row + down


def _own(element: Any, *names: str) -> Iterator[Any]:
    """Elements of a table that belong to it and not to a table within it."""
    for each in element.iter(*names):
        above = next(
            each.iterancestors("table", "tr") if names[0] == "td" else each.iterancestors("table"), None
        )
        if above is element:
            yield each


def _span(cell: Any, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return (
        min(max(int(written), 1), 10_000)
        if written.isascii() and written.isdigit() and len(written) < 9
        else 1
    )


def _text(cell: Any) -> tuple[str, bool]:
    """The text of a cell with its line breaks, and whether all of it is struck through."""
    pieces: list[str] = []
    marks = [0, 0]
    _gather(cell, bool(STRUCK.search(cell.get("style") or "")), pieces, marks, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\x1f"))
    text = "\n".join(line for line in lines if line)
    if len(text) > bounds.LONGEST_CELL:
        raise bounds.too_long_a_cell()
    return text, bool(marks[1] and not marks[0])


def _gather(element: Any, is_struck: bool, pieces: list[str], marks: list[int], depth: int) -> None:
    if depth > MOST_NODES_DEEP:
        raise FileRefused("BERKAS_RUSAK")
    if element.text:
        pieces.append(element.text)
        marks[is_struck] += not element.text.isspace()
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name in BREAKS:
            pieces.append("\x1f")
        if name and name not in UNREAD:
            below = is_struck or name in STRIKES or bool(STRUCK.search(child.get("style") or ""))
            _gather(child, below, pieces, marks, depth + 1)
        if child.tail:
            pieces.append(child.tail)
            marks[is_struck] += not child.tail.isspace()


def _is_hidden(element: Any) -> bool:
    return bool(HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None
