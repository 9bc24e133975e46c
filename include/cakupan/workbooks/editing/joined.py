"""Rows that stand whole in one cell of a sheet: marks of their columns have no place there."""

from typing import Any

from cakupan.workbooks.editing.cells import tag
from cakupan.workbooks.editing.package import Package, Relations, parse

FIRM_SIGNS = (";", "\t", "|")
FEWEST_SIGNS = 2  # between the parts of a row; a name with its degrees has fewer of them
MOST_CUT = 4  # cells over which a program lays a row that it cuts at its commas


def has_joined_rows(package: Package, relations: Relations, sheet: Any, numbers: set[int]) -> bool:
    """Whether any of these rows is one text in which signs part its columns."""
    shared: list[str] | None = None
    above = 0
    for row in sheet.iter(tag("row")):
        above = int(row.get("r") or above + 1)
        filled = [cell for cell in row.iterchildren(tag("c")) if len(cell)] if above in numbers else []
        if not 0 < len(filled) <= MOST_CUT or filled[0].get("t") not in ("s", "str", "inlineStr"):
            continue
        if shared is None and filled[0].get("t") == "s":
            shared = _shared_texts(package, relations)
        text = _text(filled[0], shared or [])
        signs = FIRM_SIGNS if len(filled) > 1 else (*FIRM_SIGNS, ",")
        if max(map(text.count, signs)) >= FEWEST_SIGNS:
            return True
    return False


def _shared_texts(package: Package, relations: Relations) -> list[str]:
    texts: list[str] = []
    for _, part in relations.targets("sharedStrings"):
        texts += [_letters(item) for item in parse(package.part(part)).iterchildren(tag("si"))]
    return texts


def _text(cell: Any, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _letters(cell)
    value = cell.findtext(tag("v")) or ""
    if cell.get("t") == "str":
        return value
    number = int(value) if value.strip().isdigit() else len(shared)
    return shared[number] if number < len(shared) else ""


def _letters(item: Any) -> str:
    return "".join(each.text or "" for each in item.iter(tag("t")))
