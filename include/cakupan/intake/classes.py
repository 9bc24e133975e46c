"""What each used row of a sheet is: title, header, numbering, section, total, note or received."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake import headers
from cakupan.intake.headers import HeaderMapping
from cakupan.intake.workbook import Cells, Sheet

CLASSES = ("title", "header", "numbering", "section", "total", "note", "received")
PLACE_FIELDS = ("desa_kelurahan", "kecamatan")
PLACE = re.compile(
    r"^\W*(?P<label>desa|kelurahan|kel|ds|gampong|nagari|kalurahan|kampung|kecamatan|kec|distrik|kapanewon)\b[\s.:]*"
    r"(?P<name>[^\W\d][^:;,]*?)?"
    r"(?:[\s,;/-]+(?:kecamatan|kec)\b[\s.:]*(?P<district>[^\W\d][^:;,]*?))?\s*$",
    re.IGNORECASE,
)
DISTRICT_LABELS = ("kecamatan", "kec", "distrik", "kapanewon")
TOTAL = re.compile(
    r"^(?:(?:sub|grand)\W*)?(?:jumlah|jml|total)"
    r"(?:\W+(?:total|seluruh(?:nya)?|keseluruhan|semua|peserta|pekerja|tenaga kerja|tk|orang|data|anggota"
    r"|perusahaan|proyek|desa|kelurahan|kec|kecamatan)\b.*)?[\s:=.]*(?P<stated>\d[\d.]*)?\s*(?:orang|jiwa|peserta|tk)?\W*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^\d{1,3}(?:\.\d{3})+$|^\d+$")
LONGEST_NUMBER = 17  # signs: a total of more than 10^12 is no head count
KEY = re.compile(r"^\D{0,2}\d{12,18}\D{0,2}$")
NIL = re.compile(r"^\W*(?:nihil|n i h i l)\W*$|:\s*nihil\W*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RowClasses:
    """One class per row of the sheet ('' for an empty row), and the place each row inherits from above."""

    names: Cells
    desa: Cells
    kecamatan: Cells
    is_nil: bool

    def count(self, name: str) -> int:
        """Return how many rows have this class."""
        return int((self.names == name).sum())


def classify(sheet: Sheet, mapping: HeaderMapping | None, contract: RosterContract) -> RowClasses:
    """Give every used row its class; without a header all of them are title rows of an ignored sheet."""
    filled = sheet.texts != ""
    per_row = filled.sum(axis=1)
    names = np.full(len(per_row), "", dtype=object)
    names[per_row > 0] = "title"
    if mapping is not None:
        below = np.arange(len(per_row)) > mapping.bottom
        names[mapping.top : mapping.bottom + 1] = "header"
        names[below & (per_row > 0)] = "note"
        names[below & _is_received(sheet, filled, mapping)] = "received"
        for row in np.flatnonzero(below & _may_be_structure(sheet, filled, mapping)):
            if structure := _structure(sheet, int(row), mapping):
                names[row] = structure
    names[per_row == 0] = ""
    desa, kecamatan = _places(sheet, names)
    return RowClasses(names=names, desa=desa, kecamatan=kecamatan, is_nil=_says_nil(sheet, names))


def first_text(sheet: Sheet, row: int) -> str:
    """Return the first filled cell of a row."""
    filled = np.flatnonzero(sheet.texts[row] != "")
    return str(sheet.texts[row, filled[0]]) if filled.size else ""


def _is_received(
    sheet: Sheet, filled: npt.NDArray[np.bool_], mapping: HeaderMapping
) -> npt.NDArray[np.bool_]:
    data_columns = [column for name, column in mapping.columns.items() if name != "no_urut"]
    is_row: npt.NDArray[np.bool_] = filled[:, data_columns].sum(axis=1) >= 2
    for name in ("nik", "kpj"):
        if (column := mapping.columns.get(name)) is not None:
            is_row |= np.array([bool(KEY.match(text)) for text in sheet.texts[:, column]], dtype=bool)
    return is_row


def _may_be_structure(
    sheet: Sheet, filled: npt.NDArray[np.bool_], mapping: HeaderMapping
) -> npt.NDArray[np.bool_]:
    """Rows worth a closer look: few cells, a total's word in front, a header's or numbering's shape."""
    per_row = filled.sum(axis=1)
    column = next(iter(mapping.columns.values()))
    header = sheet.texts[mapping.bottom, column]
    first = np.array([first_text(sheet, row) for row in range(len(per_row))], dtype=object)
    is_total = np.array([bool(TOTAL.match(text)) for text in first], dtype=bool)
    is_like_header = (sheet.texts[:, column] == header) & (per_row > 1)
    is_numbering = np.array([text.strip("()") in ("1", "a", "A") for text in first], dtype=bool)
    return (per_row > 0) & ((per_row <= 2) | is_total | is_like_header | is_numbering)


