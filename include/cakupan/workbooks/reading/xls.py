"""Workbooks of old (.xls, BIFF5 and BIFF8): cached values, what is hidden, what is struck through."""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Merge, Sheet, Workbook
from cakupan.workbooks.reading import biff, bounds, serials
from cakupan.workbooks.reading.biff import Record, Run, Texts
from cakupan.workbooks.reading.cell_text import ErrorText
from cakupan.workbooks.reading.columns import Columns
from cakupan.workbooks.reading.ole import SIGNATURE, STREAMS, CompoundFile
from cakupan.workbooks.reading.strikes import Strikes
from cakupan.workbooks.reading.xlsx_parts import shows

WORKSHEET = 0
SKIPPED_FONT = 4  # no font has this number
TEXT_FOLLOWS, FLAG, ERROR, NO_TEXT = range(4)


def read(data: bytes, limits: Limits) -> Workbook:
    """Read a workbook in a compound file, or its bare records.

    Raises:
        FileRefused: BERKAS_RUSAK, BERKAS_TERKUNCI, BERKAS_KOSONG or BERKAS_TERLALU_BESAR.
    """
    stream = _stream(data)
    try:
        book = _Book(stream)
        sheets = tuple(_SheetRecords(book, limits).sheet(stream, listed) for listed in book.listed)
    except (struct.error, IndexError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    if not any(each.width for each in sheets):
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=sheets, format="xls", is_1904=book.is_1904)


