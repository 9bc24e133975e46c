"""A review workbook that came back: what each row decides, or why it decides nothing.

Rows are found by the pair they name, wherever they stand; nothing is guessed or mended.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from cakupan.errors import AnswerIsNo, CakupanError
from cakupan.identity.review import persons, workbook
from cakupan.identity.review.cells import text
from cakupan.identity.review.persons import PersonLine
from cakupan.identity.review.workbook import AskedPair
from cakupan.identity.rulings.said import Said

MOST_BYTES = 20_000_000  # a workbook of 10.000 pairs has two million
DECISIONS = (workbook.SAME, workbook.OTHER, workbook.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the workbook: the pair it is about, and what is decided or why nothing can be."""

    line: int
    row_id: str
    pair: AskedPair | None = None
    is_same: bool | None = None
    said: Said | None = None
    refused: str | None = None


@dataclass(frozen=True, kw_only=True)
class Returned:
    """The rows of a workbook that say something, and the pairs that stand in it no more."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    persons: tuple[PersonLine, ...] = ()


def read(path: Path, second_by: str | None, returned_by: str) -> Returned:
    """Read a workbook that came back; whoever returns it is the second person of its merges.

    Raises:
        AnswerIsNo: it is not a review workbook, or lacks what it was sent with.
    """
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        raise AnswerIsNo(f"{path.name} is larger than any review workbook.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise AnswerIsNo(f"{path.name} is no XLSX workbook; export it again.") from error
    for name in (workbook.SHEET, workbook.ASKED_SHEET):
        if name not in book.sheetnames:
            raise AnswerIsNo(f"{path.name} has no sheet {name!r} as a review workbook has; export it again.")
    asked = _asked(book[workbook.ASKED_SHEET])
    lines = list(_lines(book[workbook.SHEET], asked, second_by))
    repeated = {row_id for row_id, count in Counter(line.row_id for line in lines).items() if count > 1}
    checked = [
        Line(line=line.line, row_id=line.row_id, refused="this pair stands in the workbook more than once")
        if line.row_id in repeated
        else line
        for line in lines
    ]
    present = {line.row_id for line in lines}
    return Returned(
        lines=tuple(checked),
        left_out=tuple(row_id for row_id in asked if row_id not in present),
        persons=tuple(persons.read(book, second_by or returned_by)),
    )


def _asked(sheet: Worksheet) -> dict[str, AskedPair | None]:
    """Return the pairs asked about by their rows; None where what was asked has been altered."""
    pairs: dict[str, AskedPair | None] = {}
    for row in sheet.iter_rows(max_col=5, values_only=True):
        cells = ["" if value is None else str(value) for value in row] + [""] * 5
        if not cells[0]:
            continue
        pair = None
        if cells[1].isdecimal() and cells[2].isdecimal():
            pair = AskedPair(
                row_id=cells[0],
                person_no=int(cells[1]),
                decided_load_no=int(cells[2]),
                model_version=cells[3],
            )
        pairs[cells[0]] = pair if pair is not None and pair.digest == cells[4] else None
    return pairs


def _lines(sheet: Worksheet, asked: dict[str, AskedPair | None], second_by: str | None) -> Iterator[Line]:
    rows = sheet.iter_rows()
    columns = {text(cell): number for number, cell in enumerate(next(rows, ()))}
    missing = [name for name in (workbook.ROW, workbook.PERSON, *workbook.ENTRIES) if name not in columns]
    if missing:
        raise AnswerIsNo(f"The sheet {workbook.SHEET!r} has no column {', '.join(missing)} in its first row.")
    for row in rows:
        cells = {name: row[number] for name, number in columns.items() if name}
        if any(text(cell) for cell in cells.values()):
            yield _line(cells, asked, second_by)


def _line(cells: dict[str, Any], asked: dict[str, AskedPair | None], second_by: str | None) -> Line:
    place = {"line": cells[workbook.ROW].row, "row_id": text(cells[workbook.ROW])}
    pair = asked.get(place["row_id"])
    formulas = [name for name, cell in cells.items() if cell.data_type == "f"]
    decision = " ".join(text(cells[workbook.DECISION]).casefold().split())
    refused = _refusal(cells, pair, place["row_id"] in asked, decision, formulas)
    if refused is not None:
        return Line(**place, refused=refused)
    if decision in ("", workbook.UNKNOWN):
        return Line(**place, pair=pair)
    said = Said(
        reason=text(cells[workbook.REASON]), decided_by=text(cells[workbook.DECIDER]), second_by=second_by
    )
    try:
        return Line(**place, pair=pair, is_same=decision == workbook.SAME, said=said.checked())
    except CakupanError as error:
        return Line(**place, refused=str(error))


def _refusal(
    cells: dict[str, Any], pair: AskedPair | None, is_asked: bool, decision: str, formulas: list[str]
) -> str | None:
    if formulas:
        return f"a formula stands in {', '.join(formulas)}; write what it says"
    if pair is None:
        return "what was asked about it was altered" if is_asked else "this pair was not asked about"
    if text(cells[workbook.PERSON]) != str(pair.person_no):
        return f"it was asked about person {pair.person_no}, another number stands here"
    if decision and decision not in DECISIONS:
        return f"{decision!r} is none of {', '.join(DECISIONS)}"
    return None
