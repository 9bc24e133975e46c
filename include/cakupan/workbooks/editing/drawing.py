"""The boxes in which comments are shown: shapes of a VML drawing, which every office program reads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cakupan.workbooks.a1 import LAST_COLUMN, LAST_ROW
from cakupan.workbooks.editing.cells import tag
from cakupan.workbooks.editing.marked import CellMark
from cakupan.workbooks.editing.package import OFFICE, Package, PackageError
from cakupan.workbooks.editing.sheet_order import insert

BLOCK = 1024  # shapes are numbered in blocks of so many
BOX_WIDTH = 320
LINE_PIXELS = 15
LINE_SIGNS = 52
TALLEST_BOX = 420
COLUMN_PIXELS, ROW_PIXELS = 64, 20
BLOCKS = re.compile(rb'<o:idmap\b[^>]*\bdata="([\d,]+)"')
SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
ANCHOR = re.compile(r"<x:Anchor>.*?</x:Anchor>", re.DOTALL)
CLOSING = re.compile(r"</xml>\s*\Z")
HEAD = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>
"""
SHAPE_TYPE = """<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
"""
BOX = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;z-index:{order};\
visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
"""


@dataclass(frozen=True, kw_only=True)
class CellSizes:
    """How wide columns and how high rows are, in pixels, by their numbers from 1."""

    widths: Mapping[int, int] = field(default_factory=dict)
    heights: Mapping[int, int] = field(default_factory=dict)
    width: int = COLUMN_PIXELS
    height: int = ROW_PIXELS


def identity(anchor: Any) -> str:
    """Return the relation that a sheet's legacyDrawing element names."""
    return str(anchor.get(f"{{{OFFICE}}}id", ""))


def relate(sheet: Any, relation: str) -> None:
    """Let a sheet show its comments."""
    element = sheet.makeelement(tag("legacyDrawing"), nsmap={"r": OFFICE})
    element.set(f"{{{OFFICE}}}id", relation)
    insert(sheet, element)


def free_block(package: Package) -> int:
    """Return the first block of shape numbers that no drawing of the workbook uses."""
    used = [0]
    for name, content in package.parts.items():
        if name.lower().endswith(".vml"):
            used += [int(number) for blocks in BLOCKS.findall(content) for number in blocks.split(b",")]
    return max(used) + 1


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """What changes in a drawing: cells whose boxes go, boxes to be added, and boxes that hold more now."""

    gone: frozenset[tuple[int, int]] = frozenset()
    added: Sequence[tuple[CellMark, str]] = ()
    grown: Sequence[tuple[CellMark, str]] = ()


def draw(before: bytes | None, boxes: Boxes, grid: CellSizes, block: int) -> bytes:
    """Return the drawing with these changes.

    Raises:
        PackageError: the drawing there is has no end to write before.
    """
    blocks = ",".join(str(block + number) for number in range(len(boxes.added) // (BLOCK - 1) + 1))
    text = HEAD.format(blocks=blocks) + "</xml>"
    if before:
        text = _changed(before.decode("utf-8", "surrogateescape"), boxes, grid)
    end = CLOSING.search(text)
    if not end:
        raise PackageError("a drawing without an end")
    text = text[: end.start()]
    if before and boxes.added:
        text = re.sub(r'(<o:idmap\b[^>]*\bdata=")([\d,]+)', rf"\g<1>\g<2>,{blocks}", text, count=1)
    kinds = "" if 'id="_x0000_t202"' in text else SHAPE_TYPE
    start = block * BLOCK + 1
    shapes = [_box(*each, grid, start + order, order + 1) for order, each in enumerate(boxes.added)]
    return f"{text}{kinds}{''.join(shapes)}</xml>".encode("utf-8", "surrogateescape")


def _changed(text: str, boxes: Boxes, grid: CellSizes) -> str:
    """Take boxes of comments away or enlarge them; forms and buttons are shapes too and stay."""
    larger = {(mark.row, mark.column): _anchor(mark, said, grid) for mark, said in boxes.grown}
    if not boxes.gone and not larger:
        return text

    def kept(match: re.Match[str]) -> str:
        shape = match.group()
        row = re.search(r"<x:Row>\s*(\d+)", shape)
        column = re.search(r"<x:Column>\s*(\d+)", shape)
        if 'ObjectType="Note"' not in shape or not row or not column:
            return shape
        place = (int(row[1]) + 1, int(column[1]) + 1)
        if place in larger:
            return ANCHOR.sub(f"<x:Anchor>{larger[place]}</x:Anchor>", shape)
        return "" if place in boxes.gone else shape

    return SHAPE.sub(kept, text)


def _box(mark: CellMark, said: str, grid: CellSizes, number: int, order: int) -> str:
    return BOX.format(
        number=number,
        order=order,
        width=f"{BOX_WIDTH * 0.75:g}",
        height=f"{height_of(said) * 0.75:g}",
        anchor=_anchor(mark, said, grid),
        row=mark.row - 1,
        column=mark.column - 1,
    )


def height_of(said: str) -> int:
    """Return how many pixels a text needs in a box."""
    lines = sum(max(1, -(-len(line) // LINE_SIGNS)) for line in said.split("\n"))
    return min(TALLEST_BOX, (lines + 1) * LINE_PIXELS)


def _anchor(mark: CellMark, said: str, grid: CellSizes) -> str:
    """The corners of a box: column and pixels into it, row and pixels into it, twice."""
    left, right = _span(mark.column + 1, 15, BOX_WIDTH, grid.widths, grid.width, LAST_COLUMN)
    top, bottom = _span(max(mark.row - 1, 1), 4, height_of(said), grid.heights, grid.height, LAST_ROW)
    return ", ".join(str(corner) for corner in (*left, *top, *right, *bottom))


def _span(
    start: int, offset: int, length: int, sizes: Mapping[int, int], usual: int, last: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a box begins and ends: the position from 0 of the column or row, and pixels into it."""
    number, rest = start, offset + length
    while number < last and rest > (size := sizes.get(number, usual)):
        rest -= size
        number += 1
    return (start - 1, offset), (number - 1, rest)
