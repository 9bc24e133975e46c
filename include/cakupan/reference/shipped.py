"""Load the shipped lists as reference rows: dated, changes only, like any extract."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from cakupan.reference import areas, rates
from cakupan.register import extracts
from cakupan.register.contract import contracts
from cakupan.register.delivered import Delivered
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse import archive
from cakupan.warehouse.connection import connect

AREAS, RATES = "shipped areas", "shipped contribution rates"


def load() -> extracts.LoadSummary:
    """Load areas and their moves; nothing to do when this version of the lists was ever loaded.

    Ever, not last: what an extract of the agency changed since stays until the shipped lists change.
    """
    return _load(AREAS, _content, {"area": areas.areas, "area_move": areas.moves})


def load_rates() -> extracts.LoadSummary:
    """Load the contribution rates; nothing to do when this version of the list was ever loaded."""
    return _load(RATES, lambda: _files(rates.FOLDER), {"contribution_rate": rates.rates})


def _load(
    file_name: str, content: Callable[[], Iterator[bytes]], lists: Mapping[str, Callable[[], pa.Table]]
) -> extracts.LoadSummary:
    sha256 = _sha256(content())
    if _was_loaded(sha256) and archive.place_of(sha256).exists():
        return extracts.LoadSummary(load_no=None, files=())
    made = [
        _delivered(table, rows(), file_name=file_name, sha256=sha256, content=content)
        for table, rows in lists.items()
    ]
    return extracts.load(made, "reference")


def _delivered(
    table: str, rows: pa.Table, *, file_name: str, sha256: str, content: Callable[[], Iterator[bytes]]
) -> Delivered:
    numbers = pa.array(range(1, rows.num_rows + 1), pa.int64())
    return Delivered(
        contract=contracts()[table],
        mode="full",
        file_name=file_name,
        sha256=sha256,
        content=content,
        rows=rows.append_column(ROW_NUMBER, numbers),
    )


def _content() -> Iterator[bytes]:
    return _files(areas.FOLDER)


def _files(folder: Path) -> Iterator[bytes]:
    """Yield the names and bytes of all files of the lists, which are archived as one."""
    for path in sorted(folder.glob("*.csv")):
        yield f"{path.name}\n".encode()
        yield path.read_bytes()


def _sha256(content: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in content:
        digest.update(chunk)
    return digest.hexdigest()


def _was_loaded(sha256: str) -> bool:
    with connect() as connection:
        return bool(
            connection.execute("select from control.load_file where sha256 = %s limit 1", [sha256]).fetchall()
        )
