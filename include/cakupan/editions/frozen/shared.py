"""How many of the first rows two frozen files share, told by bytes: what stands behind them costs no more."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.errors import EditionDamaged


def shared_rows(one: Path, other: Path) -> int:
    """Return the rows of the groups with which both files begin, of the same columns, bytes and places.

    Raises:
        EditionDamaged: one is no Parquet file.
    """
    try:
        both = [pq.read_metadata(path) for path in (one, other)]
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"{one} or {other} cannot be read: {error}.") from error
    if not both[0].schema.equals(both[1].schema):
        return 0
    rows = 0
    with one.open("rb") as first, other.open("rb") as second:
        end = 0
        for number in range(min(each.num_row_groups for each in both)):
            group, against = (each.row_group(number).to_dict() for each in both)
            if group != against:
                break
            last = max([end, *map(_end, group["columns"])])
            if first.read(last - end) != second.read(last - end):
                break
            end, rows = last, rows + int(group["num_rows"])
    return rows


def _end(column: dict[str, Any]) -> int:
    """Return where the pages of a column end; they begin with that of its texts where it has one."""
    begins = [column[name] for name in ("dictionary_page_offset", "data_page_offset") if column[name]]
    return int(min(begins) + column["total_compressed_size"])
