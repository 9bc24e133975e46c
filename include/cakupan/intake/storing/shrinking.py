"""Which full lists are too short to replace the one before without a confirmation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cakupan.intake.rows import holding, wording
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

LEAST_SHARE = (
    0.5  # of the accepted rows of the list it replaces; a shorter full list waits for a confirmation
)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """The usable files of a list, or of a correction of one part of it, beside what it replaces.

    `accepted` are the rows of the list as it would be in force. `held_ids`: the list it corrects, while
    that is set aside as a whole.
    """

    submission_nos: list[int]
    judgement_nos: list[int]
    accepted: int
    replaced_ids: list[str]
    replaced_rows: int
    held_ids: list[str]

    def why_held(self) -> tuple[str, Mapping[str, object]] | None:
        """Return why it has to wait, a key of `holding.HOLDS` with what was found; None when it may count."""
        if self.accepted < LEAST_SHARE * self.replaced_rows:
            replaced = ", ".join(self.replaced_ids)
            return holding.SHRUNK, {
                "accepted": self.accepted,
                "replaced": replaced,
                "rows": self.replaced_rows,
            }
        if self.held_ids:
            return holding.CORRECTS_HELD, {"corrected": ", ".join(self.held_ids)}
        return None


def hold(connection: Connection, load_no: int, submission_nos: Iterable[int]) -> list[int]:
    """Set aside full lists with less than half the rows of the one they would replace; return their numbers.

    The list it would replace is the one in force for its period when it came, released ones included. A list
    is decided on when all its parts are judged, by the sum of their accepted rows, and all its parts are set
    aside together; a file that corrects a part, by what its list is with it and was before.
    """
    held: list[int] = []
    for lists in _rounds(connection, sorted(submission_nos)):
        for each in _weighed(connection, lists):
            if reason := each.why_held():
                _set_aside(connection, load_no, each, *reason)
                held += each.submission_nos
    return held


def _rounds(connection: Connection, submission_nos: list[int]) -> list[list[int]]:
    statement = statements.beside(__file__, "lists_to_weigh")
    rounds = connection.execute(statement, {"submission_nos": submission_nos}).fetchall()
    return [lists for (lists,) in rounds]


def _weighed(connection: Connection, lists: list[int]) -> list[Weighed]:
    statement = statements.beside(__file__, "lists_weighed")
    return statements.records(connection, Weighed, statement, {"submission_nos": lists})


def _set_aside(
    connection: Connection, load_no: int, weighed: Weighed, code: str, details: Mapping[str, object]
) -> None:
    connection.execute(
        "insert into intake.hold"
        " (submission_no, judgement_no, load_no, state, basis, reason_code, reason_details)"
        " select submission_no, judgement_no, %s, 'held', 'shrunk', %s, %s::jsonb"
        " from unnest(%s::bigint[], %s::integer[]) as judged (submission_no, judgement_no)"
        " on conflict (submission_no, judgement_no, basis) where state = 'held' do nothing",
        [load_no, code, wording.as_json(details), weighed.submission_nos, weighed.judgement_nos],
    )
