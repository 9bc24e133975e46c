"""Rows of a person in months that left the database: they come back before they are shown or emptied."""

from cakupan.lake import months, reading, record
from cakupan.lake import place as places
from cakupan.lake.tables import ROSTER_ROWS
from cakupan.rights import forget
from cakupan.rights.subject import Subject
from cakupan.warehouse.connection import Connection, connect

BY_DECISION = (
    "select distinct submission.period from identity.decision"
    " inner join intake.submission on decision.submission_no = submission.submission_no"
    " where decision.person_no = any(%s)"
)


def bring_back(who: str, actor: str) -> list[str]:
    """Bring back the months in the lake alone that name a person, and return them.

    Raises:
        NotFound: there is no such person.
        LakeDamaged: a file is not as it was written.
        LakeNotReached: the place of the lake does not answer.
    """
    with connect() as connection:
        away = months.left(connection)
        named = _naming(connection, forget.find(connection, who), away) if away else []
    months.bring_back(named, actor, "permintaan subjek data")
    return named


def _naming(connection: Connection, whom: Subject, away: list[str]) -> list[str]:
    decided = connection.execute(BY_DECISION, [list(whom.person_nos)]).fetchall()
    return sorted({*_listed(connection, whom, away), *(period for (period,) in decided)} & set(away))


def _listed(connection: Connection, whom: Subject, away: list[str]) -> set[str]:
    """Return the months in whose rows a NIK or KPJ of the person stands."""
    place = places.of_installation()
    files = [file for file in record.files(connection, ROSTER_ROWS.name) if file.period in away]
    reading.require_whole(place, files)
    paths = [place.full(file.path) for file in files if file.row_count]
    if not paths:
        return set()
    with reading.engine() as engine:
        found = engine.execute(
            "select distinct period from read_parquet(?, union_by_name = true, hive_partitioning = false)"
            " where list_contains(?, nik) or list_contains(?, kpj)",
            [paths, list(whom.niks), list(whom.kpjs)],
        ).fetchall()
    return {str(period) for (period,) in found}
