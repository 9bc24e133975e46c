"""Streams of chance, one per purpose, so that adding a draw in one place moves nothing elsewhere."""

import hashlib

import numpy as np
import numpy.typing as npt

SEED = "cakupan-demo-1"


def stream(purpose: str) -> np.random.Generator:
    """Return the generator of one purpose: the same numbers on every machine and in every run."""
    digest = hashlib.sha256(f"{SEED}/{purpose}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def pick(
    generator: np.random.Generator,
    values: list[str] | tuple[str, ...],
    count: int,
    shares: list[float] | None = None,
) -> npt.NDArray[np.object_]:
    """Draw `count` values, evenly or by share."""
    array = np.array(values, dtype=object)
    weights = None if shares is None else np.array(shares) / sum(shares)
    return array[generator.choice(len(array), size=count, p=weights)]


def dates(generator: np.random.Generator, first: str, last: str, count: int) -> npt.NDArray[np.datetime64]:
    """Draw `count` days between two days, both included."""
    start, end = np.datetime64(first, "D"), np.datetime64(last, "D")
    return start + generator.integers(0, (end - start).astype(int) + 1, size=count).astype("timedelta64[D]")


def month_ends(
    generator: np.random.Generator, first: str, last: str, count: int
) -> npt.NDArray[np.datetime64]:
    """Draw `count` last days of months between two months, both included."""
    start, end = np.datetime64(first, "M"), np.datetime64(last, "M")
    months = start + generator.integers(0, (end - start).astype(int) + 1, size=count).astype("timedelta64[M]")
    return last_day(months)


def last_day(months: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """Return the last day of each month (or of the month each day lies in)."""
    following: npt.NDArray[np.datetime64] = (months.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return following - np.timedelta64(1, "D")
