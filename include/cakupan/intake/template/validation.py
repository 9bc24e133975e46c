"""What may be typed into each column of a template, and what the cell says about it."""

from collections.abc import Mapping
from typing import Any

from cakupan.intake.template.columns import TemplateColumn
from cakupan.intake.template.look import FIRST_ROW
from cakupan.workbooks.a1 import name_of

MOST_MESSAGE = 255
FIRST_DAY = "=DATE(1900,1,1)"
OPEN_LISTS = ("occupations", "districts", "villages", "regencies", "fundings")
PATTERNS = {
    "digits16": (
        "=AND(LEN({cell})=16,ISNUMBER(-{cell}))",
        "NIK terdiri atas 16 angka. Periksa kembali sesuai KTP.",
    ),
    "kpj": (
        "=AND(LEN({cell})>=8,LEN({cell})<=13,ISNUMBER(-{cell}))",
        "Nomor KPJ terdiri atas 11 angka.",
    ),
    "npp": ("=LEN({cell})=8", "NPP terdiri atas 8 huruf atau angka, misalnya 15070955."),
}


def rule(column: TemplateColumn, position: int, ranges: Mapping[str, str]) -> dict[str, Any]:
    """Return the validation of a column; `ranges` are where the drop-down lists stand."""
    said = {"input_title": column.header[:32], "input_message": column.meaning[:MOST_MESSAGE]}
    return {**_check(column, position, ranges), **said, "ignore_blank": True}


def _check(column: TemplateColumn, position: int, ranges: Mapping[str, str]) -> dict[str, Any]:
    if column.choices and column.choices in ranges:
        is_open = column.choices in OPEN_LISTS
        return {
            "validate": "list",
            "source": ranges[column.choices],
            "error_type": "warning" if is_open else "stop",
            **_error("Isian ini tidak ada dalam daftar pilihan."),
        }
    if column.pattern:
        formula, message = PATTERNS[column.pattern]
        cell = name_of(FIRST_ROW + 1, position + 1)
        return {"validate": "custom", "value": formula.format(cell=cell), **_error(message)}
    return _check_reading(column)


def _check_reading(column: TemplateColumn) -> dict[str, Any]:
    if column.reading == "date" and column.field == "tanggal_lahir":
        message = "Tulis tanggal lahir sebagai hari/bulan/tahun, misalnya 12/08/1987."
        bounds = {"criteria": "between", "minimum": FIRST_DAY, "maximum": "=TODAY()"}
        return {"validate": "date", **bounds, **_error(message)}
    if column.reading == "date":
        message = "Tulis tanggal sebagai hari/bulan/tahun, misalnya 31/12/2024."
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **_error(message)}
    if column.reading == "count":
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            **_error("Isi dengan angka bulat, tanpa kata-kata."),
        }
    if column.reading == "amount":
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            **_error("Isi dengan angka saja, tanpa Rp."),
        }
    return {"validate": "any"}


def _error(message: str) -> dict[str, str]:
    return {"error_title": "Periksa isian", "error_message": message}
