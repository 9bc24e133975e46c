"""The row of a file itself, read again from archived bytes and shown without what identifies a person."""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from cakupan import settings
from cakupan.contracts import roster
from cakupan.editions.tracing.files import SourceFile
from cakupan.errors import ExtractRefused, FileRefused
from cakupan.intake.reading import read
from cakupan.intake.reading.headers import ColumnReading
from cakupan.intake.reading.read import SheetReading
from cakupan.masking import PERSONAL, SHORTEST, hide_numbers, mask_text
from cakupan.register import extract_file
from cakupan.register.contract import contracts
from cakupan.workbooks.a1 import letters_of
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import reading

logger = logging.getLogger(__name__)
# What a list says of places, work and money; all else may name a person and is masked like a name.
PLAIN = frozenset(
    {
        "no_urut", "jenis_kelamin", "desa_kelurahan", "kode_desa", "kecamatan", "kabupaten_kota", "provinsi",
        "dusun", "rt", "rw", "rt_rw", "pekerjaan", "jabatan", "kelompok", "unit_kerja", "npp", "segmen",
        "program", "periode_iuran", "sumber_dana", "tempat_magang", "jurusan", "asal_lembaga", "mulai_magang",
        "akhir_magang", "nama_perusahaan", "pekerja_aktif", "pekerja_terdaftar", "pekerja_belum",
        "nama_proyek", "no_proyek", "mulai_proyek", "selesai_proyek", "jumlah_pekerja_proyek",
    }
)  # fmt: skip


NUMBERS = frozenset({"nik", "kpj"})  # shown by their digits, however they are written


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One filled cell: its column and heading as written, the field it was taken for, its text masked."""

    column: str
    header: str
    field: str | None
    text: str

    def as_dict(self) -> dict[str, str | None]:
        """Return what a trace prints of it."""
        return asdict(self)


Row = tuple[Cell, ...]
Place = tuple[int | None, int]  # sheet (none in an extract) and row


def of(file: SourceFile, path: Path, places: Iterable[Place]) -> dict[Place, Row]:
    """Return the rows at these places of a file; none where it can no longer be read as it was."""
    try:
        return _of_roster(file, path, places) if file.kind == "roster" else _of_extract(file, path, places)
    except (FileRefused, ExtractRefused) as error:
        logger.warning("%s is as it was received, and is not read today: %s", file.label, error)
        return {}


def _of_roster(file: SourceFile, path: Path, places: Iterable[Place]) -> dict[Place, Row]:
    book = reading.read(path, Limits.of(settings.load()))
    contract = roster.contract(str(file.roster_kind))
    sheets = {sheet.sheet_no: sheet for sheet in read.read_workbook(book, contract, {}).sheets}
    return {
        (sheet_no, row): _sheet_row(book, sheets[sheet_no], row)
        for sheet_no, row in places
        if sheet_no in sheets and row <= book.sheets[sheet_no - 1].height
    }


def _sheet_row(book: Workbook, sheet: SheetReading, row: int) -> Row:
    texts = book.sheets[sheet.sheet_no - 1].row(row - 1)
    read_as = {column.number: column for column in _columns(sheet, row)}
    cells = []
    for number, text in enumerate(texts, start=1):
        column = read_as.get(number)
        if text and not (column and column.basis == "added"):
            field = column.field if column else None
            header = hide_numbers(column.header) if column else ""
            cells.append(
                Cell(column=letters_of(number), header=header, field=field, text=_shown(field, text, PLAIN))
            )
    return tuple(cells)


def _columns(sheet: SheetReading, row: int) -> Iterable[ColumnReading]:
    """The columns of the table a row is in: the last one whose header stands above it."""
    columns = sheet.columns
    for table in sheet.more_tables:
        if table.header_row < row:
            columns = table.columns
    return columns


def _shown(field: str | None, text: str, plain: frozenset[str]) -> str:
    if field in plain and field not in PERSONAL:
        return hide_numbers(text)
    if field in NUMBERS:
        digits = re.sub(r"\D", "", text)
        text = digits if len(digits) >= SHORTEST else text
    return str(PERSONAL.get(field or "", mask_text)(text))


def _of_extract(file: SourceFile, path: Path, places: Iterable[Place]) -> dict[Place, Row]:
    named = PurePosixPath(file.file_name)
    if named.suffix not in extract_file.SUFFIXES:
        return {}
    records = extract_file.records(path, named, (record for _, record in places))
    known = _known_columns(str(file.table))
    return {(None, record): _record(cells, known) for record, cells in records.items()}


def _known_columns(table: str) -> frozenset[str]:
    """The columns a contract describes, all of which are plain but those of persons."""
    contract = contracts().get(table.rpartition(".")[2])
    return frozenset(contract.column_names) if contract else frozenset()


def _record(cells: Mapping[str, str | None], known: frozenset[str]) -> Row:
    return tuple(
        Cell(
            column=letters_of(number),
            header=name,
            field=name if name in known else None,
            text=_shown(name, text, known),
        )
        for number, (name, text) in enumerate(cells.items(), start=1)
        if text is not None
    )
