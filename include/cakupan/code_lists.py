"""The code lists of the dbt project: the same rows that make the figures name them everywhere else."""

import csv
from collections.abc import Mapping
from functools import cache

from cakupan.errors import SetupError
from cakupan.settings import DBT_PROJECT


@cache
def rows(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of a list by code, in the order of the list.

    Raises:
        SetupError: there is no such list.
    """
    path = DBT_PROJECT / "seeds" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["code"]: row for row in csv.DictReader(stream)}
    except FileNotFoundError as error:
        raise SetupError(f"The code list seeds/{name}.csv is missing from this installation.") from error


def name(listed: str, code: str) -> str:
    """Return what a code is called in Indonesian; the code itself when the list does not know it."""
    row = rows(listed).get(code)
    return row["name"] if row else code


def flag(listed: str, code: str, column: str) -> bool:
    """Return what a list says of a code under a heading of true and false; false when it does not know it."""
    row = rows(listed).get(code)
    return row is not None and row[column] == "true"
