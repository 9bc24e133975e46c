"""The truth of a labelled set, in numbers of the set itself, and what simple means make of it."""

import hashlib

import numpy as np
import numpy.typing as npt
import pandas as pd

from labelled import scoring
from labelled.rosters import CHANCE, Labelled


def of_set(labelled: Labelled) -> pd.DataFrame:
    """Return the rows with `persons` and `has_namesake`: another member of the same name and birth date."""
    rows = labelled.rows
    persons = pd.Series([frozenset() if each == CHANCE else frozenset([each]) for each in rows["person"]])
    return rows.assign(persons=persons.to_numpy(), has_namesake=_has_namesake(labelled))


def seal(labelled: Labelled) -> str:
    """Return twelve hex digits of the rows, their truth and the memberships: another set has others."""
    digest = hashlib.sha256()
    rows = labelled.rows.assign(kinds=[" ".join(sorted(each)) for each in labelled.rows["kinds"]])
    for frame in (rows, labelled.memberships):
        digest.update(frame.to_csv(index=False).encode())
    return digest.hexdigest()[:12]


def _has_namesake(labelled: Labelled) -> npt.NDArray[np.bool_]:
    people = labelled.people
    keys = people["name"] + people["born"].dt.strftime("|%Y%m%d")
    members = keys.iloc[labelled.memberships["person"].drop_duplicates()]
    counts = members.value_counts()
    own = keys.iloc[labelled.rows["writer"]]
    others = own.map(counts).fillna(0).to_numpy() - (labelled.rows["person"].to_numpy() != CHANCE)
    return others > 0


def nik_only(labelled: Labelled) -> pd.DataFrame:
    """Match rows whose NIK one member alone has."""
    return scoring.decided(_alone(labelled, ["nik"], labelled.rows[["nik"]]), "nik_only")


def name_and_date(labelled: Labelled) -> pd.DataFrame:
    """Match rows whose very name and birth date one member alone has."""
    rows = labelled.rows[["nama", "tanggal_lahir"]]
    return scoring.decided(_alone(labelled, ["nama", "tanggal_lahir"], rows), "name_and_date")


def _alone(labelled: Labelled, fields: list[str], rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the member who alone has the values of these fields, or NOBODY."""
    members = labelled.memberships[[*fields, "person"]].dropna().drop_duplicates()
    alone = members.drop_duplicates(fields, keep=False)
    found = rows.merge(alone, how="left", on=fields)["person"]
    return found.fillna(scoring.NOBODY).astype(np.int64).to_numpy()
