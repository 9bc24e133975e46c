"""Workbooks as programs write them, read at once: a text is cleaned once, however many cells show it."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa

from cakupan.errors import FileRefused
from cakupan.workbooks.model import EMPTY, NUMBER, TEXT, Limits, Sheet
from cakupan.workbooks.reading import bounds, serials, xlsx_grid, xlsx_parts
from cakupan.workbooks.reading.cell_text import KIND_OF_TYPE, clean_all, number_of, text_of
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.sheet_state import SheetState
from cakupan.workbooks.reading.xlsx_blocks import NotPlainError, RowBlocks
from cakupan.workbooks.reading.xlsx_grid import Filled, Flags, Kinds
from cakupan.workbooks.reading.xlsx_parts import Outline, SheetPart, Styles

LARGEST_PART = 64 << 20
MOST_EXACT_DIGITS = 30  # a whole number of no more is what it is written as
MOST_CELLS = 4_000_000  # places of the grid of one block
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
    shared = _texts(_part(package, outline.texts_path)) if outline.texts_path else []
    texts = pa.array(["", *shared], pa.string())
    styles = _styles_of(package, outline.styles_path) if outline.styles_path else NO_STYLES
    return tuple(_sheet(package, part, texts, styles, outline.is_1904, limits) for part in outline.sheets)


def _sheet(
    package: Package, part: SheetPart, texts: pa.StringArray, styles: Styles, is_1904: bool, limits: Limits
) -> Sheet:
    state = SheetState(limits, part.name, part.is_visible)
    if not part.is_table:
        return state.finished()
    if part.path is None:
        raise NotPlainError
    blocks = RowBlocks(package.part_chunks(part.path))
    layout = _Layout(state, texts, _Numbers(styles, is_1904), limits)
    for block in blocks:
        if not state.height and not _is_known_head(blocks.around):
            raise NotPlainError
        cells = xlsx_grid.filled(block)
        if not styles.struck.isdisjoint(cells.styles.tolist() if styles.struck else ()):
            raise NotPlainError
        layout.add(cells)
    for area in xlsx_grid.merges_around(blocks.around):
        state.merge(area)
    return state.finished()


class _Layout:
    """Cells laid out block by block: 0 in the grid is nothing, then come shared texts, then a block's own."""

    def __init__(self, state: SheetState, texts: pa.StringArray, numbers: "_Numbers", limits: Limits) -> None:
        self._state = state
        self._limits = limits
        self._texts = texts
        self._numbers = numbers
        self._letters = 0

    def add(self, cells: Filled) -> None:
        """Lay out the cells of the rows below those laid out so far.

        Raises:
            NotPlainError: When a row comes again, or there are more cells or letters than are held at once.
        """
        shared = len(self._texts)
        if cells.shared.max(initial=-1) >= max(shared - 1, 1) or (cells.is_shared.any() and shared == 1):
            raise NotPlainError
        above = self._state.height
        if len(cells.rows) and cells.rows[0] < above:
            raise NotPlainError
        height = int(cells.rows.max(initial=above - 1)) + 1 - above
        width = int(cells.columns.max(initial=-1)) + 1
        if height * width > MOST_CELLS:
            raise NotPlainError
        own, kinds_of_own = self._own(cells)
        which = cells.shared + 1
        which[~cells.is_shared] = np.arange(len(own)) + shared
        every = pa.concat_arrays([self._texts, own])
        ends = np.frombuffer(every.buffers()[1], dtype=np.int32)[: len(every) + 1]
        letters = ends[1:] - ends[:-1]
        added = int(letters[which].sum())
        self._letters += added
        is_much = added > MOST_LETTERS or self._letters > self._limits.max_unpacked_bytes
        if is_much or letters.max() > LONGEST_TEXT:
            raise NotPlainError
        kinds = np.full(len(every), TEXT, dtype=np.int8)
        kinds[shared:] = kinds_of_own
        kinds[letters == 0] = EMPTY
        grid = np.zeros((width, height), dtype=np.int32)
        grid[cells.columns, cells.rows - above] = which
        laid = every.take(pa.array(grid.ravel()))
        columns = (laid.slice(column * height, height) for column in range(width))
        self._state.add_columns(height, zip(columns, kinds[grid], strict=True))
        bounds.check_height(self._state.height, self._limits)

    def _own(self, cells: Filled) -> tuple[pa.StringArray, Kinds]:
        """The texts and kinds of the cells that hold no shared text, in their order."""
        is_own = ~cells.is_shared
        if not cells.is_text.any():
            numbers, kinds = self._numbers.read(cells, is_own)
            return pa.array(numbers, pa.string()), kinds
        is_text = cells.is_text[is_own]
        every = np.empty(len(is_text), dtype=object)
        kinds = np.full(len(is_text), TEXT, dtype=np.int8)
        every[is_text] = _inner_texts(cells)
        every[~is_text], kinds[~is_text] = self._numbers.read(cells, is_own & ~cells.is_text)
        return pa.array(every.tolist(), pa.string()), kinds


def _inner_texts(cells: Filled) -> list[str]:
    """The texts that stand in their cells, cleaned."""
    spans = cells.spans(cells.is_text)
    if cells.data.isascii():
        whole = cells.data.decode()
        texts = [whole[first:last] for first, last in spans]
    else:
        texts = _decoded([cells.data[first:last] for first, last in spans])
    every = "".join(texts)
    if "\r" in every or ENTITY.search(every):
        raise NotPlainError
    if "&" in every:
        texts = list(map(_unescaped, texts))
    return clean_all(list(map(xlsx_parts.unescape, texts)) if "_x" in every else texts)


def _decoded(texts: Sequence[bytes]) -> list[str]:
    try:
        return [text.decode() for text in texts]
    except UnicodeDecodeError as error:
        raise NotPlainError from error


class _Numbers:
    """Numbers of cells as they are shown: by their style they may be days or spans of time."""

    def __init__(self, styles: Styles, is_1904: bool) -> None:
        self._styles = styles
        self._is_1904 = is_1904
        self._timed = styles.day | styles.span

    def read(self, filled: Filled, chosen: Flags) -> tuple[list[str], Kinds]:
        """Return the texts and kinds of the chosen cells."""
        styles = filled.styles[chosen].tolist()
        written = [filled.data[first:last] for first, last in filled.spans(chosen)]
        if self._timed.isdisjoint(styles):
            return _texts_of_numbers(written), np.full(len(written), NUMBER, dtype=np.int8)
        told = [
            self._timed_number(style, number) if style in self._timed else (_number(number), NUMBER)
            for style, number in zip(styles, written, strict=True)
        ]
        return [text for text, _ in told], np.array([kind for _, kind in told], dtype=np.int8)

    def _timed_number(self, style: int, written: bytes) -> Number:
        value = _value(written)
        shown = serials.to_day(value, self._is_1904) if style in self._styles.day else serials.to_span(value)
        return text_of(shown), KIND_OF_TYPE[type(shown)]


def _texts_of_numbers(written: list[bytes]) -> list[str]:
    """The texts of numbers, at once where all are whole and written as they are shown."""
    lines = b"\n".join(written)
    is_plain = lines.translate(None, b"\n").isdigit() and not lines.startswith(b"0") and b"\n0" not in lines
    if is_plain and max(map(len, written)) <= MOST_EXACT_DIGITS and all(written):
        texts = lines.decode().split("\n")
        if len(texts) == len(written):  # a number may itself be broken over lines
            return texts
    return list(map(_number, written))


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
