"""Do the table of figures for spreadsheets and its description say what is frozen?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions import datapackage, tables
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.errors import EditionDamaged

NAME = "csv"


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Compare figures.csv with what figures.parquet says, line by line, and their description with both.

    Raises:
        EditionDamaged: one of them cannot be read.
    """
    try:
        content = tables.csv_bytes(pq.read_table(layout.regular(edition_dir / layout.FIGURES)))
        stored = layout.regular(edition_dir / layout.FIGURES_CSV).read_bytes()
        described = datapackage.text(stated["period"], stated["version"], stated["as_of"])
        package = layout.regular(edition_dir / layout.PACKAGE).read_bytes()
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
    if described != package:
        failures.append(
            failure(NAME, str(layout.PACKAGE), described.decode(), package.decode("utf-8", "replace"))
        )
    return result.concluded(
        NAME,
        failures,
        f"{layout.FIGURES_CSV} holds the figures of {layout.FIGURES.name},"
        f" {layout.PACKAGE.name} describes both",
    )
