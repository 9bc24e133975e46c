"""Figures and evidence: their columns, and figures and lists as they are read from frozen files."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions.frozen import layout

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
        ("possible", pa.int64()),
        ("upper_bound", pa.string()),
        ("unknown", pa.int64()),
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
        ("possible", pa.int64()),
        ("unknown", pa.int64()),
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
MEASURES = ["numerator", "denominator", "excluded", "possible", "unknown"]
# Editions published before matches were told apart have no such counts: nothing in them was merely possible.
OF_MATCHES = ("possible", "unknown")
FIGURE_BEFORE_MATCHES = pa.schema(
    [field for field in FIGURE if field.name not in (*OF_MATCHES, "upper_bound")]
)
ADDRESS = ["indicator_code", "slicing", "slice_code", "area_code"]
TYPES: dict[Any, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.string(): pd.StringDtype("pyarrow"),
}


def read_figures(edition_dir: Path) -> pd.DataFrame:
    """Return the figures of a bundle: counts as Int64, texts as strings with missing values."""
    return to_frame(whole(pq.read_table(edition_dir / layout.FIGURES)))


def whole(figures: pa.Table) -> pa.Table:
    """Return figures with the columns of matches empty where their edition was published without them."""
    if figures.schema.names != FIGURE_BEFORE_MATCHES.names:
        return figures
    columns = [
        figures[field.name] if field.name in figures.schema.names else pa.nulls(len(figures), field.type)
        for field in FIGURE
    ]
    return pa.table(columns, schema=FIGURE)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a frozen table as a frame that keeps integers exact and missing values missing."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=TYPES.get)
    return frame
