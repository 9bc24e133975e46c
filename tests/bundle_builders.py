"""A small sealed edition on disk, made from rows, without a server."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from cakupan.editions import causes, tables
from cakupan.editions.frozen import evidence
from cakupan.editions.manifest import Header
from cakupan.editions.proof import sealing
from cakupan.editions.proof.store import KeyStore

SIGNED_AT = datetime(2024, 11, 5, 20, tzinfo=UTC)
AREAS = [("33.28", "33.28"), ("33.28.01", "33.28.01"), ("33.28.01", "33.28")]


def evidence_row(**given: Any) -> dict[str, Any]:
    """Return a row of evidence: by default a person of 33.28.01 from record 1 of register load 5."""
    row: dict[str, Any] = dict.fromkeys(evidence.EVIDENCE.names)
    row |= {"indicator_code": "ucj_ytd", "slicing": "total", "slice_code": "TOTAL", "area_code": "33.28.01"}
    row |= {
        "unit_kind": "person",
        "unit_no": 1,
        "numerator": 1,
        "denominator": 0,
        "excluded": 0,
        "rolls_up": True,
    }
    row |= {"source_kind": "register", "source_no": 5, "sheet_no": 1, "row_number": 1}
    return row | given


def workforce_row(workers: int, **given: Any) -> dict[str, Any]:
    """Return the denominator of 33.28."""
    stated = {
        "unit_kind": "workforce",
        "unit_no": 99,
        "numerator": 0,
        "denominator": workers,
        "rolls_up": False,
    }
    source = {"area_code": "33.28", "source_kind": "reference", "source_no": 2}
    return evidence_row(**(source | stated | given))


def figure_row(**given: Any) -> dict[str, Any]:
    """Return a figure: by default the coverage of 33.28, 1 of 3."""
    row: dict[str, Any] = dict.fromkeys(evidence.FIGURE.names)
    row |= {"figure_id": "ucj_ytd:2024-10:33.28", "indicator_code": "ucj_ytd", "period": "2024-10"}
    row |= {"area_code": "33.28", "area_name": "Kabupaten Tegal", "segment_code": "TOTAL", "slicing": "total"}
    row |= {
        "slice_code": "TOTAL",
        "slice_name": "Total",
        "class": "summed",
        "input_ids": [],
        "unit": "percent",
    }
    row |= {
        "numerator": 1,
        "denominator": 3,
        "value": "33.33",
        "digits": 2,
        "basis": "D1",
        "source": "Sakernas",
    }
    return row | given


def gap_row(value: str = "66.67") -> dict[str, Any]:
    """Return the derived gap of 33.28 to full coverage."""
    return figure_row(
        **{"figure_id": "gap_full:2024-10:33.28", "indicator_code": "gap_full", "class": "derived"},
        **{"expression": "100 - ucj_ytd.value", "input_ids": ["ucj_ytd:2024-10:33.28"], "unit": "points"},
        **{"numerator": None, "denominator": None, "value": value},
    )


def write_bundle(
    folder: Path,
    figures: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    secrets: Path,
    changes: pd.DataFrame = causes.NO_CHANGE,
    areas: list[tuple[str, str]] = AREAS,
) -> Path:
    """Write and sign a bundle with one evidence file per indicator."""
    (folder / "report").mkdir(parents=True)
    ordered = sorted(figures, key=lambda row: str(row["figure_id"]))
    frozen = pa.Table.from_pylist(ordered, schema=evidence.FIGURE)
    evidence.write(frozen, folder / "report" / "figures.parquet")
    (folder / "report" / "figures.csv").write_bytes(tables.csv_bytes(frozen))
    moved = pa.Table.from_pandas(changes, schema=causes.CHANGE, preserve_index=False)
    evidence.write(moved, folder / "report" / "changes.parquet")
    for code in sorted({row["indicator_code"] for row in rows}):
        own = pa.Table.from_pylist([r for r in rows if r["indicator_code"] == code], schema=evidence.EVIDENCE)
        evidence.write(own, folder / "audit" / "evidence" / f"{code}.parquet")
    closure = [dict(zip(evidence.CLOSURE.names, (*pair, "x", "x"), strict=True)) for pair in areas]
    evidence.write(
        pa.Table.from_pylist(closure, schema=evidence.CLOSURE), folder / "audit" / "area_closure.parquet"
    )
    seal(folder, secrets)
    return folder


def seal(folder: Path, secrets: Path) -> None:
    """Sign what the folder holds now."""
    header = Header(
        period="2024-10",
        version=1,
        as_of="2024-11-05T19:00:00Z",
        supersedes_version=None,
        reason=None,
        is_demo_clock=False,
        code_version="abc",
    )
    store = KeyStore(home=secrets.parent)
    sealing.seal(folder, header=header, inputs={}, gates={}, store=store, now=lambda: SIGNED_AT)
