"""Which version a run would become, seen from the editions published so far."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from cakupan import settings
from cakupan.editions.run import CloseRun
from cakupan.errors import NotFound
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.loads import code_version

Kind = Literal["publish", "rebuild"]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A row of publication.edition."""

    edition_no: int
    period: str
    version: int
    as_of: datetime
    code_version: str
    reason: str | None
    is_demo_clock: bool

    @property
    def name(self) -> str:
        """How people and commands call it."""
        return f"{self.period}/v{self.version}"

    @property
    def folder(self) -> Path:
        """Where its bundle is."""
        return folder(self.period, self.version)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run would become: a new version, or a rebuild of the edition it repeats; of none when None."""

    kind: Kind
    version: int | None
    repeated_edition_no: int | None
    supersedes_version: int | None
    supersedes_edition_no: int | None
    reason: str | None
    is_demo_clock: bool

    def write(self, path: Path) -> None:
        """Keep the plan beside the bundle it was made for."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "Plan":
        """Return a plan that was written."""
        return cls(**json.loads(path.read_text()))


def folder(period: str, version: int) -> Path:
    """Return where the bundle of an edition lives."""
    return settings.load().folder("editions") / period / f"v{version}"


def editions(connection: Connection, period: str) -> list[Edition]:
    """Return the editions of a period, oldest version first."""
    names = ", ".join(Edition.__dataclass_fields__)
    return statements.records(
        connection,
        Edition,
        f"select {names} from publication.edition where period = %s order by version",
        [period],
    )


def published_as(connection: Connection, period: str, as_of: datetime) -> Edition | None:
    """Return the edition that this code made of the period at this as_of."""
    same = [edition for edition in editions(connection, period) if edition.as_of == as_of]
    return next((edition for edition in reversed(same) if edition.code_version == code_version()), None)


def determine(connection: Connection, run: CloseRun) -> Plan:
    """Return what the run would become if it were published now."""
    known = editions(connection, run.period)
    newest = known[-1] if known else None
    is_demo = bool(connection.execute("select 1 from control.demo_clock").fetchone())
    if run.is_rebuild or (newest is not None and run.as_of < newest.as_of):
        return _rebuild(known, run, is_demo)
    return Plan(
        kind="publish",
        version=newest.version + 1 if newest else 1,
        repeated_edition_no=None,
        supersedes_version=newest.version if newest else None,
        supersedes_edition_no=newest.edition_no if newest else None,
        reason=run.reason,
        is_demo_clock=is_demo,
    )


def _rebuild(known: list[Edition], run: CloseRun, is_demo: bool) -> Plan:
    repeated = next((edition for edition in reversed(known) if edition.as_of == run.as_of), None)
    before = next((e for e in known if repeated and e.version == repeated.version - 1), None)
    return Plan(
        kind="rebuild",
        version=repeated.version if repeated else None,
        repeated_edition_no=repeated.edition_no if repeated else None,
        supersedes_version=before.version if before else None,
        supersedes_edition_no=before.edition_no if before else None,
        reason=repeated.reason if repeated else None,
        is_demo_clock=repeated.is_demo_clock if repeated else is_demo,
    )


def edition_named(connection: Connection, name: str) -> Edition:
    """Return the edition called `2024-10/v1`, or the newest of a period called `2024-10`.

    Raises:
        NotFound: there is none.
    """
    period, _, version = name.partition("/v")
    known = editions(connection, period)
    matching = [edition for edition in known if not version or str(edition.version) == version]
    if not matching:
        published = ", ".join(edition.name for edition in known) or "none of this period"
        raise NotFound(f"There is no edition {name}; published: {published}.")
    return matching[-1]
