"""What the columns of sheets and files show, as counts: those of two parts add up to those of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cakupan.intake.judging.fields import numbers
from cakupan.intake.judging.fields.columns import Coded, Mask
from cakupan.intake.judging.fields.dates import Written
from cakupan.intake.judging.fields.nik import Niks
from cakupan.intake.judging.fields.numbers import Styles
from cakupan.intake.judging.fields.values import EITHER, MAN, WOMAN
from cakupan.intake.rows.portion import Portion

Counts = npt.NDArray[np.int64]
LAST_MONTH = 12
WITH_POINTS, WITH_COMMAS = "with points", "with commas"
BY_DAY, BY_MONTH, FITS_DAY, FITS_MONTH = "day", "month", "fits day", "fits month"


@dataclass(frozen=True, kw_only=True)
class Votes:
    """Counts per sheet or per file, by what they count."""

    counts: Mapping[str, Counts]

    def __add__(self, other: "Votes") -> "Votes":
        """Return the votes of both."""
        return Votes(counts={name: count + other.counts[name] for name, count in self.counts.items()})

    def p_is_man(self) -> Mask:
        """Per file: P stands for Pria."""
        has_man, has_woman = self.counts["men"] > 0, self.counts["women"] > 0
        more_men = self.counts["p men"] > self.counts["p women"]
        p_is_man: Mask = (has_woman & ~has_man) | ((has_woman == has_man) & more_men)
        return p_is_man

    def style(self, field: str) -> Styles:
        """Per sheet: which signs the column of a count or an amount shows for thousands."""
        points, commas = (self.counts[f"{field} {sign}"] > 0 for sign in (WITH_POINTS, WITH_COMMAS))
        styles: Styles = (points * numbers.POINTS + commas * numbers.COMMAS).astype(np.int8)
        return styles

    def is_mixed(self, field: str) -> Mask:
        """Per sheet: the column holds dates of both orders."""
        is_mixed: Mask = (self.counts[f"{field} {BY_DAY}"] > 0) & (self.counts[f"{field} {BY_MONTH}"] > 0)
        return is_mixed

    def is_month_first(self, field: str) -> Mask:
        """Per sheet: the column as a whole has the month first."""
        by_day, by_month = self.counts[f"{field} {BY_DAY}"], self.counts[f"{field} {BY_MONTH}"]
        is_swapped = self.counts[f"{field} {FITS_MONTH}"] > self.counts[f"{field} {FITS_DAY}"]
        is_month_first: Mask = (by_day == 0) & ((by_month > 0) | is_swapped)
        return is_month_first


def of_sexes(portion: Portion, sexes: npt.NDArray[np.int8], niks: Niks) -> dict[str, Counts]:
    """Count who is plainly a man or a woman, and what the NIKs of those marked P say."""
    files, file_no = len(portion.terms), portion.file_no
    is_either = sexes == EITHER
    return {
        "men": per(file_no, sexes == MAN, files),
        "women": per(file_no, sexes == WOMAN, files),
        "p men": per(file_no, is_either & niks.has_shape & ~niks.is_woman, files),
        "p women": per(file_no, is_either & niks.has_shape & niks.is_woman, files),
    }


def of_numbers(portion: Portion, field: str, coded: Coded, *, is_count: bool) -> dict[str, Counts]:
    """Count the texts of a count or an amount that show which sign stands for thousands."""
    points, commas = numbers.shown(coded, is_count=is_count)
    return {
        f"{field} {WITH_POINTS}": per(portion.sheet, points, portion.sheets),
        f"{field} {WITH_COMMAS}": per(portion.sheet, commas, portion.sheets),
    }


def of_dates(portion: Portion, field: str, written: Written, niks: Niks | None) -> dict[str, Counts]:
    """Count the dates of one field that can be read in one order only, or fit the NIK in one order only."""
    is_open = written.is_open
    marks = {BY_DAY: is_open & (written.day > LAST_MONTH), BY_MONTH: is_open & (written.month > LAST_MONTH)}
    marks |= dict(zip((FITS_DAY, FITS_MONTH), fits(written, niks), strict=True))
    is_day, is_month = marks[FITS_DAY], marks[FITS_MONTH]
    marks[FITS_DAY], marks[FITS_MONTH] = is_day & ~is_month, is_month & ~is_day
    return {f"{field} {name}": per(portion.sheet, mark, portion.sheets) for name, mark in marks.items()}


def fits(written: Written, niks: Niks | None) -> tuple[Mask, Mask]:
    """Return which open dates agree with the NIK's day and month, day first and month first."""
    if niks is None:
        none = np.zeros(len(written.how), bool)
        return none, none
    is_open = written.is_open & niks.has_shape
    is_day = is_open & (written.day == niks.day) & (written.month == niks.month)
    is_month = is_open & (written.month == niks.day) & (written.day == niks.month)
    return is_day, is_month


def per(group: npt.NDArray[Any], mark: Mask, groups: int) -> Counts:
    """Count the marked rows of each group."""
    if not mark.any():
        return np.zeros(groups, np.int64)
    counts: Counts = np.bincount(group[mark], minlength=groups)
    return counts
