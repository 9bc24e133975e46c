"""The register over most of the people: memberships, with the faults a register has of its own."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from labelled import rates, spelling
from labelled.errors import REGISTER_NAMES

Random = np.random.Generator
RATE = {kind.code: kind.weight for kind in rates.REGISTER}
REGISTERED = 0.80  # of the people; outsiders on rosters are drawn from the others


def memberships(rng: Random, people: pd.DataFrame, registered: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Return the memberships of these positions; `person` and `faults` are for the truth alone."""
    second = registered[rng.random(len(registered)) < RATE["second_membership"]]
    twice = registered[rng.random(len(registered)) < RATE["kpj_with_two_niks"]]
    person = np.concatenate([registered, second, twice])
    count = len(person)
    own = people.iloc[person]
    kpj = 10_000_000_000 + rng.permutation(len(registered) + len(second)) * 17 + 5
    place = pd.Series(np.arange(len(registered)), index=registered)
    kpj = np.concatenate([kpj, kpj[place.loc[twice].to_numpy()]])
    frame = pd.DataFrame(
        {
            "person": person,
            "membership_id": [f"L{number:09d}" for number in range(count)],
            "nik": own["nik"].to_numpy(object),
            "kpj": pd.Series(kpj).astype(str).to_numpy(object),
            "nama": own["name"].to_numpy(object),
            "tanggal_lahir": own["born"].to_numpy().astype("datetime64[D]").astype(object),
            "jenis_kelamin": own["sex"].to_numpy(object),
            "residence_area_code": own["village"].to_numpy(object),
            "nama_ibu": own["mother"].to_numpy(object),
            "faults": np.full(count, "", object),
        }
    )
    _with_name_faults(rng, frame, own["sex"].to_numpy())
    _with_number_faults(rng, frame, people, count - len(twice))
    _with_date_faults(rng, frame)
    _with_other_faults(rng, frame, people)
    return frame


def _hit(rng: Random, frame: pd.DataFrame, code: str) -> npt.NDArray[np.int64]:
    return np.flatnonzero(rng.random(len(frame)) < RATE[code])


def _note(frame: pd.DataFrame, rows: npt.NDArray[np.int64], code: str) -> None:
    faults = frame["faults"].to_numpy(object).copy()
    faults[rows] = [f"{before} {code}".strip() for before in faults[rows]]
    frame["faults"] = faults


def _change(
    rng: Random, frame: pd.DataFrame, column: str, code: str, change: Callable, rows: npt.NDArray[np.int64]
) -> None:
    """Change the values one by one: each is another text, and few are changed."""
    values = frame[column].to_numpy(object).copy()
    before = values[rows].copy()
    values[rows] = [None if value is None else change(value, rng) for value in before]
    _note(frame, rows[values[rows] != before], code)
    frame[column] = values


def _with_name_faults(rng: Random, frame: pd.DataFrame, sexes: npt.NDArray[np.object_]) -> None:
    for code, change in REGISTER_NAMES.items():
        rows = _hit(rng, frame, code)
        if code == "name_married":
            rows = rows[sexes[rows] == "P"]
        _change(rng, frame, "nama", code, change, rows)


def _with_number_faults(rng: Random, frame: pd.DataFrame, people: pd.DataFrame, first_twice: int) -> None:
    relatives = relative_positions(people)
    niks = people["nik"].to_numpy(object)
    rows = _hit(rng, frame, "nik_of_relative")
    person = frame["person"].to_numpy()
    rows = rows[relatives[person[rows]] != person[rows]]
    values = frame["nik"].to_numpy(object).copy()
    values[rows] = niks[relatives[person[rows]]]
    frame["nik"] = values
    _note(frame, rows, "nik_of_relative")
    _change(rng, frame, "nik", "nik_digit", spelling.digit_wrong, _hit(rng, frame, "nik_digit"))
    twice = np.arange(first_twice, len(frame))
    _change(rng, frame, "nik", "kpj_with_two_niks", spelling.digit_wrong, twice)
    rows = _hit(rng, frame, "nik_missing")
    _change(rng, frame, "nik", "nik_missing", lambda value, rng: None, rows)


def _with_date_faults(rng: Random, frame: pd.DataFrame) -> None:
    changes = {
        "date_swapped": spelling.day_swapped,
        "date_default": spelling.default_day,
        "date_digit": spelling.day_digit_wrong,
        "date_missing": lambda born, rng: None,
    }
    for code, change in changes.items():
        _change(rng, frame, "tanggal_lahir", code, change, _hit(rng, frame, code))


def _with_other_faults(rng: Random, frame: pd.DataFrame, people: pd.DataFrame) -> None:
    villages = people["village"].to_numpy(object)
    changes = {
        "sex_wrong": ("jenis_kelamin", lambda sex, rng: "P" if sex == "L" else "L"),
        "sex_missing": ("jenis_kelamin", lambda sex, rng: None),
        "place_outdated": (
            "residence_area_code",
            lambda code, rng: villages[int(rng.integers(len(villages)))],
        ),
        "place_coarse": ("residence_area_code", lambda code, rng: code[:5]),
        "place_missing": ("residence_area_code", lambda code, rng: None),
    }
    for code, (column, change) in changes.items():
        _change(rng, frame, column, code, change, _hit(rng, frame, code))


def relative_positions(people: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return for each person the head of the household, for heads the next member; themselves if alone."""
    household = people["household"].to_numpy()
    position = np.arange(len(people))
    head = position - people["role"].to_numpy()
    following = np.minimum(position + 1, len(people) - 1)
    has_next = household[following] == household
    return np.where(head != position, head, np.where(has_next, following, position))
