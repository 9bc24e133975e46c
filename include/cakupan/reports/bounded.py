"""Pages of a bounded length: what has no room stands elsewhere, and the page says how much, and where.

A row of numbers takes 0.3 MB while the PDF is set, so that a page without bounds would end in memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce

from cakupan.reports.charts.nodes import Dots, Strip, Strips
from cakupan.reports.document import Bars, Block, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report

MOST_BARS = 100  # of one chart
MOST_DOTS = 3000  # of one chart of strips


def page(report: Report, whole: Page) -> Page:
    """Return a page with no more rows and bars than it has room for, and with what it says of the others.

    Sections are kept in their order. A row that sums a table stays with what is left of it, and a section
    without tables and charts stays as it is.
    """
    kept = tuple(_kept(_sections(whole.blocks), whole.room))
    counted = [
        report.text(key, shown=here, all=all_of_them)
        for key, here, all_of_them in (
            ("bounded-rows", _rows(kept), _rows(whole.blocks)),
            ("bounded-bars", _bars(kept), _bars(whole.blocks)),
            ("bounded-charted", _charted(kept), _charted(whole.blocks)),
        )
        if here < all_of_them
    ]
    if not counted:
        return whole
    shown = reduce(lambda first, second: report.text("pair", first=first, second=second), counted)
    rest = whole.rest or report.text("rest-all-figures")
    said = report.say("bounded", shown=shown, rest=rest)
    return replace(whole, blocks=(Paragraph(content=said, tone="attention"), *kept))


def _sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks from each heading to the next, and first those before any."""
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2 and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _kept(sections: Iterable[list[Block]], room: int) -> Iterator[Block]:
    for section in sections:
        has_rows = any(isinstance(block, Table | Bars | Dots | Strips) for block in section)
        if room <= 0 and has_rows:
            continue
        for block in section:
            shortened = _shortened(block, room)
            if shortened is not None:
                room -= len(shortened.rows) if isinstance(shortened, Table) else 0
                yield shortened


def _shortened(block: Block, room: int) -> Block | None:
    match block:
        case Table() if len(block.rows) > room:
            rows = _first(block.rows, room)
            return replace(block, rows=rows) if rows else None
        case Bars() if len(block.bars) > MOST_BARS:
            return replace(block, bars=block.bars[:MOST_BARS])
        case Dots() if len(block.dots) > MOST_BARS:
            return replace(block, dots=block.dots[:MOST_BARS])
        case Strips():
            return replace(block, strips=tuple(_strips(block.strips)))
    return block


def _strips(strips: tuple[Strip, ...]) -> Iterator[Strip]:
    """Yield strips as long as there is room for all their dots, the first of them in any case."""
    room = MOST_DOTS
    for number, strip in enumerate(strips[:MOST_BARS]):
        room -= len(strip.dots)
        if room < 0 and number:
            return
        yield strip


def _first(rows: tuple[Row, ...], room: int) -> tuple[Row, ...]:
    """Return as many rows as there is room for, the last among them where it sums the others."""
    if room <= 0:
        return ()
    return (*rows[: room - 1], rows[-1]) if rows[-1].is_total else rows[:room]


def _rows(blocks: Iterable[Block]) -> int:
    return sum(len(block.rows) for block in blocks if isinstance(block, Table))


def _bars(blocks: Iterable[Block]) -> int:
    return sum(len(block.bars) for block in blocks if isinstance(block, Bars))


def _charted(blocks: Iterable[Block]) -> int:
    """Count the rows of charts of dots and strips."""
    return sum(
        len(block.dots) if isinstance(block, Dots) else len(block.strips)
        for block in blocks
        if isinstance(block, Dots | Strips)
    )
