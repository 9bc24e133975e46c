"""People whom partners list: some are members, some were never registered."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cakupan.demo import people, places
from cakupan.demo.pieces import Piece
from cakupan.demo.randomness import stream

VULNERABLE = "vulnerable/15.06"
VULNERABLE_LISTED = 2_041  # 2.000 whose row is right, and 41 whose row is not
VULNERABLE_REGISTERED, VULNERABLE_ENDED = 1_903, 64
VULNERABLE_NEXT_YEAR = 1_400  # so many of them stand on the list of 2025 as well
PUPILS = "pupils/33.28"
PUPILS_LISTED, PUPILS_REGISTERED = 37, 29
UNREGISTERED = {places.KAB_TEGAL: 4_000, places.KOTA_TEGAL: 900, places.TANJAB_BARAT: 700, places.NGAWI: 200}


def pieces() -> Iterator[Piece]:
    """Return the pools, each a piece of the world."""
    yield _vulnerable()
    yield _pupils()
    yield from (_unregistered(area_code, count) for area_code, count in UNREGISTERED.items())


def _homes(purpose: str, area_code: str, count: int) -> list[str]:
    codes = places.villages_of(area_code)["area_code"].to_list()
    return [codes[number] for number in stream(f"homes/{purpose}").integers(0, len(codes), count)]


def _vulnerable() -> Piece:
    """Return the vulnerable workers of Tanjung Jabung Barat, paid by the kabupaten from March 2024.

    Some of the list were never registered, some left during the year, most listed again were renewed.
    """
    count = VULNERABLE_REGISTERED
    generator = stream("vulnerable")
    person = generator.permutation(VULNERABLE_LISTED)[:count]
    has_ended = np.arange(count) < VULNERABLE_ENDED
    is_renewed = ~has_ended & (person < VULNERABLE_NEXT_YEAR) & (generator.random(count) < 0.92)
    first_end = np.where(has_ended, np.datetime64("2024-08-31"), np.datetime64("2024-12-31"))
    second_end = np.where(is_renewed, np.datetime64("2025-12-31"), first_end)
    held = pd.DataFrame(
        {
            "person": person,
            "active_from": np.datetime64("2024-03-01"),
            "active_to_1": first_end,
            "active_to_2": second_end,
            "paid_through_1": first_end,
            "paid_through_2": second_end,
            "funding_code": "APBD_KAB",
            "category_code": "BURUH",
            "programme_codes": "JKK+JKM",
            "cohort": np.where(is_renewed, "both", "first"),
            "segment_code": "BPU",
            "npp": None,
            "work_area_code": places.TANJAB_BARAT,
            "office_code": places.OFFICE_OF[places.TANJAB_BARAT],
        }
    )
    homes = _homes(VULNERABLE, places.TANJAB_BARAT, VULNERABLE_LISTED)
    return Piece(name=VULNERABLE, people=people.make(VULNERABLE, homes), memberships=held)


def _pupils() -> Piece:
    """Return the pupils of a vocational school in practice, most of them registered for the time of it."""
    homes = places.villages_of(places.KAB_TEGAL)["area_code"].head(PUPILS_LISTED).to_list()
    held = pd.DataFrame(
        {
            "person": np.arange(PUPILS_REGISTERED),
            "active_from": np.datetime64("2024-07-15"),
            "active_to_1": np.datetime64("2024-12-14"),
            "active_to_2": np.datetime64("2024-12-14"),
            "paid_through_1": np.datetime64("2024-12-14"),
            "paid_through_2": np.datetime64("2024-12-14"),
            "funding_code": "PEMBERI_KERJA",
            "category_code": "MAGANG",
            "programme_codes": "JKK+JKM",
            "cohort": "first",
            "segment_code": "BPU",
            "npp": None,
            "work_area_code": places.KAB_TEGAL,
            "office_code": places.OFFICE_OF[places.KAB_TEGAL],
        }
    )
    people_of_school = people.make(PUPILS, homes, born=("2007-01-01", "2008-12-31"))
    return Piece(name=PUPILS, people=people_of_school, memberships=held)


def _unregistered(area_code: str, count: int) -> Piece:
    name = unregistered(area_code)
    return Piece(name=name, people=people.make(name, _homes(name, area_code, count)))


def unregistered(area_code: str) -> str:
    """Return the name of the piece of people of a regency who never registered."""
    return f"unregistered/{area_code}"
