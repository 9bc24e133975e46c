"""What the drop-downs of a template offer: codes by the names intake reads, places of the partner's area."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cakupan import code_lists
from cakupan.errors import NotFound
from cakupan.intake.template import columns
from cakupan.reference import areas

NOT_OFFERED = {"fundings": ("TIDAK_DISEBUT",), "categories": ("LAINNYA",)}
URBAN = "1"  # codes of kelurahan go on with 1, those of desa with 2 or 3
DISTRICT_LENGTH = areas.LEVELS["district"]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Lists by name; `villages` are (kecamatan, village), sorted, for the area that is named."""

    lists: Mapping[str, tuple[str, ...]]
    villages: tuple[tuple[str, str], ...] = ()
    area_name: str | None = None


def choices(area_code: str | None) -> Choices:
    """Return every list a template may offer a partner of this area, or of no stated area.

    Raises:
        NotFound: there is no such area.
    """
    codes = {**columns.short_lists(), "occupations": _names("categories"), "fundings": _names("fundings")}
    return Choices(lists=codes) if area_code is None else _with_places(codes, area_code)


def _names(listed: str) -> tuple[str, ...]:
    rows = code_lists.rows(listed)
    return tuple(row["name"] for code, row in rows.items() if code not in NOT_OFFERED[listed])


def _with_places(codes: Mapping[str, tuple[str, ...]], area_code: str) -> Choices:
    frame = areas.frame()
    current = frame[frame["valid_to"].isna()]
    own = current[current["area_code"] == area_code]
    if own.empty:
        raise NotFound(f"There is no area {area_code!r}; write its Kemendagri code, such as 33.28.")
    name = str(own["area_name"].iloc[0])
    if area_code == areas.NATION:
        return Choices(lists=codes, area_name=name)
    inside = current[(current["area_code"] + ".").str.startswith(f"{area_code}.")]
    if len(area_code) == areas.PROVINCE_LENGTH:
        regencies = inside.loc[inside["level"] == "regency", "area_name"]
        return Choices(lists={**codes, "regencies": tuple(sorted(regencies))}, area_name=name)
    districts = inside[inside["level"] == "district"].set_index("area_code")["area_name"]
    return Choices(
        lists={**codes, "districts": tuple(sorted(districts))},
        villages=_villages(inside[inside["level"] == "village"], districts),
        area_name=name,
    )


def _villages(villages: pd.DataFrame, districts: pd.Series) -> tuple[tuple[str, str], ...]:
    """Kecamatan and village; a name that is both a desa and a kelurahan of one kecamatan says which."""
    code = villages["area_code"]
    named = pd.DataFrame(
        {"district": code.str.slice(0, DISTRICT_LENGTH).map(districts), "village": villages["area_name"]}
    )
    is_urban = code.str.slice(DISTRICT_LENGTH + 1).str.startswith(URBAN)
    is_twin = named.duplicated(["district", "village"], keep=False)
    labelled = is_urban.map({True: "Kelurahan ", False: "Desa "}) + named["village"]
    named["village"] = named["village"].where(~is_twin, labelled)
    named = named.sort_values(["district", "village"], kind="stable")
    return tuple(named.itertuples(index=False, name=None))
