"""Memberships over time: who is in the register in the story's two months, and what each extract shows.

A membership belongs to a cohort: `both` counts in 2024 and 2025, `first` only in 2024, `second` only in 2025
and `old` in neither. What an extract shows of an end or a payment is what had happened by its position date:
columns ending in _1 are as known at the end of October 2024, those ending in _2 at the end of September 2025.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo.randomness import dates, last_day, month_ends, pick, stream

POSITION_1, POSITION_2 = np.datetime64("2024-10-31"), np.datetime64("2025-09-30")
NEVER = np.datetime64("NaT", "D")
FUNDINGS = ("MANDIRI", "APBD_KAB", "DBH_CHT", "DANA_DESA", "CSR", "APBD_PROV")
FUNDING_SHARES = [0.55, 0.25, 0.08, 0.06, 0.04, 0.02]
OCCUPATIONS = (
    "PETANI",
    "NELAYAN",
    "PEDAGANG",
    "TRANSPORTASI",
    "KONSTRUKSI",
    "SENI",
    "PARIWISATA",
    "PEKERJA_SOSIAL",
    "BURUH",
    "LAINNYA",
)
OCCUPATION_SHARES = [0.24, 0.1, 0.2, 0.11, 0.06, 0.02, 0.03, 0.04, 0.14, 0.06]


@dataclass(frozen=True, kw_only=True)
class Cohorts:
    """How many memberships of one segment and regency fall into each cohort."""

    both: int
    first: int
    second: int
    old: int

    @property
    def total(self) -> int:
        """Return the number of memberships."""
        return self.both + self.first + self.second + self.old

    def labels(self) -> npt.NDArray[np.object_]:
        """Return one label per membership, `both` first."""
        counts = [self.both, self.first, self.second, self.old]
        return np.repeat(np.array(["both", "first", "second", "old"], dtype=object), counts)


def _choose(
    labels: npt.NDArray[np.object_], **by_label: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.datetime64]:
    return np.select([labels == label for label in by_label], list(by_label.values()), default=NEVER)


def wage_earners(purpose: str, labels: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Return the dates of employees: open until they leave, without a date of payment."""
    generator = stream(f"wage/{purpose}")
    count = len(labels)
    early = dates(generator, "2009-01-01", "2023-12-31", count)
    this_year = dates(generator, "2024-01-01", "2024-10-31", count)
    joined_late = generator.random(count) < 0.14
    ended_first = month_ends(generator, "2024-01", "2024-12", count)
    ended_second = np.where(
        generator.random(count) < 0.05, month_ends(generator, "2025-01", "2025-09", count), NEVER
    )
    active_from = _choose(
        labels,
        both=np.where(joined_late, this_year, early),
        first=early,
        second=dates(generator, "2024-11-01", "2025-09-25", count),
        old=dates(generator, "2009-01-01", "2021-12-31", count),
    )
    ended_old = month_ends(generator, "2022-01", "2023-12", count)
    first_known = np.where(ended_first <= POSITION_1, ended_first, NEVER)
    return pd.DataFrame(
        {
            "active_from": active_from,
            "active_to_1": _choose(labels, first=first_known, old=ended_old),
            "active_to_2": _choose(labels, both=ended_second, first=ended_first, old=ended_old),
            "paid_through_1": NEVER,
            "paid_through_2": NEVER,
            "funding_code": "PEMBERI_KERJA",
        }
    )


