"""What each used row of a sheet is: title, header, numbering, section, total, note or received."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import HeaderMapping, Vocabulary
from cakupan.intake.reading.sheets import filling, sections, shapes, structure
from cakupan.intake.reading.sheets.filling import Flags
from cakupan.intake.reading.sheets.sections import Change, Place
from cakupan.intake.reading.sheets.structure import HEADER, NOTE, RECEIVED, SECTION, TITLE, Row
from cakupan.workbooks.model import Sheet

CLASSES = structure.CLASSES
BESIDES = ("no_urut", "keterangan")
LOOKED_AT = 200  # rows of a sheet without a header that may say NIHIL


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a sheet: its header and the row where the next one begins, or the sheet's end."""

    mapping: HeaderMapping
    end: int


@dataclass(frozen=True, kw_only=True)
class RowClasses:
    """One class per row of the sheet (0 for an empty row), its tables, and the places that rows name."""

    codes: npt.NDArray[np.int8]
    tables: tuple[Table, ...] = ()
    places: tuple[Change, ...] = ()
    is_nil: bool = False
    left_out: tuple[int, ...] = ()

    def count(self, name: str) -> int:
        """Return how many rows have this class."""
        return int(np.count_nonzero(self.codes == CLASSES.index(name) + 1))

    def rows(self, name: str, first: int = 0, end: int | None = None) -> npt.NDArray[np.int64]:
        """Return the positions of the rows of this class, within a part of the sheet when asked."""
        return np.flatnonzero(self.codes[first:end] == CLASSES.index(name) + 1) + first


def classify(
    sheet: Sheet, mapping: HeaderMapping | None, contract: RosterContract, words: Vocabulary
) -> RowClasses:
    """Give every used row its class; without a header all of them are title rows of an ignored sheet."""
    flags = filling.filled(sheet)
    per_row = filling.count(flags, sheet.height)
    codes = np.where(per_row > 0, TITLE, 0).astype(np.int8)
    titles = _titles(sheet, mapping.top if mapping else LOOKED_AT)
    is_nil = any(shapes.is_nil(row.written) for row in titles)
    if mapping is None:
        return RowClasses(codes=codes, is_nil=is_nil)
    tables: list[Table] = []
    above = [(row.number, place) for row in titles if (place := sections.place(row.written)).is_named]
    named: list[tuple[int, Place]] = []
    left_out: list[int] = []
    following: HeaderMapping | None = mapping
    while following is not None:
        block = _Block(sheet=sheet, mapping=following, contract=contract, flags=flags, per_row=per_row)
        reader = _fill(block, codes, words, named)
        is_nil |= reader.is_nil
        left_out += reader.left_out
        end = reader.next_table.top if reader.next_table else sheet.height
        tables.append(Table(mapping=following, end=end))
        following = reader.next_table
    codes[per_row == 0] = 0
    return RowClasses(
        codes=codes,
        tables=tuple(tables),
        places=tuple(sections.changes(above, named)),
        is_nil=is_nil,
        left_out=tuple(left_out),
    )


@dataclass(frozen=True, kw_only=True)
class _Block:
    """One table of a sheet with what its columns show at once."""

    sheet: Sheet
    mapping: HeaderMapping
    contract: RosterContract
    flags: Sequence[Flags]
    per_row: npt.NDArray[np.int32]

    @property
    def first(self) -> int:
        """The row below the header."""
        return self.mapping.bottom + 1

    def counts(self) -> npt.NDArray[np.int32]:
        """Filled mapped cells besides no_urut and a remark, for the rows below the header."""
        columns = {column for name, column in self.mapping.columns.items() if name not in BESIDES}
        flags = [self.flags[column][self.first :] for column in sorted(columns)]
        return filling.count(flags, len(self.per_row) - self.first)

    def keyed(self) -> Flags:
        """Rows below the header with a number of 12 to 18 digits in a column of keys."""
        found = np.zeros(len(self.per_row) - self.first, dtype=bool)
        for name in ("nik", "kpj"):
            if (column := self.mapping.columns.get(name)) is not None:
                found |= filling.has_key(self.sheet.columns[column].slice(self.first))
        return found


def _fill(
    block: _Block, codes: npt.NDArray[np.int8], words: Vocabulary, named: list[tuple[int, Place]]
) -> structure.Reader:
    """Write the classes of one table and of all below it; the reader knows if another table begins."""
    first, used = block.first, block.per_row[block.first :] > 0
    counts, keyed = block.counts(), block.keyed()
    codes[block.mapping.top : first] = HEADER
    codes[first:] = np.where(used, np.where((counts >= 2) | (keyed & (counts >= 1)), RECEIVED, NOTE), 0)
    examples = [
        filling.equal(block.sheet.columns[column].slice(first), shapes.EXAMPLE)
        for column in range(min(block.mapping.columns.values()) + 1)
    ]
    weak = np.unique(np.concatenate((np.flatnonzero(used & ~keyed), *examples)))
    reader = structure.Reader(
        sheet=block.sheet, mapping=block.mapping, contract=block.contract, words=words, keyed=keyed
    )
    may_be_example = not (codes[:first] == RECEIVED).any()
    for row in reader.suspects(weak + first):
        if may_be_example and shapes.is_example(row.written):
            may_be_example = False
            code = 0 if (codes[first : row.number] == RECEIVED).any() else NOTE
        else:
            code = reader.code(row)
        if code:
            codes[row.number] = code
        if reader.next_table:
            break
        if code == SECTION and (place := sections.place(row.written)).is_named:
            named.append((row.number, place))
    reader.settle(codes, reader.next_table.top if reader.next_table else len(codes))
    return reader


def _titles(sheet: Sheet, end: int) -> list[Row]:
    """The rows above the header, or the first of a sheet without one."""
    rows = [Row.made(number, cells) for number, cells in enumerate(sheet.grid(0, end).tolist())]
    return [row for row in rows if row.written]
