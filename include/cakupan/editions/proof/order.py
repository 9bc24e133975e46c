"""Is every edition where its manifest says: after the one it names, with the heads it signed, newest shown?

The manifests are files and signed; the rows and the chain are the warehouse's. Whoever rewrites the warehouse
with all its hashes does not have the manifests' signature, and one of the two sides differs.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.editions import manifest, plan
from cakupan.editions import period as periods
from cakupan.editions.proof import position
from cakupan.editions.proof.chain import Broken
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

NEWEST = (
    "select edition_no, edition_no = first_value(edition_no) over (partition by period order by version desc)"
    " from publication.edition"
)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A row of publication.edition with what its manifest repeats."""

    edition_no: int
    number: int
    period: str
    version: int
    as_of: datetime
    code_version: str
    reason: str | None
    is_demo_clock: bool
    manifest_sha256: str
    supersedes_version: int | None
    action_count: int | None

    @property
    def name(self) -> str:
        """How people and commands call it."""
        return f"{self.period}/v{self.version}"


def published(connection: Connection) -> list[Published]:
    """Return every edition in the order of publication."""
    return statements.records(
        connection,
        Published,
        "select edition.edition_no, edition.number, edition.period, edition.version, edition.as_of,"
        " edition.code_version, edition.reason, edition.is_demo_clock, edition.manifest_sha256,"
        " superseded.version as supersedes_version, edition.action_count"
        " from publication.edition left join publication.edition as superseded"
        " on edition.supersedes_edition_no = superseded.edition_no order by edition.number",
    )


def broken(connection: Connection) -> list[Broken]:
    """Return what is wrong with the order of editions, with each of them, with what is shown as newest."""
    known = published(connection)
    return [
        *_gaps(known),
        *(each for edition in known for each in of_edition(connection, edition)),
        *_shown(connection),
    ]


def _gaps(known: list[Published]) -> Iterator[Broken]:
    """Numbers run from 1 over all months, versions from 1 within each: what is missing was erased."""
    versions: dict[str, int] = {}
    for place, edition in enumerate(known, start=1):
        if edition.number != place:
            yield Broken(subject=edition.name, fault=f"is edition {edition.number} and the {place}. there is")
            return
        expected = versions.get(edition.period, 0) + 1
        if edition.version != expected:
            yield Broken(subject=edition.name, fault=f"no version {expected} was published before it")
        versions[edition.period] = edition.version


def of_edition(connection: Connection, edition: Published) -> Iterator[Broken]:
    """Yield where the signed manifest of one edition and the warehouse disagree."""
    path = plan.folder(edition.period, edition.version) / manifest.MANIFEST
    try:
        stated = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        yield Broken(subject=edition.name, fault=f"its manifest cannot be read ({type(error).__name__})")
        return
    for name, value in _repeated(connection, edition):
        if stated.get(name) != value:
            yield Broken(
                subject=edition.name,
                fault=f"its manifest says {name} {stated.get(name)}, the warehouse {value}",
            )


def _repeated(connection: Connection, edition: Published) -> Iterator[tuple[str, Any]]:
    """Yield what a manifest must say, by name; one older than the chain says nothing of its position."""
    yield "period", edition.period
    yield "version", edition.version
    yield "as_of", periods.iso(edition.as_of)
    yield "code_version", edition.code_version
    yield "reason", edition.reason
    yield "is_demo_clock", edition.is_demo_clock
    yield "supersedes_version", edition.supersedes_version
    where = position.of_edition(connection, edition.edition_no)
    yield from (where if edition.action_count is not None else position.Position()).as_dict().items()


def _shown(connection: Connection) -> Iterator[Broken]:
    """A view of current facts shows the newest edition of each month, and nothing of those before it."""
    editions = connection.execute(NEWEST).fetchall()
    views = connection.execute(
        "select relname from pg_class where relnamespace = 'marts'::regnamespace and relkind = 'v'"
        " and relname like '%\\_current' order by relname"
    ).fetchall()
    for (view,) in views:
        for edition_no, is_newest in editions:
            fact = sql.Identifier("marts", str(view).removesuffix("_current")) if is_newest else None
            if _has(connection, sql.Identifier("marts", view), edition_no) != (
                fact is not None and _has(connection, fact, edition_no)
            ):
                yield Broken(subject=f"marts.{view}", fault=_as_shown(connection, edition_no, is_newest))


def _has(connection: Connection, table: sql.Identifier, edition_no: int) -> bool:
    row = connection.execute(
        sql.SQL("select exists (select from {} where edition_no = %s)").format(table), [edition_no]
    ).fetchone()
    return bool(row and row[0])


def _as_shown(connection: Connection, edition_no: int, is_newest: bool) -> str:
    row = connection.execute(
        "select period || '/v' || version from publication.edition where edition_no = %s", [edition_no]
    ).fetchone()
    name = row[0] if row else edition_no
    return f"does not show {name}, the newest" if is_newest else f"shows {name}, which a newer one superseded"
