"""Counts and amounts as people write them: points or commas for thousands, units, factors, exponents.

What a sign means is said by the text itself or by the other texts of its column. What still may mean two
things is no number: whoever wrote it is asked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.intake.judging.fields.columns import Coded, Mask

MOST = 10**12  # a count beyond this is a slip of the keyboard
BELOW = Decimal(10) ** 16  # amounts; numeric(20, 2) holds them
AMOUNT = pa.decimal128(20, 2)
LONGEST = 120  # signs: with the amount in words behind it
FACTORS = {
    "rb": 3, "ribu": 3, "thousand": 3, "jt": 6, "juta": 6, "million": 6, "m": 9, "miliar": 9, "milyar": 9,
    "billion": 9, "t": 12, "triliun": 12, "trilyun": 12,
}  # fmt: skip
LOCAL_FACTORS = ("m", "t")  # miliar and triliun here, million and ton elsewhere
CURRENCY = r"(?:rp|idr)\s*[.:]?\s*"
UNIT = (
    r"(?:rupiah|rp|idr|orang|org|jiwa|peserta|pekerja|karyawan|pegawai|anggota|buruh|tenaga kerja|tk|naker"
    r"|orang hari|oh|tahun|thn|th|(?:/|per)\s*(?:bulan|bln))"
)
IN_WORDS = re.compile(r"\(\s*[a-z][a-z\s\-]*\)")
TAX = (
    r"\(?(?:(?:sudah |belum )?(?:incl?|include|includ(?:ing|ed)|termasuk|excl?|belum)\.?\s*(?:ppn|pajak))\)?"
)
LEFT_OUT = re.compile(rf"^{CURRENCY}|\s*{TAX}$|\s*{UNIT}$|[.,;/]?\s*[-–—=]+$|[.,;]$")
LESS = re.compile(r"\(\s*(.+?)\s*\)|[-−]\s*(.+)")
FACTOR = "|".join(sorted(FACTORS, key=len, reverse=True))
PART = re.compile(rf"(\d[\d.,'’ ]*(?:e[+-]?\d{{1,3}})?)\s*({FACTOR})?\b\s*")
EXPONENT = re.compile(r"\d(?:[.,]\d+)?e[+-]?\d{1,3}", re.ASCII)
WITH_POINTS = re.compile(r"(?:\d+|[1-9]\d{0,2}([. '’])\d{3}(?:\1\d{3})*)(?:,\d+)?", re.ASCII)
WITH_COMMAS = re.compile(r"(?:\d+|[1-9]\d{0,2}([, '’])\d{3}(?:\1\d{3})*)(?:\.\d+)?", re.ASCII)
ONE_SIGN = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*\1(\d{1,2})", re.ASCII)  # 1.250.000.00
OPEN = re.compile(r"[1-9]\d{0,2}([.,])(\d{3})", re.ASCII)
NEITHER, POINTS, COMMAS, BOTH = range(4)  # what a column shows; BOTH is the sum of the two before it
STYLES = (NEITHER, POINTS, COMMAS, BOTH)

Styles = npt.NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Amount:
    """What one text says: a number, in which styles of its column it holds, and which style it shows."""

    number: Decimal
    holds_in: tuple[int, ...] = STYLES
    shows: int = NEITHER


def shown(coded: Coded, *, is_count: bool) -> tuple[Mask, Mask]:
    """Return which rows show points for thousands, and which show commas."""
    amounts = [_amount(text, is_count) for text in coded.distinct]
    points, commas = (
        coded.spread([each is not None and each.shows == style for each in amounts], False, bool)
        for style in (POINTS, COMMAS)
    )
    return points, commas


def counts(coded: Coded, styles: Styles | None = None) -> pa.Array:
    """Read whole numbers from 0 to MOST; what is none is nothing."""
    return _values(coded, styles, _count, pa.int64(), is_count=True)


def amounts(coded: Coded, styles: Styles | None = None) -> pa.Array:
    """Read amounts to the cent; what is no number below BELOW, or may be two, is nothing."""
    return _values(coded, styles, _cents, AMOUNT, is_count=False)


def _values(
    coded: Coded,
    styles: Styles | None,
    bounded: Callable[[Decimal], Decimal | int | None],
    of: pa.DataType,
    *,
    is_count: bool,
) -> pa.Array:
    """Take each row's number from the list of its style: the distinct texts, read once for each style."""
    amounts = [_amount(text, is_count) for text in coded.distinct]
    used = [NEITHER] if styles is None else sorted(set(np.unique(styles).tolist()))
    numbers = [
        bounded(each.number) if each is not None and style in each.holds_in else None
        for style in used
        for each in (*amounts, None)
    ]
    places = coded.places
    if styles is not None and len(used) > 1:
        places = places + np.searchsorted(used, styles).astype(np.int32) * np.int32(len(amounts) + 1)
    return pa.array(numbers, of).take(pa.array(places))


