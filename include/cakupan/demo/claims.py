"""Benefits paid: cases and rupiah per programme, spread so that a year's total is exact."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import places
from cakupan.demo.projects import share_out
from cakupan.demo.randomness import dates, pick, stream
from cakupan.demo.register import Register

PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")
SCHOLARSHIPS = (1_500_000, 2_000_000, 3_000_000)  # a year of primary, junior and senior school


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What was paid in one regency between two days; JHT takes what the others leave of `rupiah`."""

    area_code: str
    first: str
    last: str
    cases: dict[str, int]
    rupiah: int
    extract: int


# Kab. Tegal: Rp 21 miliar from 1 January to 31 October 2024, as published. All other sums are synthetic.
PAID = (
    Paid(
        area_code=places.KAB_TEGAL,
        first="2023-11-01",
        last="2023-12-29",
        cases={"JKK": 61, "JKM": 19, "JHT": 208, "JP": 118, "JKP": 25},
        rupiah=3_164_500_000,
        extract=1,
    ),
    Paid(
        area_code=places.KAB_TEGAL,
        first="2024-01-02",
        last="2024-10-31",
        cases={"JKK": 431, "JKM": 121, "JHT": 1_462, "JP": 604, "JKP": 183},
        rupiah=21_000_000_000,
        extract=1,
    ),
    Paid(
        area_code=places.KOTA_TEGAL,
        first="2024-01-02",
        last="2024-10-31",
        cases={"JKK": 142, "JKM": 38, "JHT": 611, "JP": 197, "JKP": 72},
        rupiah=8_412_300_000,
        extract=1,
    ),
    Paid(
        area_code=places.TANJAB_BARAT,
        first="2024-01-02",
        last="2024-10-31",
        cases={"JKK": 118, "JKM": 44, "JHT": 702, "JP": 96, "JKP": 51},
        rupiah=9_870_650_000,
        extract=1,
    ),
    Paid(
        area_code=places.KAB_TEGAL,
        first="2024-11-01",
        last="2025-09-30",
        cases={"JKK": 560, "JKM": 158, "JHT": 1_930, "JP": 811, "JKP": 240},
        rupiah=28_730_900_000,
        extract=2,
    ),
    Paid(
        area_code=places.KOTA_TEGAL,
        first="2024-11-01",
        last="2025-09-30",
        cases={"JKK": 171, "JKM": 45, "JHT": 730, "JP": 233, "JKP": 88},
        rupiah=10_226_400_000,
        extract=2,
    ),
)


def of(paid: Paid, register: Register) -> pd.DataFrame:
    """Return one row per case."""
    name = f"claims/{paid.area_code}/{paid.first}"
    generator = stream(name)
    programme = np.repeat(np.array(PROGRAMMES, dtype=object), [paid.cases[code] for code in PROGRAMMES])
    rupiah = _amounts(generator, programme, paid.rupiah)
    held = register.memberships
    member = held.loc[
        held["work_area_code"].eq(paid.area_code) & ~held["cohort"].eq("second"), "person"
    ].to_numpy()
    kpj = register.people["kpj"].to_numpy()[member[generator.integers(0, len(member), len(programme))]]
    claims = pd.DataFrame(
        {
            "kpj": kpj,
            "programme_code": programme,
            "cases": 1,
            "rupiah": rupiah,
            "paid_on": dates(generator, paid.first, paid.last, len(programme)),
            "area_code": paid.area_code,
            "office_code": places.OFFICE_OF[paid.area_code],
        }
    ).sort_values(["paid_on", "programme_code", "kpj"], kind="stable", ignore_index=True)
    claims = _with_scholarships(claims, f"{name}/scholarships")
    stem = f"K{paid.area_code.replace('.', '')}{paid.first[:7].replace('-', '')}"
    claims.insert(0, "claim_id", [f"{stem}{number:05d}" for number in range(1, len(claims) + 1)])
    return claims


def _amounts(
    generator: np.random.Generator, programme: npt.NDArray[np.object_], total: int
) -> npt.NDArray[np.int64]:
    """Return an amount per case: death benefit by law, the others drawn, JHT what is left."""
    count = len(programme)
    drawn = {
        "JKM": pick(generator, ["42000000", "10000000"], count, [0.85, 0.15]).astype(np.int64),
        "JKK": (generator.lognormal(7.6, 0.8, count)).astype(np.int64) * 1_000 + 150_000,
        "JP": generator.integers(393, 1_180, count) * 1_000,
        "JKP": generator.integers(900, 2_900, count) * 1_000,
    }
    amounts = np.select([programme == code for code in drawn], list(drawn.values()), default=0)
    is_rest = programme == "JHT"
    amounts[is_rest] = share_out(
        total - int(amounts.sum()), generator.lognormal(1.0, 0.9, int(is_rest.sum()))
    )
    return amounts


def _with_scholarships(claims: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return claims of which a part of some, after a death, is the scholarship of one or two children."""
    generator = stream(name)
    is_death = claims["programme_code"].eq("JKM")
    has_children = is_death & (generator.random(len(claims)) < 0.3)
    children = np.where(has_children, generator.integers(1, 3, len(claims)), 0)
    rupiah = children * generator.choice(SCHOLARSHIPS, len(claims))
    return claims.assign(scholarship_children=children, scholarship_rupiah=rupiah)


def as_delta(register: Register, extract: int) -> pd.DataFrame:
    """Return the claims that extract 1 or 2 brings."""
    return pd.concat([of(paid, register) for paid in PAID if paid.extract == extract], ignore_index=True)
