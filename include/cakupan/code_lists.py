"""The code lists of the dbt project: the same rows that make the figures name them everywhere else."""

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache

from cakupan.errors import SetupError
from cakupan.settings import DBT_PROJECT

SEEDS = DBT_PROJECT / "seeds"


@cache
def rows(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of a list by code, in the order of the list.

    Raises:
        SetupError: there is no such list, or a row of it has no code or that of another row.
    """
    path = SEEDS / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            listed = list(csv.DictReader(stream))
    except FileNotFoundError as error:
        raise SetupError(f"The code list seeds/{name}.csv is missing from this installation.") from error
    for code, times in Counter(row["code"] for row in listed).items():
        if not code or times > 1:
            raise SetupError(f"The code list seeds/{name}.csv has the code {code!r} in {times} rows.")
    return {row["code"]: row for row in listed}


def check() -> None:
    """Read every list of this code.

    Raises:
        SetupError: a code of one is missing or stands twice.
    """
    for path in sorted(SEEDS.glob("*.csv")):
        rows(path.stem)


def column(name: str, language: str) -> str:
    """Return the heading under which a list has a text in a language."""
    return name if language == "id" else f"{name}_{language}"


def name(listed: str, code: str, language: str) -> str:
    """Return what a code is called in a language; the code itself when the list does not know it."""
    row = rows(listed).get(code)
    return row[column("name", language)] if row else code


def flag(listed: str, code: str, column: str) -> bool:
    """Return what a list says of a code under a heading of true and false; false when it does not know it."""
    row = rows(listed).get(code)
    return row is not None and row[column] == "true"
