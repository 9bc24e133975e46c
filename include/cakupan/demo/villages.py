"""Members in the villages of the seven kabupaten of Kaltim: officials, then volunteers, then everybody."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import memberships, people, places, workforce
from cakupan.demo.pieces import Piece
from cakupan.demo.randomness import pick, stream

PIECE = "villages/64"
UNREGISTERED = "unregistered/64"
UNREGISTERED_EACH = 12
MORE_MEMBERS_THAN_WORKERS = 17  # one village, by position: its members outnumber its reference workforce
ROLES = (
    ("PERANGKAT_DESA", 7),
    ("BPD", 12),
    ("RT_RW", 19),
    ("KADER", 26),
)  # up to which position in the village
FUNDINGS = ("MANDIRI", "DANA_DESA", "APBDES", "APBD_KAB", "DBH_SAWIT", "CSR")
FUNDING_SHARES = [0.3, 0.24, 0.12, 0.18, 0.1, 0.06]


def pieces() -> list[Piece]:
    """Return the members, and people of the same villages who are not members."""
    return [_members(), _unregistered()]


def _members() -> Piece:
    generator = stream(PIECE)
    lists = workforce.villages()
    rate = generator.beta(1.7, 5.2, len(lists))
    rate[MORE_MEMBERS_THAN_WORKERS] = 1.34
    count = np.maximum((lists["workers"].to_numpy() * rate).astype(int), 3)
    village = np.repeat(np.arange(len(lists)), count)
    place_in_village = np.arange(len(village)) - np.repeat(np.cumsum(count) - count, count)
    codes = lists["area_code"].to_numpy(dtype=object)[village]
    labels = pick(generator, ("both", "first", "second", "old"), len(village), [0.76, 0.07, 0.13, 0.04])
    held = _held(labels, _roles(place_in_village)).assign(
        cohort=labels,
        person=np.arange(len(village)),
        npp=None,
        work_area_code=[code[:5] for code in codes],
        office_code=[places.OFFICE_OF[code[:5]] for code in codes],
    )
    return Piece(name=PIECE, people=people.make(PIECE, codes), memberships=held)


def _roles(place_in_village: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    roles = np.full(len(place_in_village), "", dtype=object)
    for role, upto in reversed(ROLES):
        roles[place_in_village < upto] = role
    return roles


def _held(labels: npt.NDArray[np.object_], roles: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Pay officials and council out of the village allocation; the rest work for themselves."""
    generator = stream(f"{PIECE}/held")
    officials = memberships.wage_earners(PIECE, labels).assign(
        funding_code="ADD", segment_code="PU", programme_codes="JKK+JKM+JHT", category_code=roles
    )
    others = memberships.own_account(PIECE, labels, FUNDINGS, FUNDING_SHARES).assign(segment_code="BPU")
    others["category_code"] = np.where(roles == "", others["category_code"], roles)
    is_official = np.isin(roles, ["PERANGKAT_DESA", "BPD"]) & (generator.random(len(roles)) < 0.97)
    return officials.where(pd.Series(is_official), others)


def _unregistered() -> Piece:
    codes = np.repeat(workforce.villages()["area_code"].to_numpy(dtype=object), UNREGISTERED_EACH)
    return Piece(name=UNREGISTERED, people=people.make(UNREGISTERED, codes))
