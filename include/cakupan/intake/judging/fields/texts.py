"""Received cells become texts: single spaces, and nothing where a partner wrote that there is nothing."""

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, names
from cakupan.intake.judging.fields.columns import Coded, Mask
from cakupan.intake.rows.portion import Portion

MISSING = (
    "", "-", "--", "---", ".", "..", "nihil", "kosong", "tidak ada", "belum ada", "n/a", "na", "#n/a",
    "#ref!", "#value!",
    "rp", "rp.", "rp-", "rp -", "rp.-", "rp. -",
    "#name?", "#div/0!", "#null!", "#num!", "xxx", "null", "none", "0000000000000000",
)  # fmt: skip
NO_VALUE = pa.array(MISSING)
NO_TEXT = pa.array([*MISSING, "0"])
SPACE = r"[\s\x{00a0}\x{2000}-\x{200a}\x{202f}\x{3000}]+"
OTHER_SPACES = columns.table_of(b"\t\n\v\f\r\xc2\xe2\xe3")  # the last three begin spaces beyond ASCII


class Texts:
    """The fields of a portion as texts, each column made when it is first asked for."""

    def __init__(self, portion: Portion, contract: RosterContract) -> None:
        """Look at these rows by this contract."""
        self.portion = portion
        self.contract = contract
        self._columns: dict[str, pa.StringArray] = {}
        self._coded: dict[str, Coded] = {}

    def column(self, name: str) -> pa.StringArray:
        """Return a field as texts; all nothing where the contract or the sheet has no such field."""
        if name not in self._columns:
            cells = clean(self._raw(name), is_zero_missing=_is_text(name))
            self._columns[name] = names.mended(cells) if name == "nama" else cells
        return self._columns[name]

    def coded(self, name: str) -> Coded:
        """Return a field of few distinct texts, which are cleaned once each."""
        if name not in self._coded:
            self._coded[name] = _coded(self._raw(name), is_zero_missing=_is_text(name))
        return self._coded[name]

    def known(self, name: str) -> Coded | None:
        """Return a field's distinct texts if they were asked for before."""
        return self._coded.get(name)

    def flag(self, name: str) -> Mask:
        """Return a mark the reader set on rows."""
        if name not in self.portion.rows.column_names:
            return np.zeros(self.portion.size, bool)
        return columns.flags(columns.one(self.portion.rows[name]))

    def context(self, name: str) -> Coded:
        """Return what a row inherits from its section or sheet, as read."""
        return _coded(self._raw(name, is_field=False), is_zero_missing=False)

    @cached_property
    def numbers(self) -> tuple[pa.Array, pa.Array]:
        """The number of each row's sheet within its file, and of the row within its sheet."""
        rows = self.portion.rows
        return columns.one(rows["sheet_no"]), columns.one(rows["row_number"])

    def _raw(self, name: str, *, is_field: bool = True) -> pa.StringArray:
        if is_field and name not in self.contract.fields:
            return columns.nothing(self.portion.size)
        if name not in self.portion.rows.column_names:
            return columns.nothing(self.portion.size)
        return columns.one(self.portion.rows[name])


def clean(cells: pa.StringArray, *, is_zero_missing: bool) -> pa.StringArray:
    """Return texts with single spaces, nothing for those that say there is nothing."""
    if not len(columns.spans(cells)[0]):
        return columns.nothing(len(cells))
    is_spaced = columns.doubling(cells, b" ") | columns.holding(cells, OTHER_SPACES)
    if is_spaced.any():
        odd = cells.filter(pa.array(is_spaced))
        single = pc.utf8_trim_whitespace(pc.replace_substring_regex(odd, SPACE, " "))
        cells = columns.changed(cells, is_spaced, single)
    is_nothing = pc.is_in(pc.ascii_lower(cells), NO_TEXT if is_zero_missing else NO_VALUE)
    return columns.without(cells, columns.flags(is_nothing))


def _coded(cells: pa.StringArray, *, is_zero_missing: bool) -> Coded:
    raw = Coded.of(cells) if len(columns.spans(cells)[0]) else Coded.of(columns.nothing(len(cells)))
    if not raw.distinct:
        return raw
    cleaned = clean(pa.array(raw.distinct, pa.string()), is_zero_missing=is_zero_missing)
    kept = np.where(columns.missing(cleaned), -1, np.arange(len(cleaned))).astype(np.int32)
    distinct = tuple(text or "" for text in cleaned.to_pylist())
    return Coded(indices=np.append(kept, np.int32(-1))[raw.indices], distinct=distinct)


def _is_text(name: str) -> bool:
    """Whether 0 says that there is nothing; a sex written as 0 or 1 is a code that nobody explained."""
    return roster.readings()[name] == "text" and name != "jenis_kelamin"
