"""A piece of the world: some people, the memberships they hold, and the employers among them."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Piece:
    """People without NIK; `person` of a membership is a position among them."""

    name: str
    people: pd.DataFrame
    memberships: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({"person": pd.Series(dtype="int64")})
    )
    employers: pd.DataFrame = field(default_factory=pd.DataFrame)
