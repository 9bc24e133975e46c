"""The national identity number: PPKKCC DDMMYY SSSS, day plus 40 for women, no check digit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging.fields import columns, days
from cakupan.intake.judging.fields.columns import Mask, Numbers
from cakupan.intake.judging.fields.days import Days

PROVINCES = (
    *range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 97),
)  # fmt: skip
LENGTH = 16
SCIENTIFIC = r"^\d(?:[.,]\d+)?(?:[Ee]\+?|[x×*]10\^?)0?1[4-7]$"
EXACT = r"^(\d)[.,](\d{15})(?:[Ee]\+?|[x×*]10\^?)0?15$"  # sixteen digits: none was lost on the way
AS_TEXT = r'^="(.*)"$'  # how web exports keep a spreadsheet from reading a number in a text file
GROUPED = r"^(\d{1,3}(?:\.\d{3})+)(?:,0{1,2})?$|^(\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?$"
LABELLED = r"(?i)^(?:nik|no\.? ?(?:nik|ktp)|ktp)\s*[:.=]?\s*(\d{16})$"  # what the heading says again
DECIMALS = r"^(\d+)[.,]0+$"  # a number turned into text; of fifteen digits it is no NIK with a 0 behind
SPACES = r"[\s'’‘`´\x{00a0}\x{202f}\x{200b}\x{feff}]"
CIVIL_SERVANT = r"^(?:19|20)\d{16}$"
ONE_DIGIT = 1_111_111_111_111_111  # what a number of one digit, sixteen times, is a multiple of
WOMEN_FROM = 40
NOT_DIGITS = ~columns.table_of(b"0123456789")


@dataclass(frozen=True, kw_only=True)
class Niks:
    """A column of NIKs: the texts without signs, and of those of the right shape what they say.

    `is_whole` says where there are sixteen digits.
    `number` is 0 and `birth` NO_DAY where the shape is wrong; `birth` also where the six digits are no day.
    """

    text: pa.StringArray
    has_shape: Mask
    number: Numbers
    birth: Days
    day: npt.NDArray[np.int32]
    month: npt.NDArray[np.int32]
    is_woman: Mask
    is_whole: Mask
    is_scientific: Mask
    is_civil_servant: Mask

    @property
    def province(self) -> Numbers:
        """The first two digits."""
        return self.number // 10**14

    @property
    def district(self) -> Numbers:
        """The first six digits."""
        return self.number // 10**10


def read(cells: pa.StringArray, reference_year: npt.NDArray[np.int32]) -> Niks:
    """Return what a column of NIKs says; the century of birth is the one that fits the reference year."""
    is_plain = _is_plain(cells)
    text, is_scientific, is_civil_servant = cells, np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    is_odd = ~is_plain & ~columns.missing(cells)
    if is_odd.any():
        odd = clean(cells.filter(pa.array(is_odd)))
        text = columns.changed(cells, is_odd, odd)
        is_scientific[is_odd] = columns.flags(pc.match_substring_regex(odd, SCIENTIFIC))
        is_civil_servant[is_odd] = columns.flags(pc.match_substring_regex(odd, CIVIL_SERVANT))
        is_plain = _is_plain(text)
    number = np.zeros(len(text), np.int64)
    digits = text if is_plain.all() else text.filter(pa.array(is_plain))
    number[is_plain] = digits.cast(pa.int64()).to_numpy()
    has_shape = is_plain & (number % 10_000 != 0) & (number % ONE_DIGIT != 0)
    number = np.where(has_shape, number, 0)
    return _read(text, has_shape, number, reference_year, is_plain, is_scientific, is_civil_servant)


def _read(
    text: pa.StringArray,
    has_shape: Mask,
    number: Numbers,
    reference_year: npt.NDArray[np.int32],
    is_whole: Mask,
    is_scientific: Mask,
    is_civil_servant: Mask,
) -> Niks:
    six = (number // 10_000 % 1_000_000).astype(np.int32)
    day, month, year = six // 10_000, six // 100 % 100, six % 100
    is_woman = day > WOMEN_FROM
    day = day - WOMEN_FROM * is_woman
    year = year + np.where(reference_year - (year + 2000) >= 10, 2000, 1900)
    birth = days.of(year, month, day)
    return Niks(
        text=text,
        has_shape=has_shape,
        number=number,
        birth=np.where(has_shape, birth, days.NO_DAY),
        day=day,
        month=month,
        is_woman=is_woman & has_shape,
        is_whole=is_whole,
        is_scientific=is_scientific,
        is_civil_servant=is_civil_servant,
    )


def clean(cells: pa.StringArray) -> pa.StringArray:
    """Return numbers without spaces, dots, apostrophes, the ".0" of a number turned into text, and =""."""
    plain = pc.utf8_normalize(cells, "NFKC")  # digits as wide as a Chinese letter
    plain = pc.replace_substring_regex(plain, AS_TEXT, r"\1")
    plain = pc.replace_substring_regex(plain, LABELLED, r"\1")
    plain = pc.replace_substring_regex(plain, DECIMALS, r"\1")
    is_grouped = pc.match_substring_regex(plain, GROUPED)
    digits = pc.replace_substring_regex(pc.replace_substring_regex(plain, GROUPED, r"\1\2"), "[.,]", "")
    plain = pc.if_else(is_grouped, digits, plain)
    spaceless = pc.replace_substring_regex(plain, SPACES, "")
    spaceless = pc.replace_substring_regex(spaceless, EXACT, r"\1\2")
    is_scientific = columns.flags(pc.match_substring_regex(spaceless, SCIENTIFIC))
    stripped = pc.replace_substring_regex(spaceless, r"\.", "")
    stripped = columns.without(stripped, columns.flags(pc.equal(stripped, "")))
    return pc.if_else(pa.array(is_scientific), spaceless, stripped)


def _is_plain(cells: pa.StringArray) -> Mask:
    """Sixteen digits and nothing else; what was left out as nothing, such as zeros alone, is none."""
    is_sixteen = (columns.lengths(cells) == LENGTH) & ~columns.holding(cells, NOT_DIGITS)
    return is_sixteen & ~columns.missing(cells) if cells.null_count else is_sixteen
