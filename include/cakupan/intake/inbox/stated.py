"""What files say of themselves: their month, and the submission they answer when they are receipts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import settings
from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused
from cakupan.intake.inbox import inbox
from cakupan.intake.reading import read
from cakupan.intake.rows import marks, period
from cakupan.warehouse import archive
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import reading
from cakupan.workbooks.watched import Announce, Refused

LEAST_OF_A_CHILD = 20  # files: fewer are read sooner than a process is begun
MOST_SPELLINGS = 100  # one month can be written in some ways, not in this many
NAME_OF_A_RECEIPT = re.compile(r"S\d{6,12}[_ ]")


@dataclass(frozen=True, kw_only=True)
class MonthRequest:
    """A file to be read for what it says; the month only when its kind is known."""

    sha256: str
    roster_kind: str | None
    layout: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StatedMonths:
    """The months that one file names; one that cannot be read names none. `never` is a day that never was.

    `refusal` is why reading it was given up: another day it may name a month, so none is made up for it.
    """

    title_month: str | None = None
    column_month: str | None = None
    never: str | None = None
    answers: str | None = None
    refusal: FileRefused | None = None


def read_all(asked: Mapping[int, MonthRequest]) -> dict[int, StatedMonths]:
    """Return what each file says of itself, read in watched children; of one that hurts them, why not."""

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[list[Any]]:
        months = []
        for item in items:
            announce(item)
            given_up = refused.get(item)
            months.append([item, _given_up(given_up) if given_up else _said(asked[item])])
        return months

    shares = _shares(sorted(asked), settings.load().parallelism)
    answers = watched.run_shares(work, shares, fate=inbox.FATE)
    return {item: _stated(said) for answer in answers for item, said in answer}


def _shares(items: Sequence[int], processes: int) -> list[Sequence[int]]:
    """Deal files out to so many processes, fewer where there are too few files to be worth one."""
    count = max(1, min(processes, len(items) // LEAST_OF_A_CHILD))
    return [items[first::count] for first in range(count)]


def _stated(said: Mapping[str, Any]) -> StatedMonths:
    code, details = said.get("refusal") or (None, {})
    return StatedMonths(
        title_month=said.get("title_month"),
        column_month=said.get("column_month"),
        never=said.get("never"),
        answers=said.get("answers"),
        refusal=FileRefused(code, **details) if code else None,
    )


def _given_up(refusal: FileRefused) -> dict[str, Any]:
    return {"refusal": [refusal.code, dict(refusal.details)]}


def _said(asked: MonthRequest) -> dict[str, Any]:
    """In the child: what of a file is needed, which is never long however long its texts are."""
    limits = Limits.of(settings.load())
    try:
        book = reading.read(archive.place_of(asked.sha256), limits)
    except FileRefused:
        return {}
    said: dict[str, Any] = {"answers": marks.submission_of(book)}
    if asked.roster_kind:
        said |= _months(book, roster.contract(asked.roster_kind), asked.layout)
    return said


def _months(book: Workbook, contract: RosterContract, layout: Mapping[str, str]) -> dict[str, Any]:
    """The month that titles name, as most do; rows are only read where none does."""
    if named := period.in_titles(read.titles(book, contract, layout)):
        return {"title_month": named}
    rows = read.read_workbook(book, contract, layout)
    texts = rows.period_texts
    return {
        "never": period.impossible(rows.titles),
        "column_month": period.in_column(texts) if len(texts) <= MOST_SPELLINGS else None,
    }
