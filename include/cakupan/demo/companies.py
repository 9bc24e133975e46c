"""Shoe makers of the association with their baseline, and the host of the interns."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cakupan.demo import employers, memberships, names, people, places
from cakupan.demo.pieces import Piece
from cakupan.demo.randomness import dates, stream

AGREEMENT = "komitmen-aprisindo-jateng-2025"
BASELINE = "2025-06-30"
SHARE = "0.20"
HOST_NPP, HOST_NAME = (
    "93521001",
    "PT Dwi Prima Sentosa",
)  # the name was published; number and people are ours
INTERNS = 50
INTERNS_PIECE = "interns/35.21"


@dataclass(frozen=True, kw_only=True)
class Maker:
    """A company of the association: its active workers and members on the day of the baseline, then since."""

    number: int
    area_code: str
    active_workers: int
    members: int
    joined: int
    left: int

    @property
    def npp(self) -> str:
        """Return the employer number."""
        return employers.npp(self.area_code, 900 + self.number)

    @property
    def name(self) -> str:
        """Return the name."""
        return names.SHOE_MAKERS[self.number]


MAKERS = tuple(
    Maker(number=number, area_code=area, active_workers=workers, members=members, joined=joined, left=left)
    for number, (area, workers, members, joined, left) in enumerate(
        [
            ("33.24", 3_120, 1_870, 741, 38),
            ("33.19", 1_845, 1_102, 402, 21),
            ("33.74", 2_460, 1_655, 518, 20),
            ("33.27", 4_210, 2_318, 1_017, 66),
            ("33.29", 1_500, 804, 312, 12),  # exactly 20 %
            ("33.22", 1_503, 911, 309, 9),  # one person short of 20 %
            ("33.10", 980, 642, 96, 11),
            ("33.08", 2_240, 1_499, 230, 35),
            ("33.26", 1_310, 723, 64, 18),
            ("33.21", 870, 655, 0, 0),  # nobody joined, nobody left
            ("33.20", 3_680, 2_590, 420, 97),
            ("33.25", 1_150, 701, 9, 27),  # fewer than at the baseline
        ]
    )
)


def pieces() -> list[Piece]:
    """Return the companies, the host's own employees and its interns."""
    return [*(_maker(maker) for maker in MAKERS), _host(), _interns()]


def commitments() -> pd.DataFrame:
    """Return what each company pledged."""
    return pd.DataFrame(
        [
            {
                "agreement_id": AGREEMENT,
                "npp": maker.npp,
                "baseline_on": BASELINE,
                "active_workers": maker.active_workers,
                "members": maker.members,
                "share": SHARE,
            }
            for maker in MAKERS
        ]
    )


def _homes(purpose: str, area_code: str, count: int) -> list[str]:
    codes = places.villages_of(area_code)["area_code"].to_list()
    return [codes[number] for number in stream(f"homes/{purpose}").integers(0, len(codes), count)]


def _employed(purpose: str, labels: list[str], npp: str, area_code: str, office_code: str) -> pd.DataFrame:
    cohort = np.array(labels, dtype=object)
    return memberships.wage_earners(purpose, cohort).assign(
        cohort=cohort,
        person=np.arange(len(cohort)),
        segment_code="PU",
        programme_codes=employers.PROGRAMMES["besar"],
        npp=npp,
        category_code="BURUH",
        work_area_code=area_code,
        office_code=office_code,
    )


def _maker(maker: Maker) -> Piece:
    """Return a company whose members on the day of the baseline and since then are exactly those stated."""
    name = f"maker/{maker.npp}"
    held = _employed(
        name, ["both"] * maker.members + ["second"] * maker.joined, maker.npp, maker.area_code, "KC-SEMARANG"
    )
    held["active_to_2"] = memberships.NEVER
    held.loc[: maker.left - 1, "active_to_2"] = np.datetime64("2025-08-31")
    since = dates(stream(f"{name}/joined"), "2025-07-01", "2025-09-25", len(held))
    held["active_from"] = np.where(
        held["cohort"].eq("second"), since, held["active_from"].to_numpy("datetime64[D]")
    )
    company = {
        "npp": maker.npp,
        "nama_perusahaan": maker.name,
        "area_code": maker.area_code,
        "office_code": "KC-SEMARANG",
        "scale": "besar",
        "active_workers_reported": maker.active_workers,
    }
    someone = people.make(name, _homes(name, maker.area_code, len(held)))
    return Piece(name=name, people=someone, memberships=held, employers=pd.DataFrame([company]))


def _host() -> Piece:
    name = "host/35.21"
    held = _employed(name, ["both"] * 1_150 + ["second"] * 90, HOST_NPP, places.NGAWI, "KC-NGAWI")
    company = {
        "npp": HOST_NPP,
        "nama_perusahaan": HOST_NAME,
        "area_code": places.NGAWI,
        "office_code": "KC-NGAWI",
        "scale": "besar",
        "active_workers_reported": 1_268,
    }
    someone = people.make(name, _homes(name, places.NGAWI, len(held)))
    return Piece(name=name, people=someone, memberships=held, employers=pd.DataFrame([company]))


def _interns() -> Piece:
    """Return the interns: registered by the host for three programmes, September 2025 to February 2026."""
    held = _employed(INTERNS_PIECE, ["second"] * INTERNS, HOST_NPP, places.NGAWI, "KC-NGAWI").assign(
        segment_code="BPU",
        programme_codes="JKK+JKM+JHT",
        category_code="MAGANG",
        active_from=np.datetime64("2025-09-01"),
        active_to_2=np.datetime64("2026-02-28"),
    )
    homes = _homes(INTERNS_PIECE, places.NGAWI, INTERNS)
    someone = people.make(INTERNS_PIECE, homes, born=("2003-01-01", "2007-06-30"))
    return Piece(name=INTERNS_PIECE, people=someone, memberships=held)
