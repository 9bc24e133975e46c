"""Submissions that wait, in batches of a bounded number of rows and files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from cakupan import settings
from cakupan.warehouse import archive, statements
from cakupan.warehouse.connection import Connection, connect

MOST_FILES = 500
LEAST_ROWS = 50_000  # fewer are not worth a process
BATCHES_PER_PROCESS = 2  # those that wait for the slowest one wait for half its share
MOST_BATCHES = 900  # Airflow maps at most 1024 tasks
# How many bytes a row takes, by the first bytes of a file, only to bound batches before anything is read. Met
# in lists of 200 to 10.000 rows with 3 and 9 columns: .xlsx 28-80, .ods 18-33, .xls 134-248, text 37-111.
BYTES_PER_ROW = {b"PK": 50, b"\xd0\xcf": 150}
BYTES_PER_ROW_OF_TEXT = 80


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A submission to be judged; those of one group are judged in their order, parts of a list together."""

    submission_id: str
    list_no: int
    group: tuple[int, str]
    rows: int


def unanswered() -> list[list[str]]:
    """Return the submissions that wait now, in batches."""
    with connect() as connection:
        return waiting(connection)


def waiting(connection: Connection) -> list[list[str]]:
    """Return submissions without a receipt in batches; a partner's lists of one kind stay together."""
    waiting_now = _sized(
        connection,
        "not exists (select from intake.receipt where receipt.submission_no = submission.submission_no)",
        [],
    )
    current = settings.load()
    return divide(waiting_now, rows_of_a_batch(waiting_now, current.batch_rows, current.parallelism))


def rows_of_a_batch(submissions: Sequence[Waiting], most: int, processes: int) -> int:
    """Return how many rows make a batch: the most, or less when there would be no batch for every process."""
    share = sum(each.rows for each in submissions) // (BATCHES_PER_PROCESS * processes)
    return min(most, max(LEAST_ROWS, share))


def parts(connection: Connection, submission_ids: Sequence[str]) -> list[list[str]]:
    """Cut one batch into parts to be judged one after the other: a partner's many lists, or a huge one."""
    submissions = _sized(connection, "submission_id = any(%s)", [list(submission_ids)])
    return _cut(
        [list(own) for _, own in groupby(submissions, lambda each: each.list_no)],
        settings.load().batch_rows,
        MOST_FILES,
    )


def divide(submissions: Sequence[Waiting], batch_rows: int) -> list[list[str]]:
    """Divide submissions, ordered by group, into at most MOST_BATCHES batches that cut no group."""
    groups: dict[tuple[int, str], list[Waiting]] = {}
    for each in submissions:
        groups.setdefault(each.group, []).append(each)
    most_rows = max(batch_rows, 2 * sum(each.rows for each in submissions) // MOST_BATCHES)
    most_files = max(MOST_FILES, 2 * len(submissions) // MOST_BATCHES)
    return _cut(groups.values(), most_rows, most_files)


def _cut(groups: Iterable[Sequence[Waiting]], most_rows: int, most_files: int) -> list[list[str]]:
    batches: list[list[str]] = []
    filled = 0
    for group in groups:
        rows = sum(each.rows for each in group)
        is_full = batches and (filled + rows > most_rows or len(batches[-1]) + len(group) > most_files)
        if not batches or is_full:
            batches.append([])
            filled = 0
        batches[-1] += [each.submission_id for each in group]
        filled += rows
    return batches


def _sized(connection: Connection, condition: str, values: list[object]) -> list[Waiting]:
    submissions = statements.dicts(
        connection,
        "select submission.submission_id, coalesce(list_no, submission.submission_no) as list_no, partner_no,"
        " submission.roster_kind, delivery.size_bytes, submission.sha256"
        " from intake.submission inner join intake.delivery using (delivery_no)"
        f" where {condition}"
        " order by submission.partner_no, submission.roster_kind, submission.submission_no",
        values,
    )
    return [
        Waiting(
            submission_id=each["submission_id"],
            list_no=each["list_no"],
            group=(each["partner_no"], each["roster_kind"]),
            rows=1 + each["size_bytes"] // _bytes_per_row(each["sha256"]),
        )
        for each in submissions
    ]


def _bytes_per_row(sha256: str) -> int:
    """One whose file the archive has lost still gets a batch: there it is told."""
    try:
        head = archive.head(sha256, 2)
    except FileNotFoundError:
        return BYTES_PER_ROW_OF_TEXT
    return BYTES_PER_ROW.get(head, BYTES_PER_ROW_OF_TEXT)
