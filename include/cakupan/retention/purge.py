"""Purge what is due: record it, then delete it; published figures stay, and `trace` tells what is gone.

A file is deleted after the record of it is committed. Killed in between, the next run deletes it: it is due
still, and recorded once.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.types.json import Jsonb

from cakupan import settings
from cakupan.contracts import personal
from cakupan.lake import catching_up, months, record
from cakupan.retention import due
from cakupan.retention.due import DueFile, DueList, DueRows
from cakupan.retention.periods import Periods, midnight
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)
REASON = "masa simpan berakhir"
OF_LISTS = (
    "select distinct judgement.load_no, submission.period from intake.judgement"
    " inner join intake.submission using (submission_no) where submission_no = any(%s)"
)
OF_REGISTER = (
    "select distinct dated.load_no, '' from {} as dated"
    " inner join control.load on dated.replaced_by_load_no = load.load_no"
    " where load.recorded_at < %s and dated.row_hash <> ''"
)
# What is replaced in the register; claims and the like are dated rows too.
REGISTER = tuple(sorted({one.table for one in personal.columns() if one.table.startswith("register.")}))


@dataclass(frozen=True, kw_only=True)
class Purge:
    """What is due, or was purged."""

    files: tuple[DueFile, ...]
    lists: tuple[DueList, ...]
    register_rows: tuple[DueRows, ...]
    is_done: bool = field(default=False)

    @property
    def counts(self) -> dict[str, int]:
        """Files by kind, and rows."""
        counted: Counter[str] = Counter(file.kind for file in self.files)
        counted["roster_rows"] = sum(one.row_count for one in self.lists)
        counted["register_rows"] = sum(one.row_count for one in self.register_rows)
        return {kind: number for kind, number in counted.items() if number}


def find(connection: Connection, periods: Periods) -> Purge:
    """Return what is due on the warehouse's own day."""
    today = loads.now(connection).astimezone(settings.JAKARTA).date()
    return Purge(
        files=tuple(due.files(connection, periods, today)),
        lists=tuple(due.lists(connection, periods, today)),
        register_rows=tuple(due.register_rows(connection, periods, today, REGISTER)),
    )


def apply(periods: Periods, actor: str, reason: str = REASON) -> Purge:
    """Purge what is due and return it; each part is recorded with who and why."""
    _bring_back(periods, actor)
    with connect() as connection:
        found = find(connection, periods)
        _empty_rows(connection, found, actor, reason)
        for file in found.files:
            if file.sha256 is not None and not _is_recorded(connection, file.sha256):
                _record(connection, file, actor, reason)
        if found.counts:
            _record_counts(connection, found, actor, reason)
    for file in found.files:
        file.path.unlink(missing_ok=True)
    _remove_empty_folders(found.files)
    catching_up.settle()
    LOGGER.info("purged: %s", found.counts or "nothing")
    return Purge(files=found.files, lists=found.lists, register_rows=found.register_rows, is_done=True)


def _bring_back(periods: Periods, actor: str) -> None:
    """Rows in the lake alone are emptied by the same functions: their months come back, once."""
    with connect() as connection:
        today = loads.now(connection).astimezone(settings.JAKARTA).date()
        since = periods.kept_since("roster_rows", today)
        away = months.left(connection)
        if since is None or not away:
            return
        due = connection.execute(
            "select distinct submission.period from intake.submission"
            " where submission.period = any(%s) and submission.period < %s and not exists ("
            " select from control.action where action.action = 'purge'"
            " and action.subject = submission.submission_id and action.details ->> 'kind' = 'roster_rows')",
            [away, f"{since:%Y-%m}"],
        ).fetchall()
    months.bring_back([period for (period,) in due], actor, REASON)


def _empty_rows(connection: Connection, found: Purge, actor: str, reason: str) -> None:
    record.hold(connection)
    if found.lists:
        numbers = [one.submission_no for one in found.lists]
        record.note_changes(connection, "intake.roster_row", _in_lake(connection, OF_LISTS, numbers), REASON)
        connection.execute(
            "select retention.empty_roster_rows(%s, %s, %s)",
            [numbers, actor, reason],
        )
    for one in found.register_rows:
        before = midnight(one.replaced_before)
        of_table = OF_REGISTER.format(one.table)
        record.note_changes(connection, one.table, _in_lake(connection, of_table, before), REASON)
        connection.execute(
            "select retention.empty_replaced_rows(%s, %s, %s, %s)",
            [one.table, before, actor, reason],
        )


def _in_lake(connection: Connection, statement: str, value: object) -> list[tuple[int, str]]:
    """Return the load and period of rows that are to be emptied, as the lake keeps them in files."""
    return [(int(load_no), str(period)) for load_no, period in connection.execute(statement, [value])]


def _is_recorded(connection: Connection, sha256: str) -> bool:
    """Whether these bytes were purged before and have not come again since."""
    row = connection.execute(
        "select 1 from control.action where action = 'purge' and subject = %s and acted_at > coalesce("
        " (select max(load.recorded_at) from intake.delivery"
        "  inner join control.load on delivery.load_no = load.load_no"
        "  where delivery.sha256 = action.subject),"
        " '-infinity')",
        [sha256],
    ).fetchone()
    return row is not None


def _record(connection: Connection, file: DueFile, actor: str, reason: str) -> None:
    details = {"kind": file.kind, "size_bytes": file.size_bytes, "of": list(file.subjects)}
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values ('purge', %s, %s, %s, %s, control.now())",
        [file.sha256, actor, reason, Jsonb(details)],
    )


def _record_counts(connection: Connection, found: Purge, actor: str, reason: str) -> None:
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values ('retention', 'home', %s, %s, %s, control.now())",
        [actor, reason, Jsonb(found.counts)],
    )


def _remove_empty_folders(files: tuple[DueFile, ...]) -> None:
    """Remove the folders that a purge of results or logs left empty, never one of the home itself."""
    kept = {settings.load().folder(name) for name in settings.FOLDERS}
    for folder in sorted({file.path.parent for file in files}, key=_depth, reverse=True):
        while folder not in kept and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _depth(path: Path) -> int:
    return len(path.parts)
