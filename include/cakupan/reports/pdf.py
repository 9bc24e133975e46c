"""The report as PDF: typst sets it from data, every number lies under a link that names its figure."""

import datetime as dt
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import typst

from cakupan.reports.bars import Scale
from cakupan.reports.document import (
    Bars,
    Block,
    Document,
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

HERE = Path(__file__).parent
SCHEME = "cakupan:"
STANDARD: Final = "a-3a"
# The width of a character and the padding of a cell, in points, at the size of the tables.
CHARACTER, GAP, LABEL_LINES = 4.5, 11, 3


def address(figure: Figure) -> str:
    """Return the address under a number: `cakupan:<figure_id>#<part>`."""
    return SCHEME + quote(figure.figure_id, safe=":=.-_") + "#" + quote(figure.part, safe=".-_")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def render(document: Document, book: Book, as_of: dt.datetime) -> bytes:
    """Return the PDF of a report, dated by its as-of."""
    data = {
        "cover": {
            "organisation": document.cover.organisation,
            "title": document.cover.title,
            "period": document.cover.period,
            "classification": document.cover.classification,
            "facts": document.cover.facts,
            "remarks": document.cover.remarks,
        },
        "footer": document.footer,
        "pages": [
            {
                "title": page.title,
                "name": page.name,
                "blocks": [_block(block, book) for block in page.blocks],
            }
            for page in document.pages
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes((HERE / "templates" / "report.typ").read_bytes())
        (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made = typst.compile(
            root / "report.typ",
            root=root,
            font_paths=_fonts(),
            pdf_standards=STANDARD,
            timestamp=int(as_of.timestamp()),
        )
    return bytes(made)


def _inline(content: Inline, book: Book) -> list[Any]:
    return [_figure(one, book) if isinstance(one, Figure) else one for one in content]


def _figure(figure: Figure, book: Book) -> dict[str, str]:
    return {"uri": address(figure), "text": book.printed(figure).text}


def _row(row: Row, book: Book) -> dict[str, Any]:
    return {"depth": row.depth, "total": row.is_total, "cells": [_inline(cell, book) for cell in row.cells]}


def _bars(block: Bars, book: Book) -> dict[str, Any]:
    scale = Scale.of(block, book)
    rows = [
        {
            "label": bar.label,
            "figure": _figure(bar.figure, book),
            "share": scale.share(bar.figure),
            "mark": None if bar.mark is None else _figure(bar.mark, book),
            "at": scale.share(bar.mark),
        }
        for bar in block.bars
    ]
    return {
        "kind": "bars",
        "title": block.title,
        "unit": block.unit,
        "legend": block.mark_label,
        "rows": rows,
        "wide": block.has_long_labels,
    }


def _said(content: Inline, book: Book) -> str:
    return "".join(book.printed(one).text if isinstance(one, Figure) else one for one in content)


def _width(block: Table, index: int, book: Book) -> int | None:
    """Return the points a column of numbers needs for its longest number and its label; None for texts."""
    column = block.columns[index]
    if column.align == "left":
        return None
    longest = max((len(_said(row.cells[index], book)) for row in block.rows), default=0)
    label = max(*(len(word) for word in column.label.split()), -(-len(column.label) // LABEL_LINES))
    return round(max(longest, label) * CHARACTER + GAP)


def _table(block: Table, book: Book) -> dict[str, Any]:
    columns = [
        {"label": one.label, "align": one.align, "weight": one.weight, "width": _width(block, index, book)}
        for index, one in enumerate(block.columns)
    ]
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": columns,
        "rows": [_row(row, book) for row in block.rows],
        "notes": [_inline(note, book) for note in block.notes],
    }


def _block(block: Block, book: Book) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "tone": block.tone, "content": _inline(block.content, book)}
        case Items():
            return {"kind": "items", "items": [_inline(item, book) for item in block.items]}
        case KeyNumbers():
            numbers = [
                {
                    "label": one.label,
                    "figure": _figure(one.figure, book),
                    "unit": one.unit,
                    "detail": _inline(one.detail, book),
                }
                for one in block.numbers
            ]
            return {"kind": "keys", "numbers": numbers}
        case Bars():
            return _bars(block, book)
        case Table():
            return _table(block, book)
