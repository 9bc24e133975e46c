"""Names, definitions and order of indicators and codes, from the lists that also make the figures."""

from cakupan import code_lists
from cakupan.intake.judging.rules import RULES

UNLISTED = 1000


def roster_kind(code: str) -> str:
    """Name a roster kind; its code when it is not in the list."""
    return code_lists.name("roster_kinds", code)


def cause(code: str) -> str:
    """Say in a few words why a row is excluded; its code when there is no such rule."""
    rule = RULES.get(code)
    return rule.label_id if rule else code


def unit(code: str) -> str:
    """Name a unit; its code when it is not in the list."""
    return code_lists.name("units", code)


def sign(unit_code: str) -> str:
    """Return what stands before a number of this unit, such as Rp; empty for most."""
    row = code_lists.rows("units").get(unit_code)
    return row["sign"] if row else ""


def signs() -> set[str]:
    """Return every sign that may stand before a number."""
    return {row["sign"] for row in code_lists.rows("units").values()} - {""}


def slicing(code: str) -> str:
    """Name a slicing; its code when it is not in the list."""
    return code_lists.name("slicings", code)


def basis(code: str) -> str:
    """Spell a basis of denominators out; its code when it is not in the list."""
    return code_lists.name("bases", code)


def source(code: str) -> str:
    """Spell a source out; its code when it is not in the list."""
    return code_lists.name("sources", code)


def position(slicing_code: str, code: str) -> int:
    """Return the place of a slice in its code list; slices without a list all have the same."""
    row = code_lists.rows("slicings").get(slicing_code)
    listed = list(code_lists.rows(row["code_list"])) if row and row["code_list"] else []
    return listed.index(code) if code in listed else UNLISTED


def name(indicator_code: str) -> str:
    """Name an indicator; its code when it is not in the list."""
    return code_lists.name("indicators", indicator_code)


def definition(indicator_code: str) -> str:
    """Define an indicator in one sentence; empty when it is not in the list."""
    row = code_lists.rows("indicators").get(indicator_code)
    return row["definition"] if row else ""
