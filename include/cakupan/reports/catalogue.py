"""The names and definitions of indicators, from the one list that also makes the figures."""

import csv
from functools import cache

from cakupan.settings import DBT_PROJECT


@cache
def _indicators() -> dict[str, dict[str, str]]:
    with (DBT_PROJECT / "seeds" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def name(indicator_code: str) -> str:
    """Name an indicator; its code when it is not in the list."""
    return _indicators().get(indicator_code, {}).get("name") or indicator_code


def definition(indicator_code: str) -> str:
    """Define an indicator in one sentence; empty when it is not in the list."""
    return _indicators().get(indicator_code, {}).get("definition", "")
