"""Names, definitions and order of indicators and codes, from the lists that also make the figures."""

from functools import cache

from cakupan import code_lists
from cakupan.intake.judging.rules import RULES
from cakupan.reports import texts
from cakupan.reports.locales import Locale

UNLISTED = 1000


def roster_kind(code: str, locale: Locale) -> str:
    """Name a roster kind; its code when it is not in the list."""
    return code_lists.name("roster_kinds", code, locale.value)


def cause(code: str, locale: Locale) -> str:
    """Say in a few words why a row is excluded; its code when there is no such rule."""
    rule = RULES.get(code)
    if rule is None:
        return code
    return rule.label_en if locale is Locale.EN else rule.label_id


def unit(code: str, locale: Locale) -> str:
    """Name a unit; its code when it is not in the list."""
    return code_lists.name("units", code, locale.value)


def sign(unit_code: str) -> str:
    """Return what stands before a number of this unit, such as Rp; empty for most."""
    row = code_lists.rows("units").get(unit_code)
    return row["sign"] if row else ""


def signs() -> set[str]:
    """Return every sign that may stand before a number."""
    return {row["sign"] for row in code_lists.rows("units").values()} - {""}


def slicing(code: str, locale: Locale) -> str:
    """Name a slicing; its code when it is not in the list."""
    return code_lists.name("slicings", code, locale.value)


def basis(code: str, locale: Locale) -> str:
    """Spell a basis of denominators out; its code when it is not in the list."""
    return code_lists.name("bases", code, locale.value)


def source(code: str, locale: Locale) -> str:
    """Spell a source out; its code when it is not in the list."""
    return code_lists.name("sources", code, locale.value)


def note(text: str, locale: Locale) -> str:
    """Say why a figure has no value or is marked, of a code or of its frozen text, which the list has too."""
    if text in code_lists.rows("notes"):
        return code_lists.name("notes", text, locale.value)
    return text if locale is Locale.ID else _english_notes().get(text, text)


@cache
def _english_notes() -> dict[str, str]:
    return {row["name"]: row["name_en"] for row in code_lists.rows("notes").values()}


def slice_name(slicing_code: str, code: str, frozen: str, locale: Locale) -> str:
    """Name a slice: in Indonesian as it is frozen, in English by its list where it has one."""
    if slicing_code == "cause":
        return cause(code, locale)
    if locale is Locale.ID:
        return frozen
    if slicing_code == "funding_pair":
        return funding_pair(code, locale)
    listed = _code_list(slicing_code)
    return (
        code_lists.name(listed, code, locale.value) if listed and code in code_lists.rows(listed) else frozen
    )


def funding_pair(code: str, locale: Locale) -> str:
    """Name two sources of funds that a person is listed under."""
    first, _, second = code.partition("+")
    names = (code_lists.name("fundings", each, locale.value) for each in (first, second))
    return texts.plain(locale, "pair", **dict(zip(("first", "second"), names, strict=True)))


def fundings(names: str, locale: Locale) -> str:
    """Name the sources of funds of a frozen line, whose Indonesian names stand between semicolons."""
    codes = {row["name"]: code for code, row in code_lists.rows("fundings").items()}
    listed = names.split("; ")
    return "; ".join(code_lists.name("fundings", codes.get(each, each), locale.value) for each in listed)


def position(slicing_code: str, code: str) -> int:
    """Return the place of a slice in its code list; slices without a list all have the same."""
    name = _code_list(slicing_code)
    listed = list(code_lists.rows(name)) if name else []
    return listed.index(code) if code in listed else UNLISTED


def _code_list(slicing_code: str) -> str:
    row = code_lists.rows("slicings").get(slicing_code)
    return row["code_list"] if row else ""


def name(indicator_code: str, locale: Locale) -> str:
    """Name an indicator; its code when it is not in the list."""
    return code_lists.name("indicators", indicator_code, locale.value)


def definition(indicator_code: str, locale: Locale) -> str:
    """Define an indicator in one sentence; empty when it is not in the list."""
    row = code_lists.rows("indicators").get(indicator_code)
    return row[code_lists.column("definition", locale.value)] if row else ""


def is_change(indicator_code: str) -> bool:
    """Tell whether an indicator is the change of another, which is defined there."""
    row = code_lists.rows("indicators").get(indicator_code)
    return bool(row and row["change_of"])
