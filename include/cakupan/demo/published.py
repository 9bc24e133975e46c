"""What the agency published before the story: figures of articles with their document, all others simulated.

The months from October 2023 to August 2025 that the story does not close, for the regions of the articles.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import claims, places, projects, workforce
from cakupan.demo.randomness import stream
from cakupan.demo.regencies import REGENCIES

TOTAL = "TOTAL"
COLUMNS = (
    *("indicator_code", "area_code", "slicing", "slice_code", "period", "numerator", "denominator", "value"),
    *("document", "is_simulated"),
)
OCTOBER, SEPTEMBER = 12, 23  # the months that the story closes, counted from October 2023
MONTHS = [str(month) for month in pd.period_range("2023-10", periods=SEPTEMBER, freq="M")]
MONTH_OF_YEAR = np.array([int(month[5:]) for month in MONTHS])
BEFORE = 0.93  # what a count was a year before, beside October 2024
AT_MONTH_END = {"PU": 0.94, "BPU": 0.79, "JAKON": 0.45, "TOTAL": 0.87}  # of those who count in the year
# What the story itself counts in both months, about; in between and before, nobody counted.
COUNTED = {
    "vulnerable_handed_over": {
        **{places.TANJAB_BARAT: (2_000, 1_703), places.KAB_TEGAL: (2_759, 2_761)},
        **{places.KOTA_TEGAL: (1_350, 1_800), "64.01": (211, 199), "64.02": (154, 32), "64.03": (80, 92)},
        **{"64.07": (345, 148), "64.08": (169, 123), "64.09": (47, 39), "64.11": (241, 93)},
    },
    "vulnerable_registered": {
        **{places.TANJAB_BARAT: (1_864, 1_293), places.KAB_TEGAL: (2_285, 2_285)},
        **{places.KOTA_TEGAL: (1_174, 1_565), "64.01": (174, 171), "64.02": (118, 18), "64.03": (41, 66)},
        **{"64.07": (295, 131), "64.08": (138, 97), "64.09": (31, 22), "64.11": (201, 78)},
    },
    "vulnerable_active": {
        **{places.TANJAB_BARAT: (1_801, 1_146), places.KAB_TEGAL: (1_818, 1_567)},
        **{places.KOTA_TEGAL: (981, 808), "64.01": (158, 93), "64.02": (108, 9), "64.03": (38, 37)},
        **{"64.07": (267, 73), "64.08": (128, 48), "64.09": (28, 12), "64.11": (187, 46)},
    },
    "interns_running": {places.KAB_TEGAL: (37, 30), places.NGAWI: (40, 50)},
}
Row = dict[str, object]
Course = npt.NDArray[np.float64]  # a number a month


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A figure that an article states, with its counts where it has them."""

    area_code: str
    period: str
    value: str
    document: str
    segment: str = TOTAL
    numerator: int | None = None
    denominator: int | None = None
    indicator_code: str = "ucj_ytd"

    @property
    def row(self) -> Row:
        """Return it as a row of the extract."""
        slicing = "total" if self.segment == TOTAL else "segment"
        counts = {"numerator": self.numerator, "denominator": self.denominator}
        return {
            "indicator_code": self.indicator_code,
            "area_code": self.area_code,
            "slicing": slicing,
            "slice_code": self.segment,
            "period": self.period,
            "value": self.value,
            "document": self.document,
            "is_simulated": False,
        } | counts


NKS = "smpantura.news, 26 November 2024"
STATED = (
    Stated(area_code=places.KAB_TEGAL, period="2024-10", value="30.29", document=NKS),
    Stated(area_code=places.KAB_TEGAL, period="2024-10", segment="PU", value="64.23", document=NKS),
    Stated(area_code=places.KAB_TEGAL, period="2024-10", segment="BPU", value="12.39", document=NKS),
    Stated(area_code=places.KAB_TEGAL, period="2024-10", segment="JAKON", value="34.35", document=NKS),
    Stated(
        area_code=places.KAB_TEGAL,
        period="2024-10",
        value="21000000000",
        document=NKS,
        indicator_code="benefit_rupiah_ytd",
    ),
    Stated(
        area_code=places.KAB_TEGAL,
        period="2025-08",
        value="40.46",
        numerator=219_917,
        document="smpantura.news, 2025",
    ),
    Stated(
        area_code=places.KOTA_TEGAL, period="2025-07", value="51.55", document="jatengnews.id, 31 Juli 2025"
    ),
    Stated(
        area_code="15",
        period="2024-08",
        value="39.52",
        numerator=518_632,
        denominator=1_312_370,
        document="infojambi.com, Agustus 2024",
    ),
    Stated(
        area_code="15",
        period="2024-11",
        value="45.17",
        numerator=592_806,
        denominator=1_312_370,
        document="dialognews.id, Desember 2024",
    ),
)


def table(extract: int) -> pd.DataFrame:
    """Return what was published by extract 1 (before October 2024) or since then, by extract 2."""
    months = MONTHS[:OCTOBER] if extract == 1 else MONTHS[OCTOBER:]
    stated = [one.row for one in STATED if one.period in months]
    known = {_place(row) for row in stated}
    left = set(months) - {MONTHS[OCTOBER]}  # which has an edition: of it only what articles state
    simulated = (row for row in _simulated() if row["period"] in left and _place(row) not in known)
    listed = sorted([*stated, *simulated], key=_place)
    return pd.DataFrame(listed, columns=list(COLUMNS)).astype({"numerator": "Int64", "denominator": "Int64"})


