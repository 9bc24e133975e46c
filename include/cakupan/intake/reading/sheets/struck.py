"""Rows that a partner struck through: whoever is named there is crossed out, whatever else is not."""

import numpy as np
import numpy.typing as npt

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import HeaderMapping
from cakupan.intake.reading.sheets.filling import Flags, lengths
from cakupan.workbooks.model import Sheet

NAMES = {
    "persons": ("nik", "nama"),
    "companies": ("npp", "nama_perusahaan"),
    "projects": ("nama_proyek",),
}


def rows(sheet: Sheet, mapping: HeaderMapping, contract: RosterContract) -> npt.NDArray[np.int64]:
    """Return the positions of rows whose filled cells of who or what they list are all struck through.

    Clerks leave the automatic number, or write the reason beside it; a row that names nobody is struck when
    all of it is.
    """
    columns = [mapping.columns[name] for name in NAMES[contract.counts] if name in mapping.columns]
    together: dict[frozenset[int], list[int]] = {}
    for row, struck in sheet.struck.items():
        together.setdefault(struck, []).append(row)
    struck_rows = [_struck(sheet, np.array(own), struck, columns) for struck, own in together.items()]
    return np.concatenate([np.zeros(0, dtype=np.int64), *struck_rows])


def _struck(
    sheet: Sheet, rows: npt.NDArray[np.int64], struck: frozenset[int], columns: list[int]
) -> npt.NDArray[np.int64]:
    is_named = _any_filled(sheet, rows, columns)
    is_kept = _any_filled(sheet, rows, [column for column in columns if column not in struck])
    is_partly_kept = _any_filled(
        sheet, rows, [column for column in range(sheet.width) if column not in struck]
    )
    return rows[np.where(is_named, ~is_kept, ~is_partly_kept)]


def _any_filled(sheet: Sheet, rows: npt.NDArray[np.int64], columns: list[int]) -> Flags:
    is_filled = np.zeros(len(rows), dtype=bool)
    for column in columns:
        is_filled |= lengths(sheet.columns[column])[rows] > 0
    return is_filled
