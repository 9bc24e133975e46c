"""The report as PDF: typst sets it from data, every number lies under a link that names its figure."""

import datetime as dt
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from cakupan.reports import texts
from cakupan.reports.charts.nodes import DecisionCard
from cakupan.reports.charts.typeset import Typesetter, colours
from cakupan.reports.document import (
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
STANDARD: Final = "a-3a"
# The width of a character and the padding of a cell, in points, at the size of the tables.
CHARACTER, GAP, LABEL_LINES = 4.5, 11, 3


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def render(document: Document, book: Book, as_of: dt.datetime) -> bytes:
    """Return the PDF of a report, dated by its as-of."""
    typesetter = Typesetter(book)
    data = {
        "cover": {
            "organisation": document.cover.organisation,
            "title": document.cover.title,
            "period": document.cover.period,
            "classification": document.cover.classification,
            "facts": document.cover.facts,
            "remarks": document.cover.remarks,
            "short": document.cover.is_short,
        },
        "footer": document.footer,
        "language": book.locale.value,
        "title": texts.plain(
            book.locale, "document-title", title=document.cover.title, period=document.cover.period
        ),
        "contents": texts.plain(book.locale, "contents"),
        "pages": [
            {
                "title": page.title,
                "name": page.name,
                "blocks": [_block(block, book, typesetter) for block in page.blocks],
            }
            for page in document.pages
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for template in (HERE / "templates").glob("*.typ"):
            (root / template.name).write_bytes(template.read_bytes())
        (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "looks.json").write_text(json.dumps(colours()), encoding="utf-8")
        made = typst.compile(
            root / "report.typ",
            root=root,
            font_paths=_fonts(),
            pdf_standards=STANDARD,
            timestamp=int(as_of.timestamp()),
        )
    return bytes(made)


def _row(row: Row, typesetter: Typesetter) -> dict[str, Any]:
    return {
        "depth": row.depth,
        "total": row.is_total,
        "cells": [typesetter.inline(cell) for cell in row.cells],
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


def _table(block: Table, book: Book, typesetter: Typesetter) -> dict[str, Any]:
    columns = [
        {"label": one.label, "align": one.align, "weight": one.weight, "width": _width(block, index, book)}
        for index, one in enumerate(block.columns)
    ]
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": columns,
        "rows": [_row(row, typesetter) for row in block.rows],
        "notes": [typesetter.inline(note) for note in block.notes],
    }


def _block(block: Block, book: Book, typesetter: Typesetter) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "tone": block.tone, "content": typesetter.inline(block.content)}
        case Items():
            return {"kind": "items", "items": [typesetter.inline(item) for item in block.items]}
        case KeyNumbers():
            numbers = [
                {
                    "label": one.label,
                    "figure": typesetter.number(one.figure),
                    "unit": one.unit,
                    "detail": typesetter.inline(one.detail),
                }
                for one in block.numbers
            ]
            return {"kind": "keys", "numbers": numbers}
        case Table():
            return _table(block, book, typesetter)
        case DecisionCard():
            facts = [[label, typesetter.inline(content)] for label, content in block.facts]
            return {"kind": "card", "issue": typesetter.inline(block.issue), "facts": facts}
    return typesetter.chart(block)
