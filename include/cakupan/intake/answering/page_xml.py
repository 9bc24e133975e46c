"""The summary as a sheet of a workbook that is edited as a package."""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from cakupan.intake.answering.page import WIDTHS, Cell, Line
from cakupan.workbooks.a1 import name_of
from cakupan.workbooks.editing.cells import safe, write_text
from cakupan.workbooks.editing.package import DEFAULT, MAIN, to_bytes
from cakupan.workbooks.editing.styles import Styles

FOOTER = "&L&8Berisi data pribadi: hanya untuk mitra yang bersangkutan&R&8Halaman &P dari &N"


def render(lines: Sequence[Line], styles: Styles) -> bytes:
    """Return the sheet's part; its styles are added to those of the workbook."""
    root = etree.Element(f"{{{MAIN}}}worksheet", nsmap=DEFAULT)
    about = _child(root, "sheetPr")
    _child(about, "tabColor", rgb="FF00539B")
    _child(about, "pageSetUpPr", fitToPage="1")
    view = _child(
        _child(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0"
    )
    _child(view, "selection", activeCell="A1", sqref="A1")
    _child(root, "sheetFormatPr", defaultRowHeight="15")
    cols = _child(root, "cols")
    for number, width in enumerate(WIDTHS, start=1):
        _child(cols, "col", min=str(number), max=str(number), width=f"{width:g}", customWidth="1")
    data = _child(root, "sheetData")
    areas = [area for number, line in enumerate(lines, start=1) for area in _row(data, number, line, styles)]
    if areas:
        merges = _child(root, "mergeCells", count=str(len(areas)))
        for area in areas:
            _child(merges, "mergeCell", ref=area)
    _child(root, "printOptions", horizontalCentered="1")
    _child(root, "pageMargins", left="0.5", right="0.5", top="0.5", bottom="0.6", header="0.3", footer="0.3")
    _child(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    _child(_child(root, "headerFooter"), "oddFooter").text = FOOTER
    return to_bytes(root)


def _row(data: Any, number: int, line: Line, styles: Styles) -> list[str]:
    row = _child(data, "row", r=str(number), ht=f"{line.height:g}", customHeight="1")
    areas = []
    for cell in line.cells:
        style = str(styles.ours(cell.look))
        for column in range(cell.first, cell.last + 1):
            written = _child(row, "c", r=name_of(number, column), s=style)
            if column == cell.first:
                _write(written, cell)
        if cell.last > cell.first:
            areas.append(f"{name_of(number, cell.first)}:{name_of(number, cell.last)}")
    return areas


def _write(element: Any, cell: Cell) -> None:
    if isinstance(cell.text, int):
        _child(element, "v").text = str(cell.text)
    else:
        write_text(element, safe(cell.text))


def _child(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{MAIN}}}{name}", attributes)
