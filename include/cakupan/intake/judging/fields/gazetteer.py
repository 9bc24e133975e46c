"""The shipped areas by name, and the place a row's words mean inside a partner's area."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging.fields import regencies
from cakupan.intake.judging.fields.regencies import REGENCY_LENGTH
from cakupan.reference import areas

State = Literal["", "unknown", "ambiguous", "outside"]
LABELS = (
    "kecamatan|kec|distrik|kapanewon|kemantren|kelurahan|kel|kalurahan|desa|ds|gampong|gp|nagari|pekon"
    "|kampung|negeri|lembang"
)
LABEL = re.compile(rf"^\W*(?:(?:{LABELS})\b[\s.:]*)+(?=\w)", re.IGNORECASE)
URBAN = re.compile(r"^\W*kel(?:urahan)?\b", re.IGNORECASE)
RURAL = re.compile(r"^\W*(?:desa|ds)\b", re.IGNORECASE)
UNDOTTED = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})", re.ASCII)
SIGNS = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))
LEVELS = ("district", "village")
LISTED = ("area_code", "level", "area_name")
DIGITS = 10
DISTRICT_LENGTH = len("33.28.01")


@dataclass(frozen=True, kw_only=True)
class RowArea:
    """Where a row belongs; if not found in the partner's area, that area itself, with what was wrong."""

    area_code: str | None
    is_area_assumed: bool = False
    area_state: State = ""
    area_field: str = ""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The areas names are looked up in: codes of kecamatan and of desa by name, and the name of each code."""

    districts: dict[str, list[str]] = field(default_factory=dict)
    villages: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """Return a place name to compare by: no label, small letters and digits only."""
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)
    label = LABEL.match(plain)
    return _plain(plain[label.end() :] if label else plain)


def _plain(name: str) -> str:
    return name.lower().encode("ascii", "ignore").translate(None, SIGNS).decode()


@lru_cache(maxsize=50_000)
def place(
    own: str,
    regency: str,
    district: str,
    village: str,
    code: str,
    above_district: str,
    above_village: str,
    sheet: str,
) -> RowArea:
    """Return the place that one combination of words means to a partner of the area `own`."""
    district, village = _with_context(district, village, above_district, above_village)
    within = regencies.current(own)[:REGENCY_LENGTH]
    if regency:
        meant = _regency(own, within, regency)
        if isinstance(meant, RowArea):
            return meant
        within = meant
    scope = _scope(within)
    if not (district or village or code) and sheet:
        district, village = _from_sheet_name(scope, sheet)
    dotted = regencies.current(UNDOTTED.sub(r"\1.\2.\3.\4", code))
    if dotted in scope.names:
        return _inside(own, dotted, "kode_desa")
    if code and not (district or village):
        return _assumed(own, _state_of_code(dotted), "kode_desa")
    if regency and not (district or village) and len(own) < REGENCY_LENGTH:
        return _inside(own, within, "kabupaten_kota")
    return _by_name(own, scope, district, village)


def _with_context(district: str, village: str, above_district: str, above_village: str) -> tuple[str, str]:
    """A row that names less than its section or sheet inherits the rest."""
    if not district and not village:
        return above_district, above_village
    if not village and key(above_district) in ("", key(district)):
        return district, above_village
    return district or above_district, village


def _regency(own: str, within: str, stated: str) -> RowArea | str:
    """Where names are looked up: the kabupaten the row states, if one only of the partner's is meant."""
    candidates = regencies.matching(stated, within)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        return _assumed(own, "ambiguous", "kabupaten_kota")
    return _assumed(own, "outside" if regencies.matching(stated, "") else "unknown", "kabupaten_kota")


def _assumed(own: str, state: State, field: str) -> RowArea:
    return RowArea(area_code=own or None, is_area_assumed=True, area_state=state, area_field=field)


def _by_name(own: str, scope: Scope, district: str, village: str) -> RowArea:
    districts = scope.districts.get(key(district), []) if district else []
    if district and len(districts) != 1:
        return _assumed(own, "ambiguous" if districts else _unknown_or_outside(district), "kecamatan")
    if not village:
        return _inside(own, districts[0], "kecamatan") if districts else _assumed(own, "", "")
    candidates = [
        code
        for code in scope.villages.get(key(village), [])
        if not districts or code.startswith(districts[0] + ".")
    ]
    if len(candidates) > 1:
        candidates = _of_stated_type(village, _of_full_name(scope, village, candidates))
    if len(candidates) != 1:
        return _assumed(own, "ambiguous" if candidates else "unknown", "desa_kelurahan")
    return _inside(own, candidates[0], "desa_kelurahan")


