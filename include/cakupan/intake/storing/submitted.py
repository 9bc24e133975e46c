"""Submissions that are to be judged, and what judging one needs to know besides its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan.errors import SetupError
from cakupan.intake.judging.judge import Received
from cakupan.intake.rows import directory
from cakupan.warehouse import archive, statements
from cakupan.warehouse.connection import Connection, connect

FATE = "submission S{:06d} is refused".format  # what the log says of one that broke its reader


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A submission to be judged."""

    submission_no: int
    submission_id: str
    partner_id: str
    roster_kind: str
    period: str
    sha256: str
    funding_code: str | None
    valid_from: date

    @property
    def is_in_archive(self) -> bool:
        """Whether its file is still there."""
        return archive.place_of(self.sha256).is_file()


def read(connection: Connection, submission_ids: Sequence[str]) -> list[Submission]:
    """Return the submissions of these ids that there are, in the order they came.

    Raises:
        SetupError: the archive has lost the file of one.
    """
    submissions = known(connection, submission_ids)
    _require([each for each in submissions if not each.is_in_archive])
    return submissions


def known(connection: Connection, submission_ids: Sequence[str]) -> list[Submission]:
    """Return the submissions of these ids that there are, in the order they came, with a file or without."""
    return _select(connection, "submission_id = any(%s)", [list(submission_ids)])


def require_files() -> None:
    """Let an operator know of submissions that wait though the archive has lost their files.

    Raises:
        SetupError: there are such.
    """
    with connect() as connection:
        waiting = _select(
            connection,
            "not exists (select from intake.receipt where receipt.submission_no = submission.submission_no)",
            [],
        )
    _require([each for each in waiting if not each.is_in_archive])


def remedy(lost: Submission) -> str:
    """Return what to do about a file that the archive has lost."""
    place = archive.place_of(lost.sha256)
    return f"The file of {lost.submission_id} is not in the archive: restore {place} from a backup."


def _require(lost: Sequence[Submission]) -> None:
    if not lost:
        return
    others = f" So are those of {len(lost) - 1} more: the log names them." if len(lost) > 1 else ""
    raise SetupError(remedy(lost[0]) + others)


def _select(connection: Connection, condition: str, values: list[object]) -> list[Submission]:
    names = ", ".join(Submission.__dataclass_fields__)
    return statements.records(
        connection,
        Submission,
        f"select {names} from intake.submission where {condition} order by submission_no",
        values,
    )


def files(connection: Connection, submissions: Sequence[Submission]) -> list[Received]:
    """Return where their files lie and what the lists of today say about them."""
    partners = directory.partners(connection, sorted({each.partner_id for each in submissions}))
    return [
        Received(
            submission_no=each.submission_no,
            path=archive.place_of(each.sha256),
            roster_kind=each.roster_kind,
            layout=partners[each.partner_id].layout(each.roster_kind, each.valid_from),
            reference_date=each.valid_from,
            partner_area_code=partners[each.partner_id].area_code,
            funding_default=each.funding_code,
        )
        for each in submissions
    ]
