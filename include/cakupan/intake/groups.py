"""What only all rows of a submission together show: one NIK for two people, one person twice.

Decided on keys of a few bytes per row, so that a file too large to be held normalised is judged as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake import columns, days
from cakupan.intake.columns import Hashes, Mask
from cakupan.intake.days import Days
from cakupan.intake.frame import Frame

KEY_OF = {"name_key": "nama", "company_key": "nama_perusahaan", "project_key": "nama_proyek"}
NO_KEY = np.uint64(0)
LAST_KEY = np.uint64(2**64 - 1)


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Rows by what groups them: the file, the NIK, the name, the stated birth date; 0 and NO_DAY for none."""

    file_no: npt.NDArray[np.int32]
    nik: Hashes
    has_shape: Mask
    name: Hashes
    birth: Days
    repeat: Hashes


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


def keys(frame: Frame) -> Keys:
    """Return the keys of a portion's rows."""
    return Keys(
        file_no=frame.portion.file_no,
        nik=_nik_keys(frame),
        has_shape=frame.niks.has_shape,
        name=frame.name_keys.get("nama", np.zeros(frame.size, np.uint64)),
        birth=frame.stated_birth,
        repeat=_repeat_keys(frame, frame.contract.repeats),
    )


def together(parts: Sequence[Keys]) -> Keys:
    """Return the keys of portions that follow each other as one."""
    if len(parts) == 1:
        return parts[0]
    return Keys(
        **{each.name: np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Keys)}
    )


def find(rows: Keys, contract: RosterContract) -> Groups:
    """Return what the rows of each submission show together."""
    size = len(rows.file_no)
    groups = Groups(
        is_shared=np.zeros(size, bool), has_other_nik=np.zeros(size, bool), repeat=np.full(size, -1, np.int32)
    )
    if contract.counts == "persons":
        by_nik = columns.mixed(rows.file_no, rows.nik)
        names, births = _Several(rows.name, rows.name != NO_KEY), _Several.of_days(rows.birth)
        _mark(groups.is_shared, by_nik, rows.has_shape, (names, births))
        by_name = columns.mixed(rows.file_no, rows.name, rows.birth)
        has_both = (rows.name != NO_KEY) & (rows.birth != days.NO_DAY)
        _mark(groups.has_other_nik, by_name, has_both, (_Several(rows.nik, rows.nik != NO_KEY),))
    _number(groups.repeat, columns.mixed(rows.file_no, rows.repeat), rows.repeat != NO_KEY)
    return groups


class _Several:
    """Values of which a group may hold more than one; where there is none, any will do."""

    def __init__(self, values: Hashes, is_there: Mask) -> None:
        self.least = np.where(is_there, values, LAST_KEY)
        self.most = np.where(is_there, values, NO_KEY)

    @classmethod
    def of_days(cls, birth: Days) -> "_Several":
        """Days as numbers from 1."""
        return cls((birth.astype(np.int64) + 2**31).astype(np.uint64), birth != days.NO_DAY)

    def within(self, rows: npt.NDArray[np.int64], begins: npt.NDArray[np.int64]) -> Mask:
        """Return which groups of rows, given where each begins, hold more than one value."""
        least = np.minimum.reduceat(self.least[rows], begins)
        most = np.maximum.reduceat(self.most[rows], begins)
        found: Mask = least < most
        return found


def _mark(mark: Mask, key: Hashes, where: Mask, several: Sequence[_Several]) -> None:
    rows = columns.repeated(key, where)
    if not len(rows):
        return
    begins = _begins(key[rows])
    has_several = np.zeros(len(begins), bool)
    for each in several:
        has_several |= each.within(rows, begins)
    sizes = np.diff(np.append(begins, len(rows)))
    mark[rows[np.repeat(has_several, sizes)]] = True


def _number(numbers: npt.NDArray[np.int32], key: Hashes, where: Mask) -> None:
    rows = columns.repeated(key, where)
    if len(rows):
        begins = _begins(key[rows])
        sizes = np.diff(np.append(begins, len(rows)))
        numbers[rows] = np.repeat(np.arange(len(begins), dtype=np.int32), sizes)


def _begins(ordered: Hashes) -> npt.NDArray[np.int64]:
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(is_first)


def _nik_keys(frame: Frame) -> Hashes:
    """A NIK of the right shape is its own key; what else stands in the column keeps apart from those."""
    niks = frame.niks
    found = niks.number.astype(np.uint64)
    is_other = ~niks.has_shape & ~columns.missing(niks.text)
    if is_other.any():
        found[is_other] = columns.hashes(niks.text)[is_other] | np.uint64(2**63)
    return found


def _repeat_keys(frame: Frame, names: Sequence[str]) -> Hashes:
    """The fields that make a row a repeat of an earlier one; none where one of them is empty."""
    if not names:
        return np.zeros(frame.size, np.uint64)
    parts = [_part(frame, name) for name in names]
    is_whole = np.ones(frame.size, bool)
    for part in parts:
        is_whole &= part != NO_KEY
    return np.where(is_whole, columns.mixed(*parts), NO_KEY)


def _part(frame: Frame, name: str) -> Hashes:
    if name == "nik":
        return _nik_keys(frame)
    if name in KEY_OF:
        return frame.name_keys[KEY_OF[name]]
    return columns.hashes(frame.text(name))
