"""How good decisions are: precision, recall, F1 and what they are at least, in all and by kind of error."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Z_ONE_SIDED_95 = 1.6448536269514722
NOBODY = -1
DECISIONS = ("person", "outcome", "method", "candidates")


@dataclass(frozen=True, kw_only=True)
class Score:
    """Counts of one group of rows; `in_review` are rows whose own person is among those shown to a human."""

    rows: int
    wanted: int
    right: int
    wrong: int
    in_review: int

    @property
    def precision(self) -> float:
        """Right among matched; 1 where nothing was matched."""
        matched = self.right + self.wrong
        return self.right / matched if matched else 1.0

    @property
    def recall(self) -> float:
        """Rightly matched among those who are in the register."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def recall_with_review(self) -> float:
        """Rightly matched or shown to a human with the right person."""
        return (self.right + self.in_review) / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = self.right + self.wrong + self.wanted
        return 2 * self.right / whole if whole else 1.0

    @property
    def least_precision(self) -> float:
        """What precision is at least, with 95 % confidence."""
        return lower_bound(self.right, self.right + self.wrong)

    @property
    def least_recall(self) -> float:
        """What recall is at least, with 95 % confidence."""
        return lower_bound(self.right, self.wanted)

    @property
    def least_f1(self) -> float:
        """F1 as the share of right ones among right ones and half of all failures."""
        return lower_bound(self.right, (self.right + self.wrong + self.wanted) / 2)


def lower_bound(successes: float, trials: float) -> float:
    """Return the lower end of Wilson's interval, one-sided 95 %; 0 without trials."""
    if trials <= 0:
        return 0.0
    share, z = successes / trials, Z_ONE_SIDED_95
    middle = share + z * z / (2 * trials)
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, (middle - spread) / (1 + z * z / trials))


def judged(truth: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the truth with what was decided of each row: is_right, is_wrong, is_in_review.

    Both are aligned by position. `truth` has `persons`, the set of numbers by which the row's own person
    may be called: empty when the register does not know them. `decisions` has `person` (NOBODY for no
    match), `outcome`, `method` and `candidates`, a tuple.
    """
    known = truth["persons"].tolist()
    chosen = decisions["person"].tolist()
    candidates = decisions["candidates"].tolist()
    is_possible = (decisions["outcome"] == "possible").to_numpy()
    is_right = np.array([person in own for person, own in zip(chosen, known, strict=True)], bool)
    is_matched = np.array([person != NOBODY for person in chosen], bool)
    is_shown = np.array(
        [not own.isdisjoint(shown) for own, shown in zip(known, candidates, strict=True)], bool
    )
    return truth.assign(
        outcome=decisions["outcome"].to_numpy(),
        method=decisions["method"].to_numpy(),
        is_wanted=np.array([bool(own) for own in known], bool),
        is_right=is_matched & is_right,
        is_wrong=is_matched & ~is_right,
        is_in_review=is_possible & is_shown & ~is_matched,
    )


def score(rows: pd.DataFrame) -> Score:
    """Count a group of judged rows."""
    return Score(
        rows=len(rows),
        wanted=int(rows["is_wanted"].sum()),
        right=int(rows["is_right"].sum()),
        wrong=int(rows["is_wrong"].sum()),
        in_review=int((rows["is_in_review"] & rows["is_wanted"]).sum()),
    )


def by_kind(rows: pd.DataFrame) -> Iterator[tuple[str, Score]]:
    """Yield each kind of error with the score of the rows that have it, alone or with others."""
    kinds = rows["kinds"].tolist()
    yield "none", score(rows[[not each for each in kinds]])
    for kind in sorted(set().union(*kinds)):
        yield kind, score(rows[[kind in each for each in kinds]])
    yield "two or more", score(rows[[len(each) > 1 for each in kinds]])


def by_method(rows: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Yield each method with how many rows it matched rightly and wrongly."""
    matched = rows[rows["is_right"] | rows["is_wrong"]]
    for method, group in matched.groupby("method", sort=True):
        yield str(method), int(group["is_right"].sum()), int(group["is_wrong"].sum())


def wrong_namesakes(rows: pd.DataFrame) -> tuple[int, int]:
    """Return how many rows were matched wrongly of how many whose people have a namesake among members.

    A namesake is another person in the register of the same name and birth date.
    """
    group = rows[rows["has_namesake"]]
    return int(group["is_wrong"].sum()), len(group)


def without_match(count: int) -> pd.DataFrame:
    """Return decisions of rows nobody decided."""
    return pd.DataFrame(
        {
            "person": np.full(count, NOBODY, np.int64),
            "outcome": np.full(count, "no_match", object),
            "method": np.full(count, "none", object),
            "candidates": pd.Series([()] * count, dtype=object),
        }
    )


def decided(persons: npt.NDArray[np.int64], method: str) -> pd.DataFrame:
    """Return decisions of one method that shows nothing to humans."""
    decisions = without_match(len(persons))
    is_matched = persons != NOBODY
    return decisions.assign(
        person=persons,
        outcome=np.where(is_matched, "match", "no_match"),
        method=np.where(is_matched, method, "none"),
    )
