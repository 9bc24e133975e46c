"""Is every file of the lake there as it was written, and no other; and writing again what is not."""

from collections import Counter
from dataclasses import dataclass

from cakupan.lake import place as places
from cakupan.lake import reading, record, writing
from cakupan.lake.place import Place
from cakupan.lake.record import LakeFile
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A file that is not as it was written, and whether it was written again."""

    path: str
    what: str
    is_mended: bool = False


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where the lake is, what it holds by table, and what it lacks."""

    address: str
    is_kept: bool
    files: int
    rows: int
    bytes: int
    tables: dict[str, int]
    lacking_loads: int
    waiting_loads: int
    unsettled: int


def status(connection: Connection) -> Status:
    """Return what the warehouse knows of the lake; no file is looked at."""
    place = places.of_installation()
    files = record.files(connection)
    rows: Counter[str] = Counter()
    for file in files:
        if file.content == record.ROWS:
            rows[file.table_name] += file.row_count
    ((lacking, waiting),) = connection.execute(statements.beside(__file__, "lacking_loads")).fetchall()
    return Status(
        address=place.told,
        is_kept=places.is_kept(),
        files=len(files),
        rows=rows.total(),
        bytes=sum(file.size_bytes for file in files),
        tables=dict(rows),
        lacking_loads=lacking,
        waiting_loads=waiting,
        unsettled=len(record.unsettled(connection)),
    )


def check(connection: Connection, *, is_mended: bool = False) -> list[Wrong]:
    """Read every file and return those that are not as they were written, mended ones among them.

    Raises:
        LakeNotReached: the place cannot be read, or be written to mend it.
    """
    place = places.of_installation()
    if is_mended:
        record.hold(connection)
    looked_at = ((file, reading.what_is_wrong(place, file)) for file in record.files(connection))
    found = [(file, what) for file, what in looked_at if what is not None]
    return [
        Wrong(path=file.path, what=what, is_mended=is_mended and _mend(connection, place, file))
        for file, what in found
    ]


def _mend(connection: Connection, place: Place, file: LakeFile) -> bool:
    """Write a file anew from the warehouse, if it holds as many rows; the damaged one goes."""
    terms = writing.Terms(version=file.version + 1, reason="dipulihkan", change_no=file.change_no)
    written = writing.again(connection, place, file, _first_unit(connection, file), terms)
    if written.row_count != file.row_count:
        place.remove(written.path)
        return False
    place.remove(file.path)
    record.add(connection, [written])
    return True


def _first_unit(connection: Connection, file: LakeFile) -> int:
    """Return the first number of a stretch of units; of other files nobody asks."""
    row = connection.execute(
        "select coalesce(max(portion_no), 0) + 1 from control.lake_portion"
        " where portion_kind = 'unit' and portion_no < %s",
        [file.portion_no],
    ).fetchone()
    return int(row[0]) if row else 1
