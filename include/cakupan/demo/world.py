"""Write what arrives in one step of the story: extracts of the agency and files of partners."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cakupan.demo import (
    agreements,
    claims,
    companies,
    contributions,
    offices,
    partners,
    projects,
    published,
    register,
    workforce,
)
from cakupan.demo.extracts import Table
from cakupan.demo.extracts import write as write_extract
from cakupan.demo.rosters import sent
from cakupan.demo.rosters.broken import Broken
from cakupan.demo.rosters.plan import Expected, Roster

MONTH_OF_EXTRACT = {1: "2024-10", 2: "2025-09"}


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What a step put into the home folder."""

    step: str
    extracts: tuple[Path, ...] = ()
    files: tuple[Expected, ...] = ()


def reference_2024(home: Path) -> Arrived:
    """Write the lists the story begins with."""
    agreement, action = agreements.first()
    return _extract(
        home,
        "2024-01-05-referensi",
        {
            "office": Table(rows=offices.table(), mode="full"),
            "partner": Table(rows=partners.partner_table(2024), mode="full"),
            "obligation": Table(rows=partners.obligation_table(2024), mode="full"),
            "workforce": Table(rows=workforce.first(), mode="full"),
            "target": Table(rows=agreements.targets(2024), mode="full"),
            "agreement": Table(rows=agreement, mode="full"),
            "agreement_action": Table(rows=action, mode="full"),
        },
    )


def register_2024(home: Path) -> Arrived:
    """Write the register at the end of October 2024, and what had been published until then."""
    earlier = Table(rows=published.table(1), mode="full")
    return _register(home, "2024-11-04-register", 1, published_figure=earlier)


def rosters_october(home: Path) -> Arrived:
    """Write the lists of October 2024."""
    return _send(home, "rosters_october", sent.october(register.build()))


def rosters_late(home: Path) -> Arrived:
    """Write the lists that arrive after the first close of October 2024."""
    return _send(home, "rosters_late", sent.late(register.build()))


def agreement_nks(home: Path) -> Arrived:
    """Write the agreement of 26 November 2024."""
    agreement, action = agreements.nks()
    return _extract(
        home,
        "2024-11-28-nks-kab-tegal",
        {
            "agreement": Table(rows=agreement, mode="delta"),
            "agreement_action": Table(rows=action, mode="delta"),
        },
    )


def reference_2025(home: Path) -> Arrived:
    """Write what the lists gained in 2025: partners, workforce, targets, pledges, figures published since."""
    agreement, action = agreements.second()
    return _extract(
        home,
        "2025-10-03-referensi",
        {
            "partner": Table(rows=partners.partner_table(2025), mode="delta"),
            "obligation": Table(rows=partners.obligation_table(2025), mode="delta"),
            "workforce": Table(rows=workforce.second(), mode="delta"),
            "target": Table(rows=agreements.targets(2025), mode="delta"),
            "agreement": Table(rows=agreement, mode="delta"),
            "agreement_action": Table(rows=action, mode="delta"),
            "commitment": Table(rows=companies.commitments(), mode="full"),
            "published_figure": Table(rows=published.table(2), mode="delta"),
        },
    )


def register_2025(home: Path) -> Arrived:
    """Write the register at the end of September 2025."""
    return _register(home, "2025-10-03-register", 2)


def rosters_september(home: Path) -> Arrived:
    """Write the lists of September 2025."""
    return _send(home, "rosters_september", sent.september(register.build()))


STEPS: dict[str, Callable[[Path], Arrived]] = {
    step.__name__: step
    for step in (
        reference_2024,
        register_2024,
        rosters_october,
        rosters_late,
        agreement_nks,
        reference_2025,
        register_2025,
        rosters_september,
    )
}


def write(home: Path, step: str) -> Arrived:
    """Write one step's extracts or roster files below home; twice gives the same bytes.

    Raises:
        KeyError: there is no such step.
    """
    return STEPS[step](home)


def register_tables(extract: int) -> dict[str, pd.DataFrame]:
    """Return the register tables of extract 1 or 2, as they are written."""
    whole = register.build()
    membership = register.membership(whole, extract)
    return {
        "membership": membership,
        "employer": whole.employers,
        "project": projects.as_known(extract),
        "claim": claims.as_delta(whole, extract),
        "contribution": contributions.of_month(membership, MONTH_OF_EXTRACT[extract]),
    }


def _register(home: Path, name: str, extract: int, **more: Table) -> Arrived:
    changes_only = ("claim", "contribution")
    tables = register_tables(extract)
    return _extract(
        home,
        name,
        {
            table: Table(rows=rows, mode="delta" if table in changes_only else "full")
            for table, rows in tables.items()
        }
        | more,
    )


def _extract(home: Path, name: str, tables: dict[str, Table]) -> Arrived:
    folder = home / "extracts" / name
    write_extract(folder, tables)
    return Arrived(step=name, extracts=(folder,))


def _send(home: Path, step: str, files: list[Roster | Broken]) -> Arrived:
    expected = sent.send(home / "inbox", files)
    for file in expected:
        received = file.received_at.timestamp()
        os.utime(home / "inbox" / file.path, (received, received))
    return Arrived(step=step, files=expected)
