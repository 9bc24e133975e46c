"""A change of one part of a figure by one cause and one source, as an edition keeps it."""

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from cakupan.editions.frozen import evidence

CHANGE = pa.schema(
    [
        ("figure_id", pa.string()),
        ("part", pa.string()),
        ("cause", pa.string()),
        ("source_kind", pa.string()),
        ("source_id", pa.string()),
        ("source_name", pa.string()),
        ("reason", pa.string()),
        ("rows", pa.int64()),
        ("previous_value", pa.string()),
        ("value", pa.string()),
        ("change", pa.string()),
    ]
)
KEY = ["figure_id", "part", "cause", "source_kind", "source_id"]
NO_CHANGE = evidence.to_frame(CHANGE.empty_table())
CAUSES = (
    "late_list",
    "correction",
    "withdrawn",
    "released",
    "held",
    "match",
    "register",
    "reference",
    "quoted",
    "area_move",
    "time",
    "definition",
    "peers",
)


@dataclass(frozen=True, kw_only=True, order=True)
class Origin:
    """Where a change comes from: a cause, and the submission, load or whatever else it came with.

    `source_no` is nothing where all the news of its kind stand behind it.
    """

    cause: str
    source_kind: str
    source_no: int = 0
    named: str = ""

    @property
    def order(self) -> tuple[int, str, int, str]:
        """The causes as they are listed, then their sources."""
        return CAUSES.index(self.cause), self.source_kind, self.source_no, self.named


DEFINITION = Origin(cause="definition", source_kind="code")
AREA_MOVE = Origin(cause="area_move", source_kind="load")


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return changes in the one order that an edition keeps them in."""
    listed = sorted(rows, key=lambda row: tuple(str(row[name]) for name in KEY))
    return evidence.to_frame(pa.Table.from_pylist(listed, schema=CHANGE))
