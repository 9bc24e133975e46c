"""What files say of themselves: their month, and the submission they answer when they are receipts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake import read, supervised, workbook
from cakupan.intake.deliveries import archive
from cakupan.intake.receipt import marks
from cakupan.intake.supervised import Announce, Refused
from cakupan.intake.workbook import Limits

MOST_SPELLINGS = 100  # one month can be written in some ways, not in this many
NAME_OF_A_RECEIPT = re.compile(r"S\d{6,12}[_ ]")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A file to be read for what it says; the month only when its kind is known."""

    sha256: str
    roster_kind: str | None
    layout: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What one file says; one that cannot be read says nothing."""

    titles: tuple[str, ...] = ()
    period_texts: tuple[str, ...] = ()
    answers: str | None = None


def read_all(asked: Mapping[int, Asked]) -> dict[int, Stated]:
    """Return what each file says of itself, read in a watched child."""

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[list[Any]]:
        found = []
        for item in items:
            announce(item)
            found.append([item, {} if item in refused else _said(asked[item])])
        return found

    found = [pair for part in supervised.run(work, sorted(asked), fate=supervised.PLACE) for pair in part]
    return {
        item: Stated(
            titles=tuple(said.get("titles", ())),
            period_texts=tuple(said.get("period_texts", ())),
            answers=said.get("answers"),
        )
        for item, said in found
    }


def _said(asked: Asked) -> dict[str, Any]:
    limits = Limits.of(settings.load())
    try:
        book = workbook.read(archive.place_of(asked.sha256), limits)
    except FileRefused:
        return {}
    said: dict[str, Any] = {"answers": marks.submission_of(book)}
    if asked.roster_kind:
        reading = read.read_workbook(book, roster.contract(asked.roster_kind), asked.layout)
        texts = reading.period_texts
        said |= {"titles": reading.titles, "period_texts": texts if len(texts) <= MOST_SPELLINGS else ()}
    return said
