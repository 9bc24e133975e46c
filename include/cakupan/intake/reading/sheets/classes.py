"""What each used row of a sheet is: title, header, numbering, section, total, note or received."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import HeaderMapping, Vocabulary
from cakupan.intake.reading.sheets import filling, guidance, numbered, sections, shapes, structure
from cakupan.intake.reading.sheets.filling import Flags
from cakupan.intake.reading.sheets.sections import Section, SectionArea
from cakupan.intake.reading.sheets.structure import HEADER, NOTE, RECEIVED, SECTION, TITLE, SheetRow
from cakupan.workbooks.model import Sheet

CLASSES = structure.CLASSES
BESIDES = ("no_urut", "keterangan")
LOOKED_AT = 200  # rows of a sheet without a header that may say NIHIL


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """One table of a sheet: its header and the row where the next one begins, or the sheet's end."""

    mapping: HeaderMapping
    end: int


@dataclass(frozen=True, kw_only=True)
class RowClasses:
    """One class per row of the sheet (0 for an empty row), its tables, and the places that rows name."""

    codes: npt.NDArray[np.int8]
    tables: tuple[SheetTable, ...] = ()
    places: tuple[Section, ...] = ()
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
    tables: list[SheetTable] = []
    above = [
        (row.number, place)
        for row in titles
        if not _counts(row) and (place := sections.place(row.written)).is_named
    ]
    named: list[tuple[int, SectionArea]] = []
    left_out: list[int] = []
    following: HeaderMapping | None = mapping
    while following is not None:
        block = _Block(sheet=sheet, mapping=following, contract=contract, flags=flags, per_row=per_row)
        reader = _fill(block, codes, words, named)
        is_nil |= reader.is_nil
        left_out += reader.left_out
        end = reader.next_table.top if reader.next_table else sheet.height
        tables.append(SheetTable(mapping=following, end=end))
        following = reader.next_table
    codes[per_row == 0] = 0
    return RowClasses(
        codes=codes,
        tables=tuple(tables),
        places=tuple(sections.changes(above, named)),
        is_nil=is_nil,
        left_out=tuple(left_out),
    )


def above(sheet: Sheet, mapping: HeaderMapping | None) -> RowClasses:
    """Give the used rows above a header their class, or those of a sheet without one, and no other row."""
    per_row = filling.count(filling.filled(sheet), sheet.height)
    codes = np.where(per_row > 0, TITLE, 0).astype(np.int8)
    return RowClasses(codes=codes[: mapping.top] if mapping else codes)


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
        is_keyed = np.zeros(len(self.per_row) - self.first, dtype=bool)
        for name in ("nik", "kpj"):
            if (column := self.mapping.columns.get(name)) is not None:
                is_keyed |= filling.has_key(self.sheet.columns[column].slice(self.first))
        return is_keyed


def _fill(
    block: _Block, codes: npt.NDArray[np.int8], words: Vocabulary, named: list[tuple[int, SectionArea]]
) -> structure.RowReader:
    """Write the classes of one table and of all below it; the reader knows if another table begins."""
    first, used = block.first, block.per_row[block.first :] > 0
    counts, keyed = block.counts(), block.keyed()
    codes[block.mapping.top : first] = HEADER
    codes[first:] = np.where(used, np.where((counts >= 2) | (keyed & (counts >= 1)), RECEIVED, NOTE), 0)
    reader = structure.RowReader(
        sheet=block.sheet, mapping=block.mapping, contract=block.contract, words=words, keyed=keyed
    )
    guiding = _guiding(block, codes, keyed)
    is_free = np.append(np.zeros(first, bool), used & ~keyed)
    headed = _families(block, keyed)
    families = frozenset(headed.tolist())
    weak = np.flatnonzero(used & ~keyed) + first
    for row in reader.suspects(np.union1d(weak, headed) if families else weak):
        code = _code(row, reader, guiding, families)
        if code:
            codes[row.number] = code
            is_free[row.number] = False
        if reader.next_table:
            break
        if code == SECTION and (place := sections.place(row.written)).is_named:
            named.append((row.number, place))
    end = reader.next_table.top if reader.next_table else len(codes)
    codes[list(guiding)] = list(guiding.values())
    reader.settle(codes, end)
    is_free[end:] = False
    codes[_people(block, codes, is_free)] = RECEIVED
    return reader


def _code(row: SheetRow, reader: structure.RowReader, guiding: Mapping[int, int], families: Set[int]) -> int:
    """The class of a row by what it says, 0 when its cells have to tell."""
    if row.number in families:
        return SECTION if sections.is_family(row.written) else 0
    return guiding.get(row.number) or reader.code(row)


def _guiding(block: _Block, codes: npt.NDArray[np.int8], keyed: Flags) -> dict[int, int]:
    """The classes of rows right below the header that show or say how the list is filled in."""
    used = np.flatnonzero(codes[block.first :])[: guidance.MOST_ROWS] + block.first
    return guidance.rows(
        (SheetRow.of(block.sheet, number) for number in used.tolist()),
        block.mapping,
        received=frozenset(used[codes[used] == RECEIVED].tolist()),
        keyed=frozenset(used[keyed[used - block.first]].tolist()),
        may_show=not (codes[: block.first] == RECEIVED).any(),
    )


def _families(block: _Block, keyed: Flags) -> npt.NDArray[np.int64]:
    """Rows with a key that may head a family: one of their first columns names its card."""
    names = ("no_urut", "no_kk", "nik", "nama")
    columns = {column for name, column in block.mapping.columns.items() if name in names}
    columns.add(min(block.mapping.columns.values()))
    texts = [block.sheet.columns[column].slice(block.first) for column in sorted(columns)]
    # Looked for in a few texts first: Arrow makes its pattern anew for each column, which a village feels.
    first = {text for column in texts for text in column.slice(0, LOOKED_AT).to_pylist()}
    if not any(map(sections.FAMILY.search, first)):
        return np.empty(0, np.int64)
    matching = np.logical_or.reduce([filling.matching(column, sections.FAMILY.pattern) for column in texts])
    return np.flatnonzero(keyed & matching) + block.first


def _people(block: _Block, codes: npt.NDArray[np.int8], is_free: Flags) -> npt.NDArray[np.int64]:
    """Rows with a number and a name alone that go on in the numbering of the people beside them."""
    number, name = (block.mapping.columns.get(field) for field in ("no_urut", "nama"))
    if block.contract.counts != "persons" or number is None or name is None:
        return np.empty(0, np.int64)
    alone = is_free & (codes == NOTE) & block.flags[number] & block.flags[name]
    alone[block.first :] &= block.counts() == 1
    if not alone.any():
        return np.empty(0, np.int64)
    below = np.arange(len(codes)) >= block.first
    return numbered.continuing(
        block.sheet.columns[number],
        block.sheet.columns[name],
        np.flatnonzero(alone & below),
        np.flatnonzero((codes == RECEIVED) & below),
    )


def _counts(row: SheetRow) -> bool:
    """Whether a row above the header says how many there are somewhere: no place of the list's."""
    others = row.written[1:]
    return bool(others) and (all(map(str.isdecimal, others)) or shapes.total_text(others) is not None)


def _titles(sheet: Sheet, end: int) -> list[SheetRow]:
    """The rows above the header, or the first of a sheet without one."""
    rows = [SheetRow.made(number, cells) for number, cells in enumerate(sheet.grid(0, end).tolist())]
    return [row for row in rows if row.written]