def _structure(sheet: Sheet, row: int, mapping: HeaderMapping) -> str | None:
    texts = sheet.texts[row]
    written = [str(text) for text in texts if text]
    if _is_numbering(written):
        return "numbering"
    if np.array_equal(texts, sheet.texts[mapping.bottom]):
        return "header"
    if any(KEY.match(texts[column]) for name, column in mapping.columns.items() if name in ("nik", "kpj")):
        return None
    if TOTAL.match(written[0]):
        return "total"
    return "section" if _place(written) else None


def _is_numbering(written: list[str]) -> bool:
    """(1) (2) (3), 1 2 3 or a b c: what people print below a header to number its columns."""
    plain = [text.strip("()[] .").lower() for text in written]
    if len(plain) < 3:
        return False
    digits = [int(text) if text.isdecimal() and len(text) < 3 else -1 for text in plain]
    letters = [ord(text) - 96 if len(text) == 1 and text.isalpha() else -1 for text in plain]
    return any(
        numbers[0] == 1
        and all(0 <= after - before <= 1 for before, after in pairwise(numbers))
        and numbers[-1] >= len(numbers) - 1
        for numbers in (digits, letters)
    )


def _place(written: list[str]) -> dict[str, str]:
    """A row such as "DESA KALISAPU" or "Kecamatan : | Slawi" names the place of the rows below it."""
    if len(written) > 2 or (len(written) == 2 and not re.match(r"^\W*[A-Za-z]+\W*$", written[0])):
        return {}
    match = PLACE.match(" ".join(written))
    if not match or not match["name"]:
        return {}
    is_district = match["label"].lower() in DISTRICT_LABELS
    place = {"kecamatan" if is_district else "desa_kelurahan": match["name"].strip()}
    if match["district"] and not is_district:
        place["kecamatan"] = match["district"].strip()
    return place


def _places(sheet: Sheet, names: Cells) -> tuple[Cells, Cells]:
    """Carry the place of a title or section row down; a new kecamatan ends the desa before it."""
    current: dict[str, str] = {}
    carried = {name: np.full(len(names), "", dtype=object) for name in PLACE_FIELDS}
    start = 0
    for row in np.flatnonzero(np.isin(names, ("title", "section"))):
        place = _place([str(text) for text in sheet.texts[row] if text])
        if place:
            _fill(carried, current, start, int(row))
            current = place if "kecamatan" in place else {**current, **place}
            start = int(row)
    _fill(carried, current, start, len(names))
    return carried["desa_kelurahan"], carried["kecamatan"]


def _fill(carried: dict[str, Cells], current: dict[str, str], start: int, stop: int) -> None:
    for name, value in current.items():
        carried[name][start:stop] = value


def _says_nil(sheet: Sheet, names: Cells) -> bool:
    rows = np.flatnonzero((names != "") & (names != "received"))
    return any(NIL.search(text) for row in rows for text in sheet.texts[row] if text)


def stated_totals(
    sheet: Sheet, classes: RowClasses, mapping: HeaderMapping, contract: RosterContract
) -> list[tuple[int, int]]:
    """Return (row, number) of each total row that states one, of the controlled column or of heads."""
    found = []
    for row in np.flatnonzero(classes.names == "total"):
        number = _stated(sheet, int(row), mapping, contract)
        if number is not None:
            found.append((int(row), number))
    return found


def _stated(sheet: Sheet, row: int, mapping: HeaderMapping, contract: RosterContract) -> int | None:
    if contract.control:
        return _number(sheet.texts[row, mapping.columns[contract.control]])
    match = TOTAL.match(first_text(sheet, row))
    if match and match["stated"]:
        return _number(match["stated"].rstrip("."))
    amounts = [
        column for column in range(sheet.texts.shape[1]) if _is_amount(sheet.texts[mapping.bottom, column])
    ]
    numbers = [
        _number(re.sub(r"\s*(orang|jiwa|peserta)\W*$", "", str(text), flags=re.IGNORECASE))
        for column, text in enumerate(sheet.texts[row])
        if text and column not in amounts
    ]
    counts = [number for number in numbers if number is not None]
    return counts[0] if len(counts) == 1 else None


def _number(text: str) -> int | None:
    return int(text.replace(".", "")) if len(text) <= LONGEST_NUMBER and NUMBER.match(text) else None


def _is_amount(header: str) -> bool:
    """Whether a column, of the contract or not, holds money: its sum is no head count."""
    plain = headers.normalise(header)
    amounts = [name for name, reading in roster.readings().items() if reading == "amount"]
    return any(plain in roster.aliases()[name] for name in amounts)
