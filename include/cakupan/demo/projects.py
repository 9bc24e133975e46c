"""Construction projects: a headcount each, no names, spread so that a year's total is exact."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import employers, places
from cakupan.demo.randomness import dates, pick, stream

FUNDINGS = ("APBD_KAB", "APBD_PROV", "APBN", "DANA_DESA", "MANDIRI")
FUNDING_SHARES = [0.5, 0.12, 0.14, 0.14, 0.1]
NOT_REGISTERED_FOR_EACH = 4  # registered projects for each that is known and not registered


@dataclass(frozen=True, kw_only=True)
class Year:
    """The projects of one regency that run in one year: how many, and the workers of all of them together."""

    area_code: str
    year: int
    projects: int
    workers: int


YEARS = (
    Year(area_code=places.KAB_TEGAL, year=2023, projects=60, workers=3_900),
    Year(area_code=places.KAB_TEGAL, year=2024, projects=148, workers=9_336),
    Year(area_code=places.KAB_TEGAL, year=2025, projects=171, workers=10_912),
    Year(area_code=places.KOTA_TEGAL, year=2024, projects=72, workers=4_870),
    Year(area_code=places.KOTA_TEGAL, year=2025, projects=96, workers=7_509),
    Year(area_code=places.TANJAB_BARAT, year=2024, projects=41, workers=1_968),
    Year(area_code=places.TANJAB_BARAT, year=2025, projects=46, workers=2_204),
)


def share_out(total: int, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return whole numbers of at least one, in proportion to the weights, that add up to the total."""
    exact = weights / weights.sum() * (total - len(weights))
    whole = np.floor(exact).astype(np.int64)
    rest = total - len(weights) - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole + 1


def of_year(year: Year) -> pd.DataFrame:
    """Return the projects of one regency that begin within one year, by its position date, and end in it."""
    name = f"projects/{year.area_code}/{year.year}"
    generator = stream(name)
    last_start = {2024: "10-25", 2025: "09-24"}.get(year.year, "09-30")
    starts = np.sort(dates(generator, f"{year.year}-01-08", f"{year.year}-{last_start}", year.projects))
    ends = starts + generator.integers(45, 240, year.projects).astype("timedelta64[D]")
    workers = share_out(year.workers, generator.lognormal(3.7, 0.8, year.projects))
    code = year.area_code.replace(".", "")
    contractors = [
        employers.npp(year.area_code, int(number)) for number in generator.integers(1, 200, year.projects)
    ]
    return pd.DataFrame(
        {
            "project_id": [f"9{code}{year.year}{number:04d}" for number in range(1, year.projects + 1)],
            "npp": contractors,
            "area_code": year.area_code,
            "office_code": places.OFFICE_OF[year.area_code],
            "funding_code": pick(generator, FUNDINGS, year.projects, FUNDING_SHARES),
            "workers": workers,
            "contract_rupiah": workers * generator.integers(9, 31, year.projects) * 1_000_000,
            "starts_on": starts,
            "ends_on": np.minimum(ends, np.datetime64(f"{year.year}-12-31")),
            "maintenance_until": np.datetime64("NaT", "D"),
            "is_registered": "true",
        }
    )


def not_registered(year: Year) -> pd.DataFrame:
    """Return projects of the same owners that are known and that nobody registered."""
    count = max(1, year.projects // NOT_REGISTERED_FOR_EACH)
    other = of_year(replace(year, projects=count, workers=year.workers // NOT_REGISTERED_FOR_EACH))
    return other.assign(project_id="8" + other["project_id"].str.slice(1), is_registered="false")


def as_known(extract: int) -> pd.DataFrame:
    """Return the project table of extract 1 or 2; the first knows nothing of 2025."""
    known = [year for year in YEARS if extract == 2 or year.year < 2025]
    return pd.concat([part(year) for part in (of_year, not_registered) for year in known], ignore_index=True)
