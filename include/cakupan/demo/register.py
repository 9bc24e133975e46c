"""The agency's register in the demo world, put together from its pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import (
    companies,
    compliance,
    employers,
    memberships,
    people,
    pools,
    regencies,
    villages,
)
from cakupan.demo.pieces import Piece

MEMBERSHIP_COLUMNS = [
    "membership_id",
    "nik",
    "kpj",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "segment_code",
    "programme_codes",
    "npp",
    "category_code",
    "funding_code",
    "office_code",
    "work_area_code",
    "residence_area_code",
    "active_from",
    "active_to",
    "paid_through",
]


@dataclass(frozen=True, kw_only=True)
class Register:
    """Everybody and everything the two extracts are cut from."""

    people: pd.DataFrame
    memberships: pd.DataFrame
    employers: pd.DataFrame
    positions: dict[str, npt.NDArray[np.int64]]
    by_regency: dict[str, pd.DataFrame]

    def people_of(self, piece: str) -> pd.DataFrame:
        """Return the people of one piece of the world."""
        return self.people.iloc[self.positions[piece]].reset_index(drop=True)


def _pieces() -> Iterator[Piece]:
    yield from (regencies.piece(regency) for regency in regencies.REGENCIES)
    yield from pools.pieces()
    yield from villages.pieces()
    yield from companies.pieces()


@cache
def build() -> Register:
    """Return the register of the whole story; the same on every machine."""
    pieces = list(_pieces())
    offsets = np.cumsum([0, *(len(piece.people) for piece in pieces)])
    held = pd.concat(
        [
            piece.memberships.assign(person=piece.memberships["person"] + start)
            for piece, start in zip(pieces, offsets, strict=False)
        ],
        ignore_index=True,
    )
    firms = pd.concat([piece.employers for piece in pieces], ignore_index=True)
    return Register(
        people=people.with_nik(pd.concat([piece.people for piece in pieces], ignore_index=True)),
        memberships=held.assign(membership_id=[f"M{number:08d}" for number in range(1, len(held) + 1)]),
        employers=compliance.with_findings(employers.with_reported_workers(firms, held)),
        by_regency={str(code): part for code, part in held.groupby("work_area_code")},
        positions={
            piece.name: np.arange(start, start + len(piece.people))
            for piece, start in zip(pieces, offsets, strict=False)
        },
    )


def membership(register: Register, extract: int) -> pd.DataFrame:
    """Return the membership table of extract 1 (end of October 2024) or 2 (end of September 2025)."""
    shown = memberships.as_known(register.memberships, extract)
    person = (
        register.people.iloc[shown["person"]]
        .reset_index(drop=True)
        .rename(columns={"area_code": "residence_area_code"})
    )
    return pd.concat([shown.drop(columns="person"), person], axis=1)[MEMBERSHIP_COLUMNS]
