"""Load the shipped lists as reference rows: dated, changes only, like any extract."""

import hashlib
from collections.abc import Iterator

import pyarrow as pa

from cakupan.reference import areas
from cakupan.register import extracts
from cakupan.register.contract import contracts
from cakupan.register.delivered import Delivered
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse import archive
from cakupan.warehouse.connection import connect

FILE_NAME = "shipped areas"


def load() -> extracts.LoadSummary:
    """Load areas and their moves; nothing to do when this version of the lists was ever loaded.

    Ever, not last: what an extract of the agency changed since stays until the shipped lists change.
    """
    sha256 = _sha256()
    if _was_loaded(sha256) and archive.place_of(sha256).exists():
        return extracts.LoadSummary(load_no=None, files=())
    lists = {"area": areas.areas(), "area_move": areas.moves()}
    return extracts.load([_delivered(table, rows, sha256) for table, rows in lists.items()], "reference")


def _delivered(table: str, rows: pa.Table, sha256: str) -> Delivered:
    numbers = pa.array(range(1, rows.num_rows + 1), pa.int64())
    return Delivered(
        contract=contracts()[table],
        mode="full",
        file_name=FILE_NAME,
        sha256=sha256,
        content=_content,
        rows=rows.append_column(ROW_NUMBER, numbers),
    )


def _content() -> Iterator[bytes]:
    """Yield the names and bytes of all files of the lists, which are archived as one."""
    for path in sorted(areas.FOLDER.glob("*.csv")):
        yield f"{path.name}\n".encode()
        yield path.read_bytes()


def _sha256() -> str:
    digest = hashlib.sha256()
    for chunk in _content():
        digest.update(chunk)
    return digest.hexdigest()


def _was_loaded(sha256: str) -> bool:
    with connect() as connection:
        return bool(
            connection.execute("select from control.load_file where sha256 = %s limit 1", [sha256]).fetchall()
        )
