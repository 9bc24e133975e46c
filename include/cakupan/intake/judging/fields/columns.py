"""Kernels over whole columns of texts, where Arrow has none: all bytes at once, no row at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

BLOCK = 2**17  # rows gone through at once, so that what is made on the way stays small
PRIME = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse modulo 2^64
INVERSE = np.uint64(pow(int(PRIME), -1, 2**64))
SCATTERED = np.random.default_rng(20150701).integers(1, 2**64, 256, dtype=np.uint64)


def one(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return a column as one array."""
    if isinstance(column, pa.ChunkedArray):
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return column


def spans(texts: pa.StringArray) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Return the bytes of all texts and where each text begins, the end of the last one at the end."""
    _, offsets, data = texts.buffers()
    if not len(texts) or offsets is None:
        return np.empty(0, np.uint8), np.zeros(len(texts) + 1, np.int32)
    begins = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    if data is None:
        return np.empty(0, np.uint8), np.zeros(len(texts) + 1, np.int32)
    return np.frombuffer(data, np.uint8)[begins[0] : begins[-1]], begins - begins[0]


def lengths(texts: pa.StringArray) -> npt.NDArray[np.int32]:
    """Return the bytes of each text."""
    return np.diff(spans(texts)[1])


def holding(texts: pa.StringArray, is_sought: Mask) -> Mask:
    """Return which texts hold one of the bytes marked in a table of 256."""
    data, begins = spans(texts)
    return _around(begins, np.flatnonzero(is_sought[data]))


def padded(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return bytes with a few zeros behind, so that looking past the end is harmless."""
    return np.append(data, np.zeros(2, np.uint8))


def doubling(texts: pa.StringArray, character: bytes) -> Mask:
    """Return which texts hold a character twice in a row, or end with it before one that begins so."""
    data, begins = spans(texts)
    is_it = data == character[0]
    return _around(begins, np.flatnonzero(is_it[1:] & is_it[:-1]))


def _around(begins: npt.NDArray[np.int32], hits: npt.NDArray[np.int64]) -> Mask:
    result = np.zeros(len(begins) - 1, bool)
    if len(hits):
        result[np.searchsorted(begins, hits, side="right") - 1] = True
    return result


def table_of(characters: bytes) -> Mask:
    """Return a table of 256 that marks these bytes."""
    table = np.zeros(256, bool)
    table[list(characters)] = True
    return table


def missing(column: pa.Array) -> Mask:
    """Return where a column holds nothing."""
    if column.null_count == 0:
        return np.zeros(len(column), bool)
    if column.null_count == len(column):
        return np.ones(len(column), bool)
    return flags(pc.is_null(column))


def flags(column: pa.Array) -> Mask:
    """Return a column of yes and no as numpy has it; nothing is no."""
    if column.null_count:
        column = pc.fill_null(column, False)
    mask: Mask = column.to_numpy(zero_copy_only=False)
    return mask


def nothing(size: int, of: pa.DataType | None = None) -> pa.Array:
    """Return a column without a value."""
    return pa.nulls(size, of or pa.string())


def without(column: pa.Array, where: Mask) -> pa.Array:
    """Return the column with nothing where the mask says so."""
    return pc.if_else(pa.array(where), pa.scalar(None, column.type), column) if where.any() else column


def changed(column: pa.Array, where: Mask, values: pa.Array) -> pa.Array:
    """Return the column with other values where the mask says so, in their order."""
    return pc.replace_with_mask(column, pa.array(where), values) if where.any() else column


def hashes(texts: pa.Array) -> Hashes:
    """Return 64 bits for each text, 0 for nothing: equal texts have equal ones, others practically never."""
    data, begins = spans(texts)
    if not len(data):
        return np.zeros(len(texts), np.uint64)
    powers = np.full(len(data) + 1, PRIME)
    powers[0] = 1
    np.multiply.accumulate(powers, out=powers)
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(SCATTERED[data] * powers[:-1], out=sums[1:])
    sums_of_texts = (sums[begins[1:]] - sums[begins[:-1]]) * _inverse_powers(begins[:-1])
    return np.where(missing(texts), np.uint64(0), mixed(sums_of_texts))


def _inverse_powers(exponents: npt.NDArray[np.int32]) -> Hashes:
    """Powers of INVERSE by their low and high twelve bits, so that two small tables do for any text."""
    low = np.full(4096, INVERSE)
    low[0] = 1
    np.multiply.accumulate(low, out=low)
    step = np.uint64(pow(int(INVERSE), 4096, 2**64))
    high = np.full(int(exponents.max(initial=0)) // 4096 + 1, step)
    high[0] = 1
    np.multiply.accumulate(high, out=high)
    powers: Hashes = low[exponents & 4095] * high[exponents >> 12]
    return powers


def mixed(*parts: npt.NDArray[Any]) -> Hashes:
    """Return one well spread hash, never 0, of the numbers that stand beside each other."""
    result = np.zeros(len(parts[0]), np.uint64)
    for first in range(0, len(result), BLOCK):
        block = result[first : first + BLOCK]
        for part in parts:
            block ^= part[first : first + BLOCK].astype(np.uint64)
            block *= PRIME
            block ^= block >> np.uint64(32)
            block *= np.uint64(0xD6E8FEB86659FD93)
            block ^= block >> np.uint64(29)
        np.maximum(block, np.uint64(1), out=block)
    return result


def repeated(keys: Hashes) -> npt.NDArray[np.int64]:
    """Return the positions whose key another one has too, 0 being no key; in the order of keys."""
    ordered = np.sort(keys)
    again = np.unique(ordered[1:][(ordered[1:] == ordered[:-1]) & (ordered[1:] != 0)])
    del ordered
    if not len(again):
        return np.empty(0, np.int64)
    places_again = []
    for first in range(0, len(keys), BLOCK):
        block = keys[first : first + BLOCK]
        places = np.searchsorted(again, block).clip(max=len(again) - 1)
        places_again.append(np.flatnonzero(again[places] == block) + first)
    candidates = np.concatenate(places_again)
    return candidates[np.argsort(keys[candidates], kind="stable")]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A column as its distinct texts and which of them each row has; -1 for nothing."""

    indices: npt.NDArray[np.int32]
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, texts: pa.Array) -> "Coded":
        """Encode a column of texts."""
        if texts.null_count == len(texts):
            return cls(indices=np.full(len(texts), -1, np.int32), distinct=())
        encoded = texts.dictionary_encode()
        indices = encoded.indices
        if indices.null_count:
            indices = pc.fill_null(indices, -1)
        return cls(indices=indices.to_numpy(), distinct=tuple(encoded.dictionary.to_pylist()))

    def spread(self, values: Sequence[Any], otherwise: Any, dtype: Any) -> npt.NDArray[Any]:
        """Return the value of each row's distinct text; `otherwise` where there is none."""
        return np.array([*values, otherwise], dtype=dtype)[self.indices]

    def texts(self, values: Sequence[str | None]) -> pa.StringArray:
        """Return the text each row's distinct text stands for, nothing where there is none."""
        return pa.array([*values, None], pa.string()).take(pa.array(self.places))

    @cached_property
    def places(self) -> npt.NDArray[np.int32]:
        """Positions among the distinct texts with "nothing" behind the last one."""
        codes: npt.NDArray[np.int32] = np.where(self.indices < 0, len(self.distinct), self.indices)
        return codes