def _stream(data: bytes) -> bytes:
    if not data.startswith(SIGNATURE):
        return data
    file = CompoundFile(data)
    for name in STREAMS:
        if (stream := file.stream(name)) is not None:
            return stream
    raise FileRefused("BERKAS_RUSAK")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One sheet as the workbook lists it."""

    name: str
    is_visible: bool
    start: int
    is_table: bool


class _Book:
    """What the sheets share: texts, styles, the code page, the epoch of days."""

    def __init__(self, stream: bytes) -> None:
        self.is_1904 = False
        self.is_new = False
        self.code_page = 1252
        self.listed: list[Listed] = []
        self.texts: list[tuple[str, tuple[Run, ...]]] = []
        self._fonts: list[bool] = []
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []
        takers: dict[int, Callable[[Record], None]] = {
            biff.BOF: self._begin,
            biff.FILEPASS: _refuse_locked,
            biff.CODEPAGE: self._code_page,
            biff.DATEMODE: self._epoch,
            biff.BOUNDSHEET: self._list,
            biff.FONT: self._font,
            biff.FORMAT: self._format,
            biff.XF: self._style,
            biff.SST: self._shared,
        }
        for record in biff.records(stream):
            if taker := takers.get(record.number):
                taker(record)

    def is_struck_font(self, number: int) -> bool:
        """Whether a font strikes through."""
        position = number - (number > SKIPPED_FONT)
        return number != SKIPPED_FONT and position < len(self._fonts) and self._fonts[position]

    def font_of(self, style: int) -> int:
        """The font of a cell style."""
        return self._styles[style][0] if style < len(self._styles) else 0

    def value(self, style: int, number: float) -> Any:
        """A number as the day or span of time it is shown as."""
        if not math.isfinite(number):
            return str(number)
        what = shows(self._styles[style][1], self._formats) if style < len(self._styles) else ""
        if what == "day":
            return serials.to_day(number, self.is_1904)
        return serials.to_span(number) if what == "span" else number

    def label(self, data: bytes, *, is_short: bool = False) -> tuple[str, tuple[Run, ...]]:
        """The text of a record, its length in one byte or two before it."""
        size = data[0] if is_short else struct.unpack_from("<H", data)[0]
        rest = data[1 if is_short else 2 :]
        if self.is_new:
            return Texts([rest]).text(size)
        return biff.decode(rest[:size], self.code_page), ()

    def _begin(self, record: Record) -> None:
        self.is_new = record.unpack("<H")[0] >= biff.BIFF8

    def _code_page(self, record: Record) -> None:
        self.code_page = record.unpack("<H")[0]

    def _epoch(self, record: Record) -> None:
        self.is_1904 = record.unpack("<H")[0] == 1

    def _list(self, record: Record) -> None:
        start, visibility, kind = record.unpack("<LBB")
        name, _ = self.label(record.data[6:], is_short=True)
        self.listed.append(
            Listed(name=name, is_visible=visibility & 3 == 0, start=start, is_table=kind == WORKSHEET)
        )

    def _font(self, record: Record) -> None:
        self._fonts.append(bool(record.unpack("<HH")[1] & 0x8))

    def _format(self, record: Record) -> None:
        code, _ = self.label(record.data[2:], is_short=not self.is_new)
        self._formats[record.unpack("<H")[0]] = code

    def _style(self, record: Record) -> None:
        font, form = record.unpack("<HH")
        self._styles.append((font, form))

    def _shared(self, record: Record) -> None:
        pieces = Texts([record.data[8:], *record.more])
        count = record.unpack("<LL")[1]
        size = len(record.data) + sum(map(len, record.more))
        self.texts += [pieces.text() for _ in range(min(count, size // 3))]


@dataclass(kw_only=True)
class _Row:
    cells: list[Any] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)


class _SheetRecords:
    """The cells of one sheet, gathered from its records."""

    def __init__(self, book: _Book, limits: Limits) -> None:
        self._book = book
        self._limits = limits
        self._tally = bounds.Tally(limits)
        self._rows: dict[int, _Row] = {}
        self._awaits_text: tuple[int, int, int] | None = None
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._takers: dict[int, Callable[[Record], None]] = {
            biff.ROW: self._row,
            biff.COLINFO: self._columns,
            biff.MERGEDCELLS: self._merged,
            biff.LABELSST: self._shared_text,
            biff.LABEL: self._own_text,
            biff.RSTRING: self._own_text,
            biff.NUMBER: self._number,
            biff.RK: self._compact,
            biff.MULRK: self._compacts,
            biff.FORMULA: self._formula,
            biff.STRING: self._formula_text,
            biff.BOOLERR: self._flag_or_error,
        }

    def sheet(self, stream: bytes, listed: Listed) -> Sheet:
        """Return one listed sheet; a chart has no cells."""
        if listed.is_table:
            for record in biff.records(stream, listed.start):
                if taker := self._takers.get(record.number):
                    taker(record)
        columns = Columns()
        height = max(self._rows, default=-1) + 1
        columns.add([self._rows[row].cells if row in self._rows else [] for row in range(height)])
        struck = Strikes()
        for number, row in self._rows.items():
            struck.add((number,), row.struck)
        made = columns.sheet(
            listed.name,
            listed.is_visible,
            merges=self._merges,
            hidden_rows=self._hidden_rows,
            struck=struck,
            hidden_columns=self._hidden_columns,
        )
        bounds.check_height(made.height, self._limits)
        bounds.check_width(made.width, self._limits)
        return made

    def _put(self, row: int, column: int, style: int, value: Any, runs: tuple[Run, ...] = ()) -> None:
        if value == "" and not isinstance(value, ErrorText):
            return
        bounds.check_width(column + 1, self._limits)  # at once: a far column costs what all before it do
        self._tally.add(value)
        found = self._rows.setdefault(row, _Row())
        found.cells += [""] * (column + 1 - len(found.cells))
        found.cells[column] = value
        fonts = [font for _, font in runs]
        if not runs or runs[0][0] > 0:
            fonts.append(self._book.font_of(style))
        is_struck = all(self._book.is_struck_font(font) for font in fonts)
        found.struck += [column] * is_struck

    def _row(self, record: Record) -> None:
        if record.unpack("<L", 12)[0] & 0x20:
            self._hidden_rows.add(record.unpack("<H")[0])

    def _columns(self, record: Record) -> None:
        first, last, _, _, options = record.unpack("<HHHHH")
        if options & 1:
            self._hidden_columns |= set(range(first, min(last, 255) + 1))

    def _merged(self, record: Record) -> None:
        for number in range(record.unpack("<H")[0]):
            top, bottom, left, right = record.unpack("<HHHH", 2 + 8 * number)
            self._merges.append((top, left, bottom, right))

    def _shared_text(self, record: Record) -> None:
        row, column, style, number = record.unpack("<HHHL")
        text, runs = self._book.texts[number]
        self._put(row, column, style, text, runs)

    def _own_text(self, record: Record) -> None:
        row, column, style = record.unpack("<HHH")
        text, runs = self._book.label(record.data[6:])
        self._put(row, column, style, text, runs)

    def _number(self, record: Record) -> None:
        row, column, style = record.unpack("<HHH")
        self._put(row, column, style, self._book.value(style, struct.unpack_from("<d", record.data, 6)[0]))

    def _compact(self, record: Record) -> None:
        row, column, style, packed = record.unpack("<HHHL")
        self._put(row, column, style, self._book.value(style, biff.compact_number(packed)))

    def _compacts(self, record: Record) -> None:
        row, column = record.unpack("<HH")
        for number in range((len(record.data) - 6) // 6):
            style, packed = record.unpack("<HL", 4 + 6 * number)
            self._put(row, column + number, style, self._book.value(style, biff.compact_number(packed)))

    def _formula(self, record: Record) -> None:
        row, column, style = record.unpack("<HHH")
        result = record.data[6:14]
        self._awaits_text = None
        if result[6:8] != b"\xff\xff":
            value = self._book.value(style, struct.unpack("<d", result)[0])
        elif result[0] == TEXT_FOLLOWS:
            self._awaits_text = row, column, style
            return
        elif result[0] == NO_TEXT:
            return
        else:
            value = _flag_or_error(result[2], result[0] == ERROR)
        self._put(row, column, style, value)

    def _formula_text(self, record: Record) -> None:
        if self._awaits_text:
            text, _ = self._book.label(record.data + b"".join(piece[1:] for piece in record.more))
            self._put(*self._awaits_text, text)
            self._awaits_text = None

    def _flag_or_error(self, record: Record) -> None:
        row, column, style = record.unpack("<HHH")
        self._put(row, column, style, _flag_or_error(record.data[6], bool(record.data[7])))


def _flag_or_error(value: int, is_error: bool) -> Any:
    return ErrorText(biff.ERRORS.get(value, "#ERROR!")) if is_error else bool(value)


def _refuse_locked(_: Record) -> None:
    raise FileRefused("BERKAS_TERKUNCI")
