"""A partner's own .xlsx with our marks: only parts that need it change, every other stays byte for byte."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from cakupan.intake.answering import page_xml
from cakupan.intake.answering.page import Line
from cakupan.intake.rows.marks import SUMMARY_SHEET, is_summary
from cakupan.workbooks.a1 import OddNameError
from cakupan.workbooks.editing import comments, joined, sheet_xml
from cakupan.workbooks.editing.cells import tag
from cakupan.workbooks.editing.drawing import identity
from cakupan.workbooks.editing.marked import SheetMarks
from cakupan.workbooks.editing.package import (
    MAIN,
    OFFICE,
    WORKBOOK_TYPE,
    Package,
    PackageError,
    Relations,
    pack,
    parse,
    to_bytes,
    unpack,
)
from cakupan.workbooks.editing.styles import Styles

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SUMMARY_PART = "xl/worksheets/sheetCakupan{}.xml"
MACROS_DROPPED = (
    "Makro pada berkas Anda tidak disertakan: kami tidak dapat menjamin isinya. Daftar, rumus beserta"
    " nilainya, dan bentuknya tidak berubah."
)
SELECTED = re.compile(rb'\stabSelected\s*=\s*["\'](?:1|true)["\']')
FOREIGN_FILLS = (b"LibreOffice", b"OpenOffice")  # they write a background of their own behind every fill

Summary = Callable[[Sequence[str]], Sequence[Line]]


def edit(data: bytes, sheets: Sequence[SheetMarks], summary: Summary, max_bytes: int) -> bytes:
    """Return the workbook marked, with the summary as its last sheet; `summary` is told what else was done.

    Raises:
        PackageError: something about the package is not as such packages are; nothing was lost.
    """
    package = unpack(data, max_bytes)
    workbook_part = _single(package.relations("").targets("officeDocument"), "workbook")
    workbook = parse(package.part(workbook_part))
    if workbook.tag != tag("workbook"):
        raise PackageError("a workbook of another namespace")
    relations = package.relations(workbook_part)
    styles_part = _single(relations.targets("styles"), "styles")
    styles = Styles(package.part(styles_part))
    parts = _sheet_parts(workbook, relations)
    if any(marks.added for marks in sheets) or any(is_summary(name) for name, _ in parts):
        application = package.parts.get("docProps/app.xml", b"")
        styles.unmark(keeps_background=not any(name in application for name in FOREIGN_FILLS))
    for marks in sheets:
        _mark_sheet(package, relations, _part_of(parts, marks), marks, styles)
    notes = [MACROS_DROPPED] if _drop_macros(package, workbook_part, relations) else []
    lines = summary(notes)
    active = _place_summary(package, workbook, relations, page_xml.render(lines, styles))
    _select(package, workbook, active, parts)
    package.parts[styles_part] = styles.to_bytes()
    package.parts[workbook_part] = to_bytes(workbook)
    return pack(package)


def _single(targets: Sequence[tuple[str, str]], what: str) -> str:
    if len(targets) != 1:
        raise PackageError(f"{len(targets)} parts for {what}")
    return targets[0][1]


def _sheet_parts(workbook: Any, relations: Relations) -> list[tuple[str, str]]:
    """Name and part of each sheet in the order of the workbook; charts and others included."""
    parts = {
        each: part
        for kind in ("worksheet", "chartsheet", "dialogsheet")
        for each, part in relations.targets(kind)
    }
    named_parts = [
        (each.get("name", ""), parts.get(identity(each)))
        for each in workbook.iterfind(f"{tag('sheets')}/{tag('sheet')}")
    ]
    if not named_parts or None in [part for _, part in named_parts]:
        raise PackageError("a sheet that is no worksheet")  # macro sheets of the nineties among them
    return [(name, part or "") for name, part in named_parts]


def _part_of(parts: Sequence[tuple[str, str]], marks: SheetMarks) -> str:
    named = [part for name, part in parts if name.strip() == marks.sheet_name]
    if len(named) == 1:
        return named[0]
    if marks.sheet_no <= len(parts) and not named:
        return parts[marks.sheet_no - 1][1]
    raise PackageError("a sheet that cannot be told from another")


def _mark_sheet(package: Package, relations: Relations, part: str, marks: SheetMarks, styles: Styles) -> None:
    sheet = parse(package.part(part))
    if sheet.tag != tag("worksheet"):
        raise PackageError("a sheet without cells")
    if joined.has_joined_rows(package, relations, sheet, {each.row for each in marks.rows}):
        raise PackageError("a row that stands whole in one cell")
    try:
        sheet_xml.mark(sheet, marks, styles)
        comments.write(package, part, sheet, marks.cells, sheet_xml.grid(sheet))
    except OddNameError as error:
        raise PackageError("a cell with an odd name") from error
    package.parts[part] = to_bytes(sheet)


def _drop_macros(package: Package, workbook_part: str, relations: Relations) -> bool:
    """Leave out programs and what calls them, and a signature that no longer holds."""
    dropped = relations.drop("vbaProject")
    top = package.relations("")
    callers = [part for kind in ("extensibility", "userCustomization", "origin") for part in top.drop(kind)]
    for part in (*dropped, *callers):
        package.remove(part)
    package.set_type(workbook_part, WORKBOOK_TYPE)
    return bool(dropped)


def _place_summary(package: Package, workbook: Any, relations: Relations, content: bytes) -> int:
    """Write the summary where an earlier receipt had it, else as the last sheet; return its position."""
    sheets = workbook.find(tag("sheets"))
    targets = dict(relations.targets("worksheet"))
    for position, sheet in enumerate(sheets):
        if is_summary(sheet.get("name", "")) and identity(sheet) in targets:
            package.parts[targets[identity(sheet)]] = content
            sheet.attrib.pop("state", None)
            return position
    part = package.free_name(SUMMARY_PART)
    package.parts[part] = content
    package.set_type(part, SHEET_TYPE)
    highest = max(int(sheet.get("sheetId", "0")) for sheet in sheets)
    about = {"name": SUMMARY_SHEET, "sheetId": str(highest + 1)}
    element = etree.SubElement(sheets, tag("sheet"), about, nsmap={"r": OFFICE})
    element.set(f"{{{OFFICE}}}id", relations.add("worksheet", part))
    return len(sheets) - 1


def _select(package: Package, workbook: Any, active: int, parts: Sequence[tuple[str, str]]) -> None:
    """Open on the summary alone: of two selected sheets, what is typed into one goes into both."""
    for name, part in parts:
        if not is_summary(name):
            head, start, rest = package.part(part).partition(b"<sheetData")
            package.parts[part] = SELECTED.sub(b"", head) + start + rest
    views = workbook.find(tag("bookViews"))
    if views is None:
        views = etree.Element(f"{{{MAIN}}}bookViews")
        workbook.find(tag("sheets")).addprevious(views)
    if not len(views):
        etree.SubElement(views, tag("workbookView"))
    views[0].set("activeTab", str(active))
    views[0].attrib.pop("firstSheet", None)
