"""Old months leave the database once the lake holds them, and come back when their rows are asked for.

A month is dropped after its files were compared: each with its hash, and row by row with what the warehouse
has. It comes back by COPY, in one transaction, so that a kill leaves it as it was.
"""

import logging
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.errors import LakeDamaged, MonthNotHere
from cakupan.lake import place as places
from cakupan.lake import reading, record, writing
from cakupan.lake.place import Place
from cakupan.lake.record import LakeFile
from cakupan.lake.tables import ROSTER_ROWS
from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection, connect
from cakupan.warehouse.copy import copy_table

LOGGER = logging.getLogger(__name__)
REASON = "lebih lama dari yang disimpan di basis data"
BATCH_ROWS = 50_000


def left(connection: Connection) -> list[str]:
    """Return the months whose rows are in the lake alone."""
    found = connection.execute(
        "select period from (select distinct on (period) period, state from control.lake_month"
        " order by period, event_no desc) as newest where state = 'left' order by period"
    ).fetchall()
    return [period for (period,) in found]


def require_here(connection: Connection, periods: Iterable[str]) -> None:
    """Refuse to read rows of months that are in the lake alone.

    Raises:
        MonthNotHere: names them, and how they come back.
    """
    away = sorted(set(periods) & set(left(connection)))
    if away:
        raise MonthNotHere(
            f"The rows of {', '.join(away)} are in the lake alone. Bring them back first:"
            f" cakupan lake bring-back {' '.join(away)}"
        )


def read_by(connection: Connection, period: str, as_of: datetime) -> list[str]:
    """Return the months that left and that a close of a period reads: its own, and lists carried into it."""
    away = left(connection)
    if not away:
        return []
    found = connection.execute(
        "select distinct submission.period from intake.in_force(%s, %s) as listed"
        " inner join intake.submission on listed.submission_no = submission.submission_no",
        [as_of, period],
    ).fetchall()
    return sorted({period, *(listed for (listed,) in found)} & set(away))


def may_leave(connection: Connection, kept_months: int) -> list[str]:
    """Return the months before the kept ones of which nothing reads a row."""
    found = connection.execute(
        statements.beside(__file__, "months_that_may_leave"), {"months": kept_months}
    ).fetchall()
    return [period for (period,) in found]


def let_leave(period: str, actor: str) -> int:
    """Drop the rows of a month from the database and return how many the lake has.

    Raises:
        LakeDamaged: a file is not as it was written, or its rows are not those of the warehouse.
        LakeNotReached: the place of the lake does not answer.
    """
    with connect() as connection:
        _alone(connection)
        place = places.of_installation()
        files = _files(connection, period)
        reading.require_whole(place, files)
        _require_same_rows(connection, place, files)
        row = connection.execute(
            "select intake.let_month_leave(%s, %s, %s)", [period, actor, REASON]
        ).fetchone()
    assert row is not None  # noqa: S101 - a function always answers
    LOGGER.info("%s left the database: its %s rows are in the lake", period, row[0])
    return int(row[0])


def bring_back(periods: Sequence[str], actor: str, reason: str) -> dict[str, int]:
    """Copy months that left from the lake into the database; return their rows, of those that had left.

    Raises:
        LakeDamaged: a file is not as it was written; the month stays away.
        LakeNotReached: the place of the lake does not answer.
    """
    with connect() as connection:
        away = sorted(set(periods) & set(left(connection)))
    return {period: _bring_back(period, actor, reason) for period in away}


def _bring_back(period: str, actor: str, reason: str) -> int:
    with connect() as connection:
        _alone(connection)
        if period not in left(connection):  # another brought it back
            return 0
        place = places.of_installation()
        files = _files(connection, period)
        reading.require_whole(place, files)
        connection.execute("select intake.call_month_back(%s)", [period])
        for file in files:
            with places.reached(place.told), place.opened(file.path) as stream:
                for batch in pq.ParquetFile(stream).iter_batches(BATCH_ROWS):
                    copy_table(connection, ROSTER_ROWS.name, pa.Table.from_batches([batch]))
        row = connection.execute(
            "select intake.month_is_back(%s, %s, %s)", [period, actor, reason]
        ).fetchone()
    assert row is not None  # noqa: S101 - a function always answers
    LOGGER.info("%s is back in the database with %s rows", period, row[0])
    return int(row[0])


def _alone(connection: Connection) -> None:
    """Nobody writes the lake, or makes a partition, meanwhile; whoever reads rows is waited for a minute."""
    record.hold(connection)
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PARTITIONS])
    connection.execute("set local lock_timeout = '60s'")


def _files(connection: Connection, period: str) -> list[LakeFile]:
    return [file for file in record.files(connection, ROSTER_ROWS.name) if file.period == period]


def _require_same_rows(connection: Connection, place: Place, files: Sequence[LakeFile]) -> None:
    """Write each file anew and compare: the same bytes, or the same rows where another version wrote."""
    with tempfile.TemporaryDirectory(prefix="lake-", dir=places.drafts_in_home()) as folder:
        beside = Place(folder)
        for file in files:
            now = writing.again(connection, beside, file, 0, writing.FIRST)
            is_same = now.sha256 == file.sha256 or _is_same(place, file, beside, now)
            beside.remove(now.path)
            if not is_same:
                raise LakeDamaged(
                    f"{file.path} of the lake has other rows than the warehouse; {file.period} stays in the"
                    " database. Find out which of the two was changed before anything else."
                )


def _is_same(place: Place, file: LakeFile, beside: Place, now: LakeFile) -> bool:
    with place.opened(file.path) as one, beside.opened(now.path) as other:
        pairs = zip_longest(
            pq.ParquetFile(one).iter_batches(BATCH_ROWS), pq.ParquetFile(other).iter_batches(BATCH_ROWS)
        )
        return all(a is not None and b is not None and a.equals(b) for a, b in pairs)