def _place(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in COLUMNS[:5])


def _simulated() -> Iterator[Row]:
    for area_code, members in _members().items():
        for segment, ends in members.items():
            yield from _coverage(area_code, segment, ends)
    for code, ends_of in COUNTED.items():
        yield from _rolled_up(code, {area: _level(f"{code}/{area}", ends) for area, ends in ends_of.items()})
    for code, of_month in (("benefit_cases", _cases), ("benefit_rupiah", _rupiah)):
        months = {area: of_month(area) for area in dict.fromkeys(paid.area_code for paid in claims.PAID)}
        yield from _rolled_up(code, months)
        yield from _rolled_up(f"{code}_ytd", {area: _in_year(one) for area, one in months.items()})


def _coverage(area_code: str, segment: str, ends: tuple[int, int]) -> Iterator[Row]:
    """Yield the coverage of a regency, year to date, which rises in a year, and at the end of the month."""
    season = 0.9 + 0.01 * MONTH_OF_YEAR
    active = _level(f"members/{area_code}/{segment}", ends) * season / season[OCTOBER]
    for code, share in (("ucj_ytd", 1.0), ("ucj_eom", AT_MONTH_END[segment])):
        for period, counted in zip(MONTHS, np.rint(active * share).astype(int), strict=True):
            workers = _workers(area_code, segment, period)
            members = min(int(counted), workers)
            yield _row(code, area_code, period, members, segment=segment, denominator=workers)


def _level(purpose: str, ends: tuple[int, int], chance: float = 0.004) -> Course:
    """Return a course through October 2024 and September 2025, with a little chance in it."""
    october, september = ends
    marks = ([0, OCTOBER, SEPTEMBER], [BEFORE * october, october, september])
    level = np.interp(np.arange(SEPTEMBER), *marks)
    return level * (1 + chance * stream(f"published/{purpose}").standard_normal(SEPTEMBER).clip(-2, 2))


def _cases(area_code: str) -> Course:
    return _paid(area_code, lambda paid: sum(paid.cases.values()))


def _rupiah(area_code: str) -> Course:
    return _paid(area_code, lambda paid: paid.rupiah) // 1_000 * 1_000


def _paid(area_code: str, of: Callable[[claims.Paid], int]) -> Course:
    """Return what was paid month by month: as much as the story pays in those years, with chance in it."""
    by_extract = {paid.extract: of(paid) for paid in claims.PAID if paid.area_code == area_code}
    first = by_extract[1] // 10
    return _level(f"paid/{area_code}/{of.__name__}", (first, by_extract.get(2, by_extract[1]) // 11), 0.1)


def _in_year(months: Course) -> Course:
    """Return the sums since January of each year; the first month stands for those before it, too."""
    sums = np.array(months)
    sums[0] *= MONTH_OF_YEAR[0]
    for place in range(1, SEPTEMBER):
        if MONTH_OF_YEAR[place] != 1:
            sums[place] += sums[place - 1]
    return sums


def _rolled_up(code: str, courses: dict[str, Course]) -> Iterator[Row]:
    """Yield counts of regencies and their sums in provinces and the nation."""
    sums: dict[str, Course] = {}
    for area_code, course in courses.items():
        counted = np.rint(course)
        for area in (area_code, area_code[:2], "ID"):
            sums[area] = sums.get(area, np.zeros(SEPTEMBER)) + counted
    for area_code, course in sums.items():
        for period, counted in zip(MONTHS, course, strict=True):
            yield _row(code, area_code, period, int(counted))


def _row(
    code: str, area_code: str, period: str, counted: int, segment: str = TOTAL, denominator: int | None = None
) -> Row:
    value = str(counted) if denominator is None else f"{100 * counted / denominator:.2f}"
    return {
        "indicator_code": code,
        "area_code": area_code,
        "slicing": "total" if segment == TOTAL else "segment",
        "slice_code": segment,
        "period": period,
        "numerator": None if denominator is None else counted,
        "denominator": denominator,
        "value": value,
        "document": None,
        "is_simulated": True,
    }


def _members() -> dict[str, dict[str, tuple[int, int]]]:
    """Return the members of each regency by segment, in October 2024 and in September 2025."""
    members: dict[str, dict[str, tuple[int, int]]] = {}
    for regency in REGENCIES:
        own, waged = regency.own_account, regency.wage_earners
        heads = {year.year: year.workers for year in projects.YEARS if year.area_code == regency.area_code}
        ends = {
            "PU": (waged.both + waged.first, waged.both + waged.second),
            "BPU": (own.both + own.first, own.both + own.second),
            "JAKON": (heads[2024], heads[2025]),
        }
        october, september = (sum(pair[place] for pair in ends.values()) for place in (0, 1))
        members[regency.area_code] = ends | {TOTAL: (october, september)}
    return members


@cache
def _workforce() -> pd.DataFrame:
    listed = pd.concat([workforce.first(), workforce.second()], ignore_index=True)
    return listed[listed["basis"].eq("D1")].sort_values("valid_from", kind="stable")


def _workers(area_code: str, segment: str, period: str) -> int:
    """Return the workers there ought to be by the list of the month; of 2023 by the first."""
    listed = _workforce()
    own = listed[listed["area_code"].eq(area_code) & listed["segment_code"].eq(segment)]
    in_force = own[own["valid_from"].le(f"{max(period, '2024-01')}-28")]
    return int(in_force["workers"].iloc[-1])
