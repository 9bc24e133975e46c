"""What figures were in the twelve months before, as published then: the series that an edition freezes."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions.frozen import evidence, layout
from cakupan.errors import EditionDamaged

TABLE = "figure_series"
EDITION, DOCUMENT, SIMULATION = "edition", "document", "simulation"
SERIES = pa.schema(
    [
        ("figure_id", pa.string()),
        ("period", pa.string()),
        ("whence", pa.string()),
        ("edition", pa.string()),
        ("quoted_id", pa.string()),
        ("manifest_sha256", pa.string()),
        ("document", pa.string()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("value", pa.string()),
        ("replaced_value", pa.string()),
        ("replaced_document", pa.string()),
        ("note", pa.string()),
        ("source_no", pa.int64()),
        ("sheet_no", pa.int64()),
        ("row_number", pa.int64()),
    ]
)
Point = dict[str, Any]
Points = dict[tuple[str, str], Point]


def read(bundle: Path) -> pa.Table:
    """Return the series of a bundle; none of an edition that was published before there were any.

    Raises:
        EditionDamaged: the file is not one of series.
    """
    if not (bundle / layout.SERIES).exists():
        return SERIES.empty_table()
    path = layout.regular(bundle / layout.SERIES)
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"{layout.SERIES} cannot be read: {error}.") from error
    if not table.schema.equals(SERIES):
        raise EditionDamaged(f"{layout.SERIES} has other columns than series have.")
    return table


def read_frame(bundle: Path) -> pd.DataFrame:
    """Return the series of a bundle as a frame.

    Raises:
        EditionDamaged: the file is not one of series.
    """
    return evidence.to_frame(read(bundle))


def points(table: pa.Table) -> Points:
    """Return every point by its figure and month."""
    return {(point["figure_id"], point["period"]): point for point in table.to_pylist()}
