"""Rows below a header that may be structure rather than data, looked at one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading import headers
from cakupan.intake.reading.headers import HeaderMapping, Vocabulary
from cakupan.intake.reading.sheets import sections, shapes
from cakupan.intake.reading.sheets.filling import Flags
from cakupan.workbooks.model import Sheet

CLASSES = ("title", "header", "numbering", "section", "total", "note", "received")
TITLE, HEADER, NUMBERING, SECTION, TOTAL, NOTE, RECEIVED = range(1, 8)
FEW = 8  # rows that are fetched cell by cell sooner than column by column
MOST_LOOKED_AT = 5000  # rows without a key of one sheet; of more, only those with a telling word are
BIRTHS = ("tempat_tanggal_lahir", "tanggal_lahir")
LEAST_KNOWN = 0.6  # of the cells of a second header
NIP = re.compile(r"\d{8}\s?\d{6}\s?\d\s?\d{3}")
TELLING = "|".join(
    (
        r"^\W*(?:\w{1,2}[.)]\s*)?(?:(?:sub|grand)\W*)?(?:jumlah|jml|total)",
        r"nihil|n i h i l",
        r"^(?:kol(?:om)?|no(?:mor)?)?\W*[01aiⅠⅰ①⑴⒜]\W*(?:=.*)?$",
        r",.*(?:20\d\d|\.{3,}|_{3,})\W*$",
        shapes.SIGNING.pattern,
        shapes.SIGNER.pattern,
        sections.FIRST.pattern.replace("(?P<village>", "(?:")
        .replace("(?P<district>", "(?:")
        .replace("(?P<above>", "(?:"),
        sections.PART.pattern,
        sections.FAMILY.pattern,
        sections.ON_CARD.pattern,
        "|".join(sorted(sections.CARD_COLUMNS)),
        rf"^{sections.HEAD_ALONE.pattern}$",
    )
)


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row of a sheet: its position, its cells, and the filled ones with their columns."""

    number: int
    cells: Sequence[str]
    written: Sequence[str]
    columns: Sequence[int]

    @classmethod
    def made(cls, number: int, cells: Sequence[str]) -> "SheetRow":
        """Return a row of these cells."""
        columns = [column for column, text in enumerate(cells) if text]
        return cls(number=number, cells=cells, written=[cells[column] for column in columns], columns=columns)

    @classmethod
    def of(cls, sheet: Sheet, number: int) -> "SheetRow":
        """Return a row of a sheet."""
        return cls.made(number, sheet.row(number))


