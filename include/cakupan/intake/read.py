"""One received file becomes its received rows, with every sheet accounted for."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pyarrow as pa

from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused
from cakupan.intake import classes, headers, received, workbook
from cakupan.intake.classes import RowClasses
from cakupan.intake.headers import ColumnReading, HeaderMapping
from cakupan.intake.workbook import Limits, Sheet, Workbook

logger = logging.getLogger(__name__)
TITLE_ROWS = 30


@dataclass(frozen=True, kw_only=True)
class SheetReading:
    """One sheet: its class counts, what each of its columns was taken for, the totals it states."""

    sheet_no: int
    sheet_name: str
    is_visible: bool
    is_ignored: bool
    header_row: int | None
    columns: tuple[ColumnReading, ...] = ()
    classes: Mapping[str, int]
    totals: tuple[tuple[int, int], ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Field to header as written."""
        return {each.field: each.header for each in self.columns if each.field and each.basis != "repeated"}

    @property
    def used_rows(self) -> int:
        """Rows with at least one filled cell."""
        return sum(self.classes.values())


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One file as read: `rows` has sheet_no, row_number, fields as text, flags and the inherited place."""

    sheets: tuple[SheetReading, ...]
    rows: pa.Table
    titles: tuple[str, ...]
    is_nil: bool
    refusal: FileRefused | None = None

    @property
    def period_texts(self) -> tuple[str, ...]:
        """What the rows write in their column of the month, each text once."""
        return received.distinct(self.rows, "periode_iuran")


def read(data: bytes, contract: RosterContract, layout: Mapping[str, str], limits: Limits) -> Reading:
    """Read a file against a contract; one that cannot be taken comes back with a refusal, no rows."""
    try:
        return _read(workbook.read(data, limits), contract, layout)
    except FileRefused as unreadable:
        refusal = unreadable
    except (MemoryError, OSError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - one file nobody foresaw stops nobody else
        logger.error("a file of sha256 %s is refused: %s", sha256(data).hexdigest(), type(error).__name__)
        refusal = FileRefused("BERKAS_RUSAK")
    return Reading(sheets=(), rows=received.none(contract), titles=(), is_nil=False, refusal=refusal)


def _read(book: Workbook, contract: RosterContract, layout: Mapping[str, str]) -> Reading:
    words = headers.vocabulary(contract, layout)
    found = [
        (sheet, mapping, classes.classify(sheet, mapping, contract))
        for sheet in book.sheets
        for mapping in [_taken(headers.find(sheet, contract, words), contract)]
    ]
    is_nil = any(rows.is_nil for _, _, rows in found)
    refusal = _refusal(book, found, contract, layout, is_nil)
    sheets = tuple(_sheet_reading(number, *parts, contract) for number, parts in enumerate(found, start=1))
    tables = [
        _rows(number, sheet, mapping, row_classes, contract, is_1904=book.is_1904)
        for number, (sheet, mapping, row_classes) in enumerate(found, start=1)
        if mapping and not refusal
    ]
    rows = pa.concat_tables(tables) if tables else received.none(contract)
    return Reading(
        sheets=sheets,
        rows=rows,
        titles=tuple(_titles(found)),
        is_nil=is_nil and not rows.num_rows,
        refusal=refusal,
    )


Found = list[tuple[Sheet, HeaderMapping | None, RowClasses]]


def _taken(mapping: HeaderMapping | None, contract: RosterContract) -> HeaderMapping | None:
    """A sheet without the fields that identify a row is another table and is left alone."""
    if mapping and headers.identified(mapping, contract) >= contract.identifies_at_least:
        return mapping
    return None


def _refusal(
    book: Workbook, found: Found, contract: RosterContract, layout: Mapping[str, str], is_nil: bool
) -> FileRefused | None:
    for sheet, mapping, _ in found:
        if mapping and (missing := headers.missing_columns(mapping, contract)):
            return FileRefused("KOLOM_WAJIB_TIDAK_ADA", sheet=sheet.name or "-", columns=", ".join(missing))
    if any(row_classes.count("received") for _, _, row_classes in found) or is_nil:
        return None
    if any(mapping for _, mapping, _ in found):
        return FileRefused("TANPA_DATA")
    wide = headers.vocabulary(contract, layout, is_wide=True)
    for sheet in book.sheets:
        near = headers.find(sheet, contract, wide)
        if near and headers.identified(near, contract):
            missing = headers.missing_columns(near, contract) or list(contract.identifies)
            return FileRefused("KOLOM_WAJIB_TIDAK_ADA", sheet=sheet.name or "-", columns=", ".join(missing))
    return FileRefused("TANPA_JUDUL_KOLOM")


def _sheet_reading(
    number: int, sheet: Sheet, mapping: HeaderMapping | None, rows: RowClasses, contract: RosterContract
) -> SheetReading:
    totals: list[tuple[int, int]] = []
    if mapping and not headers.missing_columns(mapping, contract):
        totals = classes.stated_totals(sheet, rows, mapping, contract)
    return SheetReading(
        sheet_no=number,
        sheet_name=sheet.name,
        is_visible=sheet.is_visible,
        is_ignored=mapping is None,
        header_row=mapping.top + 1 if mapping else None,
        columns=headers.column_readings(mapping) if mapping else (),
        classes={name: rows.count(name) for name in classes.CLASSES},
        totals=tuple((row + 1, stated) for row, stated in totals),
    )


def _rows(
    number: int,
    sheet: Sheet,
    mapping: HeaderMapping,
    row_classes: RowClasses,
    contract: RosterContract,
    *,
    is_1904: bool,
) -> pa.Table:
    rows = np.flatnonzero(row_classes.names == "received")
    return received.table(
        sheet,
        rows,
        mapping.columns,
        contract,
        sheet_no=number,
        is_1904=is_1904,
        desa=pa.array(row_classes.desa[rows], pa.string()),
        kecamatan=pa.array(row_classes.kecamatan[rows], pa.string()),
    )


def _titles(found: Found) -> list[str]:
    """What stands above the header of each sheet taken, or on a sheet without one, as one text per row."""
    texts = []
    for sheet, _, row_classes in found:
        for row in np.flatnonzero(row_classes.names == "title")[:TITLE_ROWS]:
            texts.append(" ".join(str(text) for text in sheet.texts[row] if text))
    return texts
