"""Cells as written become values: a text, date, number or code per field; what cannot be read is marked.

In two steps, so that a file too large to be held at once is read as if it were: `look` reads each row by
itself and counts what its columns show; `settle` makes values of the rows by the counts of all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, dates, days, lost, names, nik, values, votes
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.dates import Written
from cakupan.intake.judging.fields.days import Days
from cakupan.intake.judging.fields.frame import NUMBERS, Frame
from cakupan.intake.judging.fields.nik import Niks
from cakupan.intake.judging.fields.texts import Texts
from cakupan.intake.judging.fields.votes import Votes
from cakupan.intake.rows.portion import Portion

EARLIEST = days.of(np.array([1900]), np.array([1]), np.array([1]))[0]
NAMES = ("nama", "nama_perusahaan", "nama_proyek")
BIRTH, BIRTH_WITH_PLACE = "tanggal_lahir", "tempat_tanggal_lahir"


@dataclass(frozen=True, kw_only=True)
class RowReadings:
    """A portion as each of its rows reads by itself."""

    texts: Texts
    niks: Niks
    written: Mapping[str, Written]
    is_combined: Mask
    sexes: npt.NDArray[np.int8]

    @property
    def votes(self) -> Votes:
        """What the columns of this portion show."""
        portion = self.texts.portion
        counts = lost.counts(portion, self.niks, self.texts.flag("nik_is_number"))
        counts |= votes.of_sexes(portion, self.sexes, self.niks)
        for name in numbers_of(self.texts.contract):
            counts |= votes.of_numbers(
                portion, name, self.texts.coded(name), is_count=roster.readings()[name] == "count"
            )
        for name, written in self.written.items():
            counts |= votes.of_dates(portion, name, written, self.niks if name == BIRTH else None)
        return Votes(counts=counts)


def numbers_of(contract: RosterContract) -> list[str]:
    """Return the fields of a contract that are counts or amounts."""
    return [name for name in contract.fields if roster.readings()[name] in NUMBERS]


def look(portion: Portion, contract: RosterContract) -> RowReadings:
    """Read the rows of a portion as far as each can be read by itself."""
    texts = Texts(portion, contract)
    is_combined = _is_combined(texts)
    readings = roster.readings()
    return RowReadings(
        texts=texts,
        niks=nik.read(texts.column("nik"), _reference_years(portion)[portion.file_no]),
        written={
            name: dates.read(_date_texts(texts, name, is_combined))
            for name in contract.fields
            if readings[name] == "date"
        },
        is_combined=is_combined,
        sexes=values.sexes(texts.coded("jenis_kelamin")),
    )


def settle(seen: RowReadings, tally: Votes) -> Frame:
    """Make values of rows, where a whole column decides by what the whole column showed; every row stays."""
    texts, niks = seen.texts, seen.niks
    settled = {name: _dates(seen, name, tally) for name in seen.written}
    stated_sex = _stated_sex(seen, tally)
    dates = {name: read for name, (read, _) in settled.items()}
    return Frame(
        texts=texts,
        niks=niks,
        is_nik_lost=lost.niks_of(texts.portion, niks, texts.flag("nik_is_number"), tally),
        is_combined=seen.is_combined,
        dates=dates,
        states={name: state for name, (_, state) in settled.items()},
        stated_sex=stated_sex,
        birth=_birth(dates, niks),
        sex=_sex(stated_sex, niks),
        styles={name: tally.style(name)[texts.portion.sheet] for name in numbers_of(texts.contract)},
        name_keys={name: _name_hashes(texts, name) for name in NAMES if name in texts.contract.fields},
    )


def _reference_years(portion: Portion) -> npt.NDArray[np.int32]:
    years: npt.NDArray[np.int32] = portion.reference_dates.astype("datetime64[Y]").astype(
        np.int32
    ) + np.int32(1970)
    return years


def _is_combined(texts: Texts) -> Mask:
    """Rows whose birth date stands with its place; it is read, and found wrong, in that column."""
    if not {BIRTH, BIRTH_WITH_PLACE} <= set(texts.contract.fields):
        return np.zeros(texts.portion.size, bool)
    together = texts.column(BIRTH_WITH_PLACE)
    if together.null_count == len(together):
        return np.zeros(len(together), bool)
    has_digit = columns.holding(together, ~nik.NOT_DIGITS)
    return columns.missing(texts.column(BIRTH)) & has_digit


def _date_texts(texts: Texts, name: str, is_combined: Mask) -> pa.StringArray:
    column = texts.column(name)
    if name != BIRTH or not is_combined.any():
        return column
    return pc.if_else(pa.array(is_combined), texts.column(BIRTH_WITH_PLACE), column)


def _dates(seen: RowReadings, name: str, tally: Votes) -> tuple[Days, npt.NDArray[np.int8]]:
    """The days of a field, and whether what is written is no day or may be one of two."""
    written, portion = seen.written[name], seen.texts.portion
    if not written.is_filled.any():
        return np.full(portion.size, days.NO_DAY), np.zeros(portion.size, np.int8)
    is_birth = name == BIRTH
    is_month_first, is_ambiguous = _order(written, portion, tally, name, seen.niks if is_birth else None)
    dates_read = dates.settle(
        written,
        is_month_first,
        _reference_years(portion)[portion.file_no],
        seen.texts.flag("is_1904"),
        is_birth=is_birth,
    )
    is_impossible = dates_read < EARLIEST
    if is_birth:
        is_impossible |= dates_read > days.of_dates(portion.reference_dates)[portion.file_no]
    dates_read = np.where(is_impossible | is_ambiguous, days.NO_DAY, dates_read)
    state = np.where(written.is_filled & (dates_read == days.NO_DAY), dates.INVALID, 0)
    return dates_read, np.where(is_ambiguous, dates.AMBIGUOUS, state).astype(np.int8)


def _order(
    written: Written, portion: Portion, tally: Votes, name: str, niks: Niks | None
) -> tuple[Mask, Mask]:
    """A first part above 12 means d/m/y for the column, a second one m/d/y; both: each row by itself."""
    is_month_first = tally.is_month_first(name)[portion.sheet] & written.is_open
    is_mixed = tally.is_mixed(name)[portion.sheet] & written.is_open
    if not is_mixed.any():
        return is_month_first, is_mixed
    fits_day, fits_month = votes.fits(written, niks)
    by_month = written.month > votes.LAST_MONTH
    by_day = ((written.day > votes.LAST_MONTH) | (written.day == written.month)) & ~by_month
    is_open = ~by_day & ~by_month
    by_month = by_month | (is_open & fits_month & ~fits_day)
    is_ambiguous = is_mixed & is_open & ~fits_day & ~fits_month
    return is_month_first | (is_mixed & by_month), is_ambiguous


def _stated_sex(seen: RowReadings, tally: Votes) -> npt.NDArray[np.int8]:
    """What "P" means is decided for the whole file, never row by row."""
    p_means = np.where(tally.p_is_man(), values.MAN, values.WOMAN).astype(np.int8)
    return np.where(seen.sexes == values.EITHER, p_means[seen.texts.portion.file_no], seen.sexes)


def _birth(days_read: Mapping[str, Days], niks: Niks) -> Days:
    stated = days_read.get(BIRTH, niks.birth)
    return np.where(stated == days.NO_DAY, niks.birth, stated)


def _sex(stated: npt.NDArray[np.int8], niks: Niks) -> npt.NDArray[np.int8]:
    by_nik = np.where(niks.is_woman, values.WOMAN, values.MAN).astype(np.int8)
    is_unstated = (stated == values.NO_SEX) & (niks.birth != days.NO_DAY)
    return np.where(is_unstated, by_nik, stated)


def _name_hashes(texts: Texts, name: str) -> columns.Hashes:
    key = names.person_keys if name == "nama" else names.company_keys
    return columns.hashes(key(texts.column(name)))
