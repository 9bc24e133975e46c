"""Comments of a sheet: ours are added to the partner's, and those of an earlier receipt taken away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from cakupan.workbooks.a1 import name_of, place_of
from cakupan.workbooks.editing import drawing
from cakupan.workbooks.editing.cells import plain, tag
from cakupan.workbooks.editing.drawing import Boxes, CellSizes
from cakupan.workbooks.editing.marked import MOST_COMMENTS, CellMark
from cakupan.workbooks.editing.package import DEFAULT, Package, parse, to_bytes

AUTHOR = "Cakupan"
OPENING = "Cakupan:"
PART_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
COMMENTS_NAME = "xl/commentsCakupan{}.xml"
DRAWING_NAME = "xl/drawings/vmlDrawingCakupan{}.vml"
THREADED = "tc="  # authors of conversations, which office programs show instead of what is written here


def write(package: Package, sheet_part: str, sheet: Any, marks: Sequence[CellMark], grid: CellSizes) -> None:
    """Give the marked cells their comments; of a cell that has one already, ours goes below it."""
    relations = package.relations(sheet_part)
    existing = relations.targets("comments")
    if not existing and not marks:
        return
    part = existing[0][1] if existing else package.free_name(COMMENTS_NAME)
    root = parse(package.part(part)) if existing else _empty()
    gone = _take_away(root)
    boxes = replace(_put(root, marks[:MOST_COMMENTS]), gone=frozenset(gone))
    package.parts[part] = to_bytes(root)
    if not existing:
        package.set_type(part, PART_TYPE)
        relations.add("comments", part)
    drawings = dict(relations.targets("vmlDrawing"))
    anchor = sheet.find(tag("legacyDrawing"))
    identity = drawing.identity(anchor) if anchor is not None else ""
    path = drawings.get(identity) or package.free_name(DRAWING_NAME)
    first_block = drawing.free_block(package)
    before = package.parts.get(path)
    package.parts[path] = drawing.draw(before, boxes, grid, first_block)
    if before is None:
        package.set_default_type("vml", DRAWING_TYPE)
        drawing.relate(sheet, relations.add("vmlDrawing", path))


def _empty() -> Any:
    root = etree.Element(tag("comments"), nsmap=DEFAULT)
    etree.SubElement(root, tag("authors"))
    etree.SubElement(root, tag("commentList"))
    return root


def _authors(root: Any) -> list[str]:
    return [each.text or "" for each in root.iter(tag("author"))]


def _take_away(root: Any) -> list[tuple[int, int]]:
    """Remove what an earlier receipt said; return the cells that are left without any comment."""
    authors = _authors(root)
    gone = []
    for comment in list(root.iter(tag("comment"))):
        number = int(comment.get("authorId", "0"))
        if number < len(authors) and authors[number] == AUTHOR:
            comment.getparent().remove(comment)
            gone.append(place_of(comment.get("ref", "A1")))
        else:
            _take_ours_from(comment)
    return gone


def _take_ours_from(comment: Any) -> None:
    """In a comment of the partner's own, all from our name on is ours; a program may have joined the runs."""
    text = comment.find(tag("text"))
    is_ours = False
    for run in list(text) if text is not None else []:
        written = run if run.tag == tag("t") else run.find(tag("t"))
        before, opening, _ = ("\n" + "".join(run.itertext())).partition(f"\n{OPENING}")
        if is_ours or (opening and not before.strip()):
            text.remove(run)
        elif opening and written is not None:
            written.text = before[1:]
        is_ours = is_ours or bool(opening)


def _put(root: Any, marks: Sequence[CellMark]) -> Boxes:
    """Write the comments in the order of cells; return the boxes they need to be shown in."""
    author = _author(root)
    authors = _authors(root)
    entries = root.find(tag("commentList"))
    by_cell = {each.get("ref"): each for each in entries}
    added, grown = [], []
    for mark in marks:
        ref = name_of(mark.row, mark.column)
        own = by_cell.get(ref)
        if own is None:
            comment = etree.SubElement(entries, tag("comment"), ref=ref, authorId=str(author))
            _say(etree.SubElement(comment, tag("text")), OPENING, mark.text)
            added.append((mark, f"{OPENING}\n{mark.text}"))
        elif not authors[int(own.get("authorId", "0"))].startswith(THREADED):
            _append(own, mark.text)
            grown.append((mark, "".join(own.itertext())))
    entries[:] = sorted(entries, key=lambda each: place_of(each.get("ref", "A1")))
    return Boxes(added=added, grown=grown)


def _author(root: Any) -> int:
    authors = _authors(root)
    if AUTHOR in authors:
        return authors.index(AUTHOR)
    etree.SubElement(root.find(tag("authors")), tag("author")).text = AUTHOR
    return len(authors)


def _append(comment: Any, said: str) -> None:
    text = comment.find(tag("text"))
    if text is None:
        text = etree.SubElement(comment, tag("text"))
    for bare in text.findall(tag("t")):  # a text without runs takes no run beside it
        run = etree.Element(tag("r"))
        text.replace(bare, run)
        run.append(bare)
    _say(text, f"\n{OPENING}", said)


def _say(text: Any, opening: str, said: str) -> None:
    for words, is_bold in ((opening, True), (f"\n{said}", False)):
        run = etree.SubElement(text, tag("r"))
        look = etree.SubElement(run, tag("rPr"))
        if is_bold:
            etree.SubElement(look, tag("b"))
        etree.SubElement(look, tag("sz"), val="9")
        etree.SubElement(look, tag("color"), indexed="81")
        etree.SubElement(look, tag("rFont"), val="Tahoma")
        etree.SubElement(look, tag("family"), val="2")
        written = etree.SubElement(run, tag("t"))
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = plain(words)
