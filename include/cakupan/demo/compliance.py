"""What supervision knows of synthetic employers: workers, wages, programmes, arrears, enforcement."""

import numpy as np
import pandas as pd

from cakupan.demo import employers, places
from cakupan.demo.randomness import pick, stream

UNREGISTERED_EACH = 14  # employers of each regency that ought to be registered and are not
REGENCIES = (places.KAB_TEGAL, places.KOTA_TEGAL, places.TANJAB_BARAT)
INSPECTED, OVERSTATED, PARTIAL, IN_ARREARS = 0.05, 0.04, 0.03, 0.06
STAGES = ("PEMBINAAN", "TEGURAN", "SKK", "KPKNL")
STAGE_SHARES = [0.5, 0.3, 0.14, 0.06]
FIRST_UNPAID = np.arange("2022-06", "2024-10", dtype="datetime64[M]").astype("datetime64[D]")


def with_findings(firms: pd.DataFrame) -> pd.DataFrame:
    """Return the employers with what is known of their compliance, and some that are not registered."""
    generator = stream("compliance")
    count = len(firms)
    reported = firms["active_workers_reported"].to_numpy()
    inspected = generator.random(count) < INSPECTED
    wages = reported * generator.integers(2_100, 2_900, count) * 1_000
    checked = generator.random(count) < OVERSTATED
    owing = generator.random(count) < IN_ARREARS
    programmes = firms["scale"].map(employers.PROGRAMMES).str.removesuffix("+JKP")
    partial = (generator.random(count) < PARTIAL) & programmes.str.contains("JHT").to_numpy()
    unpaid = FIRST_UNPAID[generator.integers(0, len(FIRST_UNPAID), count)]
    known = firms.assign(
        active_workers_reported=pd.array(reported, dtype="Int64"),  # whole also where others report none
        is_registered="true",
        workers_found=_where(inspected, np.ceil(reported * (1 + generator.integers(0, 40, count) / 100))),
        payroll_reported=_where(checked, wages),
        payroll_found=_where(checked, np.ceil(wages * (1 + generator.integers(0, 30, count) / 100))),
        programme_codes=programmes.where(~pd.Series(partial, index=firms.index), "JKK+JKM"),
        arrears_rupiah=_where(owing, generator.integers(1, 90, count) * 1_250_000),
        arrears_since=np.where(owing, unpaid, np.datetime64("NaT", "D")),
        enforcement=pd.Series(pick(generator, STAGES, count, STAGE_SHARES)).where(pd.Series(owing)),
        recovered_rupiah=_where(owing, generator.integers(0, 20, count) * 750_000),
    )
    return pd.concat([known, *(_unregistered(code) for code in REGENCIES)], ignore_index=True)


def _where(chosen: np.ndarray, numbers: np.ndarray) -> pd.Series:
    """Return whole numbers where something is known, and nothing elsewhere."""
    return pd.Series(numbers.astype("int64")).astype("Int64").where(pd.Series(chosen))


def _unregistered(regency_code: str) -> pd.DataFrame:
    """Return employers that only supervision knows, under the numbers of inspections."""
    generator = stream(f"unregistered/{regency_code}")
    numbers = range(1, UNREGISTERED_EACH + 1)
    return pd.DataFrame(
        {
            "npp": [f"W{regency_code.replace('.', '')}{number:03d}" for number in numbers],
            "nama_perusahaan": employers.company_names(f"unregistered/{regency_code}", UNREGISTERED_EACH),
            "area_code": regency_code,
            "office_code": places.OFFICE_OF[regency_code],
            "scale": pick(generator, ("mikro", "kecil"), UNREGISTERED_EACH, [0.7, 0.3]),
            "is_registered": "false",
            "workers_found": pd.array(generator.integers(3, 60, UNREGISTERED_EACH), dtype="Int64"),
        }
    )
