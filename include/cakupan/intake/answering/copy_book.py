"""A marked copy of a file that is no .xlsx: the same sheets, cells and merges in a workbook of our own."""

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cakupan.intake.answering.book import A4, ReceiptBook
from cakupan.intake.answering.page import Line
from cakupan.intake.rows.marks import is_summary
from cakupan.workbooks.editing.cells import FORMULA_SIGNS, plain, safe
from cakupan.workbooks.editing.comments import OPENING
from cakupan.workbooks.editing.drawing import BOX_WIDTH, height_of
from cakupan.workbooks.editing.looks import MARK_COLOURS
from cakupan.workbooks.editing.marked import ADDED_WIDTHS, MOST_COMMENTS, CellMark, RowMark, SheetMarks
from cakupan.workbooks.model import DATE, FLAG, NUMBER, Sheet, Workbook

MOST_CELLS = 2_000_000  # of all sheets together; a larger file is answered with a list of its findings
MOST_ROWS, MOST_COLUMNS = 1_048_575, 16_380
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
UNNAMED = "Daftar"
WIDTH_ROWS = 200
NARROWEST, WIDEST = 5, 45
HEADER_FORMAT = {
    "bold": True,
    "bg_color": "#F2F5F8",
    "border": 1,
    "border_color": "#C9D2DA",
    "text_wrap": True,
    "valign": "vcenter",
}
CELL_FORMAT = {"border": 1, "border_color": "#E3E8ED", "valign": "vcenter"}
WIDEST_HEADER = 18
LONGEST_CELL = 32_767
TEXT_FORMAT = "@"
DAY, INSTANT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


def fits(workbook: Workbook) -> bool:
    """Whether a file's cells find room in a workbook that a person can open."""
    cells = sum(sheet.height * sheet.width for sheet in workbook.sheets)
    return cells <= MOST_CELLS and all(
        sheet.height <= MOST_ROWS and sheet.width <= MOST_COLUMNS for sheet in workbook.sheets
    )


def copy(workbook: Workbook, marks: Sequence[SheetMarks], lines: Sequence[Line]) -> bytes:
    """Return the copy, marked, with the summary as its last sheet."""
    book = ReceiptBook()
    own = {each.sheet_no: each for each in marks}
    taken: set[str] = set()
    for number, sheet in enumerate(workbook.sheets, start=1):
        if not is_summary(sheet.name):
            target = book.file.add_worksheet(_name(sheet.name, taken))
            _Copy(book, target, sheet, own.get(number)).write()
    book.add_summary(lines, is_one_page=False)
    return book.to_bytes()


def _name(name: str, taken: set[str]) -> str:
    """A name a sheet can bear, unlike those of the others."""
    plain = FORBIDDEN.sub(" ", name).strip().strip("'")[:LONGEST_NAME] or UNNAMED
    if plain.lower() == "history":
        plain = f"{plain} 1"
    number, candidate = 1, plain
    while candidate.lower() in taken:
        number += 1
        ending = f" ({number})"
        candidate = plain[: LONGEST_NAME - len(ending)] + ending
    taken.add(candidate.lower())
    return candidate


