"""People for lists: members chosen from the register, joined by neighbours who never registered."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo.randomness import pick, stream
from cakupan.demo.register import Register
from cakupan.demo.rosters import rows

LISTED = ("both", "first")


def members(
    register: Register,
    area_code: str,
    fundings: tuple[str, ...],
    categories: tuple[str, ...],
    cohorts: tuple[str, ...],
) -> pd.DataFrame:
    """Return the members of an area of any level with these fundings and categories, in a drawn order."""
    held = register.by_regency[area_code[:5]]
    chosen = held[
        held["funding_code"].isin(fundings)
        & held["category_code"].isin(categories)
        & held["cohort"].isin(cohorts)
    ].drop_duplicates("person")
    people = register.people.iloc[chosen["person"]].assign(category_code=chosen["category_code"].to_numpy())
    people = people[people["area_code"].str.startswith(area_code)]
    order = stream(f"members/{area_code}/{'+'.join(categories)}").permutation(len(people))
    return people.iloc[order].reset_index(drop=True)


def strangers(register: Register, piece: str, area_code: str, categories: tuple[str, ...]) -> pd.DataFrame:
    """Return people of an area who are no members, with a category each."""
    people = register.people_of(piece)
    people = people[people["area_code"].str.startswith(area_code)].reset_index(drop=True)
    return people.assign(
        kpj=None, category_code=pick(stream(f"{piece}/{area_code}/work"), categories, len(people))
    )


def listed(purpose: str, *parts: pd.DataFrame) -> pd.DataFrame:
    """Return roster rows for the people of all parts, each person once."""
    people = pd.concat(parts, ignore_index=True).drop_duplicates("nik", ignore_index=True)
    work: npt.NDArray[np.object_] = people["category_code"].to_numpy(dtype=object)
    return rows.of(people.drop(columns="category_code"), purpose, work)
