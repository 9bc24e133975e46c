"""Which evidence rows an auditor looks at: drawn by a rule and a seed, so that anybody draws the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from cakupan.editions.frozen.members import Members

Rule = Literal["equal", "amount"]
RULES: tuple[Rule, ...] = ("equal", "amount")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One evidence row that was drawn, and how often: a row above the interval is met more than once."""

    evidence: Mapping[str, Any]
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What was drawn, from how many rows that add up to what."""

    rows: tuple[Drawn, ...]
    population: int
    amount: int


def equal(members: Members, number: int, seed: int, population: int) -> Draw:
    """Draw the rows whose source has the smallest hashes under the seed: each row has the same chance."""
    rows = members.smallest(number, str(seed))
    drawn = tuple(Drawn(evidence=row) for row in rows)
    return Draw(rows=drawn, population=population, amount=population)


def by_amount(members: Members, number: int, seed: int) -> Draw:
    """Draw systematically by the size of the numerator: every so many units one row is met.

    Rows stand in the order of their files with their sizes added up. Of the whole A, the points are
    (k x A + start) / n for k = 0 to n - 1, where start is sha256 of the seed modulo A. A row is drawn when a
    point falls within it.
    """
    population, amount = _measured(members)
    if not amount:
        return Draw(rows=(), population=population, amount=0)
    start = int(hashlib.sha256(str(seed).encode()).hexdigest(), 16) % amount
    points = np.array([(k * amount + start) // number for k in range(number)], dtype=np.int64)
    return Draw(rows=tuple(_met(members, points)), population=population, amount=amount)


def _measured(members: Members) -> tuple[int, int]:
    rows, amount = 0, 0
    for batch in members.sizes():
        sizes = _sizes(batch.column("size"))
        rows += int(np.count_nonzero(sizes))
        amount += int(sizes.sum())
    return rows, amount


def _met(members: Members, points: npt.NDArray[np.int64]) -> list[Drawn]:
    """The rows into which points fall; the rows are streamed and only these are kept."""
    drawn: list[Drawn] = []
    before = 0
    for batch in members.in_order():
        ends = before + np.cumsum(np.abs(_sizes(batch.column("numerator"))))
        after = int(ends[-1]) if len(ends) else before
        own = points[(points >= before) & (points < after)]
        places, times = np.unique(np.searchsorted(ends, own, side="right"), return_counts=True)
        rows = batch.take(places).to_pylist() if len(places) else []
        drawn += [Drawn(evidence=row, times=int(often)) for row, often in zip(rows, times, strict=True)]
        before = after
    return drawn


def _sizes(column: Any) -> npt.NDArray[np.int64]:
    sizes: npt.NDArray[np.int64] = column.to_numpy(zero_copy_only=False).astype(np.int64)
    return sizes
