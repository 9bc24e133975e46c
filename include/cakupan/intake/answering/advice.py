"""What a partner may do about a finding, with a value where one can be worked out; we never apply it."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cakupan import indonesian
from cakupan.intake.answering import nearby, suggestions, words
from cakupan.intake.answering.facts import Facts, JudgedRow, ReceiptFinding
from cakupan.intake.judging import rules
from cakupan.intake.judging.fields.nik import PROVINCES

LOOKALIKES = str.maketrans("OolIiBSs|", "001118551")
SPACING = re.compile(r"[\s.,'’‘`´\-\u200b\ufeff]")
THREE_NUMBERS = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")
MOST_OTHERS = 8
FIELDS_NEEDED = (
    "nik", "tanggal_lahir", "tempat_tanggal_lahir", "desa_kelurahan", "kecamatan", "place_desa",
    "place_kecamatan", "mulai_magang", "akhir_magang", "mulai_proyek", "selesai_proyek",
)  # fmt: skip
SEXES = {"L": "L (laki-laki)", "P": "P (perempuan)"}
Cells = Mapping[str, str]


def nik_meant(text: str) -> str | None:
    """Return the NIK that a text becomes when letters are read as the digits they look like."""
    plain = SPACING.sub("", text)
    meant = plain.translate(LOOKALIKES)
    return meant if meant != plain and nik_says(meant, date.max)[0] else None


def nik_says(nik: str, on: date) -> tuple[date | None, str | None]:
    """Return the birth date and sex that a well-formed NIK holds; the century is what fits the day."""
    if not (len(nik) == 16 and nik.isascii() and nik.isdigit() and int(nik[:2]) in PROVINCES):
        return None, None
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    full = year + 2000 if on.year - (year + 2000) >= 10 and on.year < date.max.year else year + 1900
    try:
        return date(full, month, day - 40 if day > 40 else day), "P" if day > 40 else "L"
    except ValueError:
        return None, None


@dataclass(kw_only=True)
class Advisor:
    """Advice on the findings of one submission; `cells` are the texts of rows that have any."""

    facts: Facts
    cells: Mapping[tuple[int, int], Cells]
    _general: Mapping[str, str] = field(default_factory=suggestions.advice)
    _same_nik: dict[str, list[JudgedRow]] = field(default_factory=lambda: defaultdict(list))
    _first: dict[str, JudgedRow] = field(default_factory=dict)
    _said: dict[ReceiptFinding, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which rows share a NIK, and the first accepted one of each."""
        for row in self.facts.rows:
            if row.nik:
                self._same_nik[row.nik].append(row)
            if row.verdict == "accepted":
                self._first.setdefault(row.identity, row)

    def on(self, finding: ReceiptFinding) -> str:
        """Return what to do about a finding: what can be said of this very cell, then what holds for all."""
        if finding not in self._said:
            own, general = self._own(finding), self._general.get(finding.code, "")
            self._said[finding] = f"{own} {general}".strip() if own else general
        return self._said[finding]

    def on_repeat(self, row: JudgedRow) -> str:
        """Return what to do about a row that is there already."""
        first = self._first.get(row.identity)
        return (
            f"Sama dengan {self._place(first, row.sheet_no)}. {words.REPEATED_ADVICE}"
            if first
            else words.REPEATED_ADVICE
        )

    def _own(self, finding: ReceiptFinding) -> str:
        if finding.code in rules.COLUMN_RULES:
            return self._column_meant(finding)
        special = SPECIAL.get(finding.code)
        if special is None or finding.sheet_no is None or finding.row_number is None:
            return ""
        cells = self.cells.get((finding.sheet_no, finding.row_number))
        return special(self, finding, cells) if cells is not None else ""

    def _column_meant(self, finding: ReceiptFinding) -> str:
        sheet = next((each for each in self.facts.sheets if each.sheet_no == finding.sheet_no), None)
        columns = sheet.columns if sheet else ()
        own = next((each for each in columns if each["number"] == finding.column_number), None)
        return rules.hint(finding.code, own.get("suggestion")) if own else ""

    def _letters(self, finding: ReceiptFinding, cells: Cells) -> str:
        meant = nik_meant(cells.get("nik", ""))
        return f"Mungkin maksudnya {meant} (ada huruf yang mirip angka)." if meant else ""

    def _birth(self, finding: ReceiptFinding, cells: Cells) -> str:
        born, _ = nik_says(SPACING.sub("", cells.get("nik", "")), self.facts.valid_from)
        return f"Menurut NIK: {born:%d-%m-%Y}." if born else ""

    def _sex(self, finding: ReceiptFinding, cells: Cells) -> str:
        _, sex = nik_says(SPACING.sub("", cells.get("nik", "")), self.facts.valid_from)
        return f"Menurut NIK: {SEXES[sex]}." if sex else ""

    def _date(self, finding: ReceiptFinding, cells: Cells) -> str:
        name = self._field(finding)
        if name in ("tanggal_lahir", "tempat_tanggal_lahir", None) and (said := self._birth(finding, cells)):
            return said
        match = THREE_NUMBERS.search(cells.get(name or "tanggal_lahir", ""))
        readings = _readings(*match.groups()) if match else []
        return (
            f"Mungkin maksudnya {' atau '.join(indonesian.day(each) for each in readings)}."
            if readings
            else ""
        )

    def _place_meant(self, finding: ReceiptFinding, cells: Cells) -> str:
        district = cells.get("kecamatan") or cells.get("place_kecamatan") or ""
        village = cells.get("desa_kelurahan") or cells.get("place_desa") or ""
        near = nearby.candidates(self.facts.area_code, district, village)
        return f"Mungkin maksudnya: {'; '.join(near)}." if near else ""

    def _shared(self, finding: ReceiptFinding, cells: Cells) -> str:
        own = next(
            (
                row
                for row in self._same_nik.get(SPACING.sub("", cells.get("nik", "")), [])
                if (row.sheet_no, row.row_number) == (finding.sheet_no, finding.row_number)
            ),
            None,
        )
        if own is None:
            return ""
        others = [self._place(row, own.sheet_no) for row in self._same_nik[own.nik or ""] if row is not own]
        more = f" dan {len(others) - MOST_OTHERS} baris lain" if len(others) > MOST_OTHERS else ""
        return f"NIK yang sama ada di {', '.join(others[:MOST_OTHERS])}{more}." if others else ""

    def _place(self, row: JudgedRow, sheet_no: int) -> str:
        names = {each.sheet_no: each.sheet_name for each in self.facts.sheets}
        on_sheet = f" lembar '{names.get(row.sheet_no, '')}'" if row.sheet_no != sheet_no else ""
        return f"baris {row.row_number}{on_sheet}"

    def _field(self, finding: ReceiptFinding) -> str | None:
        sheet = next((each for each in self.facts.sheets if each.sheet_no == finding.sheet_no), None)
        return sheet.field_of(finding.column_number) if sheet else None


SPECIAL: dict[str, Callable[[Advisor, ReceiptFinding, Cells], str]] = {
    "NIK_FORMAT": Advisor._letters,
    "NIK_TGL_BEDA": Advisor._birth,
    "NIK_JK_BEDA": Advisor._sex,
    "TANGGAL_TIDAK_SAH": Advisor._date,
    "TANGGAL_MERAGUKAN": Advisor._date,
    "WILAYAH_TAK_DIKENAL": Advisor._place_meant,
    "WILAYAH_GANDA": Advisor._place_meant,
    "NIK_DIPAKAI_BERSAMA": Advisor._shared,
}


def _readings(first: str, second: str, year: str) -> list[date]:
    """The days that three numbers can be, the day or the month coming first."""
    days = []
    for day, month in ((first, second), (second, first)):
        try:
            each = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if each not in days:
            days.append(each)
    return days
