"""A report as a tree of nodes. Every number that is data is a `Figure`; texts are texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

LONG_LABEL = 32
Align = Literal["left", "right"]
Tone = Literal["plain", "lead", "small", "attention"]


class Figure(NamedTuple):
    """One number printed at this place: a part of one frozen figure."""

    figure_id: str
    part: str = "value"


Inline = tuple[str | Figure, ...]


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
class Bar:
    """One bar: its length and its label are the same figure; the mark is a target on the same scale."""

    label: str
    figure: Figure
    mark: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Horizontal bars on one scale from zero; a percent scale ends at 100 or at the longest bar."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    mark_label: str = ""
    is_percent: bool = False

    @property
    def has_long_labels(self) -> bool:
        """Say whether labels need more room than names of places."""
        return any(len(bar.label) > LONG_LABEL for bar in self.bars)


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


Block = Heading | Paragraph | Items | KeyNumbers | Bars | Table


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the report: `name` is its anchor, `room` how many rows of tables it may hold.

    `rest` says where the rows stand that it has no room for. All provinces, regencies and cities of the
    country are 552, and nobody reads more than twenty pages of one table.
    """

    name: str
    title: str
    sheet: str
    blocks: tuple[Block, ...]
    room: int = 600
    rest: str = "lembar “Semua angka” berkas XLSX dan berkas figures.csv"


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the cover: labelled facts and remarks, no figures."""

    organisation: str
    title: str
    period: str
    classification: str
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


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
        case Bars():
            yield from ((bar.figure,) if bar.mark is None else (bar.figure, bar.mark) for bar in block.bars)
        case Table():
            yield from _cells(block)


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
