"""Places named in rows become area codes, looked up inside the partner's own area only."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

import pandas as pd

State = Literal["", "unknown", "ambiguous", "outside"]
LABEL = re.compile(
    r"^\W*(?:kecamatan|kec|distrik|kapanewon|kemantren|kelurahan|kel|kalurahan|desa|ds|gampong|nagari|pekon|kampung|negeri|lembang)\b[\s.:]*",
    re.IGNORECASE,
)
URBAN = re.compile(r"^\W*kel(?:urahan)?\b", re.IGNORECASE)
RURAL = re.compile(r"^\W*(?:desa|ds)\b", re.IGNORECASE)
PLACE_COLUMNS = [
    "partner_area_code", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_desa",
    "place_kecamatan", "place_desa", "place_sheet",
]  # fmt: skip
REGENCY_LENGTH = len("33.28")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row belongs; if not found in the partner's area, that area itself, with what was wrong."""

    area_code: str | None
    is_area_assumed: bool = False
    area_state: State = ""
    area_field: str = ""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The areas names are looked up in: codes of kecamatan and of desa, by name."""

    districts: dict[str, list[str]] = field(default_factory=dict)
    villages: dict[str, list[str]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()


def resolve(frame: pd.DataFrame) -> pd.DataFrame:
    """Return area_code, is_area_assumed, area_state and area_field for each row, in the frame's order."""
    named = pd.DataFrame({name: frame.get(name, "") for name in PLACE_COLUMNS}, index=frame.index)
    named = named.astype("str").fillna("")
    distinct = named.drop_duplicates()  # a few hundred places, whatever the number of rows
    found = [_place(*row) for row in distinct.itertuples(index=False, name=None)]
    columns = ["area_code", "is_area_assumed", "area_state", "area_field"]
    places = pd.DataFrame([[getattr(place, name) for name in columns] for place in found], columns=columns)
    places = places.astype(
        {"area_code": "str", "is_area_assumed": "bool", "area_state": "str", "area_field": "str"}
    )
    places.index = pd.MultiIndex.from_frame(distinct) if len(distinct) else places.index
    if frame.empty:
        return pd.DataFrame({name: places[name] for name in columns}, index=frame.index)
    located = places.reindex(pd.MultiIndex.from_frame(named))
    located.index = frame.index
    return located


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """Return a place name to compare by: no label, small letters and digits only."""
    plain = unicodedata.normalize("NFKC", name)
    return re.sub(r"[^a-z0-9]", "", LABEL.sub("", plain).lower())


@lru_cache(maxsize=50_000)
def _place(
    own: str,
    regency: str,
    district: str,
    village: str,
    code: str,
    above_district: str,
    above_village: str,
    sheet: str,
) -> Place:
    if not district and not village:
        district, village = above_district, above_village
    elif not village and key(above_district) in ("", key(district)):
        village = above_village
    elif not district:
        district = above_district
    if not (district or village or code) and sheet:
        district, village = _from_sheet_name(own, sheet)
    scope = _scope(own[:REGENCY_LENGTH])
    if regency and not _is_own_regency(own, regency):
        return Place(
            area_code=own or None, is_area_assumed=True, area_state="outside", area_field="kabupaten_kota"
        )
    if code in scope.codes:
        return _inside(own, code, "kode_desa")
    return _by_name(own, scope, district, village)


def _by_name(own: str, scope: Scope, district: str, village: str) -> Place:
    districts = scope.districts.get(key(district), []) if district else []
    if district and len(districts) != 1:
        state: State = "ambiguous" if districts else _unknown_or_outside(district)
        return Place(area_code=own or None, is_area_assumed=True, area_state=state, area_field="kecamatan")
    if not village:
        return (
            _inside(own, districts[0], "kecamatan")
            if districts
            else Place(area_code=own or None, is_area_assumed=True)
        )
    candidates = [
        code
        for code in scope.villages.get(key(village), [])
        if not districts or code.startswith(districts[0] + ".")
    ]
    if len(candidates) > 1:
        candidates = _of_stated_type(village, candidates)
    if len(candidates) != 1:
        state = "ambiguous" if candidates else "unknown"
        return Place(
            area_code=own or None, is_area_assumed=True, area_state=state, area_field="desa_kelurahan"
        )
    return _inside(own, candidates[0], "desa_kelurahan")


