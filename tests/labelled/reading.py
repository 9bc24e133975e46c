"""What was decided of the rows of a labelled set, and by which numbers the register's persons are called."""

import numpy as np
import pandas as pd
from cakupan.warehouse.connection import Connection

from labelled import scoring, truth
from labelled.rosters import Labelled

ROW = ["submission_no", "judgement_no", "sheet_no", "row_number"]
DECIDED = """
select distinct on (submission_no, judgement_no, sheet_no, row_number)
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no, candidate_no
from identity.decision
order by submission_no, judgement_no, sheet_no, row_number, load_no desc
"""
CANDIDATES = """
select submission_no, judgement_no, sheet_no, row_number, load_no, array_agg(person_no order by rank)
from identity.candidate
group by submission_no, judgement_no, sheet_no, row_number, load_no
"""
CALLED = """
select distinct on (person_key.person_no) person_key.person_no, called.person_no
from identity.person_key
inner join identity.person_at('infinity') as called on person_key.key_no = called.key_no
"""


def decisions(connection: Connection, places: pd.DataFrame) -> pd.DataFrame:
    """Return the newest decision of each row, aligned with `places`; undecided rows match nobody."""
    called = _called(connection)
    decided = _frame(connection, DECIDED, [*ROW, "load_no", "outcome", "method", "person_no", "candidate_no"])
    shown = _frame(connection, CANDIDATES, [*ROW, "load_no", "shown"])
    found = places.merge(decided, how="left", on=ROW).merge(shown, how="left", on=[*ROW, "load_no"])
    is_match = (found["outcome"] == "match").to_numpy()
    persons = [called.get(number, number) for number in found["person_no"].fillna(scoring.NOBODY).astype(int)]
    candidates = [
        tuple(called.get(int(number), int(number)) for number in _numbers(several, best))
        for several, best in zip(found["shown"], found["candidate_no"], strict=True)
    ]
    return pd.DataFrame(
        {
            "person": np.where(is_match, persons, scoring.NOBODY),
            "outcome": found["outcome"].fillna("undecided").to_numpy(object),
            "method": found["method"].fillna("none").to_numpy(object),
            "candidates": pd.Series(candidates, dtype=object),
        }
    )


def truth_in_numbers(connection: Connection, labelled: Labelled) -> pd.DataFrame:
    """Return the truth with `persons` as the warehouse numbers them: by the keys of their own memberships.

    A NIK that a membership has from a relative is not the person's own and calls nobody.
    """
    members = labelled.memberships[["person", "nik", "kpj", "faults"]]
    wanted = members[members["person"].isin(set(labelled.rows["person"]))]
    is_own = ~wanted["faults"].str.contains("nik_of_relative")
    keys = pd.concat(
        [
            wanted[["person", "kpj"]].set_axis(["person", "key"], axis=1),
            wanted.loc[is_own, ["person", "nik"]].set_axis(["person", "key"], axis=1),
        ]
    ).dropna()
    numbers = _numbers_of(connection, sorted(set(keys["key"])))
    keys = keys.assign(number=keys["key"].map(numbers)).dropna(subset=["number"])
    called = keys.groupby("person")["number"].agg(lambda each: frozenset(each.astype(int)))
    own = truth.of_set(labelled)
    persons = [called.get(person, frozenset()) for person in own["person"]]
    return own.assign(persons=pd.Series(persons, dtype=object, index=own.index))


def _numbers_of(connection: Connection, keys: list[str]) -> dict[str, int]:
    return dict(
        connection.execute(
            "select key_value, person_no from identity.person_at('infinity') where key_value = any(%s)",
            [keys],
        ).fetchall()
    )


def _called(connection: Connection) -> dict[int, int]:
    """Return what each number of a person is called today, after all merges and splits."""
    return dict(connection.execute(CALLED).fetchall())


def _frame(connection: Connection, query: str, columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(connection.execute(query).fetchall(), columns=columns)


def _numbers(several: object, best: float) -> list[int]:
    if isinstance(several, list):
        return several
    return [] if pd.isna(best) else [int(best)]
