"""Write extracts the way the agency's own systems would: one file per table, extract.json beside them."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

LARGE = 20_000  # rows from which a table is written as Parquet


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of an extract: all of it (`full`) or only what is new or changed (`delta`)."""

    rows: pd.DataFrame
    mode: str


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every value as text, dates as ISO days, missing values as null."""
    columns = {}
    for name in frame:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            columns[name] = column.dt.strftime("%Y-%m-%d").astype("str")
        else:
            columns[name] = column.astype("str").where(column.notna(), None)
    return pd.DataFrame(columns)


def write(folder: Path, tables: dict[str, Table]) -> None:
    """Write one extract folder; the same tables give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, table in tables.items():
        text = as_text(table.rows)
        if len(text) >= LARGE:
            schema = pa.schema([(column, pa.string()) for column in text])
            arrow = pa.Table.from_pandas(text, schema=schema, preserve_index=False).replace_schema_metadata()
            pq.write_table(arrow, folder / f"{name}.parquet", compression="snappy")
        else:
            text.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    modes = {name: table.mode for name, table in tables.items()}
    (folder / "extract.json").write_text(json.dumps(modes, indent=2, sort_keys=True) + "\n")
