"""Fields that several columns make together, as one text for each row: a name, a day, a number."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster

NOTHING = r"^[\W_]*$"  # what people type where they have no second name
DAY_OR_MONTH, YEAR = r"^\d{1,2}$", r"^\d{4}$"


def texts(name: str, parts: Sequence[pa.StringArray]) -> pa.StringArray:
    """Return the texts of one field, made of those of its columns in their order."""
    if name == "nik":
        return pc.binary_join_element_wise(*parts, "")
    if roster.readings()[name] == "date":
        return _days(parts)
    first, *others = [_without_signs(each) for each in parts]
    others = [pc.if_else(_are_alike(first, each), "", each) for each in others]
    return _spaced([first, *others])


def _days(parts: Sequence[pa.StringArray]) -> pa.StringArray:
    """Year first where all three are numbers, so that day and month cannot change places."""
    day, month, year = parts
    is_plain = pc.and_(
        pc.match_substring_regex(year, YEAR),
        pc.and_(pc.match_substring_regex(month, DAY_OR_MONTH), pc.match_substring_regex(day, DAY_OR_MONTH)),
    )
    plain = pc.binary_join_element_wise(year, _two(month), _two(day), "-")
    return pc.if_else(is_plain, plain, _spaced(parts))


def _two(digits: pa.StringArray) -> pa.StringArray:
    return pc.utf8_lpad(digits, width=2, padding="0")


def _without_signs(names: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.match_substring_regex(names, NOTHING), "", names)


def _are_alike(one: pa.StringArray, other: pa.StringArray) -> pa.BooleanArray:
    """A person of one name types it twice where a form wants two."""
    return pc.equal(pc.utf8_lower(one), pc.utf8_lower(other))


def _spaced(parts: Sequence[pa.StringArray]) -> pa.StringArray:
    together = pc.binary_join_element_wise(*parts, " ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(together, r"\s{2,}", " "))
