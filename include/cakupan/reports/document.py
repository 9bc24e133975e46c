"""A report as a tree of nodes. Every number that is data is a `Figure`; texts are texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cakupan.reports.charts.nodes import (
    Bar,
    Bars,
    Chart,
    DecisionCard,
    Dots,
    Lines,
    Multiples,
    Status,
    Strips,
    Tiles,
    Waterfall,
)
from cakupan.reports.charts.tile_map import in_order
from cakupan.reports.inline import Figure, Inline

__all__ = ["Bar", "Bars", "Figure", "Inline"]  # which pages take from here, as every other node

Align = Literal["left", "right"]
Tone = Literal["plain", "lead", "small", "attention"]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a page."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; `tone` says how loud."""

    content: Inline
    tone: Tone = "plain"


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list of points."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class KeyNumber:
    """One large number with what it counts."""

    label: str
    figure: Figure
    unit: str
    detail: Inline = ()


@dataclass(frozen=True, kw_only=True)
class KeyNumbers:
    """A row of large numbers."""

    numbers: tuple[KeyNumber, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table."""

    label: str
    align: Align = "left"
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table: `depth` indents its first cell, `is_total` sets it apart."""

    cells: tuple[Inline, ...]
    depth: int = 0
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its caption and the notes under it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Inline, ...] = ()


Block = Heading | Paragraph | Items | KeyNumbers | Table | DecisionCard | Chart


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the report: `name` is its anchor, `room` how many rows of tables it may hold.

    `rest` says where the rows stand that it has no room for, by default on the sheet of all figures. All
    provinces, regencies and cities of the country are 552, and nobody reads more than twenty pages of one
    table.
    """

    name: str
    title: str
    sheet: str
    blocks: tuple[Block, ...]
    room: int = 600
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the cover: labelled facts and remarks, no figures.

    A short report, of few pages, has a band instead of a cover, its facts at the end, and no contents.
    """

    organisation: str
    title: str
    period: str
    classification: str
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    is_short: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole report."""

    cover: Cover
    pages: tuple[Page, ...]
    footer: str


@dataclass(frozen=True, kw_only=True)
class PagePosition:
    """Where a number stands: the page, and how many numbers stand before it on that page."""

    page: str
    position: int
    figure: Figure


def _cells(table: Table) -> Iterator[Inline]:
    for row in table.rows:
        yield from row.cells
    yield from table.notes


def _numbers_of(chart: Chart) -> Iterator[Inline]:
    """Yield the numbers that a chart prints beside its marks, which are more."""
    match chart:
        case Bars():
            yield from ((bar.figure,) if bar.mark is None else (bar.figure, bar.mark) for bar in chart.bars)
        case Dots():
            yield from ((dot.figure,) for dot in chart.dots)
        case Strips():
            yield from (strip.detail for strip in chart.strips)
        case Lines() | Multiples():
            yield from ((one,) for one in ends(chart))
        case Tiles():
            yield from ((tile.figure,) for tile in in_order(chart.tiles))
        case Waterfall():
            yield from ((step.figure,) for step in (chart.opening, *chart.parts, chart.closing))
        case Status():
            yield from ((chart.figure,), chart.detail)


def ends(chart: Lines | Multiples) -> Iterator[Figure]:
    """Yield the last point of each line, and the target behind them: the numbers beside a chart of lines."""
    for line in chart.lines:
        yield from ([point.figure for point in line.points if point] or [])[-1:]
    if isinstance(chart, Lines) and chart.target is not None:
        yield chart.target


def inlines(block: Block) -> Iterator[Inline]:
    """Yield every run of text and figures of a block, in reading order."""
    match block:
        case Heading():
            yield (block.text,)
        case Paragraph():
            yield block.content
        case Items():
            yield from block.items
        case KeyNumbers():
            yield from (content for one in block.numbers for content in ((one.figure,), one.detail))
        case Table():
            yield from _cells(block)
        case DecisionCard():
            yield from (block.issue, *(content for _, content in block.facts))
        case _:
            yield from _numbers_of(block)


def figures(block: Block) -> Iterator[Figure]:
    """Yield every figure of a block in reading order."""
    for inline in inlines(block):
        for node in inline:
            if isinstance(node, Figure):
                yield node


def places(document: Document) -> Iterator[PagePosition]:
    """Yield every number of the report in reading order; all formats must carry exactly these."""
    for page in document.pages:
        shown = (figure for block in page.blocks for figure in figures(block))
        for position, figure in enumerate(shown):
            yield PagePosition(page=page.name, position=position, figure=figure)
