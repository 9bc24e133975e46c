"""What only all rows of a submission together show: one NIK for two people, one person twice.

Decided on keys of a few bytes per row, so that a file too large to be held normalised is judged as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, days
from cakupan.intake.judging.fields.columns import Hashes, Mask
from cakupan.intake.judging.fields.days import Days
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.rows.portion import Portion

KEY_OF = {"name_key": "nama", "company_key": "nama_perusahaan", "project_key": "nama_proyek"}
NO_KEY = np.uint64(0)
OTHER_NUMBER = np.uint64(2**63)  # from here on: what stands for a NIK but has not its shape
PERSON = {"nik", "name_key"}
LAST_KEY = np.uint64(2**64 - 1)


class Keys:
    """Rows by what groups them: NIK, name, stated birth date, what makes a repeat; 0 and NO_DAY for none."""

    def __init__(self, whole: Portion, contract: RosterContract) -> None:
        """Take room for every row of the files, to be filled portion by portion."""
        self.file_no = whole.file_no
        self.nik = np.zeros(whole.size, np.uint64)
        self.name = np.zeros(whole.size, np.uint64)
        self.birth = np.full(whole.size, days.NO_DAY)
        self._repeats = contract.repeats
        self._is_of_person = PERSON.issuperset(contract.repeats or ("",))  # those need no room of their own
        self._repeat = np.zeros(0 if self._is_of_person else whole.size, np.uint64)
        self._filled = 0

    def add(self, frame: Frame) -> None:
        """Fill in the rows of the next portion."""
        rows = slice(self._filled, self._filled + frame.size)
        self.nik[rows] = _nik_keys(frame)
        self.name[rows] = frame.name_keys.get("nama", NO_KEY)
        self.birth[rows] = frame.stated_birth
        if self._repeats and not self._is_of_person:
            self._repeat[rows] = _whole(*(_part(frame, name) for name in self._repeats))
        self._filled = rows.stop

    def repeat(self) -> Hashes:
        """Return what makes a row a repeat of an earlier one; 0 where one of the fields is empty."""
        if not self._is_of_person:
            return self._repeat
        parts = {"nik": self.nik, "name_key": self.name}
        return _whole(*(parts[name] for name in self._repeats))


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Per row: its NIK stands for others too, its name has another NIK too, its group of repeats or -1."""

    is_shared: Mask
    has_other_nik: Mask
    repeat: npt.NDArray[np.int32]

    def part(self, first: int, last: int) -> "Groups":
        """Return the same for some consecutive rows."""
        rows = slice(first, last)
        return Groups(
            is_shared=self.is_shared[rows], has_other_nik=self.has_other_nik[rows], repeat=self.repeat[rows]
        )


def find(keys: Keys, contract: RosterContract) -> Groups:
    """Return what the rows of each submission show together."""
    size = len(keys.file_no)
    groups = Groups(
        is_shared=np.zeros(size, bool), has_other_nik=np.zeros(size, bool), repeat=np.full(size, -1, np.int32)
    )
    if contract.lists_people:
        has_shape = (keys.nik != NO_KEY) & (keys.nik < OTHER_NUMBER)
        _mark(groups.is_shared, _in_file(keys, has_shape, keys.nik), (keys.name, _numbered(keys.birth)))
        has_both = (keys.name != NO_KEY) & (keys.birth != days.NO_DAY)
        _mark(groups.has_other_nik, _in_file(keys, has_both, keys.name, keys.birth), (keys.nik,))
    repeat = keys.repeat()
    _number(groups.repeat, _in_file(keys, repeat != NO_KEY, repeat))
    return groups


def _in_file(keys: Keys, where: Mask, *parts: npt.NDArray[Any]) -> Hashes:
    keys_in_file = columns.mixed(keys.file_no, *parts)
    keys_in_file[~where] = NO_KEY
    return keys_in_file


def _numbered(birth: Days) -> Hashes:
    """Days as numbers from 1, nothing as 0."""
    return (birth.astype(np.int64) - int(days.NO_DAY)).astype(np.uint64)


def _mark(mark: Mask, key: Hashes, several: Sequence[Hashes]) -> None:
    """Mark the rows of groups that hold more than one of some value; where there is none, any will do."""
    rows = columns.repeated(key)
    if not len(rows):
        return
    begins = _begins(key[rows])
    has_several = np.zeros(len(begins), bool)
    for values in several:
        most = values[rows]
        least = np.where(most == NO_KEY, LAST_KEY, most)
        has_several |= np.minimum.reduceat(least, begins) < np.maximum.reduceat(most, begins)
    sizes = np.diff(np.append(begins, len(rows)))
    mark[rows[np.repeat(has_several, sizes)]] = True


def _number(numbers: npt.NDArray[np.int32], key: Hashes) -> None:
    rows = columns.repeated(key)
    if len(rows):
        begins = _begins(key[rows])
        sizes = np.diff(np.append(begins, len(rows)))
        numbers[rows] = np.repeat(np.arange(len(begins), dtype=np.int32), sizes)


def _begins(ordered: Hashes) -> npt.NDArray[np.int64]:
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(is_first)


def _nik_keys(frame: Frame) -> Hashes:
    """A NIK of the right shape is its own key; what else stands in the column keeps apart from those.

    One that lost digits is nobody's: two that look the same now may have been two.
    """
    niks, is_lost = frame.niks, frame.is_nik_lost
    nik_keys = niks.number.astype(np.uint64)
    nik_keys[is_lost] = NO_KEY
    is_other = ~niks.has_shape & ~columns.missing(niks.text) & ~is_lost
    if is_other.any():
        nik_keys[is_other] = columns.hashes(niks.text)[is_other] | OTHER_NUMBER
    return nik_keys


def _whole(*parts: Hashes) -> Hashes:
    """One key of several, none where one of them is empty."""
    whole_keys = columns.mixed(*parts)
    for part in parts:
        whole_keys[part == NO_KEY] = NO_KEY
    return whole_keys


def _part(frame: Frame, name: str) -> Hashes:
    if name == "nik":
        return _nik_keys(frame)
    if name in KEY_OF:
        return frame.name_keys[KEY_OF[name]]
    return columns.hashes(frame.text(name))
