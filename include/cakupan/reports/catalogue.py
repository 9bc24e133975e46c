"""Names, definitions and order of indicators and codes, from the lists that also make the figures."""

import csv
from functools import cache

from cakupan.intake.judging.rules import RULES
from cakupan.settings import DBT_PROJECT

LISTS = {"programme": "programmes", "funding": "fundings", "kind": "roster_kinds"}
SEGMENTS_PRINTED = ("PU", "BPU", "JAKON", "PMI")
UNLISTED = 1000


@cache
def _indicators() -> dict[str, dict[str, str]]:
    with (DBT_PROJECT / "seeds" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@cache
def _codes(listed: str) -> dict[str, str]:
    with (DBT_PROJECT / "seeds" / f"{listed}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def roster_kind(code: str) -> str:
    """Name a roster kind; its code when it is not in the list."""
    return _codes("roster_kinds").get(code, code)


def cause(code: str) -> str:
    """Say in a few words why a row is excluded; its code when there is no such rule."""
    rule = RULES.get(code)
    return rule.label_id if rule else code


def position(slicing: str, code: str) -> int:
    """Return the place of a slice in its code list; slices without a list all have the same."""
    if slicing == "segment" and code in SEGMENTS_PRINTED:
        return SEGMENTS_PRINTED.index(code)
    listed = LISTS.get(slicing)
    return list(_codes(listed)).index(code) if listed and code in _codes(listed) else UNLISTED


def name(indicator_code: str) -> str:
    """Name an indicator; its code when it is not in the list."""
    return _indicators().get(indicator_code, {}).get("name") or indicator_code


def definition(indicator_code: str) -> str:
    """Define an indicator in one sentence; empty when it is not in the list."""
    return _indicators().get(indicator_code, {}).get("definition", "")
