"""One worksheet of the report: where each block goes, and where each number went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from cakupan.reports.charts.nodes import DecisionCard
from cakupan.reports.document import (
    Block,
    Figure,
    Heading,
    Inline,
    Items,
    KeyNumbers,
    Paragraph,
    Row,
    Table,
)
from cakupan.reports.printed import Book
from cakupan.workbooks.a1 import name_of

GREEN, DEEP, SOFT, GROUND, MARK = "#00694E", "#064637", "#566762", "#EEF4F1", "#C2571A"
WIDE = 8
WIDEST = 46
LINE = 15
BASE: dict[str, Any] = {"font_name": "Calibri", "font_size": 11}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DEEP},
    "subtitle": {"font_size": 13, "font_color": GREEN},
    "heading": {"bold": True, "font_size": 12, "font_color": DEEP},
    "strong": {"bold": True},
    "class": {"bold": True, "font_color": MARK, "align": "left"},
    "soft": {"font_color": SOFT, "valign": "top"},
    "plain": {"text_wrap": True, "valign": "top"},
    "lead": {"text_wrap": True, "valign": "top", "font_size": 12},
    "small": {"text_wrap": True, "valign": "top", "font_size": 9, "font_color": SOFT},
    "attention": {"text_wrap": True, "valign": "top", "bg_color": "#FDF3EA"},
    "caption": {"bold": True, "font_color": DEEP},
    "head": {"bold": True, "font_color": SOFT, "bottom": 2, "bottom_color": GREEN, "text_wrap": True},
    "head_right": {
        "bold": True,
        "font_color": SOFT,
        "bottom": 2,
        "bottom_color": GREEN,
        "text_wrap": True,
        "align": "right",
    },
    "cell": {"bottom": 1, "bottom_color": "#D9E2DE", "text_wrap": True, "valign": "top"},
    "total": {
        "bottom": 1,
        "bottom_color": "#D9E2DE",
        "text_wrap": True,
        "valign": "top",
        "bold": True,
        "bg_color": GROUND,
    },
    "key": {"bold": True, "font_size": 14, "font_color": GREEN, "align": "right", "valign": "top"},
    "listed": {},
    "link": {"font_color": GREEN, "underline": 1},
}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Styles:
    """The cell formats of one workbook, made once each."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}

    def get(self, look: str, **more: Any) -> Format:
        """Return the format of a look, with more properties where a cell needs them."""
        key = (look, tuple(sorted(more.items())))
        if key not in self._made:
            properties = BASE | LOOKS[look] | more
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


@dataclass(frozen=True, kw_only=True)
class CellPosition:
    """Where a number went: the cell, and where in the cell's text it starts when it stands in a sentence."""

    page: str
    sheet: str
    cell: str
    start: int | None
    figure: Figure
    text: str
    role: str = ""

    def of_page(self, page: str) -> "CellPosition":
        """Return the place, named by its page."""
        return replace(self, page=page)


def number_format(decimals: int, sign: str) -> str:
    """Return the number format that shows exactly the frozen digits."""
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'"{sign}"{shown}' if sign else shown


