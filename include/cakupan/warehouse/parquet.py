"""Parquet with the same bytes for the same rows in the same order, however the rows arrive."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

GROUP_ROWS = 1 << 17  # small enough to hold, large enough that codes cost a dictionary once


def write(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Write tables one after another as one file and return its rows; what is held is one group of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with pq.ParquetWriter(path, schema.remove_metadata(), **_options(schema)) as writer:
        for group in _groups(tables, schema):
            writer.write_table(group, row_group_size=GROUP_ROWS)
            rows += group.num_rows
    return rows


def _groups(tables: Iterable[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
    """Cut what arrives into groups of exactly GROUP_ROWS rows, each in one piece, the last as it is."""
    held = schema.empty_table()
    for table in tables:
        held = pa.concat_tables([held, table])
        whole = held.num_rows - held.num_rows % GROUP_ROWS
        for start in range(0, whole, GROUP_ROWS):
            yield held.slice(start, GROUP_ROWS).combine_chunks()
        if whole:
            held = held.slice(whole).combine_chunks()
    if held.num_rows:
        yield held.combine_chunks()


def _options(schema: pa.Schema) -> dict[str, Any]:
    """Whole numbers by their differences, which sorted ones hardly have; the rest but flags by dictionary."""
    numbers = [field.name for field in schema if pa.types.is_integer(field.type)]
    flags = [field.name for field in schema if pa.types.is_boolean(field.type)]
    others = [name for name in schema.names if name not in {*numbers, *flags}]
    lists = {field.name for field in schema if pa.types.is_list(field.type)}
    return {
        "compression": "zstd",
        "compression_level": 3,
        "version": "2.6",
        "use_dictionary": [f"{name}.list.element" if name in lists else name for name in others],
        "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
    }