def _inside(own: str, code: str, name: str) -> Place:
    """A place the partner's area lies in is no news; one beside it is outside."""
    if code == own or code.startswith(f"{own}.") or not own:
        return Place(area_code=code)
    if own.startswith(f"{code}."):
        return Place(area_code=own, is_area_assumed=True)
    return Place(area_code=own, is_area_assumed=True, area_state="outside", area_field=name)


def _of_stated_type(village: str, candidates: list[str]) -> list[str]:
    """Where a kelurahan and a desa share a name, the label decides; codes of kelurahan go on with 1."""
    wanted = "1" if URBAN.match(village) else "23" if RURAL.match(village) else ""
    return [code for code in candidates if code.split(".")[-1][0] in wanted] or candidates


def _from_sheet_name(own: str, sheet: str) -> tuple[str, str]:
    scope = _scope(own[:REGENCY_LENGTH])
    if len(scope.districts.get(key(sheet), [])) == 1 and not RURAL.match(sheet):
        return sheet, ""
    return "", sheet if len(scope.villages.get(key(sheet), [])) == 1 else ""


def _is_own_regency(own: str, stated: str) -> bool:
    if len(own) < REGENCY_LENGTH:
        return True  # a province's list may name any of its kabupaten
    plain = re.sub(r"\s+", " ", re.sub(r"[.\W]+", " ", stated.lower())).strip()
    plain = re.sub(r"^kab ", "kabupaten ", plain)
    own_names = _regency_names().get(own[:REGENCY_LENGTH], frozenset())
    return plain in own_names or plain in {re.sub("^(kabupaten|kota) ", "", name) for name in own_names}


def _unknown_or_outside(district: str) -> State:
    return "outside" if key(district) in _all_districts() else "unknown"


@cache
def _areas() -> pd.DataFrame:
    from cakupan.reference import areas

    frame = areas.frame()
    return frame[frame["valid_to"].isna()]


@cache
def _regency_names() -> dict[str, frozenset[str]]:
    """What each kabupaten or kota is and was called."""
    from cakupan.reference import areas

    frame = areas.frame()
    rows = frame[frame["level"] == "regency"]
    named = rows["area_name"].str.lower().groupby(rows["area_code"]).agg(frozenset)
    return {str(code): names for code, names in named.items()}


@cache
def _all_districts() -> frozenset[str]:
    frame = _areas()
    return frozenset(key(name) for name in frame.loc[frame["level"] == "district", "area_name"])


@cache
def district_codes() -> frozenset[str]:
    """Return every kecamatan code in force."""
    frame = _areas()
    return frozenset(frame.loc[frame["level"] == "district", "area_code"].tolist())


@cache
def former_regency_codes() -> frozenset[str]:
    """Return the codes of kabupaten and kota no longer used, whose kecamatan are not listed."""
    from cakupan.reference import areas

    frame = areas.frame()
    regencies = frame[frame["level"] == "regency"]
    is_former = regencies["valid_to"].notna()
    return frozenset(regencies.loc[is_former, "area_code"]) - frozenset(
        regencies.loc[~is_former, "area_code"]
    )


@lru_cache(maxsize=600)
def _scope(prefix: str) -> Scope:
    frame = _areas()
    inside = frame[frame["area_code"].str.startswith(prefix)] if prefix else frame
    scope = Scope(codes=frozenset(inside["area_code"].tolist()))
    for level, index in (("district", scope.districts), ("village", scope.villages)):
        rows = inside[inside["level"] == level]
        for code, name in zip(rows["area_code"].tolist(), rows["area_name"].tolist(), strict=True):
            index.setdefault(key(name), []).append(code)
    return scope


def forget() -> None:
    """Drop what was read from the shipped areas, for tests that bring their own."""
    for cached in (
        _areas,
        _regency_names,
        _all_districts,
        district_codes,
        former_regency_codes,
        _scope,
        _place,
    ):
        cached.cache_clear()
