"""Is what an edition says of its differences from the version before what the two editions show?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions import manifest
from cakupan.editions.differences import between, change
from cakupan.editions.differences.news import Stated
from cakupan.editions.frozen import evidence, layout
from cakupan.editions.verifying import files, place, result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.errors import CakupanError, EditionDamaged, NoRoom
from cakupan.warehouse.loads import code_version

NAME = "differences"


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Compare the frozen differences with those from the predecessor, when that lies beside the edition.

    Raises:
        EditionDamaged: the differences, or what they are made of, cannot be read.
        NoRoom: memory and spill folder do not suffice.
    """
    frozen = _frozen(edition_dir)
    supersedes = stated["supersedes_version"]
    if supersedes is None:
        failures = [
            failure(NAME, row["figure_id"], "no difference: nothing came before", row["change"])
            for row in frozen.to_dict("records")
        ]
        return result.concluded(NAME, failures, "the first version differs from none")
    previous = edition_dir.resolve().parent / f"v{supersedes}"
    why = _why_not(previous, stated)
    if why is not None:
        return result.unchecked(NAME, why)
    try:
        sides = (Stated.of(manifest.read(previous)), Stated.of(stated))
        right = between.between(previous, edition_dir, stated=sides)
    except (EditionDamaged, NoRoom):
        raise
    except CakupanError as error:
        return result.concluded(NAME, [failure(NAME, str(layout.CHANGES), "explained", error)], "")
    return _compared(frozen, right)


def _why_not(previous: Path, stated: Mapping[str, Any]) -> str | None:
    """Say why the differences cannot be made again here; None when they can."""
    if not (previous / manifest.MANIFEST).is_file():
        return f"its predecessor {previous.name} does not lie beside it"
    if stated["code_version"] != code_version():
        return f"made by code {stated['code_version']}, which is not this code: causes may be named otherwise"
    try:
        before = place.parsed((previous / manifest.MANIFEST).read_bytes())
    except ValueError as error:
        return f"its predecessor's manifest is not one: expected {error}"
    if files.check(previous, before).outcome == "failed" or before["period"] != stated["period"]:
        return f"what lies beside it as {previous.name} is not as its manifest says"
    return None


def _frozen(edition_dir: Path) -> pd.DataFrame:
    path = layout.regular(edition_dir / layout.CHANGES)
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"{layout.CHANGES} cannot be read: {error}.") from error
    if not table.schema.equals(change.CHANGE):
        raise EditionDamaged(f"{layout.CHANGES} has other columns than differences have.")
    return evidence.to_frame(table)


def _compared(frozen: pd.DataFrame, right: pd.DataFrame) -> CheckResult:
    """Compare difference by difference; a figure, part, cause and source has one."""
    sides = [
        {
            tuple(row[name] for name in change.KEY): _said(row)
            for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
        }
        for frame in (frozen, right)
    ]
    published, expected = sides
    failures = [
        failure(NAME, str(key[0]), expected.get(key), published.get(key), f"{key[1]} by {key[2]} of {key[4]}")
        for key in sorted(published.keys() | expected.keys(), key=str)
        if published.get(key) != expected.get(key)
    ]
    if len(frozen) != len(right) and not failures:
        failures = [failure(NAME, str(layout.CHANGES), f"{len(right)} rows", f"{len(frozen)} rows")]
    return result.concluded(NAME, failures, f"{len(right)} differences, as the predecessor beside it shows")


def _said(row: Mapping[Any, Any]) -> str:
    said = f"{row['previous_value']} -> {row['value']} ({row['change']})"
    return f"{said}, {row['rows']} rows of {row['source_name']}: {row['reason']}"
