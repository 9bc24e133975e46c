"""Numbers a list states about itself: in its total rows, in its title, in a cover text."""

import re
from collections.abc import Sequence
from functools import cache

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading import headers
from cakupan.intake.reading.headers import HeaderMapping
from cakupan.intake.reading.sheets import shapes
from cakupan.intake.reading.sheets.structure import SheetRow
from cakupan.workbooks.model import Sheet

NUMBER = re.compile(r"^\d{1,3}(?:\.\d{3})+$|^\d+$")
MONEY = re.compile(
    r"(?:rp[\s.]*)?(?:[1-9]\d{0,2}(?:[.,]\d{3}){1,3}|[1-9]\d{3,8})(?:,-|[.,]\d\d)?", re.IGNORECASE
)
LOOKED_AT = 50  # cells of a column
LONGEST_NUMBER = 17  # signs: a total of more than 10^12 is no head count
UNIT = (
    r"(?:orang|jiwa|peserta|pekerja|tenaga kerja|tk|org|perusahaan|proyek|paket|anggota|nelayan|petani|kader)"
)
COUNTED = re.compile(rf"\s*{UNIT}\W*$", re.IGNORECASE)
IN_TOTAL = re.compile(rf"[:=]\s*(\d[\d.]*)|(\d[\d.]*)\s*{UNIT}\b|^\W*\w+\s+(\d[\d.]*)\W*$", re.IGNORECASE)
IN_TEXT = re.compile(
    rf"\b(?:sebanyak|sejumlah|berjumlah|jumlah(?:\s+\w+){{0,3}}\s*[:=]|total(?:\s+\w+){{0,3}}\s*[:=])\s*(\d[\d.]*)\s*"
    rf"(?:\([^()]*\)\s*)?{UNIT}\b",
    re.IGNORECASE,
)  # fmt: skip
OTHER_YEARS = re.compile(r"\btahun (?:lalu|sebelumnya)\b|\btarget\b|\bkuota\b|\brp\b", re.IGNORECASE)


def of_total(sheet: Sheet, row: int, mapping: HeaderMapping, contract: RosterContract) -> int | None:
    """Return the number a total row states: of the controlled column, in its text, or its only head count."""
    total_row = SheetRow.of(sheet, row)
    if contract.control:
        return _number(total_row.cells[mapping.columns[contract.control]])
    text = shapes.total_text(total_row.written)
    if text is None or shapes.PARTIAL.search(text[0]):
        return None
    if match := IN_TOTAL.search(text[0]):
        return _number(next(part for part in match.groups() if part).rstrip("."))
    amounts = [column for column in total_row.columns if _is_amount(sheet, column, mapping.bottom, row)]
    counts = [
        number
        for column, cell in zip(total_row.columns, total_row.written, strict=True)
        if column not in amounts and (number := _number(COUNTED.sub("", cell))) is not None
    ]
    return counts[0] if len(counts) == 1 else None


def of_texts(rows: Sequence[SheetRow]) -> tuple[tuple[int, int], ...]:
    """Return (row, number) of each text that says how many there are: "sebanyak 35.782 orang"."""
    totals = []
    for row in rows:
        text = " ".join(row.written)
        if OTHER_YEARS.search(text):
            continue
        for match in IN_TEXT.finditer(text):
            number = _number(match[1].rstrip("."))
            if number is not None:
                totals.append((row.number, number))
    return tuple(totals)


def _number(text: str) -> int | None:
    return int(text.replace(".", "")) if len(text) <= LONGEST_NUMBER and NUMBER.match(text) else None


def _is_amount(sheet: Sheet, column: int, header: int, row: int) -> bool:
    """Whether a column, of the contract or not, holds money: its sum is no head count."""
    if headers.normalise(str(sheet.columns[column][header])) in _amounts():
        return True
    cells = sheet.columns[column].slice(header + 1, min(row - header - 1, LOOKED_AT)).to_pylist()
    written = [text for text in cells if text]
    return sum(bool(MONEY.fullmatch(text)) for text in written) > len(written) / 2


@cache
def _amounts() -> frozenset[str]:
    """All spellings of headers of money."""
    amounts = [name for name, reading in roster.readings().items() if reading == "amount"]
    return frozenset(alias for name in amounts for alias in roster.aliases()[name])
