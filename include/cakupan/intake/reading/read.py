"""One received file becomes its received rows, with every sheet accounted for."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path

import pyarrow as pa

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused
from cakupan.intake.reading import headers
from cakupan.intake.reading.headers import ColumnReading, HeaderMapping, Vocabulary
from cakupan.intake.reading.sheets import classes, received, redelivered, sections, statements
from cakupan.intake.reading.sheets.classes import RowClasses
from cakupan.intake.reading.sheets.redelivered import Original
from cakupan.intake.reading.sheets.structure import SheetRow
from cakupan.workbooks.model import Limits, Sheet, Workbook
from cakupan.workbooks.reading import reading

logger = logging.getLogger(__name__)
TITLE_ROWS = 30
TITLE_SIGNS = 300  # of one row; what names a month or a total is short


@dataclass(frozen=True, kw_only=True)
class TableReading:
    """A further table below the first on one sheet, with a header of its own."""

    header_row: int
    columns: tuple[ColumnReading, ...]


@dataclass(frozen=True, kw_only=True)
class SheetReading:
    """One sheet: its class counts, what each of its columns was taken for, the totals it states.

    `totals` are (row, number): of total rows, and of texts above, below or instead of a list that say how
    many there are. `left_out` are the header rows of tables on the sheet that are no list of ours.
    """

    sheet_no: int
    sheet_name: str
    is_visible: bool
    is_ignored: bool
    header_row: int | None
    columns: tuple[ColumnReading, ...] = ()
    classes: Mapping[str, int]
    totals: tuple[tuple[int, int], ...] = ()
    left_out: tuple[int, ...] = ()
    more_tables: tuple[TableReading, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Field to header as written."""
        return {each.field: each.header for each in self.columns if each.field}

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


