"""The reason for a refusal in English, from the Indonesian one: of the two the warehouse keeps that alone."""

import re
from collections.abc import Iterable
from functools import cache

from cakupan.intake.rows.refusals import (
    BOUNDS,
    IN_AN_ARCHIVE,
    LIKELY,
    REFUSALS,
    SIGNS,
    TORN,
    WHATS,
    WHENS,
    Refusal,
)

PARTS: dict[str, tuple[Refusal, ...]] = {
    "bound": tuple(BOUNDS.values()),
    "what": tuple(WHATS.values()),
    "sign": tuple(SIGNS.values()),
    "when": tuple(WHENS.values()),
    "cause": (*SIGNS.values(), *BOUNDS.values(), TORN),
}
SIGN = r"(?: \((?:{})\))?"
LIKELIES = "(?: {})*"


def reason(code: str, text_id: str) -> str | None:
    """Return what a refusal says in English; None when it was said otherwise then than it is today."""
    for refusal in (REFUSALS[code], IN_AN_ARCHIVE) if code in REFUSALS else ():
        if found := re.fullmatch(_pattern(refusal.text_id), text_id, re.DOTALL):
            return refusal.text_en.format_map(_details(found))
    return None


def _details(found: re.Match[str]) -> dict[str, str]:
    details = found.groupdict()
    for name, known in PARTS.items():
        if details.get(name):
            details[name] = _part(details[name], known)
    if details.get("likely"):
        every = re.finditer(_pattern(LIKELY.text_id), details["likely"], re.DOTALL)
        details["likely"] = "".join(f" {LIKELY.text_en.format_map(each.groupdict())}" for each in every)
    return details


def _part(text: str, known: Iterable[Refusal]) -> str:
    """A part of a reason; a sign stands in brackets, which stay."""
    for each in known:
        if found := re.search(_pattern(each.text_id) + r"(?=\)?\Z)", text, re.DOTALL):
            return f"{text[: found.start()]}{each.text_en.format_map(found.groupdict())}{text[found.end() :]}"
    return text


@cache
def _pattern(template: str) -> str:
    """What a text made from this template looks like, with a group for each pair of braces."""
    seen: set[str] = set()
    pattern = ""
    for position, piece in enumerate(re.split(r"\{(\w+)\}", template)):
        if position % 2 == 0:
            pattern += re.escape(piece)
        elif piece in seen:
            pattern += f"(?P={piece})"
        else:
            seen.add(piece)
            pattern += f"(?P<{piece}>{_inside(piece)})"
    return pattern


def _inside(name: str) -> str:
    """What may stand in a pair of braces: one of the parts there are, or anything."""
    match name:
        case "sign":
            return SIGN.format(_any_of(PARTS[name]))
        case "likely":
            return LIKELIES.format(_ungrouped(LIKELY))
    return _any_of(PARTS[name]) if name in PARTS else ".*?"


def _any_of(known: Iterable[Refusal]) -> str:
    return "|".join(_ungrouped(each) for each in known)


def _ungrouped(known: Refusal) -> str:
    return re.sub(r"\(\?P<\w+>(.*?)\)|\(\?P=\w+\)", ".*?", _pattern(known.text_id))
