"""What a figure was in the months before, as published then, each month with whence it is quoted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Whence = Literal["own", "edition", "document", "simulation"]
SERIES_COLUMNS = (
    "figure_id",
    "period",
    "whence",
    "edition",
    "quoted_id",
    "document",
    "numerator",
    "denominator",
    "value",
    "note",
)


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """One month of the series of a figure; `own` is the month of the edition itself.

    `edition` and `quoted_id` name the edition and figure quoted, `document` the document; a simulated number
    has neither. `note` says what a reader has to mind.
    """

    figure_id: str
    period: str
    whence: Whence
    value: str
    numerator: int | None = None
    denominator: int | None = None
    edition: str | None = None
    quoted_id: str | None = None
    document: str | None = None
    note: str | None = None

    @property
    def part(self) -> str:
        """The part by which a page prints the value."""
        return f"series.{self.period}"

    @property
    def is_simulated(self) -> bool:
        """Tell whether nobody ever counted it."""
        return self.whence == "simulation"


def quoted(record: Mapping[str, Any]) -> Quoted:
    """Return a point as it is frozen."""
    return Quoted(**{name: record[name] for name in SERIES_COLUMNS})
