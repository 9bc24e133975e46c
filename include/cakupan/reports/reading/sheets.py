"""The sheets of a finished workbook as a reader with the settings of its language sees them, cell by cell.

What the report writes is plain enough to be found all at once; whatever else stands in a file, such as a
formula or a hidden row, is left to a reader that understands all of it and is slow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from cakupan import settings
from cakupan.errors import FileRefused
from cakupan.reports.locales import Locale
from cakupan.reports.reading.cells import MOST_COLUMNS, Column, SheetRead, shown
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import markup, xlsx_grid, xlsx_parts
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.xlsx_blocks import NotPlainError, RowBlocks
from cakupan.workbooks.reading.xlsx_grid import Filled
from cakupan.workbooks.reading.xlsx_parts import Outline, SheetPart

BUILT_IN = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}


def read(path: Path, locale: Locale) -> Mapping[str, SheetRead]:
    """Return the sheets of a workbook by name.

    Raises:
        FileRefused: it is damaged, or two readers would read two different files.
    """
    package = Package(path.read_bytes(), Limits.of(settings.load()))
    outline = xlsx_parts.outline(package)
    names = [part.name for part in outline.sheets]
    if package.is_ambiguous or len(set(names)) < len(names):
        raise FileRefused("BERKAS_RUSAK")
    try:
        return _plain(package, outline, locale)
    except NotPlainError:
        from cakupan.reports.reading import odd_sheets  # what it stands on takes long to load

        return odd_sheets.read(path, locale)


def _plain(package: Package, outline: Outline, locale: Locale) -> Mapping[str, SheetRead]:
    """Read sheets that are written as programs write them.

    Raises:
        NotPlainError: any of it is written otherwise.
        FileRefused: it is damaged.
    """
    texts, _ = xlsx_parts.shared_texts(package, outline.texts_path)
    written = (package.part(outline.styles_path) if outline.styles_path else None) or b""
    styles = _Styles(formats=_formats(written), fills=_fills(written), locale=locale)
    return {part.name: _plain_sheet(package, part, texts, styles) for part in outline.sheets}


def _plain_sheet(package: Package, part: SheetPart, texts: list[str], styles: "_Styles") -> SheetRead:
    if part.path is None or not part.is_table:
        raise NotPlainError
    blocks = RowBlocks(package.part_chunks(part.path))
    cells: list[Filled] = []
    last = -1
    for block in blocks:
        if b"<f" in block or b' ht="0' in block:
            raise NotPlainError
        filled = xlsx_grid.filled(block)
        is_known = filled.shared.max(initial=-1) < len(texts) and filled.styles.max(initial=-1) < len(
            styles.formats
        )
        if filled.is_text.any() or not is_known or filled.rows.min(initial=last + 1) <= last:
            raise NotPlainError
        last = int(filled.rows.max(initial=last))
        cells.append(filled)
    xlsx_grid.merges_around(blocks.around)
    return _PlainSheet(is_visible=part.is_visible, blocks=tuple(cells), texts=texts, styles=styles)


@dataclass(frozen=True, kw_only=True)
class _Styles:
    """Number format and fill of each style of cells, and the language whose reader sees them."""

    formats: list[str]
    fills: list[str]
    locale: Locale


@dataclass(frozen=True, kw_only=True)
class _PlainSheet:
    """A sheet whose cells hold shared texts and numbers, and nothing that is hidden."""

    is_visible: bool
    blocks: tuple[Filled, ...]
    texts: list[str]
    styles: _Styles
    _known: dict[tuple[bytes, int], str] = field(default_factory=dict)

    def column(self, number: int) -> Column:
        shown: dict[int, str] = {}
        for block in self.blocks:
            here = np.flatnonzero(block.columns == number)
            rows = block.rows[here].tolist()
            is_shared = block.is_shared[here]
            if is_shared.all():
                shown.update(zip(rows, map(self.texts.__getitem__, block.shared[here].tolist()), strict=True))
                continue
            spans = zip(block.first[here].tolist(), block.last[here].tolist(), strict=True)
            each = zip(is_shared.tolist(), block.shared[here].tolist(), spans, strict=True)
            styles = block.styles[here].tolist()
            for row, (is_text, text, (first, last)), style in zip(rows, each, styles, strict=True):
                shown[row] = self.texts[text] if is_text else self._number(block.data[first:last], style)
        return shown

    def _number(self, written: bytes, style: int) -> str:
        key = written, style
        if key not in self._known:
            self._known[key] = shown(written.decode("ascii"), self.styles.formats[style], self.styles.locale)
        return self._known[key]

    def numbers(self) -> set[int]:
        here: set[int] = set()
        for block in self.blocks:
            rows, columns = (each[~block.is_shared].astype(np.int64) for each in (block.rows, block.columns))
            here.update((rows * MOST_COLUMNS + columns).tolist())
        return here

    def fill(self, row: int, column: int) -> str:
        for block in self.blocks:
            here = np.flatnonzero((block.rows == row) & (block.columns == column))
            if here.size:
                return self.styles.fills[int(block.styles[here[0]])]
        return ""


def _fills(styles: bytes) -> list[str]:
    """Return the colour of the fill of each style of cells, nothing where it has none.

    Raises:
        FileRefused: it is not well formed.
    """
    known: list[str] = []
    fills: list[str] = []
    within = ""
    for name, attributes in markup.elements(styles, xlsx_parts.SPACES):
        if name.lstrip("/") in ("fills", "cellXfs", "dxfs"):
            within = name
        elif (within, name) == ("fills", "fill"):
            known.append("")
        elif (within, name) == ("fills", "fgColor"):
            known[-1] = attributes.get("rgb", "")[-6:]
        elif (within, name) == ("cellXfs", "xf"):
            number = markup.whole_number(attributes.get("fillId"))
            fills.append(known[number] if number < len(known) else "")
    return fills


def _formats(styles: bytes) -> list[str]:
    """Return the number format of each style of cells.

    Raises:
        FileRefused: it is not well formed.
    """
    own = dict(BUILT_IN)
    formats: list[str] = []
    within = ""
    for name, attributes in markup.elements(styles, xlsx_parts.SPACES):
        if name.lstrip("/") in ("numFmts", "cellXfs"):
            within = name
        elif (within, name) == ("numFmts", "numFmt"):
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif (within, name) == ("cellXfs", "xf"):
            number = attributes.get("numFmtId", "0")
            formats.append(own.get(number, number))
    return formats
