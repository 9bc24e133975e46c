"""Do all figures follow from the frozen facts, by the frozen queries and definitions, and is none missing?"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions.frozen import definitions, engine, layout, series, sums
from cakupan.editions.frozen.definitions import Definitions
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.evidence import FIGURE, FIGURE_BEFORE_MATCHES, whole
from cakupan.editions.frozen.series import Points
from cakupan.editions.verifying import expected, result
from cakupan.editions.verifying.expected import Figure, Terms
from cakupan.editions.verifying.result import CheckResult, Failure, failure
from cakupan.errors import EditionDamaged

QUERIES, FACTS, FIGURES = "queries", "facts", "figures"
COUNTED = {
    *("numerator", "denominator", "value", "excluded", "excluded_causes", "lower_bound"),
    *("possible", "upper_bound", "unknown"),
}
COLUMNS = [(one.name, "class" if one.name == "klass" else one.name) for one in fields(Figure)]
BATCH_ROWS = 10_000


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """What the three checks of figures found, and how much they read."""

    checks: tuple[CheckResult, ...]
    figures: int
    evidence_rows: int


def check(edition_dir: Path, period: str) -> Recomputed:
    """Run the frozen queries over the frozen facts, and compare every figure with what follows from them.

    Raises:
        EditionDamaged: facts, queries, definitions or figures cannot be read as what they should be.
        NoRoom: memory and spill folder do not suffice.
    """
    defined = definitions.read(edition_dir)
    with engine.opened(edition_dir) as frozen:
        asked = _asked(frozen, defined)
        terms = _terms(frozen, defined, period, series.points(series.read(edition_dir)))
        totals, evidence_rows = _totals(frozen, defined, asked)
    should_be = _all(totals, terms)
    counted, said = len(should_be), f"{evidence_rows} rows of evidence"
    wrong = list(_compared(edition_dir, should_be))
    followed = [one for one in wrong if one.check == FACTS]
    listed = [one for one in wrong if one.check == FIGURES]
    checks = (
        result.concluded(QUERIES, asked, f"one for each of {len(defined.summed)} indicators"),
        result.concluded(FACTS, followed, f"every count follows from {said} by the frozen queries"),
        result.concluded(FIGURES, listed, f"{counted}, all that the definitions give and no others"),
    )
    return Recomputed(checks=checks, figures=counted, evidence_rows=evidence_rows)


def _asked(frozen: Frozen, defined: Definitions) -> list[Failure]:
    """Every indicator that is summed has one query."""
    has, needs = set(frozen.evidence()), set(defined.summed)
    missing = [failure(QUERIES, code, "a query", "none") for code in sorted(needs - has)]
    surplus = [failure(QUERIES, code, "no query", "a query") for code in sorted(has - needs)]
    return [*missing, *surplus]


def _totals(
    frozen: Frozen, defined: Definitions, asked: list[Failure]
) -> tuple[dict[expected.Address, expected.Sum], int]:
    """Return the sums of evidence and its rows; a query that gives evidence of another indicator is told."""
    totals: dict[expected.Address, expected.Sum] = {}
    evidence_rows = 0
    for code in (code for code in defined.summed if code in frozen.evidence()):
        evidence_rows += sums.group(frozen, code)
        for other in sums.others(frozen, code):
            asked.append(failure(QUERIES, code, f"evidence of {code}", f"evidence of {other}"))
        expected.add(totals, code, sums.rolled(frozen, defined.indicators[code]))
    return totals, evidence_rows


def _terms(frozen: Frozen, defined: Definitions, period: str, points: Points) -> Terms:
    areas = frozen.rows("select area_code, area_name from areas")
    slices = frozen.rows("select slicing, slice_code, slice_name from slices")
    ranked = [row for row in defined.indicators.values() if row["peer_level"]]
    levels = sorted({str(row[name]) for row in ranked for name in ("peer_level", "lowest_level")})
    peers = "select area_code, ancestor_level, ancestor_code from area_closure where ancestor_level = ?"
    above = [row for level in levels for row in frozen.rows(peers, [level])]
    return Terms(
        period=period,
        definitions=defined,
        areas={row["area_code"]: row["area_name"] for row in areas},
        slices={(row["slicing"], row["slice_code"]): row["slice_name"] for row in slices},
        above={(row["area_code"], row["ancestor_level"]): row["ancestor_code"] for row in above},
        points=points,
    )


def _all(totals: dict[expected.Address, expected.Sum], terms: Terms) -> dict[str, Figure]:
    """Return every figure that there should be, by its id.

    Raises:
        EditionDamaged: a definition cannot be followed.
    """
    try:
        summed = dict(zip(totals, expected.summed(totals, terms), strict=True))
        derived = list(expected.derived(summed, terms))
    except (ValueError, KeyError, SyntaxError, ArithmeticError) as error:
        raise EditionDamaged(f"The frozen definitions cannot be followed: {error!r}.") from error
    return {figure.figure_id: figure for figure in [*summed.values(), *derived]}


def _compared(edition_dir: Path, should_be: dict[str, Figure]) -> Iterator[Failure]:
    """Yield every difference between the figures there are and those there should be, which are used up."""
    last = ""
    for row in _stored(edition_dir):
        figure_id = row["figure_id"]
        figure = should_be.pop(figure_id, None)
        if figure is None:
            yield failure(FIGURES, figure_id, "no such figure", "a figure")
            continue
        if figure_id.encode() < last.encode():
            yield failure(FIGURES, figure_id, f"a place before {last}", "behind it")
        last = figure_id
        for name, column in COLUMNS:
            right = getattr(figure, name)
            if row[column] != right:
                part = FACTS if column in COUNTED and figure.klass == "summed" else FIGURES
                yield failure(part, figure_id, right, row[column], column)
    for figure_id in sorted(should_be):
        yield failure(FIGURES, figure_id, "a figure", "missing")


def _stored(edition_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield the figures of a bundle.

    Raises:
        EditionDamaged: the file is not one of figures.
    """
    path = layout.regular(edition_dir / layout.FIGURES)
    try:
        with pq.ParquetFile(path) as file:
            if not any(file.schema_arrow.equals(shape) for shape in (FIGURE, FIGURE_BEFORE_MATCHES)):
                raise EditionDamaged(f"{layout.FIGURES} has other columns than figures have.")
            for batch in file.iter_batches(BATCH_ROWS):
                yield from whole(pa.Table.from_batches([batch])).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"{layout.FIGURES} cannot be read: {error}.") from error
