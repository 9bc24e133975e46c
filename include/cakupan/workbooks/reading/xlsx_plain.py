"""Workbooks as programs write them, read at once: a text is cleaned once, however many cells show it."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa

from cakupan.errors import FileRefused
from cakupan.workbooks.model import EMPTY, NUMBER, TEXT, Limits, Sheet
from cakupan.workbooks.reading import serials, xlsx_grid, xlsx_parts
from cakupan.workbooks.reading.cell_text import KIND_OF_TYPE, clean_all, number_of, text_of
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.sheet_state import SheetState
from cakupan.workbooks.reading.xlsx_grid import Filled, NotPlainError
from cakupan.workbooks.reading.xlsx_parts import Outline, SheetPart, Styles

LARGEST_PART = 64 << 20
MOST_EXACT_DIGITS = 30  # a whole number of no more is what it is written as
MOST_CELLS = 4_000_000  # places of the grid
MOST_LETTERS = 1 << 26  # one text may stand in many cells
LONGEST_TEXT = 100_000
TEXTS = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
TEXTS_HEAD = re.compile(r"(?:<\?xml[^<>]*\?>\s*)?<sst\b[^<>]*>\s*")
HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?![!?\w]+:)", re.IGNORECASE)
ENCODING = re.compile(rb"\A[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
Number = tuple[str, int]


def sheets(package: Package, outline: Outline, limits: Limits) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook.

    Raises:
        NotPlainError: When any of it is written in a way that asks for a reader of more.
        FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
    """
    if outline.path != xlsx_parts.WORKBOOK:
        raise NotPlainError
    texts = _texts(_part(package, outline.texts_path)) if outline.texts_path else []
    styles = _styles_of(package, outline.styles_path) if outline.styles_path else NO_STYLES
    return tuple(_sheet(package, part, texts, styles, outline.is_1904, limits) for part in outline.sheets)


def _sheet(
    package: Package, part: SheetPart, texts: Sequence[str], styles: Styles, is_1904: bool, limits: Limits
) -> Sheet:
    state = SheetState(limits, part.name, part.is_visible)
    if not part.is_table:
        return state.finished()
    data = _part(package, part.path)
    if not _is_known_head(data):
        raise NotPlainError
    filled = xlsx_grid.filled(data)
    used = set(filled.styles.tolist())
    if used & styles.struck:
        raise NotPlainError
    _lay_out(state, filled, texts, _Numbers(styles, is_1904).read(filled))
    for area in filled.merges:
        state.merge(area)
    return state.finished()


def _lay_out(state: SheetState, filled: Filled, texts: Sequence[str], numbers: Sequence[Number]) -> None:
    """Lay the cells out: 0 in the grid is nothing, then come the shared texts, then the numbers."""
    if filled.shared.max(initial=-1) >= max(len(texts), 1) or (filled.is_shared.any() and not texts):
        raise NotPlainError
    height, width = int(filled.rows.max(initial=-1)) + 1, int(filled.columns.max(initial=-1)) + 1
    if height * width > MOST_CELLS:
        raise NotPlainError
    which = filled.shared + 1
    which[~filled.is_shared] = np.arange(len(numbers)) + len(texts) + 1
    every = pa.array(["", *texts, *(text for text, _ in numbers)], pa.string())
    letters = np.diff(np.frombuffer(every.buffers()[1], dtype=np.int32)[: len(every) + 1])
    if letters.max() > LONGEST_TEXT or int(letters[which].sum()) > MOST_LETTERS:
        raise NotPlainError
    kinds = np.full(len(every), TEXT, dtype=np.int8)
    kinds[len(texts) + 1 :] = [kind for _, kind in numbers]
    kinds[letters == 0] = EMPTY
    grid = np.zeros((width, height), dtype=np.int32)
    grid[filled.columns, filled.rows] = which
    cells = every.take(pa.array(grid.ravel()))
    columns = (cells.slice(column * height, height) for column in range(width))
    state.add_columns(height, zip(columns, kinds[grid], strict=True))


class _Numbers:
    """Numbers of cells as they are shown: by their style they may be days or spans of time."""

    def __init__(self, styles: Styles, is_1904: bool) -> None:
        self._styles = styles
        self._is_1904 = is_1904
        self._timed = styles.day | styles.span

    def read(self, filled: Filled) -> list[Number]:
        """Return text and kind of each."""
        styles = filled.styles[~filled.is_shared].tolist()
        if self._timed.isdisjoint(styles):
            return [(_number(written), NUMBER) for written in filled.numbers()]
        return [
            self._timed_number(style, written) if style in self._timed else (_number(written), NUMBER)
            for style, written in zip(styles, filled.numbers(), strict=True)
        ]

    def _timed_number(self, style: int, written: bytes) -> Number:
        value = _value(written)
        shown = serials.to_day(value, self._is_1904) if style in self._styles.day else serials.to_span(value)
        return text_of(shown), KIND_OF_TYPE[type(shown)]


def _number(written: bytes) -> str:
    if written.isdigit() and len(written) <= MOST_EXACT_DIGITS and written[0] != ord("0"):
        return written.decode()
    return text_of(_value(written))


def _value(written: bytes) -> float | int:
    try:
        return number_of(written.decode())
    except ValueError as error:
        raise NotPlainError from error


def _part(package: Package, path: str | None) -> bytes:
    """Return a part that is there and small enough to be held."""
    if path is None or package.size(path) > LARGEST_PART:
        raise NotPlainError
    return package.part(path) or b""


def _is_known_head(data: bytes) -> bool:
    """Whether a part begins as those of most programs do: in UTF-8, its names without a prefix."""
    encoding = ENCODING.match(data)
    is_utf8 = not encoding or encoding[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
    return is_utf8 and bool(HEAD.match(data))


def _texts(data: bytes) -> list[str]:
    """The shared texts, cleaned; only such as consist of one run each."""
    if not _is_known_head(data):
        raise NotPlainError
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    texts = TEXTS.findall(whole)
    head = TEXTS_HEAD.match(whole)
    is_all = whole.count("<") == 4 * len(texts) + 2 + whole.startswith("<?xml")
    if head is None or not is_all or not whole.rstrip().endswith("</sst>"):
        raise NotPlainError
    if "\r" in whole[head.end() :] or "_x" in whole or ENTITY.search(whole):
        raise NotPlainError
    xlsx_grid.require_well_formed(data[: data.find(b"<si>")] + b"</sst>" if texts else data)
    return clean_all([_unescaped(text) for text in texts] if "&" in whole else texts)


def _unescaped(text: str) -> str:
    if "&" in text:
        for entity, sign in ENTITIES.items():
            text = text.replace(entity, sign)
    return text


NO_STYLES = Styles(day=frozenset(), span=frozenset(), struck=frozenset())


def _styles_of(package: Package, path: str) -> Styles:
    try:
        return _styles(_part(package, path))
    except FileRefused as error:
        raise NotPlainError from error


@lru_cache(maxsize=64)
def _styles(data: bytes) -> Styles:
    """Villages fill in one template: its styles are the same bytes in each of their workbooks."""
    return xlsx_parts.styles_of(data)
