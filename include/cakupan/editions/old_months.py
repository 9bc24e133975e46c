"""Months older than the database keeps: their rows leave for the lake, facts for the signed bundle."""

import logging
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from psycopg.types.json import Jsonb

from cakupan import settings
from cakupan.editions import manifest, plan
from cakupan.editions.frozen import layout
from cakupan.errors import EditionDamaged
from cakupan.lake import catching_up, months
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What left the database: months with their rows, and how many facts of how many rows."""

    months: dict[str, int]
    facts: int
    fact_rows: int


@dataclass(frozen=True, kw_only=True)
class OldFact:
    """A partition of facts of an edition of a month before those kept."""

    fact: str
    edition_no: int
    period: str
    version: int


def keep_in_lake(actor: str) -> Kept:
    """Let what is older than CAKUPAN_MONTHS_IN_DATABASE leave; without that setting nothing does.

    Raises:
        LakeDamaged: a file of the lake is not as it was written; that month and those after it stay.
        LakeNotReached: the place of the lake does not answer.
        EditionDamaged: a bundle does not hold its facts as they were signed; they stay.
    """
    kept_months = settings.load().months_in_database
    if kept_months is None:
        return Kept(months={}, facts=0, fact_rows=0)
    catching_up.catch_up()
    with connect() as connection:
        old = months.may_leave(connection, kept_months)
        facts = statements.records(
            connection, OldFact, statements.beside(__file__, "old_facts"), {"months": kept_months}
        )
    left = {period: months.let_leave(period, actor) for period in old}
    counts = [_let_leave(fact, actor) for fact in facts]
    return Kept(months=left, facts=len(counts), fact_rows=sum(counts))


def _let_leave(fact: OldFact, actor: str) -> int:
    """Drop facts whose file in the bundle is what was signed; return how many rows."""
    bundle = plan.folder(fact.period, fact.version)
    name = layout.FACTS / f"{fact.fact.removeprefix(layout.FACT_PREFIX)}.parquet"
    path = layout.regular(bundle / name)
    signed = {entry["path"]: entry["sha256"] for entry in manifest.read(bundle)["files"]}
    sha256 = manifest.sha256_of(path)
    if signed.get(name.as_posix()) != sha256:
        raise EditionDamaged(f"{path} is not what its manifest names; the facts stay in the database.")
    rows = int(pq.ParquetFile(path).metadata.num_rows)
    with connect() as connection:
        _require_manifest(connection, fact, bundle)
        connection.execute("set local lock_timeout = '60s'")
        connection.execute(
            "select marts.let_facts_leave(%s, %s, %s, %s, %s, %s)",
            [fact.fact, fact.edition_no, rows, Jsonb({"sha256": sha256}), actor, months.REASON],
        )
    LOGGER.info("%s of %s/v%s left the database", fact.fact, fact.period, fact.version)
    return rows


def _require_manifest(connection: Connection, fact: OldFact, bundle: Path) -> None:
    """Believe a manifest only when it is the one that was published."""
    row = connection.execute(
        "select manifest_sha256 from publication.edition where edition_no = %s", [fact.edition_no]
    ).fetchone()
    if row is None or row[0] != manifest.sha256_of(bundle / "manifest.json"):
        raise EditionDamaged(f"{bundle}: its manifest is not the one published; the facts stay.")