@dataclass(kw_only=True)
class RowReader:
    """Goes down the telling rows below one header; knows afterwards where the next table begins.

    `keyed` says for each row below the header whether it has a NIK or KPJ: such a row is data.
    """

    sheet: Sheet
    mapping: HeaderMapping
    contract: RosterContract
    words: Vocabulary
    keyed: Flags
    next_table: HeaderMapping | None = None
    is_nil: bool = False
    parts: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    _signatures: list[int] = field(default_factory=list)
    _header_end: int = 0

    def __post_init__(self) -> None:
        grid = self.sheet.grid(self.mapping.top, self.mapping.bottom + 1)
        self._own = [{headers.normalise(text) for text in column if text} for column in grid.T]
        self._number = self.mapping.columns.get("no_urut")
        dates = [name for name, reading in roster.readings().items() if reading == "date"]
        counted = [self.contract.control or "nik", "nik", "kpj", "npp", *dates]
        self._anchors = [self.mapping.columns[name] for name in counted if name in self.mapping.columns]
        keyed = np.flatnonzero(self.keyed)
        self._last_keyed = self._first + int(keyed[-1]) if keyed.size else -1

    def suspects(self, rows: npt.NDArray[np.int64]) -> Iterator[SheetRow]:
        """Yield the rows among these that have to be looked at."""
        if len(rows) > MOST_LOOKED_AT:
            rows = rows[self._are_telling(rows)]
        if len(rows) <= FEW:
            yield from (SheetRow.of(self.sheet, number) for number in rows.tolist())
            return
        where = pa.array(rows)
        columns = [column.take(where).to_pylist() for column in self.sheet.columns]
        for number, cells in zip(rows.tolist(), zip(*columns, strict=True), strict=True):
            yield SheetRow.made(number, cells)

    def code(self, row: SheetRow) -> int:
        """Return the class of a row by its shape, 0 when it has none but what its cells say."""
        if row.number < self._header_end:
            return HEADER
        if shapes.is_numbering(row.written):
            return NUMBERING
        return self._header(row) or self._total_or_section(row) or self._note(row)

    def settle(self, codes: npt.NDArray[np.int8], end: int) -> None:
        """Write what rows inherit from one above: a signature block, a table that is none of ours."""
        received = np.flatnonzero(codes == RECEIVED)
        last = received[-1] if received.size else -1
        for row in self.parts:
            if row > last:
                codes[row] = NOTE
        signed = -1
        for start in self._signatures:
            if start >= signed:  # what one signature goes through, the next need not
                signed = self._sign(codes, start, end)
        headed = np.flatnonzero(codes[:end] == HEADER)
        stop = -1
        for start in self.left_out:
            if start < stop:
                continue
            following = headed[np.searchsorted(headed, start) :]
            stop = int(following[0]) if following.size else end
            free = ~self.keyed[start - self._first : stop - self._first]
            part = codes[start:stop]
            part[free & (part == RECEIVED)] = NOTE

    @property
    def _first(self) -> int:
        return self.mapping.bottom + 1

    def _header(self, row: SheetRow) -> int:
        """The header again, as on a new page, or that of another table."""
        if any(text[0].isdigit() for text in row.written):
            return 0
        known = [headers.normalise(text) for text in row.written]
        is_below_one = row.number == self._header_end and self.mapping.height > 1
        is_own = all(text in self._own[column] for text, column in zip(known, row.columns, strict=True))
        if is_own and (len(known) > 1 or is_below_one):
            self._header_end = row.number + 1
            return HEADER
        named = [self.words.field_of(text) for text in known]
        fields = {name for name in named if name}
        if self._is_roster(fields) and sum(map(bool, named)) >= LEAST_KNOWN * len(named):
            return self._other_header(row)
        is_of_card = len(sections.CARD_COLUMNS.intersection(known)) > 1
        if is_of_card or (len(known) > 1 and headers.are_headers(known, self.contract)):
            self.left_out.append(row.number)
            return NOTE
        return 0

    def _is_roster(self, fields: set[str]) -> bool:
        return (
            len(fields) > 1
            and len(fields & set(self.contract.identifies)) >= self.contract.identifies_at_least
        )

    def _other_header(self, row: SheetRow) -> int:
        header = headers.at(self.sheet, row.number, self.contract, self.words)
        if header is None or headers.missing_columns(header, self.contract):
            self.left_out.append(row.number)
            return NOTE
        shared = set(header.columns) & set(self.mapping.columns)
        if all(header.columns[name] == self.mapping.columns[name] for name in shared) and shared == set(
            header.columns
        ):
            self._header_end = row.number + header.height
            return HEADER
        self.next_table = header
        return HEADER

    def _total_or_section(self, row: SheetRow) -> int:
        is_numbered = self._number is not None and row.cells[self._number][:1].isdigit()
        if shapes.is_total(row.written, is_numbered=is_numbered):
            return TOTAL
        if sections.place(row.written).is_named:
            return SECTION
        if sections.is_part(row.written) or self._is_family(row):
            self.parts.append(row.number)
            return SECTION
        return 0

    def _is_family(self, row: SheetRow) -> bool:
        """A row as on a family's card, or one with the head of a family where others have their number."""
        in_number = "" if self._number is None else row.cells[self._number]
        return sections.is_family(row.written) or bool(sections.HEAD_ALONE.fullmatch(in_number))

    def _note(self, row: SheetRow) -> int:
        if shapes.is_nil(row.written):
            self.is_nil = True
            if shapes.is_nil_row(row.written):
                return NOTE
        if not self._is_anchored(row) and (self._begins_signature(row) or self._is_signed(row)):
            self._signatures.append(row.number)
            return NOTE
        return 0

    def _begins_signature(self, row: SheetRow) -> bool:
        """Place and date beside other cells of data may be where and when somebody was born."""
        births = {self.mapping.columns.get(name) for name in BIRTHS} if len(row.written) > 1 else set()
        cells = zip(row.written, row.columns, strict=True)
        return shapes.begins_signature(row.written, [text for text, column in cells if column not in births])

    def _is_signed(self, row: SheetRow) -> bool:
        """An office or official number in a column of numbers or of nothing, at the very end of a sheet."""
        if len(row.written) > shapes.MOST_SIGNED or row.number <= self._last_keyed:
            return False
        own = {
            self.mapping.columns[name]
            for name in self.mapping.columns
            if name not in ("nik", "kpj", "no_urut", "keterangan")
        }
        return any(
            shapes.SIGNER.match(text)
            for text, column in zip(row.written, row.columns, strict=True)
            if column not in own
        )

    def _is_anchored(self, row: SheetRow) -> bool:
        """A row with a number, date or count in its column is somebody's, however little else it says."""
        if self._number is not None and row.cells[self._number][:1].isdigit():
            return len(row.written) > 1
        return any(
            row.cells[column][:1].isdigit() and not NIP.fullmatch(row.cells[column])
            for column in self._anchors
        )

    def _sign(self, codes: npt.NDArray[np.int8], start: int, end: int) -> int:
        """What follows is signed too, up to the next row of data or structure, which is returned."""
        for number in range(start + 1, end):
            if codes[number] in (HEADER, SECTION, TOTAL):
                return number
            if codes[number] == RECEIVED:
                row = SheetRow.of(self.sheet, number)
                if self._is_anchored(row):
                    return number
                codes[number] = NOTE
        return end

    def _are_telling(self, rows: npt.NDArray[np.int64]) -> Flags:
        """Many rows: keep those with a word in any cell that structure has."""
        own = sorted({re.escape(text) for texts in self._own for text in texts})
        aliases = [re.escape(alias) for name in self.contract.identifies for alias in roster.aliases()[name]]
        pattern = rf"{TELLING}|^\W*(?:{'|'.join(own + aliases)})\W*$"
        where = pa.array(rows)
        telling = np.zeros(len(rows), dtype=bool)
        for column in self.sheet.columns:
            hit = pc.match_substring_regex(column.take(where), pattern, ignore_case=True)
            telling |= hit.to_numpy(zero_copy_only=False)
        return telling
