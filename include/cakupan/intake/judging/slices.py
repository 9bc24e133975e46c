"""Rows of one kind are judged, at once or slice by slice, with the same result."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging import normalise, rules
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.judging.fields.votes import Votes
from cakupan.intake.judging.rules import Findings, groups
from cakupan.intake.judging.rules.groups import Keys
from cakupan.intake.rows.portion import Portion

VERDICTS = ("accepted", "quarantined", "duplicate")
ACCEPTED, QUARANTINED, DUPLICATE = range(3)
ROWS_AT_ONCE = 100_000
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A portion with what was found in it and the verdict (a position in VERDICTS) on each row."""

    frame: Frame
    findings: Findings
    verdict: npt.NDArray[np.int8]


def judge(whole: Portion, contract: RosterContract, rows_at_once: int = ROWS_AT_ONCE) -> Iterator[Judged]:
    """Judge rows of whole files; more than `rows_at_once` are gone through three times, a slice at a time.

    First the columns are counted, then the keys collected that only all rows together can judge, then each
    slice is judged by both.
    """
    slices = list(whole.slices(rows_at_once))
    if not slices:
        return
    look = _kept(slices, lambda part: normalise.look(part, contract))
    tally: Votes = reduce(add, (look(part).votes for part in slices))
    settle = _kept(slices, lambda part: normalise.settle(look(part), tally))
    in_groups = groups.find(_keys(whole, contract, map(settle, slices)), contract)
    is_seen = np.zeros(int(in_groups.repeat.max(initial=-1)) + 1, bool)
    first = 0
    for part in slices:
        frame, own = settle(part), in_groups.part(first, first + part.size)
        first += part.size
        findings = rules.find(frame, own, contract)
        yield Judged(frame=frame, findings=findings, verdict=_verdicts(findings, own.repeat, is_seen))


def _keys(whole: Portion, contract: RosterContract, frames: Iterable[Frame]) -> Keys:
    keys = Keys(whole, contract)
    for frame in frames:
        keys.add(frame)
    return keys


def _kept(slices: list[Portion], make: Callable[[Portion], T]) -> Callable[[Portion], T]:
    """What is made of the only slice is made once; of many, none is kept."""
    if len(slices) != 1:
        return make
    made: list[T] = []

    def once(part: Portion) -> T:
        if not made:
            made.append(make(part))
        return made[0]

    return once


def _verdicts(findings: Findings, repeat: npt.NDArray[np.int32], is_seen: Mask) -> npt.NDArray[np.int8]:
    """A row is a duplicate when an earlier one without errors has the same keys; `is_seen` goes on."""
    is_wrong = findings.wrong(len(repeat))
    rows = np.flatnonzero((repeat >= 0) & ~is_wrong)
    group = repeat[rows]
    is_first = np.zeros(len(rows), bool)
    is_first[np.unique(group, return_index=True)[1]] = True
    is_repeat = np.zeros(len(repeat), bool)
    is_repeat[rows] = ~is_first | is_seen[group]
    is_seen[group] = True
    verdict = np.where(is_repeat, DUPLICATE, ACCEPTED)
    return np.where(is_wrong, QUARANTINED, verdict).astype(np.int8)
