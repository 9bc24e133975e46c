"""What differs between the figures of two editions."""

from typing import Any

import pandas as pd

from cakupan.errors import NotPublishable

PRINTED = [
    "numerator",
    "denominator",
    "value",
    "excluded",
    "excluded_causes",
    "lower_bound",
    "possible",
    "upper_bound",
    "unknown",
    "rank",
    "peer_group",
    "peer_count",
    "flag",
    "note",
]
SHOWN = 20


def changed(previous: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that print something else, are new or are gone: one row each, both sides."""
    both = previous.merge(
        current, on="figure_id", how="outer", suffixes=("_previous", ""), indicator="presence", sort=True
    )
    is_changed = both["presence"] != "both"
    for name in PRINTED:
        before, after = both[f"{name}_previous"], both[name]
        is_changed |= ~((before == after).fillna(False).astype(bool) | (before.isna() & after.isna()))
    return both[is_changed].reset_index(drop=True)


def require_reason(moved: pd.DataFrame, edition: str) -> None:
    """Refuse to replace a published figure silently.

    Raises:
        NotPublishable: always; the message lists the first differences.
    """
    lines = [
        f"  {row['figure_id']}: {_printed(row, '_previous')} -> {_printed(row, '')}"
        for row in moved.head(SHOWN).to_dict("records")
    ]
    more = f"\n  and {len(moved) - SHOWN} more" if len(moved) > SHOWN else ""
    raise NotPublishable(
        f"{len(moved)} figures differ from {edition}. Give a reason (--reason) to publish a new version:\n"
        + "\n".join(lines)
        + more
    )


def _printed(row: dict[Any, Any], suffix: str) -> str:
    value, numerator, denominator = (row[f"{part}{suffix}"] for part in ("value", "numerator", "denominator"))
    if pd.isna(value) and pd.isna(numerator):
        return "none"
    share = "" if pd.isna(denominator) else f" ({numerator}/{denominator})"
    return f"{value}{share}"
