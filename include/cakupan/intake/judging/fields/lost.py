"""Digits that a spreadsheet took from a number it held: which identifiers are known to be damaged.

A spreadsheet's number keeps fifteen digits, or what a double holds. The loss shows in a number by itself,
in its column, or, where it became text afterwards, in the column alone.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging.fields import columns
from cakupan.intake.judging.fields.columns import Mask
from cakupan.intake.judging.fields.nik import Niks
from cakupan.intake.judging.fields.votes import Counts, Votes, per
from cakupan.intake.rows.portion import Portion

LARGEST_EXACT = 2**53  # beyond it a double holds even numbers only
POWER = r"\d[.,]\d+\s*[Ee]\s*\+?|\d\s*[Ee]\s*\+|\d(?:[.,]\d+)?\s*[x×*]\s*10\s*\^"
SCIENTIFIC = rf"^['’‘`´\s]*(?:{POWER})0?\d{{1,2}}\s*$"
EXPONENT_SIGNS = columns.table_of(b"eE^")
ROUNDED = "0" * 8  # a month and a year of zeros: what 3,32899E+15 becomes when it is spelt out
NO_SERIAL = r"^(?:19|20)\d{13}000$"  # a civil servant's number counts from 001
ENOUGH_NUMBERS = 5
CHANCE = 0.1  # of a number that is whole to end in 0; less in truth, as serials count from 0001
# How much an honest column would have to astonish before it is accused: by chance fewer than one list in a
# thousand million ends in 0 so often (e^-21), and partners send a million a year. Ten numbers are the fewest
# that reach it, all of them ending in 0; of 42 it takes half, and less than half is never enough.
SURPRISE = 21.0
NUMBERS, ZEROS, ODD = "numbers", "numbers ending in 0", "odd numbers beyond a double"
TEXTS, TEXT_ZEROS = "texts", "texts ending in 0"
FILE_TEXTS, FILE_TEXT_ZEROS = "texts of a file", "texts of a file ending in 0"


def counts(portion: Portion, niks: Niks, is_number: Mask) -> dict[str, Counts]:
    """Count what shows in a column whether its NIKs lost digits, numbers and texts apart."""
    is_number = is_number & ~columns.missing(niks.text)
    is_text = niks.is_whole & ~is_number
    is_zero = _ends_in_zero(niks)
    if is_text.any():
        is_text &= ~_is_rounded(niks)  # what stands for no number says nothing about the others
    is_odd = is_number & _is_beyond(niks) & _is_odd(niks) if is_number.any() else is_number
    by_sheet = {
        NUMBERS: is_number,
        ZEROS: is_number & is_zero,
        ODD: is_odd,
        TEXTS: is_text,
        TEXT_ZEROS: is_text & is_zero,
    }
    by_file = {FILE_TEXTS: is_text, FILE_TEXT_ZEROS: is_text & is_zero}
    return {name: per(portion.sheet, mark, portion.sheets) for name, mark in by_sheet.items()} | {
        name: per(portion.file_no, mark, len(portion.terms)) for name, mark in by_file.items()
    }


def niks_of(portion: Portion, niks: Niks, is_number: Mask, tally: Votes) -> Mask:
    """Return which NIKs are known to have lost digits, by themselves or by what their column shows."""
    is_zero = _ends_in_zero(niks)
    is_lost = niks.is_scientific | (niks.is_whole & _is_rounded(niks))
    if is_number.any():
        beyond = _is_beyond(niks) & ~_are_exact(tally)[portion.sheet]
        is_lost |= is_number & (beyond | (is_zero & _are_lossy(tally)[portion.sheet]))
    if is_zero.any():
        of_sheet = _are_beyond_chance(tally.counts[TEXT_ZEROS], tally.counts[TEXTS])
        of_file = _are_beyond_chance(tally.counts[FILE_TEXT_ZEROS], tally.counts[FILE_TEXTS])
        is_told = of_sheet[portion.sheet] | of_file[portion.file_no]
        is_lost |= niks.is_whole & ~is_number & is_zero & is_told
    return is_lost


def identifiers(text: pa.StringArray) -> Mask:
    """Return which other numbers lost digits: those in scientific notation, and NIPs without a serial."""
    may_be = columns.holding(text, EXPONENT_SIGNS) | columns.flags(pc.ends_with(text, "000"))
    if may_be.any():
        may_be[may_be] = columns.flags(
            pc.match_substring_regex(text.filter(pa.array(may_be)), rf"{SCIENTIFIC}|{NO_SERIAL}")
        )
    return may_be


def _are_lossy(tally: Votes) -> Mask:
    """Per sheet: numbers ending in 0 lost a digit: at least half do, or too few are numbers."""
    numbers, zeros = tally.counts[NUMBERS], tally.counts[ZEROS]
    are_lossy: Mask = (numbers < ENOUGH_NUMBERS) | (zeros * 2 >= numbers)
    return are_lossy


def _are_exact(tally: Votes) -> Mask:
    """Per sheet: an odd number that no double holds: whoever wrote the column kept every digit."""
    are_exact: Mask = tally.counts[ODD] > 0
    return are_exact


def _are_beyond_chance(zeros: Counts, numbers: Counts) -> Mask:
    """Return where more numbers end in 0 than chance makes: a bound on the tail of the binomial."""
    share = zeros / np.maximum(numbers, 1)
    rest = 1 - share
    surprise = numbers * (
        share * np.log(np.maximum(share, CHANCE) / CHANCE)
        + rest * np.log(np.maximum(rest, 1e-9) / (1 - CHANCE))
    )
    are_beyond: Mask = (zeros * 2 >= numbers) & (surprise >= SURPRISE)
    return are_beyond


def _ends_in_zero(niks: Niks) -> Mask:
    return columns.flags(pc.ends_with(niks.text, "0"))


def _is_rounded(niks: Niks) -> Mask:
    return columns.flags(pc.ends_with(niks.text, ROUNDED))


def _digits(niks: Niks) -> npt.NDArray[np.int64]:
    digits = pc.if_else(pc.match_substring_regex(niks.text, r"^\d{1,18}$"), niks.text, None)
    numbers: npt.NDArray[np.int64] = pc.fill_null(digits.cast(pa.int64()), 0).to_numpy()
    return numbers


def _is_beyond(niks: Niks) -> Mask:
    is_beyond: Mask = _digits(niks) > LARGEST_EXACT
    return is_beyond


def _is_odd(niks: Niks) -> Mask:
    is_odd: Mask = _digits(niks) % 2 == 1
    return is_odd
