"""Where the story happens: the villages of its regencies, from the shipped area list."""

from functools import cache

import pandas as pd

from cakupan.reference import areas

KAB_TEGAL, KOTA_TEGAL, TANJAB_BARAT, NGAWI = "33.28", "33.76", "15.06", "35.21"
KALTIM = ("64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11")
OFFICE_OF = {
    KAB_TEGAL: "KC-TEGAL",
    KOTA_TEGAL: "KC-TEGAL",
    TANJAB_BARAT: "KC-JAMBI",
    NGAWI: "KC-NGAWI",
    "64.01": "KC-BALIKPAPAN",
    "64.09": "KC-BALIKPAPAN",
    "64.02": "KC-SAMARINDA",
    "64.07": "KC-SAMARINDA",
    "64.11": "KC-SAMARINDA",
    "64.03": "KC-BERAU",
    "64.08": "KC-BONTANG",
}


@cache
def villages() -> pd.DataFrame:
    """Return the villages and kelurahan in force, with their kecamatan and kabupaten or kota by name."""
    frame = areas.frame()
    frame = frame[frame["valid_to"].isna()]
    name = frame.set_index("area_code")["area_name"]
    chosen = frame[frame["level"].eq("village")].sort_values("area_code")
    district = chosen["area_code"].str.slice(0, 8)
    regency = chosen["area_code"].str.slice(0, 5)
    return pd.DataFrame(
        {
            "area_code": chosen["area_code"].astype(object),
            "area_name": chosen["area_name"].astype(object),
            "district_name": district.map(name).astype(object),
            "regency_code": regency.astype(object),
            "regency_name": regency.map(name).astype(object),
        }
    ).reset_index(drop=True)


@cache
def by_code() -> pd.DataFrame:
    """Return the villages with their code as the index."""
    return villages().set_index("area_code")


def villages_of(regency_code: str, only_desa: bool = False) -> pd.DataFrame:
    """Return the villages of one regency; `only_desa` leaves the kelurahan out."""
    frame = villages()
    frame = frame[frame["regency_code"].eq(regency_code)]
    if only_desa:
        frame = frame[frame["area_code"].str.slice(9, 10).eq("2")]
    return frame.reset_index(drop=True)
