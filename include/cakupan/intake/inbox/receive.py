"""Take what partners put into the inbox: archive, open archives, decide, record, answer what is refused."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakupan.errors import FileRefused
from cakupan.intake import answering
from cakupan.intake.inbox import inbox, record, stated, taking, unpack
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.record import UNPACKED, Decision
from cakupan.intake.inbox.stated import StatedMonths
from cakupan.intake.inbox.unpack import Unpacked
from cakupan.intake.rows import directory
from cakupan.intake.rows.directory import Partner
from cakupan.intake.storing import batches
from cakupan.warehouse import archive, loads, locks
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)

FILES_PER_LOAD = 500
SECONDS_BETWEEN_NEWS = 5.0


@dataclass(frozen=True, kw_only=True)
class _Recorded:
    """One load of files with what was decided of each and its delivery."""

    load_no: int
    files: tuple[InboxFile, ...]
    decisions: list[Decision]
    delivery_nos: list[int]


def new_batches() -> list[list[str]]:
    """Receive all that lies in the inbox; return ids of submissions not yet answered, in batches."""
    arrivals()
    return batches.unanswered()


def arrivals() -> list[int]:
    """Receive all that lies in the inbox; return the loads it was recorded with."""
    archive.clear_partials()
    lying = inbox.settled()
    recorded = []
    told = time.monotonic()
    for start in range(0, len(lying), FILES_PER_LOAD):
        recorded.append(_receive(inbox.archived(lying[start : start + FILES_PER_LOAD])))
        if time.monotonic() - told > SECONDS_BETWEEN_NEWS:
            told = time.monotonic()
            logger.info("received %d of %d files", min(start + FILES_PER_LOAD, len(lying)), len(lying))
    # At the end: some file systems make new files slowly once many were deleted.
    inbox.take_away([file for each in recorded for file in each.files])
    return [each.load_no for each in recorded]


def _receive(archived: Sequence[InboxFile]) -> _Recorded:
    with connect() as connection:
        partners = _partners(connection, archived)
    unpacked = unpack.unpack(archived, partners)
    asked = {
        place: question
        for place, file in enumerate(unpacked.files)
        if place not in unpacked.archives and (question := taking.asked(file, partners))
    }
    recorded = _record(unpacked, partners, stated.read_all(asked))
    refused = _answer_refused(recorded)
    logger.info("received %d files, %d of them refused at the door", len(recorded.files), refused)
    return recorded


def _partners(connection: Connection, files: Sequence[InboxFile]) -> dict[str, Partner]:
    return directory.partners(connection, sorted({file.partner_id for file in files if file.partner_id}))


def _record(
    unpacked: Unpacked, partners: Mapping[str, Partner], said: Mapping[int, StatedMonths]
) -> _Recorded:
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.RECEIVING])
        with loads.load(connection, "intake") as load:
            known = record.answered(
                connection, sorted({each.answers for each in said.values() if each.answers})
            )
            decisions: list[Decision] = []
            for place, file in enumerate(unpacked.files):
                each = said.get(place, StatedMonths())
                try:
                    decisions.append(_decide(place, file, unpacked, partners, each, known))
                except FileRefused as refusal:
                    decisions.append(refusal)
            delivery_nos = record.write(connection, load.load_no, unpacked.files, decisions)
    return _Recorded(
        load_no=load.load_no, files=unpacked.files, decisions=decisions, delivery_nos=delivery_nos
    )


def _decide(
    place: int,
    file: InboxFile,
    unpacked: Unpacked,
    partners: Mapping[str, Partner],
    said: StatedMonths,
    known: Mapping[str, taking.Answered],
) -> Decision:
    if place in unpacked.archives:
        return unpacked.archives[place] or UNPACKED
    return taking.take(file, partners, said, known.get(said.answers or ""))


def _answer_refused(recorded: _Recorded) -> int:
    """Write an answer for each file refused at the door, and return how many."""
    count = 0
    for place, (file, decision) in enumerate(zip(recorded.files, recorded.decisions, strict=True)):
        if isinstance(decision, FileRefused):
            count += 1
            answering.write_refused_delivery(
                file.partner_id,
                recorded.delivery_nos[place],
                decision,
                file.relative_path,
                file.received_at,
            )
    return count
