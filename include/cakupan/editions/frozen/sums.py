"""What frozen evidence adds up to, grouped where the facts are and never row by row."""

from collections.abc import Iterable, Iterator
from typing import Any

from cakupan.editions.frozen.engine import Frozen
from cakupan.warehouse import statements

Level = tuple[str, str]


def group(frozen: Frozen) -> int:
    """Group the evidence of the bundle that was opened, for `rolled`; return its rows of evidence.

    Raises:
        EditionDamaged: a frozen query cannot be run over the frozen facts.
        NoRoom: memory and spill folder do not suffice.
    """
    frozen.keep("evidence_sums", statements.beside(__file__, "grouped_evidence"))
    counted = frozen.rows("select cast(coalesce(sum(evidence_rows), 0) as bigint) as n from evidence_sums")
    return int(counted[0]["n"])


def misnamed(frozen: Frozen) -> list[dict[str, Any]]:
    """Return the queries that give evidence of another indicator than the one they are called by."""
    return frozen.rows(
        "select distinct model, indicator_code from evidence_sums"
        " where indicator_code is distinct from model order by model, indicator_code"
    )


def rolled(frozen: Frozen, printed: Iterable[Level]) -> Iterator[dict[str, Any]]:
    """Yield what the grouped evidence adds up to by indicator, slicing, slice, area and cause.

    A row that rolls up counts for its area and every area above; a row that does not, for its own area only.
    `printed` names the levels of areas that each indicator is printed for.
    """
    frozen.run("create temp table printed_levels (indicator_code text, area_level text)")
    for indicator_code, area_level in printed:
        frozen.run("insert into printed_levels values (?, ?)", [indicator_code, area_level])
    for batch in frozen.batches(statements.beside(__file__, "rolled_sums")):
        yield from batch.to_pylist()
