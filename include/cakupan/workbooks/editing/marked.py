"""What is to be marked in a partner's workbook: cells with comments, and three added cells per row."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "duplicate"]
LONGEST_TEXT = 4_000  # signs in one added cell; a cell holds 32.767
MOST_COMMENTS = 10_000  # per sheet; more make office programs crawl, and each row says its reasons anyway
ADDED_WIDTHS = (21.0, 58.0, 58.0)
LINE_HEIGHT = 15.0
TALLEST_ROW = 180.0


@dataclass(frozen=True, kw_only=True)
class CellMark:
    """A cell to be coloured, and what its comment says; row and column count from 1."""

    row: int
    column: int
    severity: Severity
    text: str


@dataclass(frozen=True, kw_only=True)
class RowMark:
    """What the three added cells of a row say; severity "" when there is nothing to say."""

    row: int
    status: str
    severity: Severity | Literal[""] = ""
    reason: str = ""
    advice: str = ""

    @property
    def height(self) -> float:
        """The height in points at which the added texts can be read."""
        lines = max(
            _lines(text, width)
            for text, width in zip((self.reason, self.advice), ADDED_WIDTHS[1:], strict=True)
        )
        return min(TALLEST_ROW, lines * LINE_HEIGHT)


@dataclass(frozen=True, kw_only=True)
class SheetMarks:
    """One sheet's marks under three added `headings`; `added` are columns an earlier receipt had added."""

    sheet_no: int
    sheet_name: str
    header_row: int
    headings: tuple[str, str, str]
    cells: tuple[CellMark, ...] = ()
    rows: tuple[RowMark, ...] = ()
    added: tuple[int, ...] = ()


def _lines(text: str, width: float) -> int:
    return sum(max(1, -(-len(line) // (int(width) - 2))) for line in text.split("\n"))
