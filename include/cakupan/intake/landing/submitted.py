"""Submissions that are to be judged, and what judging one needs to know besides its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan.errors import SetupError
from cakupan.intake import directory
from cakupan.intake.deliveries import archive
from cakupan.intake.judge import Received
from cakupan.warehouse.connection import Connection


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


def read(connection: Connection, submission_ids: Sequence[str]) -> list[Submission]:
    """Return the submissions of these ids that there are, in the order they came.

    Raises:
        SetupError: the archive has lost the file of one.
    """
    names = tuple(Submission.__dataclass_fields__)
    rows = connection.execute(
        f"select {', '.join(names)} from intake.submission where submission_id = any(%s)"
        " order by submission_no",
        [list(submission_ids)],
    )
    found = [Submission(**dict(zip(names, row, strict=True))) for row in rows]
    for each in found:
        if not archive.place_of(each.sha256).is_file():
            raise SetupError(
                f"The file of {each.submission_id} is not in the archive: restore"
                f" {archive.place_of(each.sha256)} from a backup."
            )
    return found


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
