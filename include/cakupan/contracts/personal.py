"""Which columns of the vault hold personal data, and what of a person each tells: one list, read by all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LIST = Path(__file__).with_name("personal.yaml")


@dataclass(frozen=True, kw_only=True)
class PersonalColumn:
    """A column of the vault that tells something of a person. `table` has its schema before it."""

    table: str
    column: str
    kind: str
    meaning: str


@cache
def columns() -> tuple[PersonalColumn, ...]:
    """Return every column that holds personal data, in the order of the list."""
    stated = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return tuple(
        PersonalColumn(table=table, column=column, kind=kind, meaning=stated["kinds"][kind])
        for table, kinds in stated["columns"].items()
        for column, kind in kinds.items()
    )


@cache
def kinds_of(table: str) -> Mapping[str, str]:
    """Return the personal columns of one table with what they tell."""
    return {one.column: one.kind for one in columns() if one.table == table}


@cache
def not_personal() -> frozenset[str]:
    """Return names of columns that sound personal and are not."""
    return frozenset(yaml.safe_load(LIST.read_text(encoding="utf-8"))["not_personal"])
