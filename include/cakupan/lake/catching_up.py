"""The lake catches up with the warehouse: every load that a close has seen, editions and units, once.

What a close has seen never changes, so a file is written once; the exceptions, rows that were emptied, are
noted as they happen, and their files are written anew first. One session writes at a time; one that was
killed leaves files that nothing names, which the next one writes again with the same bytes.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cakupan.lake import place as places
from cakupan.lake import record, writing
from cakupan.lake.place import Place
from cakupan.lake.record import LakeFile
from cakupan.lake.tables import TABLES, LakeTable
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)
LOADS_AT_ONCE = 1_000  # of which the files are held in memory until they are recorded


@dataclass(kw_only=True)
class CaughtUp:
    """What was written: files, rows and bytes."""

    loads: int = 0
    files: int = 0
    rows: int = 0
    bytes: int = 0
    rewritten: int = 0


@dataclass(frozen=True, kw_only=True)
class PendingLoad:
    """A load that the lake lacks."""

    load_no: int
    is_extract: bool
    extract_tables: list[str] | None = field(default=None)

    def wrote(self, table: LakeTable) -> bool:
        """Whether it can have rows of a table, or have closed some."""
        if not table.is_dated:
            return True
        return self.is_extract and (self.extract_tables is None or table.name in self.extract_tables)


def catch_up() -> CaughtUp:
    """Write what the lake lacks and return how much that was.

    Raises:
        LakeNotReached: the place of the lake cannot be read or written; what is whole stays.
        SetupError: nothing here can open such a place.
    """
    place = places.of_installation()
    done = CaughtUp()
    settle(place, done)
    while _next_loads(place, done):
        pass
    with connect() as connection:
        record.hold(connection)
        _keep(connection, [*_editions(connection, place), *_units(connection, place)], done)
    LOGGER.info("the lake caught up: %s", vars(done))
    return done


def settle(place: Place | None = None, done: CaughtUp | None = None) -> int:
    """Write anew the files whose rows were emptied since, delete those before, and return how many.

    Raises:
        LakeNotReached: the place cannot be written; what is left to do stays noted.
    """
    with connect() as connection:
        record.hold(connection)
        changes = record.unsettled(connection)
        if not changes:
            return 0
        place = place or places.of_installation()
        place.clear_drafts()
        for change in changes:
            _rewrite(connection, place, change)
    if done is not None:
        done.rewritten += len(changes)
    return len(changes)


def _rewrite(connection: Connection, place: Place, change: record.Change) -> None:
    """The file before goes before the new one is recorded: a kill in between leaves the change noted."""
    before = next(
        file
        for file in record.files(connection, change.table_name)
        if (file.content, file.portion_no, file.period) == (record.ROWS, change.portion_no, change.period)
    )
    terms = writing.Terms(version=before.version + 1, reason=change.reason, change_no=change.change_no)
    written = writing.again(connection, place, before, 0, terms)
    place.remove(before.path)
    record.add(connection, [written])


def _next_loads(place: Place, done: CaughtUp) -> bool:
    with connect() as connection:
        record.hold(connection)
        place.clear_drafts()
        loads = statements.records(
            connection, PendingLoad, statements.beside(__file__, "pending_loads"), {"at_once": LOADS_AT_ONCE}
        )
        if not loads:
            return False
        for table in TABLES:
            if table.portion == "load":
                numbers = [load.load_no for load in loads if load.wrote(table)]
                _keep(connection, list(_of_loads(connection, place, table, numbers)), done)
        record.cover(connection, "load", [load.load_no for load in loads])
    done.loads += len(loads)
    return True


def _of_loads(
    connection: Connection, place: Place, table: LakeTable, numbers: Sequence[int]
) -> Iterator[LakeFile]:
    if not numbers:
        return
    yield from writing.rows(connection, place, table, numbers)
    if table.is_dated:
        yield from writing.closings(connection, place, table, numbers)


def _editions(connection: Connection, place: Place) -> Iterator[LakeFile]:
    """Figures of editions, which a close compares with."""
    found = connection.execute(
        "select edition_no from publication.edition where not exists (select from control.lake_portion"
        " where portion_kind = 'edition' and portion_no = edition.edition_no) order by 1"
    ).fetchall()
    numbers = [number for (number,) in found]
    if numbers:
        for table in TABLES:
            if table.portion == "edition":
                yield from list(writing.rows(connection, place, table, numbers))
        record.cover(connection, "edition", numbers)


def _units(connection: Connection, place: Place) -> Iterator[LakeFile]:
    """Numbers of units come in the order of their loads, of which one is written at a time: none is late."""
    row = connection.execute(
        "select coalesce((select max(portion_no) from control.lake_portion where portion_kind = 'unit'), 0),"
        " (select max(unit_no) from register.unit_key)"
    ).fetchone()
    assert row is not None  # noqa: S101 - a select without from always answers
    before, last = row
    if last is not None and last > before:
        for table in TABLES:
            if table.portion == "unit":
                yield from list(writing.rows(connection, place, table, [before + 1, last]))
        record.cover(connection, "unit", [last])


def _keep(connection: Connection, written: Sequence[LakeFile], done: CaughtUp) -> None:
    record.add(connection, written)
    total: Counter[str] = Counter()
    for file in written:
        total.update(rows=file.row_count, bytes=file.size_bytes, files=1)
    done.rows += total["rows"]
    done.bytes += total["bytes"]
    done.files += total["files"]
