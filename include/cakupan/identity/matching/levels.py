"""Levels of likeness in each field: what the model weighs and what review says, from one list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LIST = Path(__file__).with_name("levels.yaml")
WORDS = Path(__file__).parent / "scoring" / "words.sql"


@dataclass(frozen=True, kw_only=True)
class Level:
    """How alike two values are. `when` is None for the last level, which holds otherwise."""

    level: int
    id: str
    en: str
    when: str | None = None
    weighs_frequency: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field that is compared, its levels best first."""

    name: str
    null_when: str
    levels: tuple[Level, ...]

    def text(self, level: int) -> Level:
        """Return the level with this number."""
        return next(one for one in self.levels if one.level == level)


@cache
def fields() -> tuple[Field, ...]:
    """Return the fields in the order of the list."""
    stated = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return tuple(
        Field(name=name, null_when=one["null_when"], levels=tuple(Level(**level) for level in one["levels"]))
        for name, one in stated.items()
    )


def reasons(decision: Mapping[str, object], language: str = "id") -> list[str]:
    """Return what the levels of a decision or candidate say in words, in the order of the fields.

    Fields that were not compared say nothing.
    """
    said = []
    for field in fields():
        level = decision.get(f"{field.name}_level")
        if isinstance(level, int):
            said.append(str(getattr(field.text(level), language)))
    return said