def _count(number: Decimal) -> int | None:
    return int(number) if 0 <= number <= MOST and number == int(number) else None


def _cents(number: Decimal) -> Decimal | None:
    if abs(number) >= BELOW:
        return None
    cents = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return cents if abs(cents) < BELOW else None


@lru_cache(maxsize=100_000)
def _amount(text: str, is_count: bool) -> Amount | None:
    if len(text) > LONGEST:
        return None
    plain, sign = _bare(text)
    amount = _whole(plain, is_count)
    if amount is None or not amount.number.is_finite():
        return None
    return Amount(number=sign * amount.number, holds_in=amount.holds_in, shows=amount.shows)


def _bare(text: str) -> tuple[str, int]:
    """A text without currency, unit and the amount in words; -1 where it is marked as less than nothing."""
    plain = IN_WORDS.sub("", text.lower().replace("\N{NO-BREAK SPACE}", " ").lstrip("'")).strip()
    sign = 1
    before = ""
    while plain != before:
        before, plain = plain, LEFT_OUT.sub("", plain).strip()
        if sign == 1 and (match := LESS.fullmatch(plain)):
            plain, sign = match[1] or match[2], -1
    return plain, sign


def _whole(plain: str, is_count: bool) -> Amount | None:
    """A number by itself, or parts with a factor each, as in 1 miliar 250 juta."""
    parts = []
    at = 0
    while match := PART.match(plain, at):
        parts.append((match[1].strip(), match[2]))
        at = match.end()
    if at < len(plain) or not parts:
        return None
    if len(parts) == 1 and parts[0][1] is None:
        return _number(parts[0][0], is_count)
    powers = [FACTORS.get(factor or "", 0) for _, factor in parts]
    stated = [_number(number, False) for number, _ in parts]
    is_falling = 0 not in powers and powers == sorted(set(powers), reverse=True)
    if not is_falling or any(each is None or each.holds_in != STYLES for each in stated):
        return None
    number = sum(each.number.scaleb(power) for each, power in zip(stated, powers, strict=True) if each)
    if not any(factor in LOCAL_FACTORS for _, factor in parts):
        return Amount(number=Decimal(number))
    is_foreign = any("." in number for number, _ in parts)
    return None if is_foreign else Amount(number=Decimal(number), holds_in=(NEITHER, POINTS))


def _number(text: str, is_count: bool) -> Amount | None:
    if EXPONENT.fullmatch(text):
        return Amount(number=Decimal(text.replace(",", ".")))
    if match := ONE_SIGN.fullmatch(text):
        whole = text[: -len(match[2]) - 1].replace(match[1], "")
        return Amount(number=Decimal(f"{whole}.{match[2]}"))
    if match := OPEN.fullmatch(text):
        return _open(text, match[1], is_clear=is_count and match[2] != "000")
    by_points = by_commas = None
    if WITH_POINTS.fullmatch(text):
        by_points = Decimal(re.sub(r"[. '’]", "", text).replace(",", "."))
    if WITH_COMMAS.fullmatch(text):
        by_commas = Decimal(re.sub(r"[, '’]", "", text))
    if by_points is not None:
        return Amount(number=by_points, shows=NEITHER if by_points == by_commas else POINTS)
    return None if by_commas is None else Amount(number=by_commas, shows=COMMAS)


def _open(text: str, sign: str, *, is_clear: bool) -> Amount:
    """1.250 and 1,250 are thousands, here with a point; a column that shows otherwise leaves them open.

    Nobody is counted in thousandths: a count that does not end in 000 is clear.
    """
    number = Decimal(text.replace(sign, ""))
    style = POINTS if sign == "." else COMMAS
    if is_clear:
        return Amount(number=number, shows=style)
    return Amount(number=number, holds_in=(NEITHER, POINTS) if style == POINTS else (COMMAS,))
