"""What goes wrong in the rows of real lists, put in on purpose, with the verdict each row must get.

People behind spoiled rows stay synthetic: whatever is done to a NIK, its kecamatan part remains 99.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from cakupan.demo.randomness import stream

Record = dict[Any, Any]
Spoil = Callable[[list[Record]], None]
VERDICTS = ("accepted", "quarantined", "duplicate")


def _each(column: str, change: Callable[[str], str | None]) -> Spoil:
    """Change one cell of each row."""

    def spoil(records: list[Record]) -> None:
        for record in records:
            record[column] = change(str(record[column]))

    return spoil


def _born(year: int) -> Spoil:
    """Move a person's birth to another year, in the NIK as well."""

    def spoil(records: list[Record]) -> None:
        for record in records:
            nik = record["nik"]
            born = record["tanggal_lahir"].replace(year=year, day=min(record["tanggal_lahir"].day, 28))
            day = born.day + (40 if record["jenis_kelamin"] == "P" else 0)
            record["tanggal_lahir"] = born
            record["nik"] = f"{nik[:6]}{day:02d}{nik[8:10]}{year % 100:02d}9{nik[13:]}"

    return spoil


def _family(records: list[Record]) -> None:
    """Let the members of one family share a NIK: rows are taken two by two."""
    for first, second in zip(records[::2], records[1::2], strict=True):
        second["nik"] = first["nik"]


def _family_card(records: list[Record]) -> None:
    for record in records:
        record["no_kk"] = record["nik"]


def _lost_precision(records: list[Record]) -> None:
    """Store the NIK as the number Excel leaves of it: the sixteenth digit is 0."""
    for record in records:
        record["nik"] = record["nik"][:12] + "7770"
        record["nik_style"] = "number"


# name of the mess -> how rows are spoiled so that they must be quarantined
QUARANTINED: dict[str, Spoil] = {
    "nik_missing": _each("nik", lambda _: ""),
    "nik_dash": _each("nik", lambda _: "-"),
    "nik_short": _each("nik", lambda nik: nik[:15]),
    "nik_letter": _each("nik", lambda nik: nik[:12] + "O" + nik[13:]),
    "nik_serial": _each("nik", lambda nik: nik[:12] + "0000"),
    "nik_date": _each("nik", lambda nik: nik[:8] + "13" + nik[10:]),
    "nik_province": _each("nik", lambda nik: "20" + nik[2:]),
    "nik_scientific": _each("nik", lambda nik: f"{nik[0]},{nik[1:6]}E+15"),
    "nik_lost_precision": _lost_precision,
    "civil_servant": _each("nik", lambda nik: "19860412201001" + nik[12:]),
    "family_card": _family_card,
    "family": _family,
    "too_old": _born(1957),
    "too_young": _born(2012),
    "name_missing": _each("nama", lambda _: ""),
    "headcount_missing": _each("jumlah_pekerja_proyek", lambda _: None),
    "workers_missing": _each("pekerja_aktif", lambda _: None),
}


def spoil(rows: pd.DataFrame, purpose: str, mess: dict[str, int], repeats: int = 0) -> pd.DataFrame:
    """Return the rows with so many of each mess, so many rows standing there twice, and `verdict` filled.

    `mess` counts rows; for `family` a pair counts as two.
    """
    records: list[Record] = rows.assign(verdict="accepted", nik_style=None).to_dict("records")
    order = [int(position) for position in stream(f"mess/{purpose}").permutation(len(records))]
    for name, count in mess.items():
        chosen, order = [records[position] for position in order[:count]], order[count:]
        QUARANTINED[name](chosen)
        for record in chosen:
            record["verdict"] = "quarantined"
    again = [{**records[position], "verdict": "duplicate"} for position in order[:repeats]]
    columns = [*rows.columns, "verdict", "nik_style"]
    return pd.DataFrame([*records, *again], columns=columns, dtype=object)


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many rows get each verdict."""
    return {verdict: int(rows["verdict"].eq(verdict).sum()) for verdict in VERDICTS}
