"""Places that a partner may have meant, looked for inside its own area: shown, never taken."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cakupan.intake.judging.fields import gazetteer
from cakupan.reference import areas

REGENCY_LENGTH = len("33.28")
DISTRICT_LENGTH = len("33.28.01")
MOST_CANDIDATES = 3
LEAST_LIKENESS = 0.6


@dataclass(kw_only=True)
class _Names:
    """Names in force by code; kept as long as the list of areas is the same."""

    frame: Any
    by_prefix: dict[str, dict[str, str]] = field(default_factory=dict)
    candidates: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)


_known = _Names(frame=None)


def candidates(area_code: str | None, district: str, village: str) -> list[str]:
    """Return the places in a partner's area whose names are nearest, a village inside its kecamatan."""
    wanted = ((area_code or "")[:REGENCY_LENGTH], district, village)
    names = _names(wanted[0])
    if wanted not in _known.candidates:
        _known.candidates[wanted] = _candidates(names, district, village) if names else []
    return _known.candidates[wanted]


def _candidates(names: dict[str, str], district: str, village: str) -> list[str]:
    districts = {code: name for code, name in names.items() if len(code) == DISTRICT_LENGTH}
    known = {code for code, name in districts.items() if gazetteer.key(name) == gazetteer.key(district)}
    if village and (known or not district):
        inside = {
            code: name
            for code, name in names.items()
            if len(code) > DISTRICT_LENGTH and (not known or code[:DISTRICT_LENGTH] in known)
        }
        return [_village(code, names) for code in _nearest(village, inside)]
    return [f"Kecamatan {districts[code]}" for code in _nearest(district, districts)]


def _nearest(wanted: str, names: dict[str, str]) -> list[str]:
    by_key: dict[str, list[str]] = {}
    for code, name in names.items():
        by_key.setdefault(gazetteer.key(name), []).append(code)
    plain = gazetteer.key(wanted)
    near: Iterable[str] = (
        [plain]
        if plain in by_key
        else difflib.get_close_matches(plain, by_key, MOST_CANDIDATES, LEAST_LIKENESS)
    )
    return [code for each in near for code in by_key[each]][: MOST_CANDIDATES * 2]


def _village(code: str, names: dict[str, str]) -> str:
    sort = "Kelurahan" if code.split(".")[-1].startswith("1") else "Desa"
    return f"{sort} {names[code]}, Kecamatan {names.get(code[:DISTRICT_LENGTH], '-')}"


def _names(prefix: str) -> dict[str, str]:
    frame = areas.frame()
    if _known.frame is not frame:
        _known.frame, _known.by_prefix, _known.candidates = frame, {}, {}
    if prefix not in _known.by_prefix:
        codes = frame["area_code"]
        inside = frame[codes.str.startswith(f"{prefix}.") & frame["valid_to"].isna()] if prefix else frame[:0]
        _known.by_prefix[prefix] = dict(
            zip(inside["area_code"].tolist(), inside["area_name"].tolist(), strict=True)
        )
    return _known.by_prefix[prefix]
