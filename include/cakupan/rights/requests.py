"""Requests that something be corrected: recorded, told where they go, listed until done.

Data is corrected where it comes from, in a partner's list or the register; nothing is altered here.
"""

from dataclasses import dataclass
from datetime import datetime

from cakupan.errors import NotFound
from cakupan.rights import actions, held
from cakupan.rights.subject import Subject
from cakupan.warehouse import locks, statements
from cakupan.warehouse.connection import Connection

OPEN = """
select request.action_no as number, request.subject as person, request.reason as wrong,
    request.details ->> 'from' as asked_by, request.details ->> 'goes_to' as goes_to,
    request.actor, request.acted_at
from control.action as request
where request.action = 'correction_request'
    and not exists (
        select from control.action as done
        where done.action = 'correction_done' and done.subject = 'request ' || request.action_no
    )
order by request.action_no
"""
APPEARED = """
select distinct 'person ' || finding.person_no as person, load.kind, load.load_no, load.recorded_at
from identity.finding
inner join control.load on finding.load_no = load.load_no
where finding.code = 'ORANG_DILUPAKAN'
order by load.recorded_at, load.load_no, 1
"""


@dataclass(frozen=True, kw_only=True)
class Request:
    """An open request for correction. `goes_to` are partners, or the register."""

    number: int
    person: str
    wrong: str
    asked_by: str
    goes_to: str
    actor: str
    acted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """A load in which a forgotten person appeared again."""

    person: str
    kind: str
    load_no: int
    recorded_at: datetime


def add(connection: Connection, subject: Subject, *, wrong: str, asked_by: str, actor: str) -> Request:
    """Record what a person says is wrong and return it with where it goes.

    Raises:
        NotFound: nothing is held on the person.
        ReasonTooShort: what is wrong is not said in words.
    """
    sources = held.on(connection, subject).sources
    if not sources:
        raise NotFound("Nothing is held under this number, so there is nothing to correct.")
    details = {"from": actions.require_from(asked_by), "goes_to": ", ".join(sources)}
    number = actions.record(connection, "correction_request", subject.name, actor, wrong, details)
    return next(request for request in waiting(connection) if request.number == number)


def waiting(connection: Connection) -> list[Request]:
    """Return the open requests, the oldest first."""
    return statements.records(connection, Request, OPEN)


def finish(connection: Connection, number: int, *, reason: str, actor: str) -> Request:
    """Record that a request was answered, and return it.

    Raises:
        NotFound: there is no such open request.
        ReasonTooShort: what became of it is not said in words.
    """
    connection.execute("select pg_advisory_xact_lock(%s)", [locks.PERSONS])
    request = next((each for each in waiting(connection) if each.number == number), None)
    if request is None:
        raise NotFound(f"There is no open request {number}; `cakupan person requests` lists them.")
    actions.record(connection, "correction_done", f"request {number}", actor, reason, {})
    return request


def appeared_again(connection: Connection) -> list[Appearance]:
    """Return the loads in which forgotten persons appeared again."""
    return statements.records(connection, Appearance, APPEARED)
