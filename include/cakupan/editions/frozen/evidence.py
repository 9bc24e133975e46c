"""Evidence and figures as frozen files: their columns, how to read them, and what the evidence adds up to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

FIGURE = pa.schema(
    [
        ("figure_id", pa.string()),
        ("indicator_code", pa.string()),
        ("period", pa.string()),
        ("area_code", pa.string()),
        ("area_name", pa.string()),
        ("segment_code", pa.string()),
        ("slicing", pa.string()),
        ("slice_code", pa.string()),
        ("slice_name", pa.string()),
        ("class", pa.string()),
        ("expression", pa.string()),
        ("input_ids", pa.list_(pa.string())),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("value", pa.string()),
        ("unit", pa.string()),
        ("digits", pa.int32()),
        ("basis", pa.string()),
        ("source", pa.string()),
        ("excluded", pa.int64()),
        ("excluded_causes", pa.string()),
        ("lower_bound", pa.string()),
        ("rank", pa.int32()),
        ("peer_group", pa.string()),
        ("peer_count", pa.int32()),
        ("flag", pa.string()),
        ("note", pa.string()),
    ]
)
EVIDENCE = pa.schema(
    [
        ("indicator_code", pa.string()),
        ("slicing", pa.string()),
        ("slice_code", pa.string()),
        ("area_code", pa.string()),
        ("office_code", pa.string()),
        ("segment_code", pa.string()),
        ("programme_code", pa.string()),
        ("funding_code", pa.string()),
        ("category_code", pa.string()),
        ("roster_kind", pa.string()),
        ("partner_no", pa.int64()),
        ("employer_no", pa.int64()),
        ("unit_kind", pa.string()),
        ("unit_no", pa.int64()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("excluded", pa.int64()),
        ("cause", pa.string()),
        ("rolls_up", pa.bool_()),
        ("source_kind", pa.string()),
        ("source_no", pa.int64()),
        ("sheet_no", pa.int64()),
        ("row_number", pa.int64()),
    ]
)
CLOSURE = pa.schema(
    [
        ("area_code", pa.string()),
        ("ancestor_code", pa.string()),
        ("ancestor_level", pa.string()),
        ("area_level", pa.string()),
    ]
)
MEASURES = ["numerator", "denominator", "excluded"]
ADDRESS = ["indicator_code", "slicing", "slice_code", "area_code"]
TYPES: dict[Any, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.string(): pd.StringDtype("pyarrow"),
}


def write(table: pa.Table, path: Path) -> None:
    """Write Parquet with the same bytes for the same rows in the same order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = table.combine_chunks().replace_schema_metadata(None)
    pq.write_table(
        plain, path, compression="zstd", compression_level=3, row_group_size=1 << 20, version="2.6"
    )


def read_figures(edition_dir: Path) -> pd.DataFrame:
    """Return the figures of a bundle: counts as Int64, texts as strings with missing values."""
    table = pq.read_table(edition_dir / "report" / "figures.parquet")
    return to_frame(table)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a frozen table as a frame that keeps integers exact and missing values missing."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=TYPES.get)
    return frame


def paths(edition_dir: Path) -> list[Path]:
    """Return the evidence files of a bundle in the order of their names."""
    return sorted((edition_dir / "audit" / "evidence").glob("*.parquet"))


def read_closure(edition_dir: Path) -> pa.Table:
    """Return which areas lie in which, as frozen with the edition."""
    return pq.read_table(
        edition_dir / "audit" / "area_closure.parquet", columns=["area_code", "ancestor_code"]
    )


def sums(tables: Iterable[pa.Table], closure: pa.Table) -> pd.DataFrame:
    """Return what the evidence adds up to: one row per indicator, slicing, slice, area and cause.

    A row that rolls up counts for its area and every area above; a row that does not, for its own area only.
    """
    grouped = []
    for table in tables:
        keys = [*ADDRESS, "rolls_up", "cause"]
        totals = (
            table.select([*keys, *MEASURES]).group_by(keys).aggregate([(name, "sum") for name in MEASURES])
        )
        grouped.append(totals.rename_columns([*keys, *MEASURES]))
    if not grouped:
        return pd.DataFrame(columns=[*ADDRESS, "cause", *MEASURES])
    stacked = pa.concat_tables(grouped)
    own = stacked.filter(pc.invert(stacked["rolls_up"])).drop_columns(["rolls_up"]).to_pandas()
    rolling = stacked.filter(stacked["rolls_up"]).drop_columns(["rolls_up"]).to_pandas()
    ancestors = closure.select(["area_code", "ancestor_code"]).to_pandas()
    raised = rolling.merge(ancestors, on="area_code", how="left")
    raised["area_code"] = raised["ancestor_code"].fillna(raised["area_code"])
    both = pd.concat([own, raised.drop(columns="ancestor_code")], ignore_index=True)
    return both.groupby([*ADDRESS, "cause"], dropna=False, as_index=False)[MEASURES].sum()
