"""The evidence of one figure: the rows that add up to it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from cakupan.editions.frozen import layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.evidence import EVIDENCE
from cakupan.errors import EditionDamaged

SOURCE_ORDER = "source_kind, source_no, sheet_no, row_number, unit_no"


def keep(frozen: Frozen, figure: Mapping[str, Any]) -> None:
    """Keep the evidence rows of a summed figure as the table `members` of the engine.

    Raises:
        EditionDamaged: the edition has no evidence of its indicator, or it cannot be read.
        NoRoom: memory and spill folder do not suffice.
    """
    code = figure["indicator_code"]
    if code not in frozen.evidence():
        raise EditionDamaged(f"The edition has no query for the evidence of {code}.")
    below = "select area_code from area_closure where ancestor_code = ?"
    frozen.keep(
        "members",
        f"select {', '.join(EVIDENCE.names)} from {layout.EVIDENCE_PREFIX}{code} where slicing = ?"
        f" and slice_code = ? and (area_code = ? or (rolls_up and area_code in ({below})))",
        [figure[name] for name in ("slicing", "slice_code", "area_code", "area_code")],
    )


def rows(frozen: Frozen, limit: int | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the kept rows in the order of the rows of the files they come from, all or the first."""
    bound = "" if limit is None else f" limit {int(limit)}"
    yield from frozen.batches(
        f"select {', '.join(EVIDENCE.names)} from members order by {SOURCE_ORDER}{bound}"
    )