def read(
    source: bytes | Path, contract: RosterContract, layout: Mapping[str, str], limits: Limits
) -> Reading:
    """Read a file against a contract; one that cannot be taken comes back with a refusal, no rows."""
    try:
        return read_workbook(reading.read(source, limits), contract, layout)
    except FileRefused as unreadable:
        refusal = unreadable
    except (MemoryError, OSError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - one file nobody foresaw stops nobody else
        logger.error("a file of sha256 %s is refused: %s", _digest(source), type(error).__name__)
        refusal = FileRefused("BERKAS_RUSAK")
    return Reading(sheets=(), rows=received.none(contract), titles=(), is_nil=False, refusal=refusal)


def _digest(source: bytes | Path) -> str:
    if isinstance(source, bytes):
        return sha256(source).hexdigest()
    with source.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def read_workbook(book: Workbook, contract: RosterContract, layout: Mapping[str, str]) -> Reading:
    """Read the sheets of a file against a contract."""
    words = headers.vocabulary(contract, layout)
    parts = []
    for number, delivered in enumerate(book.sheets, start=1):
        own, mapping = _headed(delivered, contract, words)
        row_classes = classes.classify(own.sheet, mapping, contract, words)
        parts.append(_Found(sheet_no=number, original=own, mapping=mapping, classes=row_classes))
    is_nil = any(each.classes.is_nil for each in parts if not each.original.is_summary)
    if not is_nil and not any(each.mapping for each in parts):
        wide = headers.vocabulary(contract, layout, is_wide=True)
        parts = [replace(each, near=_near(each, contract, wide)) for each in parts]
    refusal = _refusal(parts, contract, is_nil)
    tables = [] if refusal else [part for each in parts for part in _rows(each, contract, book.is_1904)]
    rows = pa.concat_tables(tables) if tables else received.none(contract)
    return Reading(
        sheets=tuple(_sheet_reading(each, contract) for each in parts),
        rows=rows,
        titles=tuple(text for each in parts for text in each.titles()),
        is_nil=is_nil and not rows.num_rows,
        refusal=refusal,
    )


def titles(book: Workbook, contract: RosterContract, layout: Mapping[str, str]) -> tuple[str, ...]:
    """Return the titles that `read_workbook` finds, without a look at the rows of lists."""
    words = headers.vocabulary(contract, layout)
    parts = []
    for number, delivered in enumerate(book.sheets, start=1):
        own, mapping = _headed(delivered, contract, words)
        above = classes.above(own.sheet, mapping)
        parts.append(_Found(sheet_no=number, original=own, mapping=mapping, classes=above))
    return tuple(text for each in parts for text in each.titles())


def _headed(
    delivered: Sheet, contract: RosterContract, words: Vocabulary
) -> tuple[Original, HeaderMapping | None]:
    own = redelivered.original(delivered)
    return own, None if own.is_summary else _taken(headers.find(own.sheet, contract, words), contract)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """One sheet with its header, if it has one, and the class of each row.

    `near` is what looks most like a header when no sheet of the file has one.
    """

    sheet_no: int
    original: Original
    mapping: HeaderMapping | None
    near: HeaderMapping | None = None
    classes: RowClasses

    @property
    def sheet(self) -> Sheet:
        """The sheet without what a receipt of ours added."""
        return self.original.sheet

    def texts(self) -> list[SheetRow]:
        """What stands above the header, or on a sheet without one; nothing of our own summary."""
        rows = () if self.original.is_summary else self.classes.rows("title")[:TITLE_ROWS].tolist()
        return [SheetRow.of(self.sheet, row) for row in rows]

    def titles(self) -> list[str]:
        """What these texts say, the beginning of each."""
        return [" ".join(row.written)[:TITLE_SIGNS] for row in self.texts()]


def _taken(mapping: HeaderMapping | None, contract: RosterContract) -> HeaderMapping | None:
    """A sheet without the fields that identify a row is another table and is left alone."""
    if mapping and headers.identified(mapping, contract) >= contract.identifies_at_least:
        return mapping
    return None


def _near(part: _Found, contract: RosterContract, wide: Vocabulary) -> HeaderMapping | None:
    """A header with a field that identifies rows, though not with enough of them.

    One known heading is enough when another one looks like what is missing.
    """
    if part.original.is_summary:
        return None
    several, single = headers.nearest(part.sheet, contract, wide)
    if single:
        lacking = headers.missing_columns(single, contract)
        several = single if headers.nearly_there(single.readings, lacking) else None
    return several if several and headers.identified(several, contract) else None


def _refusal(parts: Sequence[_Found], contract: RosterContract, is_nil: bool) -> FileRefused | None:
    for each in parts:
        if each.mapping and (missing := headers.missing_columns(each.mapping, contract)):
            return _lacking(each.sheet, each.mapping, missing)
        if each.mapping and each.mapping.has_second_table:
            twice = [column.header for column in each.mapping.readings if column.basis == "repeated"]
            return FileRefused("TABEL_BERDAMPINGAN", sheet=each.sheet.name or "-", columns=", ".join(twice))
    if any(each.classes.count("received") for each in parts) or is_nil:
        return None
    if any(each.mapping for each in parts):
        return FileRefused("TANPA_DATA")
    for each in parts:
        if each.near:
            missing = headers.missing_columns(each.near, contract) or list(contract.identifies)
            return _lacking(each.sheet, each.near, missing)
    return FileRefused("TANPA_JUDUL_KOLOM")


def _lacking(sheet: Sheet, mapping: HeaderMapping, missing: Sequence[str]) -> FileRefused:
    likely = [
        [each.header, roster.heading(each.suggestion or "")]
        for each in headers.nearly_there(mapping.readings, missing)
    ]
    return FileRefused(
        "KOLOM_WAJIB_TIDAK_ADA", sheet=sheet.name or "-", columns=", ".join(missing), likely=likely
    )


def _sheet_reading(part: _Found, contract: RosterContract) -> SheetReading:
    mapping = part.mapping
    shown = mapping or part.near
    totals = list(statements.of_texts(part.texts()))
    if mapping and not headers.missing_columns(mapping, contract):
        totals += _stated_totals(part, contract)
    return SheetReading(
        sheet_no=part.sheet_no,
        sheet_name=part.sheet.name,
        is_visible=part.sheet.is_visible,
        is_ignored=mapping is None,
        header_row=shown.top + 1 if shown else None,
        columns=(*(shown.readings if shown else ()), *part.original.added),
        classes={name: part.classes.count(name) for name in classes.CLASSES},
        totals=tuple((row + 1, stated) for row, stated in totals),
        left_out=tuple(row + 1 for row in part.classes.left_out),
        more_tables=tuple(
            TableReading(header_row=table.mapping.top + 1, columns=table.mapping.readings)
            for table in part.classes.tables[1:]
        ),
    )


def _stated_totals(part: _Found, contract: RosterContract) -> list[tuple[int, int]]:
    totals = []
    for table in part.classes.tables:
        for row in part.classes.rows("total", table.mapping.top, table.end).tolist():
            number = statements.of_total(part.sheet, row, table.mapping, contract)
            if number is not None:
                totals.append((row, number))
    return totals


def _rows(part: _Found, contract: RosterContract, is_1904: bool) -> list[pa.Table]:
    parts = []
    for table in part.classes.tables:
        rows = part.classes.rows("received", table.mapping.top, table.end)
        desa, kecamatan = sections.carried(part.classes.places, rows)
        parts.append(
            received.table(
                part.sheet,
                rows,
                table.mapping,
                contract,
                sheet_no=part.sheet_no,
                is_1904=is_1904,
                desa=desa,
                kecamatan=kecamatan,
            )
        )
    return parts
