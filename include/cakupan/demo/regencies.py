"""Members of whole regencies: wage earners of employers, own-account workers, some of them both."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import employers, memberships, people, places, pools
from cakupan.demo.memberships import Cohorts
from cakupan.demo.pieces import Piece
from cakupan.demo.randomness import pick, stream

EMPLOYED = ("BURUH", "LAINNYA", "GURU_TIDAK_TETAP")  # teachers without tenure are paid by the kabupaten


@dataclass(frozen=True, kw_only=True)
class Regency:
    """How many members a regency has; `in_both_segments` of them earn wages and work for themselves."""

    area_code: str
    wage_earners: Cohorts
    own_account: Cohorts
    in_both_segments: int
    changed_job: int
    employers: int


# Kab. Tegal: 64,23 % and 12,39 % of the workforce list counted in 2024 (both + first), pupils among them.
# Kota Tegal: 33.035 and 12.314 counted in 2025 (both + second).
REGENCIES = (
    Regency(
        area_code=places.KAB_TEGAL,
        wage_earners=Cohorts(both=107_317, first=9_200, second=16_000, old=7_000),
        own_account=Cohorts(both=30_000, first=11_501 - pools.PUPILS_REGISTERED, second=38_000, old=9_000),
        in_both_segments=2_715,
        changed_job=3_000,
        employers=900,
    ),
    Regency(
        area_code=places.KOTA_TEGAL,
        wage_earners=Cohorts(both=29_500, first=2_100, second=3_535, old=1_500),
        own_account=Cohorts(both=8_100, first=2_400, second=4_214, old=1_200),
        in_both_segments=0,
        changed_job=600,
        employers=420,
    ),
    Regency(
        area_code=places.TANJAB_BARAT,
        wage_earners=Cohorts(both=21_400, first=2_000, second=3_000, old=1_500),
        own_account=Cohorts(both=9_600, first=1_700, second=2_900, old=900),
        in_both_segments=350,
        changed_job=400,
        employers=300,
    ),
)


def _villages(regency_code: str, count: int) -> npt.NDArray[np.object_]:
    codes = places.villages_of(regency_code)["area_code"].to_numpy(dtype=object)
    return codes[stream(f"homes/{regency_code}").integers(0, len(codes), count)]


def _earners(regency: Regency, firms: pd.DataFrame) -> pd.DataFrame:
    labels = regency.wage_earners.labels()
    own = employers.spread(regency.area_code, firms, len(labels))
    firm = firms.iloc[own].reset_index(drop=True)
    frame = memberships.wage_earners(regency.area_code, labels).assign(
        cohort=labels,
        person=np.arange(len(labels)),
        segment_code="PU",
        programme_codes=firm["scale"].map(employers.PROGRAMMES),
        npp=firm["npp"],
        category_code=pick(stream(f"hands/{regency.area_code}"), EMPLOYED, len(labels), [0.6, 0.37, 0.03]),
    )
    is_teacher = frame["category_code"].eq("GURU_TIDAK_TETAP")
    frame["funding_code"] = frame["funding_code"].where(~is_teacher, "APBD_KAB")
    return pd.concat([frame, _earlier_jobs(regency, frame, firms)], ignore_index=True)


def _earlier_jobs(regency: Regency, earners: pd.DataFrame, firms: pd.DataFrame) -> pd.DataFrame:
    """Return a second membership, ended in the first year, of some who count anyhow: one person, two jobs."""
    changed = earners.head(regency.changed_job).copy()
    dates = memberships.wage_earners(
        f"{regency.area_code}/earlier", np.full(len(changed), "first", dtype=object)
    )
    chosen = employers.spread(f"{regency.area_code}/earlier", firms, len(changed))
    return changed.assign(
        **{str(column): dates[column] for column in dates},
        cohort="first",
        npp=firms["npp"].to_numpy()[chosen],
    )


def _own(regency: Regency) -> pd.DataFrame:
    labels = regency.own_account.labels()
    person = regency.wage_earners.total + np.arange(len(labels)) - regency.in_both_segments
    person[: regency.in_both_segments] = np.arange(regency.in_both_segments)
    return memberships.own_account(regency.area_code, labels).assign(
        cohort=labels, person=person, segment_code="BPU", npp=None
    )


def piece(regency: Regency) -> Piece:
    """Return the people, memberships and employers of one regency."""
    firms = employers.make(regency.area_code, places.OFFICE_OF[regency.area_code], regency.employers)
    held = pd.concat([_earners(regency, firms), _own(regency)], ignore_index=True).assign(
        work_area_code=regency.area_code, office_code=places.OFFICE_OF[regency.area_code]
    )
    homes = _villages(regency.area_code, int(held["person"].max()) + 1)
    return Piece(
        name=f"regency/{regency.area_code}",
        people=people.make(regency.area_code, homes),
        memberships=held,
        employers=firms,
    )
