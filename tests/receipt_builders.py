"""Marks and a summary as tests of the receipt describe them, and what is in the workbook then."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest.mock import patch

from cakupan.intake.answering import editor, page
from cakupan.intake.answering.page import ReceiptContent
from cakupan.intake.rows.marks import ADDED_HEADERS
from cakupan.workbooks.a1 import place_of
from cakupan.workbooks.editing.marked import CellMark, RowMark, SheetMarks
from cakupan.workbooks.editing.sheet_order import ORDER
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.merge import MergedCellRange

MAX_BYTES = 100_000_000
CONTENT = ReceiptContent(
    title="Tanda terima daftar mitra",
    partner="Pemerintah Kabupaten Tegal (pemda-33.28)",
    outcome="DITERIMA DENGAN CATATAN",
    outcome_look="outcome",
    facts=(("Nomor kiriman", "S000001"), ("Nama berkas", "daftar.xlsx")),
    actions=("Perbaiki.",),
    has_marks=True,
)


def marks(*cells: CellMark, header_row: int = 5, rows: range = range(7, 31), **about: Any) -> SheetMarks:
    """Return marks of the roster of rich_workbooks: a status for every row, a reason for marked ones."""
    worst = {each.row: each for each in cells}
    return SheetMarks(
        headings=ADDED_HEADERS,
        **{"sheet_no": 1, "sheet_name": "Kec. Slawi", **about},
        header_row=header_row,
        cells=cells,
        rows=tuple(_row(row, worst.get(row)) for row in rows),
    )


def _row(number: int, mark: CellMark | None) -> RowMark:
    if mark is None:
        return RowMark(row=number, status="Sah")
    return RowMark(
        row=number, status="Tidak sah", severity=mark.severity, reason=mark.text, advice="Periksa KTP."
    )


def bad_nik(row: int = 8, text: str = "NIK bukan 16 digit angka.") -> CellMark:
    """Return a mark on a NIK."""
    return CellMark(row=row, column=2, severity="error", text=text)


def edited(data: bytes, *sheets: SheetMarks) -> bytes:
    """Return a workbook with marks and a short summary."""
    return editor.edit(data, sheets or (marks(bad_nik()),), _summary, MAX_BYTES)


def _summary(notes: Any) -> Any:
    return page.lines(replace(CONTENT, notes=tuple(notes)))


def opened(data: bytes) -> Any:
    """Open a workbook as another program does, but for the borders openpyxl draws around merged cells."""
    with patch.object(MergedCellRange, "format", lambda merged: None):  # takes longer than all the rest
        return load_workbook(io.BytesIO(data), keep_vba=False)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    """Return a workbook in which parts are others, or gone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**parts(data), **changed}.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def faults(data: bytes) -> Iterator[str]:
    """Name what an office program would call damage: unknown parts, open ends, elements out of order."""
    found = parts(data)
    types = etree.fromstring(found["[Content_Types].xml"])
    known = {each.get("PartName", "").lstrip("/") for each in types}
    extensions = {each.get("Extension") for each in types if each.get("Extension")} - {"xml"}
    parts_alone = {name for name in found if name.split(".")[-1] not in extensions} - {"[Content_Types].xml"}
    yield from (f"no type: {name}" for name in parts_alone - known)
    yield from (f"typed but absent: {name}" for name in known - {""} if name not in found)
    for name, content in found.items():
        if name.endswith(".rels"):
            yield from _open_ends(name, content, found)
        if re.match(r"xl/worksheets/[^/]+\.xml$", name):
            yield from _sheet_faults(name, etree.fromstring(content))
        if re.match(r"xl/comments[^/]*\.xml$", name):
            cells = [each.get("ref") for each in etree.fromstring(content).iter("{*}comment")]
            if cells != sorted(set(cells), key=place_of):
                yield f"{name}: comments out of order"
        if name.endswith(".vml"):
            yield from _drawing_faults(name, content.decode())


def _open_ends(name: str, content: bytes, found: dict[str, bytes]) -> Iterator[str]:
    owner = name.replace("_rels/", "").removesuffix(".rels")
    for each in etree.fromstring(content):
        target = each.get("Target")
        folder = owner.rsplit("/", 1)[0] if "/" in owner else ""
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        while "/../" in path:
            path = re.sub(r"[^/]+/\.\./", "", path, count=1)
        if each.get("TargetMode") != "External" and path not in found:
            yield f"{name} leads to {target}"


def _drawing_faults(name: str, content: str) -> Iterator[str]:
    blocks = {int(block) for found in re.findall(r'data="([\d,]+)"', content) for block in found.split(",")}
    numbers = [int(number) for number in re.findall(r'<v:shape id="_x0000_s(\d+)"', content)]
    if len(numbers) != len(set(numbers)):
        yield f"{name}: a number for two shapes"
    if not {number // 1024 for number in numbers} <= blocks:
        yield f"{name}: a shape outside the blocks"


def _sheet_faults(name: str, sheet: Any) -> Iterator[str]:
    order = [ORDER[etree.QName(each).localname] for each in sheet if isinstance(each.tag, str)]
    if order != sorted(order):
        yield f"{name}: elements out of order"
    for row in sheet.iter("{*}row"):
        columns = [re.sub(r"\d", "", cell.get("r")) for cell in row.iter("{*}c") if cell.get("r")]
        if columns != sorted(columns, key=lambda letters: (len(letters), letters)):
            yield f"{name}: cells out of order in row {row.get('r')}"
    numbers = [int(row.get("r")) for row in sheet.iter("{*}row")]
    if numbers != sorted(set(numbers)):
        yield f"{name}: rows out of order"
    low = [(int(each.get("min")), int(each.get("max"))) for each in sheet.iter("{*}col")]
    if any(after[0] <= before[1] for before, after in pairwise(low)):
        yield f"{name}: columns overlap"
