"""The evidence of one figure: the rows that add up to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from cakupan.editions.frozen import layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.evidence import EVIDENCE, MEASURES
from cakupan.errors import EditionDamaged

SOURCE = ("source_kind", "source_no", "sheet_no")
# The order of the rows of the files evidence comes from; what follows tells rows of one source row apart.
ORDER = ", ".join((*SOURCE, "row_number", "unit_kind", "unit_no", "area_code", "segment_code", *MEASURES))
# What a draw goes by: nothing that anybody can choose after the files came.
KEY = (
    "concat_ws('|', ?, source_kind, source_no, coalesce(sheet_no, 0), coalesce(row_number, 0), unit_kind,"
    " unit_no)"
)


@dataclass(frozen=True)
class Members:
    """The evidence rows of one summed figure, asked for and never held."""

    frozen: Frozen
    figure: Mapping[str, Any]

    def by_source(self) -> list[dict[str, Any]]:
        """Return how many rows each file gives, and what they add up to."""
        sums = ", ".join(f"cast(sum({name}) as bigint) as {name}" for name in MEASURES)
        keys = ", ".join(SOURCE)
        return self._rows(f"select {keys}, count(*) as rows, {sums}", f"group by {keys} order by {keys}")

    def page(self, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """Return some rows in the order of the rows of their files; the first ones cost no sorting of all."""
        return self._rows("select *", f"order by {ORDER} limit {int(limit)} offset {int(offset)}")

    def in_order(self) -> Iterator[pa.RecordBatch]:
        """Yield all rows in the order of the rows of their files."""
        yield from self.frozen.batches(*self._query("select *", f"order by {ORDER}"))

    def sizes(self) -> Iterator[pa.RecordBatch]:
        """Yield how large the numerator of each row is, in no order."""
        yield from self.frozen.batches(*self._query("select abs(numerator) as size", ""))

    def smallest(self, number: int, seed: str) -> list[dict[str, Any]]:
        """Return the rows whose source has the smallest hash under a seed, in that order, with the hash."""
        query, values = self._query(f"select *, sha256({KEY}) as drawn_by", f"order by drawn_by, {ORDER}")
        return self.frozen.rows(f"{query} limit {int(number)}", [seed, *values])

    def _rows(self, select: str, rest: str) -> list[dict[str, Any]]:
        return self.frozen.rows(*self._query(select, rest))

    def _query(self, select: str, rest: str) -> tuple[str, list[Any]]:
        below = "select area_code from area_closure where ancestor_code = ?"
        query = (
            f"{select} from (select {', '.join(EVIDENCE.names)}"
            f" from {layout.EVIDENCE_PREFIX}{self.figure['indicator_code']})"
            " where slicing = ? and slice_code = ?"
            f" and (area_code = ? or (rolls_up and area_code in ({below})))"
            f" {rest}"
        )
        names = ("slicing", "slice_code", "area_code", "area_code")
        return query, [self.figure[name] for name in names]


def of(frozen: Frozen, figure: Mapping[str, Any]) -> Members:
    """Return the evidence of a summed figure.

    Raises:
        EditionDamaged: the edition has no evidence of its indicator.
    """
    if figure["indicator_code"] not in frozen.evidence():
        raise EditionDamaged(f"The edition has no query for the evidence of {figure['indicator_code']}.")
    return Members(frozen, figure)
