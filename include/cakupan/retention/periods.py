"""For how long each kind of file and row is kept: as shipped, and as an installation says otherwise."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml

from cakupan.errors import SetupError
from cakupan.settings import JAKARTA

Kind = Literal[
    "archived_rosters",
    "refused_files",
    "archived_extracts",
    "receipts",
    "roster_rows",
    "register_rows",
    "results",
    "logs",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHIPPED = Path(__file__).with_name("periods.yaml")
OWN = "retention.yaml"
MONTHS_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Periods:
    """Whole months for each kind; None keeps it for ever."""

    months: dict[Kind, int | None]

    def kept_since(self, kind: Kind, today: dt.date) -> dt.date | None:
        """Return the first day whose things of a kind are still kept today; None when all are.

        What was last of use in a month is kept for the given number of whole months after that month.
        """
        months = self.months[kind]
        if months is None:
            return None
        number = today.year * MONTHS_A_YEAR + today.month - 1 - months
        return dt.date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def read(home: Path) -> Periods:
    """Return the periods of an installation.

    Raises:
        SetupError: its own file names another kind, or something that is no number of months.
    """
    months = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    if (own := home / OWN).is_file():
        months |= _checked(own)
    return Periods(months={kind: months[kind] for kind in KINDS})


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant at which a day begins in western Indonesia."""
    return dt.datetime.combine(day, dt.time(), JAKARTA)


def _checked(path: Path) -> dict[Kind, int | None]:
    stated = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if not isinstance(stated, dict):
        raise SetupError(f"{path} should name kinds with months: {', '.join(KINDS)}.")
    for kind, months in stated.items():
        if kind not in KINDS:
            raise SetupError(f"{path} names {kind!r}; the kinds are {', '.join(KINDS)}.")
        if months is not None and (type(months) is not int or months < 1):
            raise SetupError(f"{path} has {months!r} for {kind}; expected whole months, or nothing for ever.")
    return stated
