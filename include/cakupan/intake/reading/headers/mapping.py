"""What a header says: which column of a sheet holds which field, and why each column was taken so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cakupan.contracts.roster import RosterContract

Basis = Literal[
    "layout", "exact", "words", "content", "mistyped", "repeated", "unknown", "ignored", "added",
    "person", "joined",
]  # fmt: skip
ColumnCode = Literal["KOLOM_TIDAK_DIKENAL", "KOLOM_GANDA", "KOLOM_SALAH_KETIK"]


@dataclass(frozen=True, kw_only=True)
class ColumnReading:
    """What one column was taken for: its number from 1, what is written above it, its field and why.

    `suggestion` is the field an unknown header is most like, never mapped by that; or the one repeated, or
    the one it is a part of. `person` is whose column it is, when not the worker's; `code` what the partner is
    told about it.
    """

    number: int
    header: str
    field: str | None
    basis: Basis
    suggestion: str | None = None
    person: str | None = None
    code: ColumnCode | None = None


@dataclass(frozen=True, kw_only=True)
class HeaderMapping:
    """Rows and columns are positions from 0; `columns` leads from a field to its column.

    `address` is a column whose cells name village and kecamatan inside a text; `ticks` are the two columns
    that are ticked for men and for women; `parts` are the columns of a field that several make together, of
    which the first is its column.
    """

    top: int
    height: int
    columns: Mapping[str, int] = field(default_factory=dict)
    readings: tuple[ColumnReading, ...] = ()
    address: int | None = None
    ticks: tuple[int, int] | None = None
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    has_second_table: bool = False

    @property
    def bottom(self) -> int:
        """The last header row."""
        return self.top + self.height - 1

    @property
    def fields(self) -> set[str]:
        """What the sheet has, in columns of its own or inside others."""
        inside = {"desa_kelurahan", "kecamatan"} if self.address is not None else set()
        return set(self.columns) | inside | ({"jenis_kelamin"} if self.ticks else set())


def identified(mapping: HeaderMapping, contract: RosterContract) -> int:
    """Return how many of the fields that make a sheet a roster are there."""
    return len(set(mapping.columns) & set(contract.identifies))


def missing_columns(mapping: HeaderMapping, contract: RosterContract) -> list[str]:
    """Return what the contract requires and the sheet has no column for."""
    present = mapping.fields
    if "tempat_tanggal_lahir" in present:
        present.add("tanggal_lahir")
    missing = [name for name in contract.required if name not in present]
    missing += [" / ".join(names) for names in contract.required_one_of if not present & set(names)]
    return missing


def is_whole(mapping: HeaderMapping, contract: RosterContract) -> bool:
    """Whether a header has all that a list of this kind needs."""
    is_identified = identified(mapping, contract) >= contract.identifies_at_least
    return is_identified and not missing_columns(mapping, contract)


def nearly_there(readings: Sequence[ColumnReading], missing: Sequence[str]) -> list[ColumnReading]:
    """Return the unknown columns that look like something required and missing."""
    wanted = {name for names in missing for name in names.split(" / ")}
    return [each for each in readings if each.basis == "unknown" and each.suggestion in wanted]
