"""Decisions of a review workbook are recorded together, or with `is_partial` those that can be."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from psycopg import Rollback

from cakupan.errors import AnswerIsNo, NotFound
from cakupan.identity import resolve
from cakupan.identity.review import persons, returned
from cakupan.identity.review.returned import Line
from cakupan.identity.rulings import deciding, digests
from cakupan.identity.rulings.deciding import Ruling
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a row of the workbook: recorded, recorded before, open, refused, or left out of it."""

    line: int | None
    row_id: str
    outcome: str
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of a workbook, row by row; nothing is recorded of one that has a refused row."""

    answers: tuple[Answer, ...]
    is_recorded: bool

    def count(self, outcome: str) -> int:
        """Return how many rows came out so."""
        return sum(each.outcome == outcome for each in self.answers)

    def as_dict(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return asdict(self)


def take(
    connection: Connection, path: Path, *, second_by: str | None, returned_by: str, is_partial: bool
) -> Imported:
    """Record what a workbook decides; the caller commits.

    Raises:
        AnswerIsNo: it is not a review workbook.
    """
    book = returned.read(path, second_by, returned_by)
    resolve.persons(connection)
    with connection.transaction() as together:
        # Persons first: what becomes one changes what rulings rest on.
        joined = [
            Answer(line=line.line, row_id=line.name, outcome=outcome, because=because)
            for line, (outcome, because) in zip(
                book.persons, persons.take(connection, book.persons), strict=True
            )
        ]
        answers = _judged(connection, book.lines)
        if not is_partial and any(answer.outcome == "refused" for answer in (*answers, *joined)):
            raise Rollback(together)
        wanted = _wanted(book.lines, answers)
        if wanted:
            deciding.record(connection, wanted, hashlib.sha256(path.read_bytes()).hexdigest())
    gone = [Answer(line=None, row_id=row_id, outcome="left out") for row_id in book.left_out]
    every = (*answers, *joined)
    is_recorded = is_partial or not any(answer.outcome == "refused" for answer in every)
    return Imported(
        answers=(*every, *gone),
        is_recorded=is_recorded and any(answer.outcome == "recorded" for answer in every),
    )


def _wanted(lines: Sequence[Line], answers: Sequence[Answer]) -> list[Ruling]:
    return [
        Ruling(row=line.row_id, person_no=line.pair.person_no if line.is_same else None, said=line.said)
        for line, answer in zip(lines, answers, strict=True)
        if answer.outcome == "recorded" and line.pair is not None and line.said is not None
    ]


def _judged(connection: Connection, lines: Sequence[Line]) -> list[Answer]:
    digests.prepare(connection)
    answers = [_answer(connection, line) for line in lines]
    connection.execute("drop table merged_person")
    return answers


def _answer(connection: Connection, line: Line) -> Answer:
    outcome, because = _outcome(connection, line)
    return Answer(line=line.line, row_id=line.row_id, outcome=outcome, because=because)


def _outcome(connection: Connection, line: Line) -> tuple[str, str | None]:
    if line.refused is not None:
        return "refused", line.refused
    if line.is_same is None or line.pair is None:
        return "open", None
    person_no = line.pair.person_no if line.is_same else None
    try:
        row = deciding.standing(connection, line.row_id, person_no)
    except (AnswerIsNo, NotFound) as error:
        return "refused", str(error)
    if row["method"] == "ruling":
        if (row["outcome"] == "match") == line.is_same and row["guarded_no"] == line.pair.person_no:
            return "recorded before", None
        return "refused", "somebody decided it otherwise since; use `cakupan review decide`"
    if row["decided_load_no"] != line.pair.decided_load_no:
        return "refused", "what is known of it has changed since; export it again"
    return "recorded", None
