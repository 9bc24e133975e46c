"""What stands over each number of a report: the words by which a reader tells it apart, and its area."""

from collections import defaultdict
from collections.abc import Iterator

from cakupan.reports.charts.nodes import Dots, Strips, Tiles
from cakupan.reports.document import Bars, Block, Document, Figure, Inline, KeyNumbers, Table
from cakupan.reports.report import Report

Caption = tuple[str, ...]


def captions(document: Document) -> Iterator[tuple[Caption, Figure]]:
    """Yield the words over every number that stands in a table, in a chart or large on a page."""
    for page in document.pages:
        for block in page.blocks:
            yield from _of(block)


def _of(block: Block) -> Iterator[tuple[Caption, Figure]]:
    match block:
        case KeyNumbers():
            yield from (((one.label, one.unit), one.figure) for one in block.numbers)
        case Bars():
            yield from (((block.title, bar.label), bar.figure) for bar in block.bars)
            yield from (((block.mark_label, bar.label), bar.mark) for bar in block.bars if bar.mark)
        case Dots():
            yield from (((block.title, dot.label), dot.figure) for dot in block.dots)
            yield from (((block.target_label, dot.label), dot.target) for dot in block.dots if dot.target)
        case Strips():
            for strip in block.strips:
                yield from (((block.title, strip.label, dot.label), dot.figure) for dot in strip.dots)
        case Tiles():
            yield from (((block.title, tile.label), tile.figure) for tile in block.tiles)
        case Table():
            yield from _of_table(block)


def _of_table(table: Table) -> Iterator[tuple[Caption, Figure]]:
    for row in table.rows:
        named = _words(row.cells)
        for column, cell in zip(table.columns, row.cells, strict=True):
            if not _is_sentence(cell):  # a sentence says itself what its numbers are
                yield from (((column.label, named), one) for one in cell if isinstance(one, Figure))


def _is_sentence(cell: Inline) -> bool:
    return sum(len(one.split()) for one in cell if isinstance(one, str)) > 2


def _words(cells: tuple[Inline, ...]) -> str:
    return " | ".join(one for cell in cells for one in cell if isinstance(one, str) and one)


def headings(block: Block) -> Iterator[str]:
    """Yield what stands over a table with figures, a chart, and each large number."""
    match block:
        case KeyNumbers():
            yield from (one.label for one in block.numbers)
        case Bars() | Dots() | Strips() | Tiles():
            yield block.title
        case Table() if any(_of_table(block)):
            yield block.caption


def contradictions(report: Report, *documents: Document) -> dict[Caption, set[str]]:
    """Return the captions that stand over two numbers of one area, with these numbers."""
    over: dict[Caption, set[str]] = defaultdict(set)
    for document in documents:
        for caption, figure in captions(document):
            row = report.source.rows.get(figure.figure_id)
            over[(row.area_code if row else "", *caption)].add(report.book.printed(figure).text)
    return {caption: numbers for caption, numbers in over.items() if len(numbers) > 1}
