"""What a session of Spark is asked to do and what it answers, told between two environments of Python.

The environment of the session has Spark and dbt, and nothing of the warehouse's.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PREFIXES = ("fct_", "dim_", "report__", "gate__")
NAMES = frozenset({"figures", "figure_series", "figure_slices", "area_closure", "int_areas__current"})


def is_read_later(table: str) -> bool:
    """Tell whether a step after the build reads a table."""
    return table.startswith(PREFIXES) or table in NAMES


@dataclass(frozen=True, kw_only=True)
class View:
    """A table of the lake as of an instant: its columns, files with its rows, and files with closed ones."""

    name: str
    columns: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    closings: tuple[str, ...]
    closed_by: tuple[str, ...]
    rows_in_files: int = 0


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A run of dbt."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One month for a session: where it runs, what it reads, what it builds and where that goes.

    `master` is a master of Spark's, or the address of a server that speaks Spark Connect (`sc://…`);
    `scratch` is a folder of this machine for what does not stay.
    """

    master: str
    settings: dict[str, str]
    views: tuple[View, ...]
    layers: tuple[Layer, ...]
    variables: dict[str, Any]
    schema: str
    folder: str
    scratch: str
    results_dir: str
    threads: int

    def write(self, path: Path) -> None:
        """Keep the job where the session reads it."""
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Job":
        """Return the job that was written."""
        stated = json.loads(path.read_text(encoding="utf-8"))
        views = tuple(
            View(
                name=one["name"],
                columns=tuple(map(tuple, one["columns"])),
                files=tuple(one["files"]),
                closings=tuple(one["closings"]),
                closed_by=tuple(one["closed_by"]),
                rows_in_files=one["rows_in_files"],
            )
            for one in stated.pop("views")
        )
        layers = tuple(
            Layer(name=one["name"], arguments=tuple(one["arguments"])) for one in stated.pop("layers")
        )
        return cls(views=views, layers=layers, **stated)


@dataclass(frozen=True, kw_only=True)
class Built:
    """A table that was built: its columns with their types, and how many rows it has."""

    columns: tuple[tuple[str, str], ...]
    rows: int


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a session built that later steps read, by name; or why it could not.

    `is_reached` tells whether a master or server took the work at all.
    """

    engine: str = ""
    tables: dict[str, Built]
    failure: str | None = None
    is_reached: bool = True

    def write(self, path: Path) -> None:
        """Keep the answer where whoever asked reads it."""
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Answer":
        """Return the answer that was written."""
        stated = json.loads(path.read_text(encoding="utf-8"))
        tables = {
            name: Built(columns=tuple(map(tuple, table["columns"])), rows=table["rows"])
            for name, table in stated.pop("tables").items()
        }
        return cls(tables=tables, **stated)