class ReportSheet:
    """Writes blocks downwards and remembers where each number went."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str, styles: Styles, book: Book) -> None:
        self.worksheet = workbook.add_worksheet(name)
        self.places: list[CellPosition] = []
        self.marks: list[CellPosition] = []
        self._beside = 0
        self._workbook = workbook
        self.name = name
        self._styles = styles
        self.book = book
        self.row = 2
        self._widths: list[int] = []

    def fit_columns(self, blocks: tuple[Block, ...], of_charts: Iterable[Sequence[int]] = ()) -> None:
        """Set column widths to what the tables, large numbers and charts of this sheet need."""
        widths = [34] + [14] * (WIDE - 1)
        for needs in (*map(self._needed, blocks), *of_charts):
            for column, needed in enumerate(needs):
                widths += [14] * (column + 1 - len(widths))
                widths[column] = max(widths[column], min(needed, WIDEST))
        self._widths = widths
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.hide_gridlines(2)

    def _needed(self, block: Block) -> list[int]:
        match block:
            case Table():
                return [
                    2 + max((len(self._said(row.cells[column])) for row in block.rows), default=0)
                    for column in range(len(block.columns))
                ]
            case KeyNumbers():
                longest = max(len(self._said((one.figure,))) for one in block.numbers)
                return [WIDEST, longest * 3 // 2 + 2]
        return []

    def _said(self, content: Inline) -> str:
        return "".join(self.book.printed(one).text if isinstance(one, Figure) else one for one in content)

    def text(self, row: int, column: int, text: str, look: str, **more: Any) -> None:
        """Write a text as text, whatever it starts with."""
        if text.startswith(STARTS_A_FORMULA):
            more["quote_prefix"] = True
        self.worksheet.write_string(row, column, text, self._styles.get(look, **more))

    def link(self, row: int, column: int, sheet: str) -> None:
        """Write the name of a sheet as a link to it."""
        self.worksheet.write_url(row, column, f"internal:'{sheet}'!A1", self._styles.get("link"), sheet)

    def number(
        self, row: int, column: int, figure: Figure, look: str, dash: str | None = None, **more: Any
    ) -> None:
        """Write a figure as a number that shows its frozen digits; a missing one as a dash."""
        printed = self.book.printed(figure)
        if printed.number is None:
            self.text(
                row, column, printed.text if dash is None else dash, look, **({"align": "right"} | more)
            )
            return
        shown = number_format(printed.decimals, printed.sign)
        cell_format = self._styles.get(look, **({"align": "right", "num_format": shown} | more))
        self.worksheet.write_number(row, column, float(printed.number), cell_format)

    def _remember(self, row: int, column: int, figure: Figure, start: int | None) -> None:
        self.places.append(self._position(row, column, figure, start))

    def _position(
        self, row: int, column: int, figure: Figure, start: int | None, role: str = ""
    ) -> CellPosition:
        return CellPosition(
            page="",
            sheet=self.name,
            cell=name_of(row + 1, column + 1),
            start=start,
            figure=figure,
            text=self.book.printed(figure).text,
            role=role,
        )

    def mark(self, row: int, column: int, figure: Figure) -> None:
        """Write a figure that is drawn and not printed; an absent one leaves its cell empty."""
        if self.book.printed(figure).number is not None:
            self.number(row, column, figure, "cell")
            self.marks.append(self._position(row, column, figure, None, role="mark"))

    def shaded(self, row: int, column: int, figure: Figure, **look: Any) -> None:
        """Write a printed figure in a cell with a look of its own."""
        self.number(row, column, figure, "listed", **look)
        self._remember(row, column, figure, None)

    def word(self, row: int, column: int, figure: Figure, word: str) -> None:
        """Write the word of judgement of a figure."""
        self.text(row, column, word, "strong")
        self.marks.append(replace(self._position(row, column, figure, None, role="word"), text=word))

    def aside(self, columns: int) -> int:
        """Return the first of so many columns right of all that is printed, which no other block gets."""
        first = max(self._beside, len(self._widths) + 12)
        self._beside = first + columns
        return first

    def inline(self, row: int, column: int, content: Inline, look: str, **more: Any) -> str:
        """Write one cell: a lone figure as a number, else a sentence; return its text."""
        if len(content) == 1 and isinstance(content[0], Figure):
            self.number(row, column, content[0], look)
            self._remember(row, column, content[0], None)
            return self.book.printed(content[0]).text
        text = ""
        for one in content:
            if isinstance(one, Figure):
                self._remember(row, column, one, len(text))
            text += self._said((one,))
        self.text(row, column, text, look, **more)
        return text

    def write(self, block: Block) -> None:
        """Write one block below what is there."""
        match block:
            case Heading():
                self.row += 1
                self.text(self.row, 0, block.text, "heading")
                self.row += 1
            case Paragraph():
                self._sentence(block.content, block.tone)
                self.row += 1
            case Items():
                for item in block.items:
                    self._sentence(("• ", *item), "plain")
            case KeyNumbers():
                self._keys(block)
            case DecisionCard():
                self._card(block)
            case Table():
                self._table(block)

    def _sentence(self, content: Inline, look: str) -> None:
        self.worksheet.merge_range(self.row, 0, self.row, WIDE - 1, "", self._styles.get(look))
        text = self.inline(self.row, 0, (*content, ""), look)
        lines = -(-len(text) // (sum(self._widths[:WIDE]) - 6))
        self.worksheet.set_row(self.row, LINE * lines * (1.1 if look == "lead" else 1) + 2)
        self.row += 1

    def _keys(self, block: KeyNumbers) -> None:
        for one in block.numbers:
            self.text(self.row, 0, one.label, "cell")
            self.inline(self.row, 1, (one.figure,), "key")
            self.text(self.row, 2, one.unit, "soft")
            if one.detail:
                self.inline(self.row, 3, (*one.detail, ""), "soft")
            self.worksheet.set_row(self.row, 24)
            self.row += 1
        self.row += 1

    def _table(self, block: Table) -> None:
        self.text(self.row, 0, block.caption, "caption")
        self.row += 1
        for column, one in enumerate(block.columns):
            look = "head_right" if one.align == "right" else "head"
            self.text(self.row, column, one.label, look, **self._indent(block, column))
        self._fit_row([one.label for one in block.columns])
        for row in block.rows:
            self.row += 1
            self._table_row(block, row)
        self.row += 1
        for note in block.notes:
            self._sentence(note, "small")
        self.row += 1

    def _table_row(self, block: Table, row: Row) -> None:
        said = []
        for column, content in enumerate(row.cells):
            more = self._indent(block, column)
            if block.columns[column].align == "right":
                more["align"] = "right"
            elif column == 0 and row.depth:
                more |= {"indent": row.depth, "align": "left"}
            said.append(self.inline(self.row, column, content, "total" if row.is_total else "cell", **more))
        self._fit_row(said)

    @staticmethod
    def _indent(block: Table, column: int) -> dict[str, Any]:
        """Return an indent for texts that follow a column of numbers."""
        aligns = [one.align for one in block.columns]
        return (
            {"indent": 1, "align": "left"}
            if column and aligns[column - 1 : column + 1] == ["right", "left"]
            else {}
        )

    def _fit_row(self, texts: list[str]) -> None:
        lines = max(-(-len(text) // (self._widths[column] - 2)) for column, text in enumerate(texts))
        self.worksheet.set_row(self.row, LINE * max(lines, 1) + 3)

    def _card(self, block: DecisionCard) -> None:
        self._sentence(block.issue, "lead")
        for label, content in block.facts:
            self.text(self.row, 0, label, "soft")
            self.worksheet.merge_range(self.row, 1, self.row, WIDE - 1, "", self._styles.get("plain"))
            text = self.inline(self.row, 1, (*content, ""), "plain")
            self.worksheet.set_row(self.row, LINE * -(-len(text) // (sum(self._widths[1:WIDE]) - 6)) + 2)
            self.row += 1
        self.row += 1

    def print_setup(self, footer: str, classification: str) -> None:
        """Set the sheet up for paper: landscape A4, one page wide, title and page number below."""
        if self._beside:
            self.worksheet.print_area(0, 0, max(self.row, 1), len(self._widths) + 11)
        self.worksheet.set_paper(9)
        self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.worksheet.set_footer(f"&L&8{footer.replace('&', '&&')}&C&8{classification}&R&8&P/&N")
