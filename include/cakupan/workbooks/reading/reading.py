"""A file as received goes to the reader of the form it has; what has none is refused with its kind."""

from dataclasses import replace
from pathlib import Path

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import (
    bounds,
    cell_quotes,
    detect,
    html,
    joined_rows,
    letters,
    ods,
    spreadsheetml,
    text,
    unlocking,
    web_archive,
    wrapping,
    xls,
    xlsx,
)

READERS = {
    "xlsx": xlsx.read,
    "ods": ods.read,
    "fods": ods.read_flat,
    "xls": xls.read,
    "biff": xls.read,
    "xml2003": spreadsheetml.read,
    "html": html.read,
    "mhtml": web_archive.read,
}
REFUSED = {"locked": "BERKAS_TERKUNCI", "broken": "BERKAS_RUSAK", "empty": "BERKAS_KOSONG"}
LOOKED_AT = 1 << 20


def read(source: bytes | Path, limits: Limits) -> Workbook:
    """Read a file by what it holds; its name is never asked.

    Raises:
        FileRefused: BERKAS_KOSONG, BERKAS_TERLALU_BESAR, BERKAS_TERKUNCI, BERKAS_RUSAK, BENTUK_TERLALU_TUA
            or BUKAN_LEMBAR_KERJA.
    """
    book = _read(source, limits)
    if not any(sheet.width for sheet in book.sheets):
        raise FileRefused("BERKAS_KOSONG")
    sheets = map(joined_rows.spread, book.sheets)
    return replace(book, sheets=tuple(map(cell_quotes.taken_off, sheets) if book.format == "csv" else sheets))


def _read(source: bytes | Path, limits: Limits) -> Workbook:
    if isinstance(source, Path):
        return _read_path(source, limits)
    source = wrapping.left_out(letters.in_utf8(source))
    form = detect.form(source)
    if form == "text":
        return text.read(source, limits)
    if len(source) > limits.max_file_bytes:
        raise bounds.too_many_bytes(limits.max_file_bytes)
    try:
        return _read_form(form, source, limits)
    except FileRefused as refusal:
        opened = unlocking.opened(source) if refusal.code == "BERKAS_TERKUNCI" else None
        if opened is None:
            raise
    return _read_form(detect.form(opened), opened, limits)


def _read_form(form: str, data: bytes, limits: Limits) -> Workbook:
    if form in REFUSED:
        raise FileRefused(REFUSED[form])
    if form not in READERS:
        raise FileRefused("BUKAN_LEMBAR_KERJA", what=form)
    return READERS[form](data, limits)


def _read_path(path: Path, limits: Limits) -> Workbook:
    """Only text is read from its place: all else must be held whole to be read."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(LOOKED_AT)
        is_of_four = letters.in_utf8(head) is not head
        if size > LOOKED_AT and not is_of_four and detect.form(wrapping.left_out(head)) == "text":
            return text.read(path, limits)
        if size > limits.max_file_bytes:
            raise bounds.too_many_bytes(limits.max_file_bytes)
        return _read(head + stream.read(limits.max_file_bytes), limits)
