"""The totals a list states, held against its rows: a lost row or sheet shows here first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cakupan.intake.reading.read import Reading, SheetReading

LARGEST_TOTAL = 2**31 - 1  # what intake.judgement.stated_total holds


@dataclass(frozen=True, kw_only=True)
class Control:
    """What a file states altogether, nothing when it states none, and the total rows that do not agree."""

    stated_total: int | None
    wrong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Received rows of one file, in its order: where each stands and what it counts for."""

    sheet_no: npt.NDArray[np.int32]
    row_number: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int64]

    @classmethod
    def joined(cls, parts: "Sequence[Rows]") -> "Rows":
        """Return the rows of a file that was judged in parts."""
        return cls(
            sheet_no=np.concatenate([part.sheet_no for part in parts]),
            row_number=np.concatenate([part.row_number for part in parts]),
            weights=np.concatenate([part.weights for part in parts]),
        )


def control(reading: Reading, rows: Rows) -> Control:
    """Compare every total; below rows it may count its sheet so far, the rows since the last, or the file.

    Above the rows, or on a sheet without any, it may count its sheet or the file. A row counts for one, or
    for what it holds in the column the contract controls.
    """
    weights = rows.weights
    stated: dict[int, int] = {}
    wrong: list[tuple[int, int]] = []
    for sheet in reading.sheets:
        if not sheet.totals:
            continue
        is_own = rows.sheet_no == sheet.sheet_no
        whole = int(weights.sum())
        wrong += [
            (sheet.sheet_no, row)
            for row, number in _above(sheet)
            if number not in (whole, int(weights[is_own].sum()))
        ]
        below = sheet.totals[len(_above(sheet)) :]
        if not below:
            continue
        earlier_sheets = int(weights[rows.sheet_no < sheet.sheet_no].sum())
        parts = _parts(below, rows.row_number[is_own], weights[is_own])
        for row, number, so_far, since in parts:
            if number not in (so_far, since, earlier_sheets + so_far):
                wrong.append((sheet.sheet_no, row))
        _, last, so_far, _ = parts[-1]
        if last != so_far and last == earlier_sheets + so_far:
            stated = {sheet.sheet_no: last}
        else:
            stated[sheet.sheet_no] = _stated_by(parts)
    return Control(
        stated_total=_bounded(sum(stated.values()) if stated else _said(reading)), wrong=tuple(wrong)
    )


def _above(sheet: SheetReading) -> list[tuple[int, int]]:
    """Totals that are said before any row: in the title, or on a sheet that has no list."""
    return [
        (row, number) for row, number in sheet.totals if sheet.header_row is None or row < sheet.header_row
    ]


def _said(reading: Reading) -> int | None:
    """What the texts of a file say, if they say one number."""
    numbers = {number for sheet in reading.sheets for _, number in _above(sheet)}
    return numbers.pop() if len(numbers) == 1 else None


def _bounded(total: int | None) -> int | None:
    return total if total is not None and total <= LARGEST_TOTAL else None


def _parts(
    totals: Sequence[tuple[int, int]],
    row_numbers: npt.NDArray[np.int32],
    weights: npt.NDArray[np.int64],
) -> list[tuple[int, int, int, int]]:
    """Row, stated number, rows of the sheet so far, and rows since the total before."""
    stated = []
    before = 0
    for row, number in totals:
        is_above = row_numbers < row
        so_far = int(weights[is_above].sum())
        stated.append((row, number, so_far, int(weights[is_above & (row_numbers > before)].sum())))
        before = row
    return stated


def _stated_by(parts: list[tuple[int, int, int, int]]) -> int:
    """The last total is the whole, unless it counts only the rows since the one before it."""
    _, last, so_far, since = parts[-1]
    is_part = len(parts) > 1 and last == since and last != so_far
    return sum(number for _, number, _, _ in parts) if is_part else last
