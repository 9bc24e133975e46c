"""Which roster files the story's partners send, and what each must come out as."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from cakupan.demo.rosters import files, grid, mess
from cakupan.demo.rosters.look import Look


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What intake must make of one file. `refusal` is a code; counts are those of rows."""

    path: str
    partner_id: str
    roster_kind: str | None
    period: str | None
    received_at: datetime
    refusal: str | None = None
    is_nil: bool = False
    received: int = 0
    accepted: int = 0
    quarantined: int = 0
    duplicate: int = 0


@dataclass(frozen=True, kw_only=True)
class Roster:
    """One file to be sent: where it is put, when, what it holds and how it looks."""

    partner_id: str
    roster_kind: str
    period: str
    received_at: datetime
    file_name: str
    rows: pd.DataFrame
    look: Look
    mess: dict[str, int] = field(default_factory=dict)
    repeats: int = 0
    names_kind: bool = True
    names_period: bool = True

    @property
    def path(self) -> str:
        """Return the path below the inbox."""
        parts = [self.partner_id]
        parts += [self.roster_kind] if self.names_kind else []
        parts += [self.period] if self.names_period else []
        return "/".join([*parts, self.file_name])

    def send(self, inbox: Path) -> Expected:
        """Write the file into the inbox and return what it must come out as."""
        rows = mess.spoil(self.rows, f"{self.path}", self.mess, self.repeats)
        files.write(inbox / self.path, grid.sheets(rows, self.look), self.look)
        found = mess.counts(rows)
        return Expected(
            path=self.path,
            partner_id=self.partner_id,
            roster_kind=self.roster_kind,
            period=self.period,
            received_at=self.received_at,
            received=len(rows),
            accepted=found["accepted"],
            quarantined=found["quarantined"],
            duplicate=found["duplicate"],
        )