def _inside(own: str, code: str, name: str) -> RowArea:
    """A place the partner's area lies in is no news; one beside it is outside."""
    today = regencies.current(own)
    if code == today or code.startswith(f"{today}.") or not own:
        return RowArea(area_code=code)
    if today.startswith(f"{code}."):
        return _assumed(own, "", "")
    return _assumed(own, "outside", name)


def _of_full_name(scope: Scope, village: str, candidates: list[str]) -> list[str]:
    """Where Desa Baru and Kampung Baru are two villages, the name as a whole decides."""
    whole = _plain(village)
    return [code for code in candidates if _plain(scope.names[code]) == whole] or candidates


def _of_stated_type(village: str, candidates: list[str]) -> list[str]:
    """Where a kelurahan and a desa share a name, the label decides; codes of kelurahan go on with 1."""
    wanted = "1" if URBAN.match(village) else "23" if RURAL.match(village) else ""
    return [code for code in candidates if code.split(".")[-1][0] in wanted] or candidates


def _from_sheet_name(scope: Scope, sheet: str) -> tuple[str, str]:
    if len(scope.districts.get(key(sheet), [])) == 1 and not RURAL.match(sheet):
        return sheet, ""
    return "", sheet if len(scope.villages.get(key(sheet), [])) == 1 else ""


def _state_of_code(dotted: str) -> State:
    return "outside" if dotted[:DISTRICT_LENGTH] in district_codes() else "unknown"


def _unknown_or_outside(district: str) -> State:
    return "outside" if key(district) in _all_districts() else "unknown"


@dataclass(frozen=True, kw_only=True)
class _Listed:
    """Areas in force, ordered by their codes as ten digits: those of one area stand together."""

    digits: npt.NDArray[np.int64]
    rows: pa.Table

    def inside(self, code: str) -> pa.Table:
        """Return the areas of one area, itself among them; all for no code."""
        if not code:
            return self.rows
        bare = code.replace(".", "")
        room = 10 ** (DIGITS - len(bare))
        first, last = np.searchsorted(self.digits, [int(bare) * room, (int(bare) + 1) * room]).tolist()
        return self.rows.slice(first, last - first)


@cache
def _areas() -> _Listed:
    frame = areas.frame()
    kept = frame.loc[frame["valid_to"].isna() & (frame["level"] != "nation"), list(LISTED)]
    rows = pa.Table.from_pandas(kept, preserve_index=False)
    padded = pc.utf8_rpad(pc.replace_substring(rows["area_code"], ".", ""), DIGITS, "0")
    digits = padded.cast(pa.int64()).to_numpy()
    order = np.argsort(digits, kind="stable")
    return _Listed(digits=digits[order], rows=rows.take(pa.array(order)))


def _of_level(level: str, name: str) -> list[str]:
    rows = _areas().rows
    names: list[str] = rows.filter(pc.equal(rows["level"], level))[name].to_pylist()
    return names


@cache
def _all_districts() -> frozenset[str]:
    return frozenset(map(key, _of_level("district", "area_name")))


@cache
def district_codes() -> frozenset[str]:
    """Return every kecamatan code in force."""
    return frozenset(_of_level("district", "area_code"))


@cache
def former_regency_codes() -> frozenset[str]:
    """Return the codes of kabupaten and kota no longer used, whose kecamatan are not listed."""
    frame = areas.frame()
    rows = frame[frame["level"] == "regency"]
    is_former = rows["valid_to"].notna()
    return frozenset(rows.loc[is_former, "area_code"]) - frozenset(rows.loc[~is_former, "area_code"])


@lru_cache(maxsize=600)
def _scope(within: str) -> Scope:
    scope = Scope()
    rows = _areas().inside(within)
    for code, level, name in zip(*(rows[column].to_pylist() for column in LISTED), strict=True):
        scope.names[code] = name
        if level in LEVELS:
            index = scope.districts if level == "district" else scope.villages
            index.setdefault(key(name), []).append(code)
    return scope


def prepare() -> None:
    """Read the shipped areas now, so that processes forked from this one have them already."""
    _all_districts()
    district_codes()
    former_regency_codes()
    regencies.current("")


def forget() -> None:
    """Drop what was read from the shipped areas, for tests that bring their own."""
    for cached in (_areas, _all_districts, district_codes, former_regency_codes, _scope, place):
        cached.cache_clear()
    regencies.forget()
