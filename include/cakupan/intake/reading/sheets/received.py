"""The received rows of one sheet as a table; the columns of a sheet without gaps are not copied."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import HeaderMapping
from cakupan.intake.reading.sheets import joined, struck
from cakupan.intake.reading.sheets.filling import lengths
from cakupan.workbooks.model import NUMBER, Sheet

FLAGS = ("nik_is_number", "is_struck", "is_hidden", "is_1904")
PLACES = ("place_desa", "place_kecamatan", "place_sheet")
ADDRESS_LABELS = {"desa_kelurahan": "desa|ds|kelurahan|kel", "kecamatan": "kecamatan|kec"}
ADDRESS_NAME = (
    r"(?P<name>[A-Za-z][A-Za-z' ]*?)\s*"
    r"(?:[,;/()\-.]|\b(?:rt|rw|desa|ds|kel|kelurahan|kec|kecamatan|kab|kabupaten|kota|dk|dukuh|dusun)\b|\d|$)"
)
SHARED = frozenset(
    {
        "dusun", "desa_kelurahan", "kode_desa", "kecamatan", "kabupaten_kota", "provinsi", "kelompok",
        "unit_kerja", "pekerjaan", "sumber_dana", "sponsor", "periode_iuran", "asal_lembaga", "jurusan",
        "tempat_magang", "mulai_magang", "akhir_magang",
    }
)  # fmt: skip
LEAST_RUN = 1000  # rows: shorter runs on average are copied together, longer ones stay slices

Rows = npt.NDArray[np.int64]


def schema(contract: RosterContract) -> pa.Schema:
    """Return what every table of received rows of a contract has."""
    return _schema(tuple(contract.fields))


@cache
def _schema(fields: tuple[str, ...]) -> pa.Schema:
    return pa.schema(
        [("sheet_no", pa.int32()), ("row_number", pa.int32())]
        + [(name, pa.string()) for name in fields]
        + [(name, pa.bool_()) for name in FLAGS]
        + [(name, pa.string()) for name in PLACES]
    )


def table(
    sheet: Sheet,
    rows: Rows,
    mapping: HeaderMapping,
    contract: RosterContract,
    *,
    sheet_no: int,
    is_1904: bool,
    desa: pa.StringArray | None = None,
    kecamatan: pa.StringArray | None = None,
) -> pa.Table:
    """Return the rows at these positions; a row of a hidden sheet is a hidden row."""
    count = len(rows)
    empty = _empty(count)
    runs = _runs(rows)
    columns_read: dict[str, pa.Array | pa.ChunkedArray] = {
        "sheet_no": pa.array(np.full(count, sheet_no, dtype=np.int32)),
        "row_number": pa.array((rows + 1).astype(np.int32)),
    }
    for name in contract.fields:
        column = mapping.columns.get(name)
        if name in mapping.parts:
            where = pa.array(rows)
            columns_read[name] = joined.texts(
                name, [sheet.columns[part].take(where) for part in mapping.parts[name]]
            )
        else:
            columns_read[name] = (
                empty if column is None else _cells(_of_field(sheet, column, name), rows, runs)
            )
    columns_read |= _inside(sheet, rows, mapping, contract)
    nik = mapping.columns.get("nik")
    is_number = sheet.kinds[nik][rows] == NUMBER if nik is not None and sheet.kinds else _no(count)
    columns_read["nik_is_number"] = pa.array(is_number)
    columns_read["is_struck"] = pa.array(
        np.isin(rows, struck.rows(sheet, mapping, contract)) if sheet.struck else _no(count)
    )
    columns_read["is_hidden"] = pa.array(_is_among(rows, sheet.hidden_rows) | (not sheet.is_visible))
    columns_read["is_1904"] = pa.array(np.full(count, is_1904))
    columns_read["place_desa"] = empty if desa is None else desa
    columns_read["place_kecamatan"] = empty if kecamatan is None else kecamatan
    columns_read["place_sheet"] = pa.repeat(sheet.name, count) if sheet.name else empty
    return pa.table(columns_read, schema=_schema(tuple(contract.fields)))


def none(contract: RosterContract) -> pa.Table:
    """Return a table without rows."""
    return schema(contract).empty_table()


def distinct(rows: pa.Table, name: str) -> tuple[str, ...]:
    """Return the different texts of one column, nothing when the contract has no such field."""
    if name not in rows.column_names:
        return ()
    return tuple(pc.unique(rows.column(name)).to_pylist())


def _empty(count: int) -> pa.StringArray:
    """Texts without a letter; made once and used for every column that a sheet does not have."""
    offsets = pa.py_buffer(np.zeros(count + 1, dtype=np.int32))
    return pa.StringArray.from_buffers(count, offsets, pa.py_buffer(b""))


def _no(count: int) -> npt.NDArray[np.bool_]:
    return np.zeros(count, dtype=bool)


def _runs(rows: Rows) -> list[tuple[int, int]] | None:
    """First row and length of each stretch without a gap; nothing when there are too many of them."""
    if not len(rows):
        return None
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    if len(breaks) and len(rows) < LEAST_RUN * (len(breaks) + 1):
        return None
    starts = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((starts, [len(rows)])))
    return list(zip(rows[starts].tolist(), lengths.tolist(), strict=True))


def _cells(
    column: pa.StringArray, rows: Rows, runs: Sequence[tuple[int, int]] | None
) -> pa.Array | pa.ChunkedArray:
    if runs is None:
        return column.take(pa.array(rows))
    slices = [column.slice(first, length) for first, length in runs]
    return slices[0] if len(slices) == 1 else pa.chunked_array(slices)


def _shown(sheet: Sheet, column: int, name: str) -> pa.StringArray:
    """A cell merged downwards counts for each of its rows, where a field may be the same for several."""
    spans = [
        (top, bottom)
        for top, left, bottom, _ in sheet.merges
        if left == column and top < bottom < sheet.height
    ]
    cells = sheet.columns[column]
    if name not in SHARED or not spans:
        return cells
    source = np.arange(sheet.height)
    is_filled = lengths(cells) > 0
    for top, bottom in spans:
        below = np.arange(top, bottom + 1)
        source[below[~is_filled[below]]] = top
    return cells.take(pa.array(source))


def _of_field(sheet: Sheet, column: int, name: str) -> pa.StringArray:
    """The texts of a column; a stored number of three decimals gets a fourth, as 1.125 reads as thousands."""
    cells = _shown(sheet, column, name)
    if not sheet.kinds or roster.readings()[name] not in ("count", "amount"):
        return cells
    is_number = pa.array(sheet.kinds[column] == NUMBER)
    is_fraction = pc.and_(is_number, pc.match_substring_regex(cells, r"^-?\d{1,3}\.\d{3}$"))
    return pc.if_else(is_fraction, pc.binary_join_element_wise(cells, "0", ""), cells)


def _inside(
    sheet: Sheet, rows: Rows, mapping: HeaderMapping, contract: RosterContract
) -> dict[str, pa.Array]:
    """Fields that no column holds by itself: the sex as a tick, the place inside an address."""
    inside: dict[str, pa.Array] = {}
    where = pa.array(rows)
    if mapping.ticks:
        man, woman = (pc.not_equal(sheet.columns[column].take(where), "") for column in mapping.ticks)
        is_one = pc.xor(man, woman)
        inside["jenis_kelamin"] = pc.if_else(is_one, pc.if_else(man, "L", "P"), "")
    if mapping.address is not None:
        texts = sheet.columns[mapping.address].take(where)
        for name, label in ADDRESS_LABELS.items():
            if name in contract.fields:
                pattern = rf"(?i)\b(?:{label})\b[\s.:]*{ADDRESS_NAME}"
                parts = pc.extract_regex(texts, pattern)
                inside[name] = pc.fill_null(pc.struct_field(parts, "name"), "")
    return inside


def _is_among(rows: Rows, chosen: frozenset[int]) -> npt.NDArray[np.bool_]:
    if not chosen:
        return _no(len(rows))
    return np.isin(rows, np.fromiter(chosen, dtype=np.int64, count=len(chosen)))
