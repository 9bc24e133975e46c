"""Contracts of extract tables: which columns a file has, of what type, and what names a row."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from cakupan import code_lists
from cakupan.errors import SetupError
from cakupan.settings import PROJECT_ROOT

CONTRACTS = PROJECT_ROOT / "include" / "cakupan" / "contracts" / "extracts"
COLUMN_KEYS = {"name", "type", "description", "required", "optional", "list", "codes", "also"}

Half = Literal["register", "reference"]
ColumnType = Literal[
    "text",
    "date",
    "month",
    "area",
    "areas",
    "code",
    "codes",
    "integer",
    "rupiah",
    "decimal",
    "number",
    "share",
    "day",
    "boolean",
    "folder",
]


@dataclass(frozen=True, kw_only=True)
class ExtractColumn:
    """One column of an extract, which a file may leave out whole where it is optional.

    `codes` is empty unless the type is `code` or `codes`.
    """

    name: str
    type: ColumnType
    description: str
    is_required: bool
    is_optional: bool
    list_name: str | None
    stated_codes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes a cell may hold: those of the named list and those the contract states itself."""
        return (*(code_lists.rows(self.list_name) if self.list_name else ()), *self.stated_codes)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A thing that gets an integer: its kind and the columns whose values, joined by `/`, are its id."""

    kind: str
    id_columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Contract:
    """One extract table: the target table, its columns in order, the key of a current row."""

    half: Half
    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[ExtractColumn, ...]
    units: tuple[Unit, ...]

    @property
    def table(self) -> str:
        """The qualified name of the target table."""
        return f"{self.half}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of all columns, in the order of the contract."""
        return tuple(column.name for column in self.columns)

    @property
    def optional_names(self) -> tuple[str, ...]:
        """The names of columns that a file may leave out."""
        return tuple(column.name for column in self.columns if column.is_optional)


@cache
def contracts() -> dict[str, Contract]:
    """Return every extract contract by table name, in alphabetical order."""
    return {path.stem: _read(path) for path in sorted(CONTRACTS.glob("*.yaml"))}


def _read(path: Path) -> Contract:
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    half, _, name = document["table"].partition(".")
    if name != path.stem:
        raise SetupError(
            f"{path.name} is the contract of {document['table']}; name the file after its table."
        )
    return Contract(
        half=half,
        name=name,
        description=document["description"].strip(),
        key=tuple(document["key"]),
        columns=tuple(_column(column) for column in document["columns"]),
        units=tuple(
            Unit(kind=unit["kind"], id_columns=tuple(unit["id"])) for unit in document.get("units", [])
        ),
    )


def _column(document: dict[str, Any]) -> ExtractColumn:
    if not document.keys() <= COLUMN_KEYS:
        raise SetupError(f"A contract's column has unknown keys: {sorted(document.keys() - COLUMN_KEYS)}.")
    return ExtractColumn(
        name=document["name"],
        type=document["type"],
        description=document["description"].strip(),
        is_required=document.get("required", False),
        is_optional=document.get("optional", False),
        list_name=document.get("list"),
        stated_codes=(*document.get("codes", []), *document.get("also", [])),
    )