class _Copy:
    """One sheet being copied."""

    def __init__(self, book: ReceiptBook, target: Any, sheet: Sheet, marks: SheetMarks | None) -> None:
        self._book, self._target, self._sheet, self._marks = book, target, sheet, marks
        self._formats: dict[tuple[str, str, bool, bool], Any] = {}
        self._severities = (
            {(each.row - 1, each.column - 1): each.severity for each in marks.cells} if marks else {}
        )
        self._header = marks.header_row - 1 if marks else -1
        self._added = {column - 1 for column in marks.added} if marks else set()

    def write(self) -> None:
        """Write cells, merges and what is hidden, then the marks."""
        merged = self._merge()
        for column in range(self._sheet.width):
            if column not in self._added:
                self._column(column, merged)
        for row in self._sheet.hidden_rows:
            self._target.set_row(row, None, None, {"hidden": True})
        if not self._sheet.is_visible:
            self._target.hide()
        if self._marks:
            self._mark(self._marks, self._first_added())
            self._target.freeze_panes(self._header + 1, 0)
        self._blank_marks()
        self._target.set_landscape()
        self._target.set_paper(A4)
        self._target.fit_to_pages(1, 0)

    def _first_added(self) -> int:
        """Columns of an earlier receipt are written again when they lie at the end."""
        last = set(range(self._sheet.width - len(self._added), self._sheet.width))
        return self._sheet.width - len(self._added) if self._added == last else self._sheet.width

    def _merge(self) -> set[tuple[int, int]]:
        """Merge what is merged in the file; where areas overlap, as in damaged files, the first counts."""
        from xlsxwriter.exceptions import OverlappingRange

        plain = self._format("", "", False)
        tops = set()
        for top, left, bottom, right in self._sheet.merges:
            if (bottom, right) == (top, left) or self._added & set(range(left, right + 1)):
                continue
            try:
                self._target.merge_range(top, left, bottom, right, "", plain)
            except OverlappingRange:
                continue
            tops.add((top, left))
        return tops

    def _column(self, column: int, merged: set[tuple[int, int]]) -> None:
        texts = self._sheet.columns[column].to_pylist()
        kinds = self._sheet.kinds[column].tolist() if self._sheet.kinds else None
        lengths = sorted(len(text) for text in texts[self._header + 1 :][:WIDTH_ROWS] if text)
        usual = lengths[int(len(lengths) * 0.95)] if lengths else 0
        hidden = {"hidden": True} if column in self._sheet.hidden_columns else {}
        heading = min(len(texts[self._header]), WIDEST_HEADER) if 0 <= self._header < len(texts) else 0
        width = min(max(usual + 2, heading + 2, NARROWEST), WIDEST)
        self._target.set_column(column, column, width, None, hidden)
        for row, text in enumerate(texts):
            if text:
                severity = self._severities.pop((row, column), "")
                is_bare = row < self._header or (row, column) in merged
                self._cell(row, column, text, kinds[row] if kinds else 1, severity, is_bare)

    def _cell(self, row: int, column: int, text: str, kind: int, severity: str, is_bare: bool) -> None:
        is_header = row == self._header
        if kind == NUMBER and (number := _number(text)) is not None:
            shape = "0" if number.is_integer() else ""
            self._target.write_number(row, column, number, self._format(severity, shape, is_bare))
        elif kind == DATE and (moment := _moment(text)):
            shape = DAY if len(text) <= len("2024-01-01") else INSTANT
            self._target.write_datetime(row, column, moment, self._format(severity, shape, is_bare))
        elif kind == FLAG:
            self._target.write_boolean(row, column, text == "1", self._format(severity, "", is_bare))
        else:
            shape = "header" if is_header else TEXT_FORMAT
            look = self._format(severity, shape, is_bare, is_quoted=text.startswith(FORMULA_SIGNS))
            self._target.write_string(row, column, text[:LONGEST_CELL], look)

    def _format(self, severity: str, shape: str, is_bare: bool, *, is_quoted: bool = False) -> Any:
        """A quoted cell stays a text, and as it is, also when somebody edits it."""
        key = (severity, shape, is_bare, is_quoted)
        if key not in self._formats:
            about = dict(HEADER_FORMAT if shape == "header" else {} if is_bare else CELL_FORMAT)
            if severity:
                about["bg_color"] = f"#{MARK_COLOURS[severity]}"
            if shape not in ("", "header"):
                about["num_format"] = shape
            if is_quoted:
                about["quote_prefix"] = True
            self._formats[key] = self._book.file.add_format(about)
        return self._formats[key]

    def _mark(self, marks: SheetMarks, first: int) -> None:
        for column, (heading, width) in enumerate(
            zip(marks.headings, ADDED_WIDTHS, strict=True), start=first
        ):
            self._target.set_column(column, column, width)
            self._target.write_string(self._header, column, heading, self._book.format("heading"))
        for each in marks.rows:
            self._row(each, first)
        for mark in marks.cells[:MOST_COMMENTS]:
            self._comment(mark)
        self._target.set_comments_author("Cakupan")

    def _row(self, each: RowMark, first: int) -> None:
        row = each.row - 1
        for column, (text, look) in enumerate(
            ((each.status, each.severity or "plain"), (each.reason, "plain"), (each.advice, "plain")),
            start=first,
        ):
            self._target.write(row, column, safe(plain(text)), self._book.format(look))
        hidden = {"hidden": True} if row in self._sheet.hidden_rows else {}
        if each.height > 15 or hidden:
            self._target.set_row(row, max(each.height, 15), None, hidden)

    def _comment(self, mark: CellMark) -> None:
        said = f"{OPENING}\n{mark.text}"
        about = {"author": "Cakupan", "width": BOX_WIDTH, "height": height_of(said), "font_size": 9}
        self._target.write_comment(mark.row - 1, mark.column - 1, said, about)

    def _blank_marks(self) -> None:
        """Colour the marked cells that hold nothing: what is missing is missing there."""
        for (row, column), severity in self._severities.items():
            self._target.write_blank(row, column, None, self._format(severity, TEXT_FORMAT, False))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if moment.year >= 1900 else None
