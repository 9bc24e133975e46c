"""What was kept for its period and is due: files of the archive and the home, rows that tell of people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cakupan import settings
from cakupan.retention.periods import Kind, Periods, midnight
from cakupan.warehouse import archive, statements
from cakupan.warehouse.connection import Connection

FOLDERS: dict[Kind, str] = {"receipts": "outbox", "results": "results", "logs": "logs"}


@dataclass(frozen=True, kw_only=True)
class Use:
    """What an archived file was of use for, and the last day of that; None: it still is."""

    sha256: str
    kind: Kind
    subject: str
    used_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class DueFile:
    """A file to be deleted. `subjects` are the submissions, deliveries or loads it came with."""

    kind: Kind
    path: Path
    size_bytes: int
    sha256: str | None = None
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DueList:
    """A list whose rows are to be emptied of what tells of people."""

    submission_no: int
    submission_id: str
    row_count: int


@dataclass(frozen=True, kw_only=True)
class DueRows:
    """Replaced rows of a table of the register, to be emptied."""

    table: str
    replaced_before: dt.date
    row_count: int


def files(connection: Connection, periods: Periods, today: dt.date) -> Iterator[DueFile]:
    """Yield the files that are due, those of the archive first."""
    yield from _archived(connection, periods, today)
    for kind, folder in FOLDERS.items():
        since = periods.kept_since(kind, today)
        if since is not None:
            yield from _older_than(kind, settings.load().folder(folder), since)


def lists(connection: Connection, periods: Periods, today: dt.date) -> list[DueList]:
    """Return the lists whose rows are due."""
    since = periods.kept_since("roster_rows", today)
    if since is None:
        return []
    statement = statements.beside(__file__, "finished_lists")
    return statements.records(connection, DueList, statement, {"kept_since": f"{since:%Y-%m}"})


def register_rows(
    connection: Connection, periods: Periods, today: dt.date, tables: tuple[str, ...]
) -> list[DueRows]:
    """Return how many replaced rows of each table of the register are due."""
    since = periods.kept_since("register_rows", today)
    if since is None:
        return []
    due = []
    for table in tables:
        row = connection.execute(
            f"select count(*) from {table} as dated"
            " inner join control.load on dated.replaced_by_load_no = load.load_no"
            " where load.recorded_at < %s and dated.row_hash <> ''",
            [midnight(since)],
        ).fetchone()
        due.append(DueRows(table=table, replaced_before=since, row_count=int(row[0]) if row else 0))
    return [one for one in due if one.row_count]


def _archived(connection: Connection, periods: Periods, today: dt.date) -> Iterator[DueFile]:
    """Bytes are kept while anything they came with is: the same file may have been sent twice."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for use in statements.records(connection, Use, statements.beside(__file__, "archived_files")):
        uses[use.sha256].append(use)
    for sha256, those in uses.items():
        path = archive.place_of(sha256)
        if path.is_file() and all(_is_over(use, periods, today) for use in those):
            yield DueFile(
                kind=those[0].kind,
                path=path,
                size_bytes=path.stat().st_size,
                sha256=sha256,
                subjects=tuple(use.subject for use in those),
            )


def _is_over(use: Use, periods: Periods, today: dt.date) -> bool:
    since = periods.kept_since(use.kind, today)
    return since is not None and use.used_on is not None and use.used_on < since


def _older_than(kind: Kind, folder: Path, since: dt.date) -> Iterator[DueFile]:
    for path in sorted(folder.rglob("*")):
        facts = path.lstat()
        written = dt.datetime.fromtimestamp(facts.st_mtime, settings.JAKARTA).date()
        if path.is_file() and not path.is_symlink() and written < since:
            yield DueFile(kind=kind, path=path, size_bytes=facts.st_size)
