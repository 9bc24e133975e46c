"""Undecided pairs as a workbook for a team: one row each, masked, with cells to decide in.

A hidden sheet names each pair that was asked about, with a hash of what was asked, so that whatever becomes
of the visible one, no decision lands on another pair.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format

from cakupan.identity.review.listing import Pair

SHEET, ASKED_SHEET, PERSONS_SHEET = "Tinjauan", "pasangan", "Orang"
ROW, PERSON, DECISION, REASON, DECIDER = "Baris", "Orang", "Keputusan", "Alasan", "Pemutus"
OTHER_PERSON = "Orang lain"
SAME, OTHER, UNKNOWN = "sama", "bukan", "belum tahu"
MERGE, SPLIT = "gabung", "pisah"
PERSON_LINES = 200  # that a team can write; more come in another workbook
ENTRIES = (DECISION, REASON, DECIDER)
WIDTHS = {
    ROW: 16, "Mitra": 20, "Wilayah": 14, "NIK di daftar": 19, "Nama di daftar": 24, "NIK peserta": 19,
    "Nama peserta": 24, PERSON: 9, "Yang mirip": 48, "What is alike": 48, "Pengaruh": 30, "Bobot": 8,
    "Selisih": 8, "Model": 12, DECISION: 12, REASON: 36, DECIDER: 16,
}  # fmt: skip
HEAD = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#00694E", "text_wrap": True, "border": 1}
TEXT = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1, "border_color": "#C9D5D0"}
ENTRY = {**TEXT, "bg_color": "#FFF8E7", "locked": False}
LINE_HEIGHT, LETTERS_A_LINE = 15, 46
TOO_SHORT = "Tulis alasan paling sedikit sepuluh huruf, tanpa NIK atau KPJ."


@dataclass(frozen=True, kw_only=True)
class AskedPair:
    """A pair that a workbook asks about, by the decision that left it open."""

    row_id: str
    person_no: int
    decided_load_no: int
    model_version: str

    @property
    def digest(self) -> str:
        """Hash over what is asked."""
        said = f"{self.row_id}|{self.person_no}|{self.decided_load_no}|{self.model_version}"
        return hashlib.sha256(said.encode()).hexdigest()


def write(pairs: Sequence[Pair]) -> bytes:
    """Return a workbook that asks about these pairs."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet, asked = book.add_worksheet(SHEET), book.add_worksheet(ASKED_SHEET)
    head, text, entry = (book.add_format(look) for look in (HEAD, TEXT, ENTRY))
    for column, (heading, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    for number, pair in enumerate(pairs, start=1):
        cells = _cells(pair)
        lines = max(-(-len(cells[name]) // LETTERS_A_LINE) for name in ("Yang mirip", "What is alike"))
        sheet.set_row(number, LINE_HEIGHT * max(2, lines))
        for column, heading in enumerate(WIDTHS):
            if heading in ENTRIES:
                sheet.write_blank(number, column, None, entry)
            else:
                sheet.write_string(number, column, cells[heading], text)
    last = max(len(pairs), 1)
    decision = list(WIDTHS).index(DECISION)
    sheet.data_validation(
        1, decision, last, decision,
        {
            "validate": "list",
            "source": [SAME, OTHER, UNKNOWN],
            "error_title": DECISION,
            "error_message": "Pilih: sama, bukan, atau belum tahu.",
        },
    )  # fmt: skip
    sheet.data_validation(
        1, decision + 1, last, decision + 1,
        {"validate": "length", "criteria": ">=", "value": 10, "error_message": TOO_SHORT},
    )  # fmt: skip
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(WIDTHS) - 1)
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    _write_persons(book.add_worksheet(PERSONS_SHEET), head, entry)
    _write_asked(asked, pairs)
    book.close()
    return stream.getvalue()


def _write_persons(sheet: xlsxwriter.worksheet.Worksheet, head: Format, entry: Format) -> None:
    """Lines in which numbers of persons are made one, or one that was made another's its own again."""
    for column, heading in enumerate((PERSON, OTHER_PERSON, *ENTRIES)):
        sheet.set_column(column, column, WIDTHS.get(heading, WIDTHS[PERSON]))
        sheet.write_string(0, column, heading, head)
        for line in range(1, PERSON_LINES + 1):
            sheet.write_blank(line, column, None, entry)
    sheet.data_validation(
        1, 2, PERSON_LINES, 2,
        {
            "validate": "list",
            "source": [MERGE, SPLIT],
            "error_title": DECISION,
            "error_message": "Pilih: gabung atau pisah.",
        },
    )  # fmt: skip
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def asked_about(pair: Pair) -> AskedPair:
    """Return what identifies a pair for as long as nothing new is decided about its row."""
    return AskedPair(
        row_id=pair.row_id,
        person_no=pair.person_no,
        decided_load_no=pair.decided_load_no,
        model_version=pair.model_version or "",
    )


def _write_asked(sheet: xlsxwriter.worksheet.Worksheet, pairs: Sequence[Pair]) -> None:
    for number, pair in enumerate(pairs):
        each = asked_about(pair)
        cells = (each.row_id, each.person_no, each.decided_load_no, each.model_version, each.digest)
        for column, value in enumerate(cells):
            sheet.write_string(number, column, str(value))
    sheet.protect()
    sheet.hide()


def _cells(pair: Pair) -> dict[str, str]:
    return {
        ROW: pair.row_id,
        "Mitra": pair.partner_id,
        "Wilayah": pair.place_code or "",
        "NIK di daftar": pair.nik or "",
        "Nama di daftar": pair.name or "",
        "NIK peserta": pair.person_nik or "",
        "Nama peserta": pair.person_name or "",
        PERSON: str(pair.person_no),
        "Yang mirip": "; ".join(pair.reasons),
        "What is alike": "; ".join(pair.reasons_en),
        "Pengaruh": pair.effect,
        "Bobot": "" if pair.weight is None else str(pair.weight).replace(".", ","),
        "Selisih": "" if pair.lead is None else str(pair.lead).replace(".", ","),
        "Model": pair.model_version or "",
    }
