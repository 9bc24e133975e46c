"""Contribution rates of those who pay a sum and no share of a wage, from the shipped list."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv

FOLDER = Path(__file__).parent / "rates"
TYPES = {"is_relief": pa.bool_(), "rupiah": pa.int64(), "valid_from": pa.date32(), "valid_to": pa.date32()}


def rates() -> pa.Table:
    """Return every rate with the days on which it holds; one row per row of the list."""
    return pyarrow.csv.read_csv(
        FOLDER / "contribution_rate.csv",
        convert_options=pyarrow.csv.ConvertOptions(column_types=TYPES),
    ).combine_chunks()
