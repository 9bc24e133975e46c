"""What frozen evidence adds up to, one indicator at a time: grouped where the facts are, never row by row."""

from collections.abc import Iterator
from typing import Any

from cakupan.editions.frozen import layout
from cakupan.editions.frozen.definitions import LEVELS, OFFICE, Row
from cakupan.editions.frozen.engine import Frozen
from cakupan.warehouse import statements


def group(frozen: Frozen, code: str) -> int:
    """Group the evidence of an indicator for `rolled` and `others`; return its rows of evidence.

    Raises:
        EditionDamaged: a frozen query cannot be run over the frozen facts.
        NoRoom: memory and spill folder do not suffice.
    """
    frozen.run(f"create or replace temp view asked_evidence as select * from {layout.EVIDENCE_PREFIX}{code}")
    frozen.keep("evidence_sums", statements.beside(__file__, "grouped_evidence"))
    counted = frozen.rows("select cast(coalesce(sum(evidence_rows), 0) as bigint) as n from evidence_sums")
    return int(counted[0]["n"])


def others(frozen: Frozen, code: str) -> list[str | None]:
    """Return the indicators other than this one of which the grouped evidence is."""
    indicators = frozen.rows("select distinct indicator_code from evidence_sums order by indicator_code")
    return [row["indicator_code"] for row in indicators if row["indicator_code"] != code]


def rolled(frozen: Frozen, indicator: Row) -> Iterator[dict[str, Any]]:
    """Yield what the grouped evidence adds up to by slicing, slice, area and cause, where it is printed.

    A row that rolls up counts for its area and every area above; a row that does not, for its own area only.
    """
    first, last = (LEVELS.index(str(indicator[name])) for name in ("highest_level", "lowest_level"))
    offices = (OFFICE,) if indicator.get("for_offices") == "true" else ()
    listed = ", ".join(f"('{level}')" for level in (*LEVELS[first : last + 1], *offices))
    frozen.run(
        f"create or replace temp view printed_levels as select * from (values {listed}) as l (area_level)"
    )
    for batch in frozen.batches(statements.beside(__file__, "rolled_sums")):
        yield from batch.to_pylist()