def self_paying(purpose: str, labels: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Return the dates of members who pay themselves: covered until three months after what is paid."""
    generator = stream(f"self/{purpose}")
    count = len(labels)
    active_from = _choose(
        labels,
        both=dates(generator, "2016-01-01", "2024-08-31", count),
        first=dates(generator, "2016-01-01", "2023-09-30", count),
        second=dates(generator, "2024-11-01", "2025-09-30", count),
        old=dates(generator, "2014-01-01", "2021-12-31", count),
    )
    lapsed_first = month_ends(generator, "2023-10", "2024-09", count)
    lapsed_old = month_ends(generator, "2022-01", "2023-08", count)
    paid_later = month_ends(generator, "2025-03", "2025-12", count)
    began = last_day(active_from)
    return pd.DataFrame(
        {
            "active_from": active_from,
            "active_to_1": NEVER,
            "active_to_2": NEVER,
            "paid_through_1": _choose(
                labels,
                both=month_ends(generator, "2024-08", "2024-12", count),
                first=lapsed_first,
                old=lapsed_old,
            ),
            "paid_through_2": _choose(
                labels,
                both=paid_later,
                first=lapsed_first,
                second=np.maximum(paid_later, began),
                old=lapsed_old,
            ),
            "funding_code": "MANDIRI",
        }
    )


def sponsored(
    purpose: str, labels: npt.NDArray[np.object_], fundings: npt.NDArray[np.object_]
) -> pd.DataFrame:
    """Return the dates of members somebody else pays for: covered for exactly the months paid."""
    generator = stream(f"sponsored/{purpose}")
    count = len(labels)

    def first_of_month(first: str, last: str) -> npt.NDArray[np.datetime64]:
        return dates(generator, first, last, count).astype("datetime64[M]").astype("datetime64[D]")

    active_from = _choose(
        labels,
        both=first_of_month("2023-01-01", "2024-08-31"),
        first=first_of_month("2023-01-01", "2023-12-31"),
        second=first_of_month("2025-01-01", "2025-08-31"),
        old=first_of_month("2022-01-01", "2022-06-30"),
    )
    quarters = np.array(["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"], dtype="datetime64[D]")
    ended_first = quarters[generator.integers(0, 4, count)]
    renewed = np.array(["2025-06-30", "2025-12-31"], dtype="datetime64[D]")[generator.integers(0, 2, count)]
    ended_old = month_ends(generator, "2023-06", "2023-12", count)
    year_1 = np.full(count, np.datetime64("2024-12-31"))
    year_2 = np.full(count, np.datetime64("2025-12-31"))
    to_1 = _choose(labels, both=year_1, first=ended_first, old=ended_old)
    to_2 = _choose(labels, both=renewed, first=ended_first, second=year_2, old=ended_old)
    return pd.DataFrame(
        {
            "active_from": active_from,
            "active_to_1": to_1,
            "active_to_2": to_2,
            "paid_through_1": to_1,
            "paid_through_2": to_2,
            "funding_code": fundings,
        }
    )


def own_account(
    purpose: str,
    labels: npt.NDArray[np.object_],
    fundings: tuple[str, ...] = FUNDINGS,
    shares: list[float] | None = None,
) -> pd.DataFrame:
    """Return the dates, funding, category and programmes of workers outside employment."""
    generator = stream(f"own/{purpose}")
    funding = pick(generator, fundings, len(labels), shares or FUNDING_SHARES)
    paying, paid_for = self_paying(purpose, labels), sponsored(purpose, labels, funding)
    saves = (funding == "MANDIRI") & (generator.random(len(labels)) < 0.3)
    return paying.where(pd.Series(funding == "MANDIRI"), paid_for).assign(
        category_code=pick(generator, OCCUPATIONS, len(labels), OCCUPATION_SHARES),
        programme_codes=np.where(saves, "JKK+JKM+JHT", "JKK+JKM"),
    )


def as_known(memberships: pd.DataFrame, extract: int) -> pd.DataFrame:
    """Return the rows of extract 1 or 2 with the dates known then; the second no longer has `old` ones."""
    shown = {1: ["both", "first", "old"], 2: ["both", "first", "second"]}[extract]
    chosen = memberships[memberships["cohort"].isin(shown)]
    renamed = {f"active_to_{extract}": "active_to", f"paid_through_{extract}": "paid_through"}
    return chosen.rename(columns=renamed).reset_index(drop=True)
