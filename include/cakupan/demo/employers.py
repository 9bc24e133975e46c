"""Synthetic employers and how the wage earners of a regency spread over them."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import names
from cakupan.demo.randomness import stream

SCALES = ("mikro", "kecil", "menengah", "besar")
PROGRAMMES = {
    "mikro": "JKK+JKM",
    "kecil": "JKK+JKM+JHT",
    "menengah": "JKK+JKM+JHT+JP",
    "besar": "JKK+JKM+JHT+JP+JKP",
}


def company_names(purpose: str, count: int) -> list[str]:
    """Return distinct company names put together from our own words."""
    generator = stream(f"companies/{purpose}")
    stems = [
        " ".join(filter(None, words))
        for words in product(names.COMPANY_FIRST, names.COMPANY_SECOND, names.COMPANY_THIRD)
    ]
    chosen = generator.permutation(len(stems))[:count]
    forms = generator.integers(0, len(names.COMPANY_FORMS), count)
    return [
        f"{names.COMPANY_FORMS[form]} {stems[number]}" for form, number in zip(forms, chosen, strict=True)
    ]


def npp(regency_code: str, number: int) -> str:
    """Return an employer number that starts with 9, followed by the regency and a counter."""
    return f"9{regency_code.replace('.', '')}{number:03d}"


def make(regency_code: str, office_code: str, count: int) -> pd.DataFrame:
    """Return `count` employers of one regency, the largest first."""
    return pd.DataFrame(
        {
            "npp": [npp(regency_code, number) for number in range(1, count + 1)],
            "nama_perusahaan": company_names(regency_code, count),
            "area_code": regency_code,
            "office_code": office_code,
            "scale": [SCALES[3 - min(3, int(4 * number / count))] for number in range(count)],
        }
    )


def with_reported_workers(firms: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    """Return the employers with the active workers they report: their lasting members, often more."""
    lasting = memberships.loc[
        memberships["cohort"].eq("both") & memberships["segment_code"].eq("PU"), "npp"
    ].value_counts()
    members = firms["npp"].map(lasting).fillna(0)
    more = stream("reported").integers(0, 60, len(firms)) / 100
    drawn = np.ceil(members * (1 + more)).astype("int64")
    return firms.assign(
        active_workers_reported=firms["active_workers_reported"]
        .where(firms["active_workers_reported"].notna(), drawn)
        .astype("int64")
    )


def spread(purpose: str, employers: pd.DataFrame, count: int) -> npt.NDArray[np.int64]:
    """Return the employer (by position) of each of `count` wage earners; few employers have most of them."""
    weights = 1 / np.arange(1, len(employers) + 1) ** 0.9
    return stream(f"spread/{purpose}").choice(len(employers), size=count, p=weights / weights.sum())
