"""A file as received becomes sheets of cells: what is written in each cell and as what it is stored."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from cakupan.errors import FileRefused

Cells = npt.NDArray[np.object_]
Merge = tuple[int, int, int, int]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOT_TEXT = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"{\\rtf")
MARKUP = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|body|head)", re.IGNORECASE)
UNPACKED_FACTOR = 10  # an unpacked workbook may be this many times the largest file we take
DELIMITERS = (";", ",", "\t", "|")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Cells of one sheet from A1: `texts`, and `kinds` (text, number, date, flag); '' when empty."""

    name: str
    is_visible: bool
    texts: Cells
    kinds: Cells
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The sheets of one file, in its order; a CSV file is one sheet without a name."""

    sheets: tuple[Sheet, ...]


def read(data: bytes, max_bytes: int) -> Workbook:
    """Read the bytes of an .xlsx or .csv file.

    Raises:
        FileRefused: BERKAS_KOSONG, BERKAS_TERLALU_BESAR, BERKAS_TERKUNCI, BERKAS_RUSAK or BUKAN_LEMBAR_KERJA.
    """
    if not data.strip():
        raise FileRefused("BERKAS_KOSONG")
    if len(data) > max_bytes:
        raise FileRefused("BERKAS_TERLALU_BESAR", megabytes=len(data) // 1024**2, limit=max_bytes // 1024**2)
    if data.startswith(OLE):
        raise FileRefused("BERKAS_TERKUNCI" if ENCRYPTED in data else "BUKAN_LEMBAR_KERJA")
    if data.startswith(b"PK"):
        return _read_xlsx(data, max_bytes)
    if data.startswith(NOT_TEXT) or MARKUP.match(data):
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    return _read_csv(data)


def _read_xlsx(data: bytes, max_bytes: int) -> Workbook:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    _look_into_archive(data, max_bytes)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for number, about in enumerate(book.sheets_metadata):
            found = book.get_sheet_by_index(number)
            merges = tuple((*first, *last) for first, last in found.merged_cell_ranges or ())
            texts, kinds = _grid(found.to_python(skip_empty_area=False))
            is_visible = about.visible == SheetVisibleEnum.Visible
            sheets.append(
                Sheet(name=about.name, is_visible=is_visible, texts=texts, kinds=kinds, merges=merges)
            )
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    if not any(sheet.texts.size for sheet in sheets):
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=tuple(sheets))


def _look_into_archive(data: bytes, max_bytes: int) -> None:
    """Tell a workbook from another zip and from one that unpacks without end, before unpacking."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused("BERKAS_RUSAK") from error
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("BERKAS_TERKUNCI")
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    if sum(member.file_size for member in members) > UNPACKED_FACTOR * max_bytes:
        raise FileRefused("BERKAS_TERLALU_BESAR", megabytes=len(data) // 1024**2, limit=max_bytes // 1024**2)


def _read_csv(data: bytes) -> Workbook:
    text = _decode(data)
    if CONTROL.search(text[:100_000]) and "\x00" in text:
        raise FileRefused("BUKAN_LEMBAR_KERJA")
    delimiter = _delimiter(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileRefused("BERKAS_RUSAK") from error
    texts, kinds = _grid(records)
    if not (kinds != "").any():
        raise FileRefused("BERKAS_KOSONG")
    return Workbook(sheets=(Sheet(name="", is_visible=True, texts=texts, kinds=kinds),))


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


def _grid(records: list[list[Any]]) -> tuple[Cells, Cells]:
    """Lay ragged records out as two arrays; each cell has to be looked at once, whatever reads it."""
    width = max((len(record) for record in records), default=0)
    texts = np.full((len(records), width), "", dtype=object)
    kinds = np.full((len(records), width), "", dtype=object)
    for row, record in enumerate(records):
        for column, value in enumerate(record):
            if value != "" and value is not None:
                text, kind = _cell(value)
                if text:
                    texts[row, column], kinds[row, column] = text, kind
    return texts, kinds


def _cell(value: Any) -> tuple[str, str]:
    if isinstance(value, str):
        return CONTROL.sub("", value).replace("\u00a0", " ").strip(), "text"
    if isinstance(value, bool):
        return ("1" if value else "0"), "flag"
    if isinstance(value, int | float):
        return _number_text(value), "number"
    if isinstance(value, datetime):
        is_day = value.time() == datetime.min.time()
        return (value.date().isoformat() if is_day else value.isoformat(sep=" ")), "date"
    if isinstance(value, date):
        return value.isoformat(), "date"
    return str(value), "text"


def _number_text(value: int | float) -> str:
    """A whole number as its digits: 3.328E15 is how a spreadsheet shows it, not what it holds."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    return str(int(value))
