"""What goes wrong in the rows of real lists, put in on purpose, with the verdict each row must get.

Every function takes rows and returns rows with `verdict` filled; the people behind spoiled rows stay synthetic.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from cakupan.demo.randomness import stream

Spoil = Callable[[pd.DataFrame, list[int]], None]


def _set(column: str, change: Callable[[str], str]) -> Spoil:
    def spoil(rows: pd.DataFrame, chosen: list[int]) -> None:
        position = rows.columns.get_loc(column)
        for row in chosen:
            rows.iloc[row, position] = change(str(rows.iloc[row, position]))

    return spoil


def _born(year: int) -> Spoil:
    """Move a person's birth to another year, in the NIK as well."""

    def spoil(rows: pd.DataFrame, chosen: list[int]) -> None:
        for row in chosen:
            nik = rows.iloc[row, rows.columns.get_loc("nik")]
            born = rows.iloc[row, rows.columns.get_loc("tanggal_lahir")]
            rows.iloc[row, rows.columns.get_loc("tanggal_lahir")] = born.replace(
                year=year, day=min(born.day, 28)
            )
            woman = 40 if int(nik[6:8]) > 40 else 0
            rows.iloc[row, rows.columns.get_loc("nik")] = (
                f"{nik[:6]}{min(born.day, 28) + woman:02d}{nik[8:10]}{year % 100:02d}9{nik[13:]}"
            )

    return spoil


def _family(rows: pd.DataFrame, chosen: list[int]) -> None:
    """Let the members of one family share a NIK: rows are taken two by two."""
    nik = rows.columns.get_loc("nik")
    for first, second in zip(chosen[::2], chosen[1::2], strict=True):
        rows.iloc[second, nik] = rows.iloc[first, nik]


def _family_card(rows: pd.DataFrame, chosen: list[int]) -> None:
    for row in chosen:
        rows.iloc[row, rows.columns.get_loc("no_kk")] = rows.iloc[row, rows.columns.get_loc("nik")]


def _empty(column: str) -> Spoil:
    def spoil(rows: pd.DataFrame, chosen: list[int]) -> None:
        for row in chosen:
            rows.iloc[row, rows.columns.get_loc(column)] = None

    return spoil


def _lost_precision(rows: pd.DataFrame, chosen: list[int]) -> None:
    """Store the NIK as the number Excel leaves of it: the sixteenth digit is 0."""
    for row in chosen:
        rows.iloc[row, rows.columns.get_loc("nik")] = (
            rows.iloc[row, rows.columns.get_loc("nik")][:12] + "7770"
        )
        rows.iloc[row, rows.columns.get_loc("nik_style")] = "number"


# name of the mess -> how a row is spoiled so that it must be quarantined
QUARANTINED: dict[str, Spoil] = {
    "nik_missing": _set("nik", lambda _: ""),
    "nik_dash": _set("nik", lambda _: "-"),
    "nik_short": _set("nik", lambda nik: nik[:15]),
    "nik_letter": _set("nik", lambda nik: nik[:12] + "O" + nik[13:]),
    "nik_serial": _set("nik", lambda nik: nik[:12] + "0000"),
    "nik_date": _set("nik", lambda nik: nik[:8] + "13" + nik[10:]),
    "nik_province": _set("nik", lambda nik: "20" + nik[2:]),
    "nik_scientific": _set("nik", lambda nik: f"{nik[0]},{nik[1:6]}E+15"),
    "nik_lost_precision": _lost_precision,
    "civil_servant": _set("nik", lambda nik: "19860412201001" + nik[12:16]),
    "family_card": _family_card,
    "family": _family,
    "too_old": _born(1957),
    "too_young": _born(2012),
    "name_missing": _set("nama", lambda _: ""),
    "headcount_missing": _empty("jumlah_pekerja_proyek"),
    "workers_missing": _empty("pekerja_aktif"),
}


def spoil(rows: pd.DataFrame, purpose: str, mess: dict[str, int], repeats: int = 0) -> pd.DataFrame:
    """Return the rows with so many of each mess, and so many rows standing there twice.

    `mess` counts rows; for `family` pairs of rows count as two.
    """
    generator = stream(f"mess/{purpose}")
    spoiled = (
        rows.assign(verdict="accepted", nik_style=None).reset_index(drop=True).astype({"nik_style": object})
    )
    order = [int(position) for position in generator.permutation(len(spoiled))]
    for name, count in mess.items():
        chosen, order = order[:count], order[count:]
        QUARANTINED[name](spoiled, chosen)
        spoiled.iloc[chosen, spoiled.columns.get_loc("verdict")] = "quarantined"
    again = spoiled.iloc[order[:repeats]].assign(verdict="duplicate")
    return pd.concat([spoiled, again], ignore_index=True)


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many rows get each verdict."""
    found = rows["verdict"].value_counts()
    verdicts = np.array(["accepted", "quarantined", "duplicate"])
    return {str(verdict): int(found.get(verdict, 0)) for verdict in verdicts}
