"""Workbooks of today (.xlsx, .xlsm): cached values only; macros and links are never touched."""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import bounds, xlsx_cells, xlsx_parts, xlsx_plain, xlsx_scan
from cakupan.workbooks.reading.columns import BLOCK, Columns, sheet
from cakupan.workbooks.reading.package import Package
from cakupan.workbooks.reading.xlsx_grid import NotPlainError
from cakupan.workbooks.reading.xlsx_parts import Outline, SheetPart

MOST_LETTERS = 1 << 29  # what the quick reader may make of texts that many cells share
DAMAGED = (CalamineError, ValueError, OSError, OverflowError)


def read(data: bytes, limits: Limits) -> Workbook:
    """Read a workbook: quickly where its bytes hold nothing out of the ordinary, slowly where they do.

    Raises:
        FileRefused: BERKAS_RUSAK, BERKAS_TERKUNCI, BERKAS_KOSONG or BERKAS_TERLALU_BESAR.
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
        slow = _slow_sheets(package, outline)
        sheets = tuple(_sheets(data, package, outline, slow, limits))
    if not any(each.width for each in sheets):
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=sheets, format="xlsx", is_1904=outline.is_1904)


def _slow_sheets(package: Package, outline: Outline) -> set[int]:
    """The positions of sheets whose bytes the quick reader would not do justice to; all get unpacked."""
    every = {number for number, each in enumerate(outline.sheets) if each.is_table}
    texts = xlsx_scan.look_at_texts(package.part_chunks(outline.texts_path or ""))
    if texts.needs_care:
        return every
    styles = package.part(outline.styles_path or "") or b""
    struck = xlsx_parts.styles(package, outline.styles_path).struck if b"strike" in styles else ()
    is_odd = outline.path != xlsx_parts.WORKBOOK or any(each.path is None for each in outline.sheets)
    slow = every if is_odd else set()
    for number in every:
        path = outline.sheets[number].path
        scan = xlsx_scan.Scan(struck)
        is_plain = path is None or scan.look(package.part_chunks(path))
        if not is_plain or scan.cells * texts.longest > MOST_LETTERS:
            slow = slow | {number}
    return slow


def _sheets(data: bytes, package: Package, outline: Outline, slow: set[int], limits: Limits) -> list[Sheet]:
    quick: dict[int, Sheet] = {}
    tables = {number for number, each in enumerate(outline.sheets) if each.is_table}
    if tables - slow:
        quick = _quick_sheets(data, outline, tables - slow, limits)
        slow = tables - set(quick)
    reader = xlsx_cells.Reader(package, outline, limits) if slow else None
    found = []
    for number, part in enumerate(outline.sheets):
        if number in quick:
            found.append(quick[number])
        elif reader and part.is_table:
            found.append(reader.sheet(part))
        else:
            found.append(sheet(part.name, part.is_visible, []))
    return found


def _quick_sheets(data: bytes, outline: Outline, numbers: set[int], limits: Limits) -> dict[int, Sheet]:
    """Sheets read by calamine; none when it lists others than the workbook does."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if [each.name for each in book.sheets_metadata] != [each.name for each in outline.sheets]:
            return {}
        return {number: _quick_sheet(book, number, outline.sheets[number], limits) for number in numbers}
    except DAMAGED as error:
        raise FileRefused("BERKAS_RUSAK") from error
    except BaseException as error:  # a panic of the quick reader is not an Exception
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("BERKAS_RUSAK") from error


def _quick_sheet(book: Any, number: int, part: SheetPart, limits: Limits) -> Sheet:
    found = book.get_sheet_by_index(number)
    merges = tuple((*first, *last) for first, last in found.merged_cell_ranges or ())
    bounds.check_height(found.total_height, limits)
    columns = Columns()
    if found.total_height <= BLOCK:
        columns.add(found.to_python(skip_empty_area=False))
    elif found.start:
        columns.add_empty(found.start[0])
        left: list[Any] = [""] * found.start[1]
        block: list[list[Any]] = []
        for row in found.iter_rows():
            block.append(left + row)
            if len(block) == BLOCK:
                columns.add(block)
                block = []
        columns.add(block)
    made = columns.sheet(part.name, part.is_visible, merges=merges)
    bounds.check_width(made.width, limits)
    return made
