"""What a replay says of one submission: how its judgement differs today, or why it keeps the one it has."""

from dataclasses import asdict, dataclass
from typing import Any

COUNTS = ("received", "accepted", "quarantined", "duplicates")


@dataclass(frozen=True, kw_only=True)
class RowVerdict:
    """A row whose verdict changes; None where one of the judgements has no such row."""

    sheet: str
    row: int
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What differs between the newest judgement of a submission and one of today.

    `codes` holds how often each reason that comes or goes was given, before and after; `rows` the first rows
    whose verdict changes, of `verdicts` in all; `values` counts rows that keep their verdict and are stored
    otherwise. `hold` is '', 'held' or 'released', before and after: a release was given to one judgement and
    frees no later one. `fingerprint` is equal where today's judgement says the same in every row.
    """

    submission_no: int
    submission_id: str
    partner_id: str
    roster_kind: str
    period: str
    judgement_no: int
    outcome: tuple[str, str]
    refusal_code: tuple[str | None, str | None]
    counts: dict[str, tuple[int, int]]
    codes: dict[str, tuple[int, int]]
    verdicts: int
    values: int
    rows: tuple[RowVerdict, ...]
    hold: tuple[str, str]
    fingerprint: str

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Change":
        """Return the change that `as_dict` gave, also after it travelled as JSON."""
        rows = tuple(RowVerdict(**row) for row in values["rows"])
        pairs = {
            name: {key: tuple(pair) for key, pair in values[name].items()} for name in ("counts", "codes")
        }
        singles = {name: tuple(values[name]) for name in ("outcome", "refusal_code", "hold")}
        return cls(**(values | pairs | singles | {"rows": rows}))

    def as_dict(self) -> dict[str, Any]:
        """Return the change in plain values."""
        return asdict(self)

    def is_as_shown(self, shown: "Change") -> bool:
        """Whether this is what was shown before it was agreed to."""
        return (self.fingerprint, self.hold) == (shown.fingerprint, shown.hold)

    def summary(self) -> dict[str, Any]:
        """Return what control.action keeps of it: counts and codes, no rows."""
        return {
            "judgement_no": [self.judgement_no, self.judgement_no + 1],
            "outcome": self.outcome,
            "counts": self.counts,
            "codes": self.codes,
        }


@dataclass(frozen=True, kw_only=True)
class Left:
    """A submission that keeps the judgement it has, and why."""

    submission_id: str
    why: str
