"""A rebuild and a trace read the month before as it stood when the edition was published."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import doors
import psycopg
import pytest
from bundle_builders import evidence_row, figure_row, workforce_row, write_bundle
from cakupan import settings
from cakupan.editions import build, manifest
from cakupan.editions.tracing import trace as tracing
from cakupan.editions.tracing.asked import Editions, Reader
from cakupan.editions.tracing.trace import Pages
from psycopg import sql
from world_builders import AS_OF

FIGURE = "ucj_ytd:2024-09:33.28"
EARLY = datetime(2024, 10, 6, tzinfo=UTC)
BETWEEN = datetime(2024, 10, 20, tzinfo=UTC)


def publish(connection: psycopg.Connection[Any], period: str, version: int, as_of: datetime) -> int:
    """Record an edition; a second version supersedes the first edition of all."""
    row = connection.execute(
        "insert into publication.edition (period, version, as_of, code_version, published_at, reason,"
        " supersedes_edition_no, manifest_sha256, is_demo_clock)"
        " values (%s, %s, %s, 'test', now(), 'Koreksi', %s, 'x', false) returning edition_no",
        [period, version, as_of, 1 if version > 1 else None],
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def edition_no(warehouse: str) -> int:
    """The edition of October, with one of September before it and another published after it."""
    with psycopg.connect(warehouse) as connection:
        first = publish(connection, "2024-09", 1, EARLY)
        own = publish(connection, "2024-10", 1, AS_OF)
        late = publish(connection, "2024-09", 2, BETWEEN)
        for edition, value in ((first, "30.00"), (late, "40.00")):
            connection.execute(
                "insert into publication.figure (edition_no, figure_id, indicator_code, period, area_code,"
                " area_name, segment_code, slicing, slice_code, class, value, unit, digits, source) values"
                " (%s, %s, 'ucj_ytd', '2024-09', '33.28', 'Tegal', 'TOTAL', 'total', 'TOTAL', 'summed', %s,"
                " 'percent', 2, 'Sakernas')",
                [edition, FIGURE, value],
            )
    return own


def previous(address: str, tmp_path: Path, **limit: int) -> list[tuple[Any, ...]]:
    """Build October and return what it sees of September."""
    schema = f"build_{len(limit)}"
    with psycopg.connect(address) as connection:
        doors.build_schema(connection, schema)
    for layer in ("facts", "figures"):
        build.build(
            period="2024-10", as_of=AS_OF, schema=schema, layer=layer, results_dir=tmp_path / schema, **limit
        )
    [asked] = (tmp_path / schema / "dbt" / "compiled").rglob("stg_publication__previous_figures.sql")
    with psycopg.connect(address) as connection:
        return connection.execute(
            sql.SQL("select figure_id, value from ({}) as seen").format(sql.SQL(asked.read_text()))
        ).fetchall()


def test_a_rebuild_does_not_see_an_edition_of_the_month_before_that_came_later(
    warehouse: str, edition_no: int, tmp_path: Path
) -> None:
    now = previous(warehouse, tmp_path)
    then = previous(warehouse, tmp_path, before_edition_no=edition_no)

    assert now == [(FIGURE, "40.00")]
    assert then == [(FIGURE, "30.00")]


def test_a_trace_reads_an_input_of_the_month_before_from_the_edition_that_was_there(
    warehouse: str, edition_no: int
) -> None:
    editions, secrets = (settings.load().folder(name) for name in ("editions", "secrets"))
    asked = "change:2024-10:33.28"
    own = figure_row(figure_id=asked, **{"class": "derived"}, input_ids=[FIGURE])
    rows = [evidence_row(), workforce_row(3)]
    for name, figures in (
        ("2024-10/v1", [own]),
        ("2024-09/v1", [figure_row(figure_id=FIGURE, period="2024-09", value="30.00")]),
        ("2024-09/v2", [figure_row(figure_id=FIGURE, period="2024-09", value="40.00")]),
    ):
        period, _, version = name.partition("/v")
        about = {"period": period, "version": int(version)}
        write_bundle(editions / name, figures, rows, secrets, indicators=["ucj_ytd"], **about)

    with psycopg.connect(warehouse) as connection:
        connection.execute("alter table publication.edition disable trigger user")
        for path in editions.glob("*/v*/manifest.json"):
            connection.execute(
                "update publication.edition set manifest_sha256 = %s where period = %s and version = %s",
                [manifest.sha256_of(path), path.parts[-3], int(path.parts[-2][1:])],
            )
        reader = Reader(actor="auditor-7", reason=None, connection=connection)
        answer = tracing.trace(asked, Editions(connection), Pages(), reader)

    assert [(one["edition"], one["figure"]["value"]) for one in answer["inputs"]] == [("2024-09/v1", "30.00")]
