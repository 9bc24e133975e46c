"""Does the table of figures for spreadsheets hold the frozen figures?"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions import tables
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.errors import EditionDamaged

NAME = "csv"


def check(edition_dir: Path) -> CheckResult:
    """Compare figures.csv with what figures.parquet says, line by line.

    Raises:
        EditionDamaged: one of them cannot be read.
    """
    try:
        content = tables.csv_bytes(pq.read_table(layout.regular(edition_dir / layout.FIGURES)))
        stored = layout.regular(edition_dir / layout.FIGURES_CSV).read_bytes()
    except (pa.ArrowException, OSError) as error:
        raise EditionDamaged(f"The figures cannot be read: {error}.") from error
    right, published = content.split(b"\n"), stored.split(b"\n")
    failures = [
        failure(NAME, f"{layout.FIGURES_CSV} line {number}", one.decode(), other.decode("utf-8", "replace"))
        for number, (one, other) in enumerate(zip(right, published, strict=False), start=1)
        if one != other
    ]
    if len(right) != len(published):
        failures.append(
            failure(NAME, str(layout.FIGURES_CSV), f"{len(right)} lines", f"{len(published)} lines")
        )
    return result.concluded(
        NAME, failures, f"{layout.FIGURES_CSV} holds the figures of {layout.FIGURES.name}"
    )
