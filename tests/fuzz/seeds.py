"""Honest files of every form, from which fuzzing starts. Nobody in them exists."""

import io
import zipfile
from datetime import date

from builders import SheetSpec, nik, text_file, workbook
from format_builders import open_document, packed_workbook, web_page, xml_workbook
from xls_builders import OldSheet, old_records, old_workbook

BORN = date(1987, 8, 12)
HEADER = ["No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Pekerjaan", "Desa", "Kecamatan", "No HP"]
PEOPLE = [
    [number, nik(BORN, number), f"ORANG {number}", "12-08-1987", "L", "petani", "Kalisapu", "Slawi", "0812"]
    for number in range(1, 9)
]
ROWS = [
    ["DAFTAR PEKERJA RENTAN"],
    ["BULAN OKTOBER 2024"],
    HEADER,
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    ["DESA KALISAPU"],
    *PEOPLE,
    ["JUMLAH", None, 8],
    [9, float(nik(BORN, 9)), "ORANG 9", date(1987, 8, 12), "P", "3.32899E+15", "-", "?", "'08"],
]
PROJECTS = [
    ["Nama Proyek", "Nilai Kontrak", "Tanggal Mulai", "Tanggal Selesai", "Jumlah Tenaga Kerja"],
    ["JALAN", "1.000.000,00", "01-01-2024", "31-12-2024", "12"],
    ["JEMBATAN", "2e9", "45292", "45657", "7"],
]


def seeds() -> dict[str, bytes]:
    """Return a file of each form by name; the part before the first dash is the form."""
    texts = [[cell if cell is None else str(cell) for cell in row] for row in ROWS]
    merged = SheetSpec(rows=ROWS, merges=[(0, 0, 0, 5)])
    hidden = SheetSpec(name="Lain", rows=PROJECTS, is_hidden=True)
    return {
        "xlsx-list": workbook(merged, hidden),
        "xlsx-projects": workbook(SheetSpec(rows=PROJECTS)),
        "xlsx-packed": packed_workbook(_sheet_xml(), properties="date1904='1'"),
        "ods-list": open_document(ROWS, PROJECTS),
        "html-list": web_page(texts),
        "html-wide": web_page(texts, "utf-16"),
        "xml-list": xml_workbook(ROWS),
        "xls-list": old_workbook(OldSheet(rows=ROWS, hidden_rows=[3]), OldSheet(name="B", rows=PROJECTS)),
        "biff-list": old_records(OldSheet(rows=ROWS, struck_rows=[5])),
        "text-semicolon": text_file(texts),
        "text-comma": text_file(texts, ",", "utf-8-sig", "\n"),
        "text-tab": text_file(texts, "\t", "utf-16", "\r"),
        "text-bar": text_file(texts, "|", "cp1252"),
        "zip-archive": _archive(workbook(merged), text_file(texts)),
    }


def _sheet_xml() -> str:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in enumerate(cells)
            if cell is not None
        )
        + "</row>"
        for number, cells in enumerate(ROWS, start=1)
    )
    return f'<dimension ref="A1:I{len(ROWS)}"/><sheetData>{rows}</sheetData>'


def _archive(*members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(members):
            archive.writestr(f"berkas{number}", data)
    return buffer.getvalue()
