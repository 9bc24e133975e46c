"""Writes the extract folder a test describes."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from cakupan.register.contract import contracts

Rows = Sequence[Mapping[str, str]]

MEMBERSHIP = {
    "segment_code": "BPU",
    "programme_codes": "JKK+JKM",
    "work_area_code": "33.28",
    "active_from": "2024-01-01",
}
WORKFORCE = {
    "basis": "D1",
    "area_code": "33.28",
    "segment_code": "TOTAL",
    "workers": "1000",
    "valid_from": "2024-01-01",
    "source": "synthetic",
}


def write_csv(path: Path, rows: Rows, columns: Sequence[str]) -> None:
    """Write rows under the given columns; a column a row lacks is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_extract(folder: Path, mode: str = "full", **tables: Rows) -> Path:
    """Write one CSV file per table, its columns those of the contract and its rows, and `extract.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        columns = dict.fromkeys([*contracts()[table].column_names, *(name for row in rows for name in row)])
        write_csv(folder / f"{table}.csv", rows, list(columns))
    (folder / "extract.json").write_text(json.dumps(dict.fromkeys(tables, mode)))
    return folder


def members(*ids: str, **cells: str) -> list[dict[str, str]]:
    """Return one membership row per id, all else alike."""
    return [{**MEMBERSHIP, "membership_id": membership_id, **cells} for membership_id in ids]
