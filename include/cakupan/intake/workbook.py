"""A file as received becomes sheets of cells: what is written in each cell and as what it is stored."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.errors import FileRefused
from cakupan.settings import Settings

Cells = npt.NDArray[np.object_]
Kinds = npt.NDArray[np.int8]
Merge = tuple[int, int, int, int]

EMPTY, TEXT, NUMBER, DATE, FLAG, ERROR = range(6)
KIND_OF_TYPE = {str: TEXT, bool: FLAG, int: NUMBER, float: NUMBER}
KIND_OF_TYPE |= {datetime: DATE, date: DATE, time: DATE, timedelta: DATE}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOT_TEXT = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"{\\rtf")
MARKUP = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|body|head)", re.IGNORECASE)
DELIMITERS = (";", ",", "\t", "|")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one file may be: bytes as received, as text and unpacked; columns and rows of a sheet."""

    max_file_bytes: int
    max_text_bytes: int
    max_unpacked_bytes: int
    max_columns: int
    max_rows: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the bounds an installation is set to."""
        return cls(
            max_file_bytes=settings.max_file_bytes,
            max_text_bytes=settings.max_text_bytes,
            max_unpacked_bytes=settings.max_unpacked_bytes,
            max_columns=settings.max_columns,
            max_rows=settings.max_rows,
        )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Cells of one sheet from A1, column by column: `columns` hold cleaned texts, '' when empty.

    `kinds` say how each cell is stored, as one array per column; none where every filled cell is text.
    Rows and columns are positions from 0. A struck row is one whose filled cells are all struck through.
    """

    name: str
    is_visible: bool
    columns: tuple[pa.StringArray, ...]
    kinds: tuple[Kinds, ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """How many rows there are, the last of them filled."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def row(self, number: int) -> list[str]:
        """Return the texts of one row."""
        return [column[number].as_py() for column in self.columns]

    def grid(self, first: int, last: int) -> Cells:
        """Return the texts of the rows from `first` up to but without `last` as a grid."""
        height = max(min(last, self.height) - first, 0)
        cells = np.full((height, self.width), "", dtype=object)
        for number, column in enumerate(self.columns):
            cells[:, number] = column.slice(first, height).to_numpy(zero_copy_only=False)
        return cells

    @cached_property
    def texts(self) -> Cells:
        """The whole sheet as a grid: only for small sheets."""
        return self.grid(0, self.height)

    @cached_property
    def kinds_grid(self) -> Kinds:
        """The kinds of all cells as a grid: only for small sheets."""
        if self.kinds:
            return np.column_stack(self.kinds)
        return (self.texts != "").astype(np.int8)


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The sheets of one file, in its order; a text file is one sheet without a name."""

    sheets: tuple[Sheet, ...]
    format: str
    is_1904: bool = False


def sheet(
    name: str,
    is_visible: bool,
    records: Sequence[Sequence[Any]],
    *,
    merges: Iterable[Merge] = (),
    hidden_rows: frozenset[int] = frozenset(),
    struck_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
) -> Sheet:
    """Lay records of any length out as the columns of a sheet."""
    columns, kinds = [], []
    for values in zip_longest(*records, fillvalue=""):
        texts, kind = _column(values)
        columns.append(texts)
        kinds.append(kind)
    return Sheet(
        name=name,
        is_visible=is_visible,
        columns=tuple(columns),
        kinds=tuple(kinds) if any((kind > TEXT).any() for kind in kinds) else (),
        merges=tuple(merges),
        hidden_rows=hidden_rows,
        struck_rows=struck_rows,
        hidden_columns=hidden_columns,
    )


def read(data: bytes | Path, limits: Limits) -> Workbook:
    """Read a file as received, whatever its name.

    Raises:
        FileRefused: BERKAS_KOSONG, BERKAS_TERLALU_BESAR, BERKAS_TERKUNCI, BERKAS_RUSAK or BUKAN_LEMBAR_KERJA.
    """
    if isinstance(data, Path):
        data = data.read_bytes()
    if not data.strip():
        raise FileRefused("BERKAS_KOSONG")
    if len(data) > limits.max_file_bytes:
        raise _too_large(data, limits)
    if data.startswith(OLE):
        raise FileRefused("BERKAS_TERKUNCI" if ENCRYPTED in data else "BUKAN_LEMBAR_KERJA")
    if data.startswith(b"PK"):
        return _read_xlsx(data, limits)
    if data.startswith(NOT_TEXT) or MARKUP.match(data):
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    return _read_csv(data)


def _too_large(data: bytes, limits: Limits) -> FileRefused:
    megabyte = 1024**2
    return FileRefused(
        "BERKAS_TERLALU_BESAR", megabytes=len(data) // megabyte, limit=limits.max_file_bytes // megabyte
    )


def _column(values: Sequence[Any]) -> tuple[pa.StringArray, Kinds]:
    """The texts of one column and how its cells are stored; a column of texts, as most are, costs least."""
    is_text = set(map(type, values)) == {str}
    texts = [_clean(value) for value in values] if is_text else [_text(value) for value in values]
    array = pa.array(texts, pa.string())
    kinds = (np.diff(np.frombuffer(array.buffers()[1], dtype=np.int32)) > 0).view(np.int8)
    if not is_text:
        kinds = kinds * np.array([KIND_OF_TYPE.get(type(value), TEXT) for value in values], dtype=np.int8)
    return array, kinds


def _clean(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return CONTROL.sub("", text).replace("\u00a0", " ").strip()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return _clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: int | float) -> str:
    """A whole number as its digits: 3.328E15 is how a spreadsheet shows it, not what it holds."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    return str(int(value))


def _read_xlsx(data: bytes, limits: Limits) -> Workbook:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    _look_into_archive(data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for number, about in enumerate(book.sheets_metadata):
            found = book.get_sheet_by_index(number)
            merges = tuple((*first, *last) for first, last in found.merged_cell_ranges or ())
            is_visible = about.visible == SheetVisibleEnum.Visible
            records = found.to_python(skip_empty_area=False)
            sheets.append(sheet(about.name, is_visible, records, merges=merges))
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    if not any(each.width for each in sheets):
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=tuple(sheets), format="xlsx")


def _look_into_archive(data: bytes, limits: Limits) -> None:
    """Tell a workbook from another zip and from one that unpacks without end, before unpacking."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("BERKAS_TERKUNCI")
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    if sum(member.file_size for member in members) > limits.max_unpacked_bytes:
        raise _too_large(data, limits)


def _read_csv(data: bytes) -> Workbook:
    text = _decode(data)
    if CONTROL.search(text[:100_000]) and "\x00" in text:
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    delimiter = _delimiter(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileRefused("BERKAS_RUSAK") from error
    found = sheet("", True, records)
    if not (found.texts != "").any():
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=(found,), format="csv")


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        candidates = ["utf-16-le"]
    else:
        candidates = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("BERKAS_RUSAK")


def _delimiter(text: str) -> str:
    """The sign that cuts most first lines into the same number of parts; lines without it have no vote."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:50]
    if lines and (stated := re.fullmatch(r"sep=(.)", lines[0].strip())):
        return stated.group(1)

    def votes(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if delimiter in line]
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(usual) * usual, usual

    return max(DELIMITERS, key=votes)
