"""Read one file of an extract as text cells, each row with its record number."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from cakupan.errors import ExtractRefused

ROW_NUMBER = "row_number"
SUFFIXES = (".csv", ".parquet")
FIRST_RECORD = {".csv": 2, ".parquet": 1}  # the header of a CSV file is record 1; Parquet has none
CHUNK_BYTES = 1024 * 1024


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex."""
    digest = hashlib.sha256()
    for chunk in chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def read(path: Path, file_name: PurePath | None = None) -> pa.Table:
    """Return all columns as text (empty cells null, ends trimmed) and `row_number`.

    Where the bytes lie under another name, `file_name` is the one they were delivered with.

    Raises:
        ExtractRefused: the file cannot be read. The message holds no cell of it.
    """
    named = file_name or path
    table = _read_csv(path, named) if named.suffix == ".csv" else _read_parquet(path, named)
    columns = {name: _as_text(named, name, table[name]) for name in table.column_names}
    first = FIRST_RECORD[named.suffix]
    columns[ROW_NUMBER] = pa.array(range(first, first + table.num_rows), pa.int64())
    return pa.table(columns)


def records(path: Path, named: PurePath, numbers: Iterable[int]) -> dict[int, dict[str, str | None]]:
    """Return the cells of some records as text by their columns, reading no further than the last of them.

    Raises:
        ExtractRefused: the file cannot be read. The message holds no cell of it.
    """
    wanted = set(numbers)
    records: dict[int, dict[str, str | None]] = {}
    first = FIRST_RECORD[named.suffix]
    for batch in _batches(path, named):
        last = first + batch.num_rows
        own = sorted(number for number in wanted if first <= number < last)
        positions = pa.array([number - first for number in own], pa.int64())
        for number, cells in zip(own, batch.take(positions).to_pylist(), strict=True):
            records[number] = {name: _plain(cell) for name, cell in cells.items()}
        first = last
        if first > max(wanted, default=0):
            break
    return records


def _batches(path: Path, named: PurePath) -> Iterator[pa.RecordBatch]:
    try:
        if named.suffix == ".parquet":
            yield from pyarrow.parquet.ParquetFile(path).iter_batches()
            return
        yield from pyarrow.csv.open_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=_as_they_stand(_header(path, named)),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError):
        raise ExtractRefused(f"{named.name} cannot be read as it was when it was loaded.") from None


def _plain(cell: object) -> str | None:
    text = "" if cell is None else str(cell).strip()
    return text or None


def _as_they_stand(names: list[str]) -> pyarrow.csv.ConvertOptions:
    """Every cell as text, an empty one as nothing."""
    return pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )


def _read_csv(path: Path, named: PurePath) -> pa.Table:
    names = _header(path, named)
    broken: list[pyarrow.csv.InvalidRow] = []

    def remember(row: pyarrow.csv.InvalidRow) -> str:
        broken.append(row)
        return "skip"

    try:
        table = pyarrow.csv.read_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=remember),
            convert_options=_as_they_stand(names),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):
        # Arrow quotes the offending line in its message: it must not travel further.
        raise ExtractRefused(f"{named.name} cannot be read: expected CSV with commas, in UTF-8.") from None
    if broken:
        row = broken[0]
        raise ExtractRefused(
            f"{named.name}: {len(broken)} records do not have {row.expected_columns} cells as the header has;"
            f" the first of them has {row.actual_columns}. Quote cells that hold a comma."
        )
    return table


def _header(path: Path, named: PurePath) -> list[str]:
    """Return the column names of a CSV file, each of them once."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file), [])
    except (UnicodeDecodeError, csv.Error):
        raise ExtractRefused(
            f"{named.name} cannot be read: expected CSV with commas, in UTF-8, and a header."
        ) from None
    if not names:
        raise ExtractRefused(f"{named.name} is empty: expected a header, also where there are no rows.")
    for position, name in enumerate(names, start=1):
        if name in names[: position - 1]:  # not named: without a header it would be somebody's data
            raise ExtractRefused(
                f"{named.name}: columns {names.index(name) + 1} and {position} have one name."
            )
    return names


def _read_parquet(path: Path, named: PurePath) -> pa.Table:
    try:
        return pyarrow.parquet.read_table(path)
    except (pa.ArrowInvalid, OSError):
        raise ExtractRefused(f"{named.name} cannot be read: expected a Parquet file.") from None


def _as_text(named: PurePath, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type) or pa.types.is_nested(column.type):
        raise ExtractRefused(
            f"{named.name}, column {name}: {column.type} cannot be taken;"
            " expected text, date, integer or decimal."
        )
    try:
        is_instant = pa.types.is_timestamp(column.type)
        texts = (column.cast(pa.date32()) if is_instant else column).cast(pa.string())
        trimmed = pc.utf8_trim_whitespace(texts)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise ExtractRefused(f"{named.name}, column {name}: {column.type} cannot be read as text.") from None
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
