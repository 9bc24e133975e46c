"""Load the shipped lists as reference rows: dated, changes only, like any extract."""

import hashlib

import pyarrow as pa

from cakupan.reference import areas
from cakupan.register import extracts
from cakupan.register.contract import contracts
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse.connection import connect

FILE_NAME = "shipped areas"


def load() -> extracts.LoadSummary:
    """Load areas and their moves; nothing to do when this version of the lists was ever loaded.

    Ever, not last: what an extract of the agency changed since stays until the shipped lists change.
    """
    sha256 = _sha256()
    if _was_loaded(sha256):
        return extracts.LoadSummary(load_no=None, files=())
    lists = {"area": areas.areas(), "area_move": areas.moves()}
    return extracts.load([_delivered(table, rows, sha256) for table, rows in lists.items()], "reference")


def _delivered(table: str, rows: pa.Table, sha256: str) -> extracts.Delivered:
    numbers = pa.array(range(1, rows.num_rows + 1), pa.int64())
    return extracts.Delivered(
        contract=contracts()[table],
        mode="full",
        file_name=FILE_NAME,
        sha256=sha256,
        rows=rows.append_column(ROW_NUMBER, numbers),
    )


def _sha256() -> str:
    """Return one hash over the names and bytes of all files of the lists."""
    digest = hashlib.sha256()
    for path in sorted(areas.FOLDER.glob("*.csv")):
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _was_loaded(sha256: str) -> bool:
    with connect() as connection:
        return bool(
            connection.execute("select from control.load_file where sha256 = %s limit 1", [sha256]).fetchall()
        )
