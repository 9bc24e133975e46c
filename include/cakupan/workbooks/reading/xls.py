"""Workbooks of old (.xls, BIFF5 and BIFF8): cached values, what is hidden, what is struck through."""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import biff, bounds, serials
from cakupan.workbooks.reading.biff import Record, Run, Text, Texts
from cakupan.workbooks.reading.cell_text import ErrorText
from cakupan.workbooks.reading.columns import Placed
from cakupan.workbooks.reading.ole import SIGNATURE, STREAMS, CompoundFile
from cakupan.workbooks.reading.sheet_state import SheetState
from cakupan.workbooks.reading.xlsx_parts import shows

WORKSHEET = 0
SKIPPED_FONT = 4  # no font has this number
TEXT_FOLLOWS, FLAG, ERROR, NO_TEXT = range(4)
PLACE = struct.Struct("<HHH").unpack_from
SHARED_TEXT = struct.Struct("<HHHL").unpack_from
NUMBER = struct.Struct("<HHHd").unpack_from


def read(data: bytes, limits: Limits) -> Workbook:
    """Read a workbook in a compound file, or its bare records.

    Raises:
        FileRefused: BERKAS_RUSAK, BERKAS_TERKUNCI, BERKAS_TERLALU_BESAR or BENTUK_TERLALU_TUA.
    """
    stream = _stream(data)
    if biff.is_too_old(stream):
        raise FileRefused("BENTUK_TERLALU_TUA")
    try:
        book = _Book(stream)
        sheets = tuple(_SheetRecords(book, listed, limits).sheet(stream) for listed in book.listed)
    except (struct.error, IndexError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
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
        self.listed: list[Listed] = []
        self.texts: list[Text] = []
        self.struck_styles: set[int] = set()
        self._is_new = False
        self._code_page = 1252
        self._fonts: list[bool] = []
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []
        takers: dict[int, Callable[[Record], None]] = {
            biff.BOF: self._begin,
            biff.FILEPASS: _refuse_locked,
            biff.CODEPAGE: self._note_code_page,
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
        self.struck_styles |= {
            style for style, (font, _) in enumerate(self._styles) if self.is_struck_font(font)
        }
        self._shown = [shows(form, self._formats) for _, form in self._styles]

    def is_struck_font(self, number: int) -> bool:
        """Whether a font strikes through."""
        position = number - (number > SKIPPED_FONT)
        return number != SKIPPED_FONT and position < len(self._fonts) and self._fonts[position]

    def value(self, style: int, number: float) -> Any:
        """A number as the day or span of time it is shown as."""
        if not math.isfinite(number):
            return str(number)
        what = self._shown[style] if style < len(self._shown) else ""
        if not what:
            return number
        return serials.to_day(number, self.is_1904) if what == "day" else serials.to_span(number)

    def label(self, data: bytes) -> Text:
        """The text of a cell, its length in two bytes before it; an empty one may say no more than that.

        Raises:
            FileRefused: BERKAS_RUSAK when letters are missing.
        """
        size = struct.unpack_from("<H", data)[0]
        if size == 0:
            return "", ()
        if self._is_new:
            return Texts([data[2:]]).letters(size)
        if len(data) < 2 + size:
            raise FileRefused("BERKAS_RUSAK")
        return biff.decode(data[2 : 2 + size], self._code_page), ()

    def _name(self, size: int, data: bytes) -> str:
        """The text of a record beside the cells, as far as it is there."""
        if not self._is_new:
            return biff.decode(data[:size], self._code_page)
        is_wide = bool(data[:1]) and data[0] & biff.WIDE
        return data[1 : 1 + (size << is_wide)].decode(biff.ENCODINGS[is_wide], "replace")

    def _begin(self, record: Record) -> None:
        self._is_new = record.numbers("<H")[0] >= biff.BIFF8

    def _note_code_page(self, record: Record) -> None:
        self._code_page = record.numbers("<H")[0]

    def _epoch(self, record: Record) -> None:
        self.is_1904 = record.numbers("<H")[0] == 1

    def _list(self, record: Record) -> None:
        start, visibility, kind, size = record.numbers("<LBBB")
        name = self._name(size, record.data[7:])
        self.listed.append(
            Listed(name=name, is_visible=visibility & 3 == 0, start=start, is_table=kind == WORKSHEET)
        )

    def _font(self, record: Record) -> None:
        self._fonts.append(bool(record.numbers("<HH")[1] & 0x8))

    def _format(self, record: Record) -> None:
        number, size = record.numbers("<HH" if self._is_new else "<HB")
        self._formats[number] = self._name(size, record.data[4 if self._is_new else 3 :])

    def _style(self, record: Record) -> None:
        font, form = record.numbers("<HH")
        self._styles.append((font, form))

    def _shared(self, record: Record) -> None:
        self.texts += Texts([record.data[8:], *record.more]).every()


class _SheetRecords:
    """The cells of one sheet, gathered from its records."""

    def __init__(self, book: _Book, listed: Listed, limits: Limits) -> None:
        self._book = book
        self._listed = listed
        self._state = SheetState(limits, listed.name, listed.is_visible)
        self._limits = limits
        self._tally = bounds.LetterCount(limits)
        self._cells: dict[int, dict[int, Any]] = {}  # by column and row
        self._marks: dict[int, set[int]] = {}
        self._awaits_text: tuple[int, int, int] | None = None
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
            biff.STRING: self._formula_text,
            biff.BOOLERR: self._flag_or_error,
            **dict.fromkeys(biff.FORMULAS, self._formula),
        }

    def sheet(self, stream: bytes) -> Sheet:
        """Return the sheet; a chart has no cells."""
        if self._listed.is_table:
            takers = self._takers
            for record in biff.records(stream, self._listed.start):
                if taker := takers.get(record.number):
                    taker(record)
        height = max((max(cells) for cells in self._cells.values()), default=-1) + 1
        self._state.add_cells(height, {column: _placed(cells) for column, cells in self._cells.items()})
        for number, marks in self._marks.items():
            self._state.strike((number,), marks)
        return self._state.finished()

    def _put(self, row: int, column: int, style: int, value: Any, runs: tuple[Run, ...] = ()) -> None:
        if isinstance(value, str):
            if value == "" and not isinstance(value, ErrorText):
                return
            self._tally.add(value)
        cells = self._cells.get(column)
        if cells is None:
            bounds.check_width(column + 1, self._limits)  # at once: a far column costs what all before it do
            cells = self._cells[column] = {}
        cells[row] = value
        is_struck = style in self._book.struck_styles
        if runs:
            fonts = [font for _, font in runs]
            is_struck = (is_struck or runs[0][0] == 0) and all(map(self._book.is_struck_font, fonts))
        if is_struck:
            self._marks.setdefault(row, set()).add(column)

    def _row(self, record: Record) -> None:
        if record.numbers("<L", 12)[0] & 0x20:
            self._state.hide_row(record.numbers("<H")[0])

    def _columns(self, record: Record) -> None:
        first, last, width, _, options = record.numbers("<HHHHH")
        if options & 1 or not width:
            self._state.hide_columns(first, min(last, 255) + 1)

    def _merged(self, record: Record) -> None:
        for number in range(min(record.numbers("<H")[0], (len(record.data) - 2) // 8)):
            top, bottom, left, right = record.numbers("<HHHH", 2 + 8 * number)
            self._state.merge((top, left, bottom, right))

    def _shared_text(self, record: Record) -> None:
        row, column, style, number = SHARED_TEXT(record.data)
        text, runs = self._book.texts[number]
        self._put(row, column, style, text, runs)

    def _own_text(self, record: Record) -> None:
        row, column, style = PLACE(record.data)
        text, runs = self._book.label(record.data[6:])
        self._put(row, column, style, text, runs)

    def _number(self, record: Record) -> None:
        row, column, style, number = NUMBER(record.data)
        self._put(row, column, style, self._book.value(style, number))

    def _compact(self, record: Record) -> None:
        row, column, style, packed = SHARED_TEXT(record.data)
        self._put(row, column, style, self._book.value(style, biff.compact_number(packed)))

    def _compacts(self, record: Record) -> None:
        row, column, _ = PLACE(record.data)
        for number in range((len(record.data) - 6) // 6):
            style, packed = struct.unpack_from("<HL", record.data, 4 + 6 * number)
            self._put(row, column + number, style, self._book.value(style, biff.compact_number(packed)))

    def _formula(self, record: Record) -> None:
        row, column, style = PLACE(record.data)
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
        row, column, style = PLACE(record.data)
        self._put(row, column, style, _flag_or_error(record.data[6], bool(record.data[7])))


def _placed(cells: dict[int, Any]) -> Placed:
    rows = sorted(cells)
    return rows, [cells[row] for row in rows]


def _flag_or_error(value: int, is_error: bool) -> Any:
    return ErrorText(biff.ERRORS.get(value, "#ERROR!")) if is_error else bool(value)


def _refuse_locked(_: Record) -> None:
    raise FileRefused("BERKAS_TERKUNCI")
