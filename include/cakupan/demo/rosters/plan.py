"""Which roster files the story's partners send, and what each must come out as."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from cakupan.demo.rosters import files, grid, mess
from cakupan.demo.rosters.look import Look


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What intake must make of one file: a refusal by code, or rows; a repeat is the same bytes again."""

    path: str
    partner_id: str
    roster_kind: str | None
    period: str | None
    received_at: datetime
    refusal: str | None = None
    is_nil: bool = False
    is_repeat: bool = False
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
    sent_again_as: str | None = None

    @property
    def path(self) -> str:
        """Return the path below the inbox."""
        parts = [self.partner_id]
        parts += [self.roster_kind] if self.names_kind else []
        parts += [self.period] if self.names_period else []
        return "/".join([*parts, self.file_name])

    def send(self, inbox: Path) -> list[Expected]:
        """Write the file into the inbox, twice if it is sent again, and return what must come of it."""
        rows = mess.spoil(self.rows, self.path, self.mess, self.repeats)
        files.write(inbox / self.path, grid.sheets(rows, self.look), self.look)
        counts = mess.counts(rows)
        expected = Expected(
            path=self.path,
            partner_id=self.partner_id,
            roster_kind=self.roster_kind,
            period=self.period,
            received_at=self.received_at,
            is_nil=rows.empty,
            received=len(rows),
            accepted=counts["accepted"],
            quarantined=counts["quarantined"],
            duplicate=counts["duplicate"],
        )
        if self.sent_again_as is None:
            return [expected]
        again = replace(self, file_name=self.sent_again_as)
        (inbox / again.path).write_bytes((inbox / self.path).read_bytes())
        later = self.received_at + timedelta(minutes=26)
        return [expected, replace(expected, path=again.path, received_at=later, is_repeat=True)]
