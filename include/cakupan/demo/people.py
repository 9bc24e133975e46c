"""Synthetic people: a NIK that can belong to nobody, a name from our own lists, a birth date, a village.

The kecamatan part of every NIK is 99, which exists nowhere.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import names
from cakupan.demo.randomness import dates, stream

OLDEST, YOUNGEST = "1961-06-01", "2005-06-30"  # of working age in every month the story tells


def make(
    purpose: str,
    villages: Sequence[str] | npt.NDArray[np.object_],
    born: tuple[str, str] = (OLDEST, YOUNGEST),
) -> pd.DataFrame:
    """Return one person per village code given: place, birth date, sex and name, without NIK."""
    generator = stream(f"people/{purpose}")
    count = len(villages)
    is_woman = generator.random(count) < 0.44
    first = np.where(
        is_woman,
        np.array(names.FEMALE, dtype=object)[generator.integers(0, len(names.FEMALE), count)],
        np.array(names.MALE, dtype=object)[generator.integers(0, len(names.MALE), count)],
    )
    family = np.array(names.FAMILY, dtype=object)[generator.integers(0, len(names.FAMILY), count)]
    middle = np.where(
        is_woman,
        np.array(names.FEMALE, dtype=object)[generator.integers(0, len(names.FEMALE), count)],
        np.array(names.MALE, dtype=object)[generator.integers(0, len(names.MALE), count)],
    )
    form = generator.random(count)
    name = np.where(
        form < 0.12, first, np.where(form < 0.7, first + " " + family, first + " " + middle + " " + family)
    )
    return pd.DataFrame(
        {
            "area_code": np.asarray(villages, dtype=object),
            "tanggal_lahir": dates(generator, *born, count),
            "jenis_kelamin": np.where(is_woman, "P", "L"),
            "nama": name,
        }
    )


def with_nik(people: pd.DataFrame) -> pd.DataFrame:
    """Return the people with `nik` and `kpj`: serials count up per regency, birth date and sex.

    Call it once for everybody of a world. The regency of a NIK is that of the village.
    """
    born = pd.DatetimeIndex(people["tanggal_lahir"])
    regency = people["area_code"].str.slice(0, 5).str.replace(".", "").astype("int64").to_numpy()
    day = born.day.to_numpy("int64") + np.where(people["jenis_kelamin"].eq("P"), 40, 0)
    stem = (
        regency * 10**8
        + 99 * 10**6
        + day * 10**4
        + born.month.to_numpy("int64") * 100
        + born.year.to_numpy("int64") % 100
    )
    serial = pd.Series(stem).groupby(stem).cumcount().to_numpy() + 1
    if serial.max(initial=0) > 9999:
        raise OverflowError("More than 9999 synthetic people of one sex share a birth date in one regency.")
    # stem holds PPKK99DDMMYY: twelve digits; the year part of the birth date is its last two
    nik = stem * 10**4 + serial
    kpj = 99 * 10**9 + np.arange(1, len(people) + 1)
    return people.assign(nik=nik.astype(str), kpj=kpj.astype(str)).reset_index(drop=True)
