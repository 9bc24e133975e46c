"""Write what arrives in one step of the story: extracts of the agency and files of partners."""

import os
from dataclasses import dataclass
from pathlib import Path

from cakupan.demo import offices, partners, projects, register, workforce
from cakupan.demo.extracts import Table
from cakupan.demo.extracts import write as write_extract
from cakupan.demo.rosters import pemda
from cakupan.demo.rosters.plan import Expected

STEPS = ("reference-2024", "october-2024")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What a step put into the home folder."""

    step: str
    extracts: tuple[Path, ...] = ()
    files: tuple[Expected, ...] = ()


def write(home: Path, step: str) -> Arrived:
    """Write one step's extracts and roster files below home; twice gives the same bytes.

    Raises:
        KeyError: there is no such step.
    """
    return {"reference-2024": _reference_2024, "october-2024": _october_2024}[step](home)


def _reference_2024(home: Path) -> Arrived:
    folder = home / "extracts" / "2024-01-05-referensi"
    write_extract(
        folder,
        {
            "office": Table(rows=offices.table(), mode="full"),
            "partner": Table(rows=partners.partner_table(2024), mode="full"),
            "obligation": Table(rows=partners.obligation_table(2024), mode="full"),
            "workforce": Table(rows=workforce.first(), mode="full"),
        },
    )
    return Arrived(step="reference-2024", extracts=(folder,))


def _october_2024(home: Path) -> Arrived:
    whole = register.build()
    folder = home / "extracts" / "2024-11-04-register"
    write_extract(
        folder,
        {
            "membership": Table(rows=register.membership(whole, 1), mode="full"),
            "employer": Table(rows=whole.employers, mode="full"),
            "project": Table(rows=projects.as_known(1), mode="full"),
        },
    )
    sent = [pemda.vulnerable_of_tanjab_barat(whole), pemda.vulnerable_of_kab_tegal(whole)]
    return Arrived(step="october-2024", extracts=(folder,), files=_send(home, sent))


def _send(home: Path, rosters: list[pemda.Roster]) -> tuple[Expected, ...]:
    expected = tuple(roster.send(home / "inbox") for roster in rosters)
    for file in expected:
        received = file.received_at.timestamp()
        os.utime(home / "inbox" / file.path, (received, received))
    return expected
