"""Templates as a test orders them, and as a careful secretary fills them in."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from builders import nik
from cakupan.contracts import roster
from cakupan.intake.template.columns import columns
from cakupan.intake.template.look import FIRST_ROW
from cakupan.intake.template.workbook import SHEET, TemplateOrder, template

TODAY = date(2024, 11, 4)
BORN = date(1987, 8, 12)
AREA = "33.28"
NAMES = ("SUPARNO", "SITI AMINAH", "BUDI SANTOSO")
COUNTS = {"count": 40, "amount": 1_500_000}
DATES = {"mulai_magang": date(2024, 10, 1), "akhir_magang": date(2024, 12, 31)}


def order(kind: str, **terms: Any) -> TemplateOrder:
    """Return an order of Kabupaten Tegal for October 2024, unless told otherwise."""
    return TemplateOrder(kind=kind, today=TODAY, **{"area_code": AREA, "period": "2024-10", **terms})


def opened(data: bytes) -> openpyxl.Workbook:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def row_of(kind: str, number: int, area_code: str | None) -> list[Any]:
    """What a careful secretary writes into each column for one person, company or project."""
    is_woman = number == 1
    person = {
        "no_urut": number + 1,
        "nik": nik(BORN, number + 1, is_woman=is_woman),
        "nama": NAMES[number],
        "tanggal_lahir": BORN,
        "jenis_kelamin": "Perempuan" if is_woman else "Laki-laki",
        "kpj": f"0{number}123456789",
        "provinsi": "Jawa Tengah",
        "kabupaten_kota": "Kabupaten Tegal",
        "kecamatan": "Slawi",
        "desa_kelurahan": "Dukuh Salam",
        "nama_perusahaan": f"PT {NAMES[number]}",
        "nama_proyek": f"Jembatan {NAMES[number]}",
        "npp": f"1507095{number}",
        **DATES,
    }
    asked = columns_of(kind, area_code)
    return [person.get(each.field, COUNTS.get(each.reading, each.example)) for each in asked]


def columns_of(kind: str, area_code: str | None = AREA) -> tuple[Any, ...]:
    """Return the columns of a template of this kind."""
    return columns(roster.contract(kind), area_code)


def filled(kind: str, path: Path, area_code: str | None = AREA) -> Path:
    """Write a template of this kind with a row for each of NAMES."""
    book = opened(template(order(kind, area_code=area_code)))
    for number in range(len(NAMES)):
        for position, value in enumerate(row_of(kind, number, area_code), start=1):
            book[SHEET].cell(FIRST_ROW + 1 + number, position, value)
    book.save(path)
    return path
