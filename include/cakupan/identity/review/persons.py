"""Merges and splits that a team writes into the sheet of persons of a review workbook.

A merge needs two people: whoever decided it in the workbook, and whoever returns the workbook. What was
recorded with the same words stays as it was recorded, whatever was decided since; nothing is done twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from psycopg.types.json import Jsonb

from cakupan.errors import AnswerIsNo, CakupanError
from cakupan.identity.review import cells, workbook
from cakupan.identity.rulings import joining
from cakupan.identity.rulings.said import Said
from cakupan.warehouse.connection import Connection

ACTIONS = {workbook.MERGE: "merge", workbook.SPLIT: "split"}
HEADINGS = (workbook.PERSON, workbook.OTHER_PERSON, *workbook.ENTRIES)


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A row of the sheet of persons: which numbers become one or two, or why none can."""

    line: int
    decision: str
    one: str
    other: str
    said: Said | None = None
    refused: str | None = None

    @property
    def name(self) -> str:
        """What the row is about, in a few words."""
        if self.decision == workbook.SPLIT:
            return f"orang {self.one} dipisah"
        return f"orang {self.one} = orang {self.other}"


def read(book: Workbook, returned_by: str) -> list[PersonLine]:
    """Return the rows that say something, of every sheet that has the headings, whatever it is called.

    Raises:
        AnswerIsNo: the sheet of persons has other headings.
    """
    lines = [line for sheet in book.worksheets for line in _lines(sheet, returned_by)]
    named = Counter(_pair(line) for line in lines)
    return [
        PersonLine(
            line=line.line,
            decision=line.decision,
            one=line.one,
            other=line.other,
            refused="these persons stand in the workbook more than once",
        )
        if named[_pair(line)] > 1
        else line
        for line in lines
    ]


def take(connection: Connection, lines: Sequence[PersonLine]) -> list[tuple[str, str | None]]:
    """Make the persons one or two, row by row, and return what became of each; the caller commits."""
    return [_take(connection, line) for line in lines]


def _take(connection: Connection, line: PersonLine) -> tuple[str, str | None]:
    if line.refused is not None or line.said is None:
        return "refused", line.refused
    one = int(line.one)
    other = int(line.other) if line.other else None
    if _is_recorded(connection, line, one, other, line.said):
        return "recorded before", None
    try:
        with connection.transaction():
            if line.decision == workbook.MERGE and other is not None:
                joining.merge(connection, one, other, line.said)
            else:
                joining.split(connection, one, line.said, other)
    except CakupanError as error:
        return "refused", str(error)
    return "recorded", None


def _is_recorded(connection: Connection, line: PersonLine, one: int, other: int | None, said: Said) -> bool:
    """Whether the same people gave the same reason for the same decision on these numbers before."""
    found = connection.execute(
        "select exists (select from control.action where action = %s and reason = %s and actor = %s"
        " and details ->> 'second_by' is not distinct from %s and details -> 'asked' = %s)",
        [
            ACTIONS[line.decision],
            said.reason,
            said.decided_by,
            said.second_by,
            Jsonb(joining.asked(one, other)),
        ],
    ).fetchone()
    return bool(found and found[0])


def _lines(sheet: Worksheet, returned_by: str) -> Iterator[PersonLine]:
    rows = sheet.iter_rows()
    columns = {cells.text(cell): number for number, cell in enumerate(next(rows, ()))}
    if missing := [name for name in HEADINGS if name not in columns]:
        if sheet.title == workbook.PERSONS_SHEET:
            raise AnswerIsNo(
                f"The sheet {sheet.title!r} has no column {', '.join(missing)} in its first row."
            )
        return
    for row in rows:
        named = {name: row[columns[name]] for name in HEADINGS}
        told = {name: cells.text(cell) for name, cell in named.items()}
        if any(told.values()):
            formulas = [name for name, cell in named.items() if cell.data_type == "f"]
            yield _line(row[0].row or 0, told, formulas, returned_by)


def _line(number: int, told: dict[str, str], formulas: list[str], returned_by: str) -> PersonLine:
    decision = " ".join(told[workbook.DECISION].casefold().split())
    one, other = told[workbook.PERSON], told[workbook.OTHER_PERSON]
    said = Said(
        reason=told[workbook.REASON],
        decided_by=told[workbook.DECIDER],
        second_by=returned_by if decision == workbook.MERGE else None,
    )
    refused = _refusal(decision, one, other, formulas)
    try:
        checked = None if refused else said.checked()
    except CakupanError as error:
        checked, refused = None, str(error)
    return PersonLine(line=number, decision=decision, one=one, other=other, said=checked, refused=refused)


def _refusal(decision: str, one: str, other: str, formulas: list[str]) -> str | None:
    if formulas:
        return f"a formula stands in {', '.join(formulas)}; write what it says"
    if decision not in ACTIONS:
        return f"{decision!r} is none of {', '.join(ACTIONS)}"
    wanted = (one, other) if decision == workbook.MERGE or other else (one,)
    if not all(number.isascii() and number.isdecimal() and len(number) < 19 for number in wanted):
        return "persons are named by their numbers, such as 8812"
    if int(one) == int(other or 0):
        return "both numbers are the same"
    return None


def _pair(line: PersonLine) -> tuple[str, ...]:
    return tuple(sorted(number for number in (line.one, line.other) if number))
