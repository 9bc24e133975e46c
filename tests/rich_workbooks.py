"""A roster as a real office makes it: letterhead, picture, merges, formulas, remarks, several sheets."""

import io
import struct
import zlib
from datetime import date
from typing import Any

import xlsxwriter
from builders import nik

BORN = date(1987, 8, 12)
HEADER = ("No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Pekerjaan", "Desa", "Iuran")
WIDTHS = (5, 20, 26, 12, 6, 14, 14, 12)
HEADER_ROW, FIRST_ROW = 5, 7
YELLOW = "#FFFF00"
SUM = 403_200


def picture(width: int = 60, height: int = 60, colour: tuple[int, int, int] = (0, 120, 60)) -> bytes:
    """Return a PNG of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        length, check = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(kind + content))
        return length + kind + content + check

    about = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(colour) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", about) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def letterhead(people: int = 24, changes: dict[tuple[int, int], Any] | None = None) -> bytes:
    """Return the roster; `changes` are cells by row and column from 1 that hold something else."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _roster(book, people, changes or {})
        table = book.add_worksheet("Tabel")
        table.add_table("A1:B3", {"name": "Kode", "columns": [{"header": "Kode"}, {"header": "Arti"}]})
        table.write_column("A2", ["1", "2"])
        hidden = book.add_worksheet("Sandi")
        hidden.write("A1", "x")
        hidden.hide()
        book.define_name("Pertama", "='Kec. Slawi'!$A$1")
    return buffer.getvalue()


def _roster(book: Any, people: int, changes: dict[tuple[int, int], Any]) -> None:
    sheet = book.add_worksheet("Kec. Slawi")
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center", "valign": "vcenter"}
        ),
        "cell": book.add_format({"border": 1}),
        "yellow": book.add_format({"border": 1, "bg_color": YELLOW, "bold": True}),
        "money": book.add_format({"border": 1, "num_format": "#,##0"}),
    }
    sheet.insert_image("A1", "lambang.png", {"image_data": io.BytesIO(picture())})
    sheet.merge_range("C1:H1", "PEMERINTAH KABUPATEN TEGAL", formats["title"])
    sheet.merge_range("C2:H2", "DAFTAR PEKERJA RENTAN BULAN OKTOBER 2024", formats["title"])
    for column, (text, width) in enumerate(zip(HEADER, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.merge_range(HEADER_ROW - 1, column, HEADER_ROW, column, text, formats["head"])
    for number in range(1, people + 1):
        row = FIRST_ROW + number - 2
        cells = [
            number,
            nik(BORN, number),
            f"ORANG {number}",
            "12-08-1987",
            "L",
            "petani",
            "Kalisapu",
            16_800,
        ]
        for column, cell in enumerate(cells):
            look = "money" if column == 7 else "yellow" if (row, column) == (9, 1) else "cell"
            sheet.write(row, column, changes.get((row + 1, column + 1), cell), formats[look])
    last = FIRST_ROW + people - 1
    sheet.write(last, 0, "Jumlah", formats["cell"])
    sheet.write_formula(last, 7, f"=SUM(H{FIRST_ROW}:H{last})", formats["money"], SUM)
    sheet.write_comment("C9", "Cek lagi ya", {"author": "Bu Siti"})
    above = {"type": "cell", "criteria": ">", "value": 20_000, "format": book.add_format({"bg_color": "red"})}
    sheet.conditional_format(f"H{FIRST_ROW}:H{last}", above)
    sheet.data_validation(f"E{FIRST_ROW}:E{last}", {"validate": "list", "source": ["L", "P"]})
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW - 1, HEADER_ROW)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("Halaman &P")
