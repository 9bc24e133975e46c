"""Workbooks of old (.xls, BIFF8 in a compound file), written record by record."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Rows = Sequence[Sequence[Any]]

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096
PLAIN, STRUCK, DAY = range(3)
MOST_IN_RECORD = 8224
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True)
class OldSheet:
    """One sheet: rows from A1, cells None when empty; rows and columns by position from 0.

    `closed_columns` are those drawn together until nothing of them shows.

    `more` are records behind those of the cells.
    """

    name: str = "Sheet1"
    rows: Rows = ()
    is_hidden: bool = False
    hidden_rows: Sequence[int] = ()
    struck_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    closed_columns: Sequence[int] = ()
    merges: Sequence[tuple[int, int, int, int]] = field(default_factory=tuple)
    errors: Sequence[tuple[int, int, int]] = ()
    more: bytes = b""


def old_workbook(*sheets: OldSheet, is_1904: bool = False, is_locked: bool = False) -> bytes:
    """Return an .xls with these sheets; texts stay texts, numbers numbers, dates dates."""
    return compound_file("Workbook", old_records(*sheets, is_1904=is_1904, is_locked=is_locked))


def old_records(
    *sheets: OldSheet,
    is_1904: bool = False,
    is_locked: bool = False,
    more: bytes = b"",
    texts_told: int | None = None,
) -> bytes:
    """Return the records of a workbook without the compound file around them.

    `more` are records before the list of sheets; `texts_told` is how many texts it says there are.
    """
    texts: dict[str, int] = {}
    bodies = [_sheet(each, texts) for each in sheets]
    head = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    if is_locked:
        head += record(0x2F, bytes(200))
    head += record(0x42, struct.pack("<H", 1200)) + record(0x22, struct.pack("<H", int(is_1904)))
    head += b"".join(_font(is_struck) for is_struck in (False, False, False, False, True))  # 0-3 and 5
    head += record(0x41E, struct.pack("<H", 164) + _long("dd/mm/yyyy"))
    head += b"".join(_style(font, form) for font, form in ((0, 0), (5, 0), (0, 164))) + more
    listed = [_long(each.name, "<B") for each in sheets]
    tail = _shared(list(texts), texts_told) + record(0x0A, b"")
    start = len(head) + sum(4 + 6 + len(name) for name in listed) + len(tail)
    for each, name, body in zip(sheets, listed, bodies, strict=True):
        head += record(0x85, struct.pack("<LBB", start, int(each.is_hidden), 0) + name)
        start += len(body)
    return head + tail + b"".join(bodies)


def compound_file(
    name: str,
    stream: bytes,
    *,
    root: str = "Root Entry",
    inside: Mapping[str, bytes] | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a compound file with one stream, others `beside` it, or a folder that has those `inside`."""
    inside = inside or beside or {}
    streams = [stream, *inside.values()]
    sizes = [max(len(each), SMALLEST_STREAM) for each in streams]
    counts = [-(-size // SECTOR) for size in sizes]
    entries = -(-(3 + len(inside)) * 128 // SECTOR)
    tables = 1
    while tables * (SECTOR // 4) < sum(counts) + tables + entries:
        tables += 1
    following = [TABLE] * tables + [tables + 1 + number for number in range(entries - 1)] + [END]
    starts = []
    for count in counts:
        starts.append(len(following))
        following += [len(following) + 1 + number for number in range(count - 1)] + [END]
    following += [FREE] * (tables * (SECTOR // 4) - len(following))
    header = struct.pack(
        "<8s16sHHHHH6sLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, tables, tables, 0, SMALLEST_STREAM, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109L", *range(tables), *[FREE] * (109 - tables))
    first = 2 if beside else 3
    directory = _entry(root, 5, END, 0, child=1)
    directory += _entry(name, 2, starts[0], sizes[0], right=2 if inside else FREE)
    if inside and not beside:
        directory += _entry("MBD00000001", 1, END, 0, child=3)
    for number, (label, start, size) in enumerate(
        zip(inside, starts[1:], sizes[1:], strict=True), start=first + 1
    ):
        directory += _entry(label, 2, start, size, right=number if number < first + len(inside) else FREE)
    directory = directory.ljust(entries * SECTOR, b"\x00")
    table = struct.pack(f"<{len(following)}L", *following)
    return (
        header
        + table
        + directory
        + b"".join(each.ljust(count * SECTOR, b"\x00") for each, count in zip(streams, counts, strict=True))
    )


def records_of_1995(rows: Rows) -> bytes:
    """Return the records of a workbook of Excel 5: letters of one byte, each text in its cell."""
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("cp1252")
                cells += record(0x204, place + struct.pack("<H", len(text)) + text)
            else:
                cells += record(0x203, place + struct.pack("<d", value))
    head = record(0x809, struct.pack("<HHHH", 0x500, 5, 0x0DBB, 0x07CC)) + record(
        0x42, struct.pack("<H", 1252)
    )
    head += record(0x31, struct.pack("<HHHHHBBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5) + b"Arial")
    head += record(0xE0, bytes(16))
    start = len(head) + 4 + 7 + 4 + 4
    head += record(0x85, struct.pack("<LBBB", start, 0, 0, 4) + b"Data") + record(0x0A, b"")
    body = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0x0DBB, 0x07CC)) + cells + record(0x0A, b"")
    return head + body


def _sheet(sheet: OldSheet, texts: dict[str, int]) -> bytes:
    data = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for column in range(max(map(len, sheet.rows), default=0)):
        is_hidden = column in sheet.hidden_columns
        width = 0 if column in sheet.closed_columns else 2340
        data += record(0x7D, struct.pack("<HHHHHH", column, column, width, 0, is_hidden, 0))
    for number in range(len(sheet.rows)):
        options = 0x100 | (0x20 if number in sheet.hidden_rows else 0)
        data += record(0x208, struct.pack("<HHHHHHL", number, 0, len(sheet.rows[number]), 255, 0, 0, options))
    for number, cells in enumerate(sheet.rows):
        style = STRUCK if number in sheet.struck_rows else PLAIN
        for column, value in enumerate(cells):
            data += _cell(number, column, style, value, texts)
    for number, column, code in sheet.errors:
        data += record(0x205, struct.pack("<HHHBB", number, column, PLAIN, code, 1))
    if sheet.merges:
        corners = [
            struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merges
        ]
        data += record(0xE5, struct.pack("<H", len(corners)) + b"".join(corners))
    return data + sheet.more + record(0x0A, b"")


def _cell(row: int, column: int, style: int, value: Any, texts: dict[str, int]) -> bytes:
    if value is None:
        return b""
    if isinstance(value, bool):
        return record(0x205, struct.pack("<HHHBB", row, column, style, int(value), 0))
    if isinstance(value, str):
        number = texts.setdefault(value, len(texts))
        return record(0xFD, struct.pack("<HHHL", row, column, style, number))
    if isinstance(value, date):
        return record(0x203, struct.pack("<HHHd", row, column, DAY, (value - EPOCH).days))
    if isinstance(value, int) and abs(value) < 1 << 28:
        return record(0x27E, struct.pack("<HHHL", row, column, style, (value << 2 | 2) & 0xFFFFFFFF))
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def _shared(texts: list[str], told: int | None) -> bytes:
    """All texts in one record and its continuations; a text cut in two goes on with a sign for its width."""
    count = len(texts) if told is None else told
    whole = struct.pack("<LL", count, count)
    parts: list[bytes] = []
    for text in texts:
        data = _long(text, "<H")
        while len(whole) + len(data) > MOST_IN_RECORD:
            room = MOST_IN_RECORD - len(whole)
            room -= (room - 3) % 2
            if room < 5:
                parts.append(whole)
                whole = b""
                continue
            parts.append(whole + data[:room])
            whole, data = b"", b"\x01" + data[room:]
        whole += data
    parts.append(whole)
    return record(0xFC, parts[0]) + b"".join(record(0x3C, part) for part in parts[1:])


def _long(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _font(is_struck: bool) -> bytes:
    data = struct.pack("<HHHHHBBBB", 220, 8 if is_struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
    return record(0x31, data + _long("Arial", "<B"))


def _style(font: int, form: int) -> bytes:
    return record(0xE0, struct.pack("<HH", font, form) + bytes(16))


def record(number: int, data: bytes) -> bytes:
    """Return one record."""
    return struct.pack("<HH", number, len(data)) + data


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    label = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16sL8s8sLLL", label, len(label), kind, 1, FREE, right, child, bytes(16), 0, bytes(8),
        bytes(8), start, size, 0,
    )  # fmt: skip
