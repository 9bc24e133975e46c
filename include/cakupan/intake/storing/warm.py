"""What judging needs is loaded before children are forked, so that not each of them loads it."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import cache

from cakupan import settings
from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging import judge, stored
from cakupan.intake.judging.fields import gazetteer
from cakupan.intake.judging.judge import Batch, Received
from cakupan.warehouse import copy, loads
from cakupan.workbooks.model import Limits

ROWS = 40  # enough that columns are looked at for what they hold
NOBODY = {"nik": "3201990101870001", "tanggal_lahir": "01-01-1987", "jenis_kelamin": "L", "nama": "ORANG"}


def up(kinds: Iterable[str]) -> None:
    """Load what judging lists of these kinds needs: modules, contracts, spellings, areas."""
    gazetteer.prepare()
    loads.code_version()
    for kind in kinds:
        _once(kind)


@cache
def _once(kind: str) -> None:
    for judged in made_up(kind).judged:
        copy.as_text(stored.rows(judged))


def made_up(kind: str) -> Batch:
    """Judge a list of nobody: a partner's file is never opened in a process that others depend on."""
    file = Received(
        submission_no=0,
        data=_list(roster.contract(kind)),
        roster_kind=kind,
        reference_date=date(2024, 1, 1),
        partner_area_code=None,
        funding_default=None,
    )
    return judge.judge([file], Limits.of(settings.load()))


def _list(contract: RosterContract) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([roster.heading(name) for name in contract.fields])
    writer.writerows([[NOBODY.get(name, "1") for name in contract.fields]] * ROWS)
    return text.getvalue().encode()
