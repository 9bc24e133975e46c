"""The order in which a sheet keeps its elements; out of order, an office program calls the file damaged."""

from typing import Any

from lxml import etree

from cakupan.workbooks.editing.cells import tag

ORDER = {
    name: number
    for number, name in enumerate(
        (
            "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
            "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
            "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
            "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
            "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
            "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
            "webPublishItems", "tableParts", "extLst",
        )
    )
}  # fmt: skip


def insert(sheet: Any, element: Any) -> None:
    """Put an element where the order of a sheet wants it."""
    own = ORDER[etree.QName(element).localname]
    for position, child in enumerate(sheet):
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if ORDER.get(name, ORDER["oleObjects"]) > own:
            sheet.insert(position, element)
            return
    sheet.append(element)


def child(sheet: Any, name: str) -> Any:
    """Return a child of the sheet, made at its place when there is none."""
    element = sheet.find(tag(name))
    if element is None:
        element = sheet.makeelement(tag(name))
        insert(sheet, element)
    return element
