"""What the report of an edition is printed from: its frozen figures, lists and differences."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from cakupan.editions.frozen import evidence, layout, series
from cakupan.quality.verdict import Notice
from cakupan.reports.source import UNSTATED, EditionFacts, ReportSource


def source(bundle: Path, facts: EditionFacts) -> ReportSource:
    """Return what a bundle's report is printed from.

    Raises:
        EditionIncomplete: a frozen table lacks what the report prints.
    """
    return numbers(bundle).stated(facts, lists(bundle))


def numbers(bundle: Path) -> ReportSource:
    """Return the figures, differences and series of a bundle, which every number of its report is one of.

    Raises:
        EditionIncomplete: a frozen table lacks what the report prints.
    """
    return ReportSource(
        figures=evidence.read_figures(bundle),
        edition=UNSTATED,
        changes=evidence.to_frame(pq.read_table(bundle / layout.CHANGES)),
        points=series.read_frame(bundle),
    )


def stated(manifest: Mapping[str, Any]) -> EditionFacts:
    """Return what the cover says of a published edition, as its manifest states it."""
    return EditionFacts(
        period=manifest["period"],
        version=manifest["version"],
        as_of=datetime.fromisoformat(manifest["as_of"]),
        code_version=manifest["code_version"],
        is_demo_clock=manifest["is_demo_clock"],
        reason=manifest["reason"],
        supersedes_version=manifest["supersedes_version"],
        warnings=tuple(Notice(**one) for one in manifest["gates"]["marts"]["notices"]),
    )


def lists(bundle: Path) -> dict[str, pd.DataFrame]:
    """Return the frozen lists of a bundle by name."""
    files = layout.named(bundle / layout.LISTS, ".parquet")
    return {name: evidence.to_frame(pq.read_table(path)) for name, path in files}
