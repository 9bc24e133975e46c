"""What the report of an edition is printed from: its frozen figures, lists and differences."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from cakupan.editions.frozen import evidence, layout
from cakupan.reports.source import UNSTATED, EditionFacts, ReportSource


def source(bundle: Path, facts: EditionFacts) -> ReportSource:
    """Return what a bundle's report is printed from.

    Raises:
        EditionIncomplete: a frozen table lacks what the report prints.
    """
    return numbers(bundle).stated(facts, lists(bundle))


def numbers(bundle: Path) -> ReportSource:
    """Return the figures and differences of a bundle, which every number of its report is one of.

    Raises:
        EditionIncomplete: a frozen table lacks what the report prints.
    """
    return ReportSource(
        figures=evidence.read_figures(bundle),
        edition=UNSTATED,
        changes=evidence.to_frame(pq.read_table(bundle / layout.CHANGES)),
    )


def lists(bundle: Path) -> dict[str, pd.DataFrame]:
    """Return the frozen lists of a bundle by name."""
    files = layout.named(bundle / layout.LISTS, ".parquet")
    return {name: evidence.to_frame(pq.read_table(path)) for name, path in files}
