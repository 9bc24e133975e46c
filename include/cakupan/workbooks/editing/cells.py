"""Elements of a sheet, and texts as a cell can hold them."""

import re
from typing import Any

from cakupan.workbooks.editing.marked import LONGEST_TEXT
from cakupan.workbooks.editing.package import MAIN

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def tag(name: str) -> str:
    """Return the name of an element of a sheet."""
    return f"{{{MAIN}}}{name}"


def plain(text: str) -> str:
    """Return a text that any part can hold: no control signs, not longer than a cell."""
    return NO_TEXT.sub("", text)[:LONGEST_TEXT]


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, even when it is copied or saved as CSV."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def write_text(cell: Any, text: str) -> None:
    """Make a cell hold this text and nothing else."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if not text:
        return
    cell.set("t", "inlineStr")
    holder = cell.makeelement(tag("is"))
    written = holder.makeelement(tag("t"))
    written.text = plain(text)
    if text != text.strip() or "\n" in text:
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder.append(written)
    cell.append(holder)
