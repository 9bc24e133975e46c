"""Are the rows that were published of an edition those that its bundle holds, one by one?"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from psycopg import sql

from cakupan.editions import freeze, publish
from cakupan.editions.frozen import evidence
from cakupan.editions.proof.chain import Broken
from cakupan.warehouse.connection import Connection

KEYS = {"figure": ("figure_id",), "figure_change": ("figure_id", "part", "cause", "source_kind", "source_id")}
MOST_NAMED = 20


def of_edition(connection: Connection, edition_no: int, bundle: Path) -> Iterator[Broken]:
    """Yield the published rows of an edition that its bundle does not hold, or holds otherwise, or lacks."""
    superseded = connection.execute(
        "select supersedes_edition_no from publication.edition where edition_no = %s", [edition_no]
    ).fetchone()
    previous = superseded[0] if superseded else None
    yield from _differing(connection, "figure", edition_no, {}, evidence.read_figures(bundle))
    changes = freeze.read_changes(bundle)
    yield from _differing(connection, "figure_change", edition_no, {"previous_edition_no": previous}, changes)


def _differing(
    connection: Connection, table: str, edition_no: int, constants: dict[str, int | None], frame: pd.DataFrame
) -> Iterator[Broken]:
    keys = sql.SQL(", ").join(map(sql.Identifier, KEYS[table]))
    names = {"table": sql.Identifier("publication", table), "keys": keys}
    with connection.transaction(force_rollback=True):
        connection.execute(
            sql.SQL("create temporary table frozen on commit drop as select * from {table} limit 0").format(
                **names
            )
        )
        publish.copy_frozen(connection, "pg_temp.frozen", edition_no, constants, frame)
        found = connection.execute(
            sql.SQL(
                "select array_to_string(array[{keys}], ' '), published is null, frozen is null"
                " from (select * from {table} where edition_no = %s) as published"
                " full join frozen using ({keys}) where published is distinct from frozen order by 1 limit %s"
            ).format(**names),
            [edition_no, MOST_NAMED],
        ).fetchall()
    for key, is_gone, is_added in found:
        said = "is in the bundle, not among" if is_gone else "is not in the bundle, but among"
        differs = "is not as in the bundle among"
        yield Broken(
            subject=key, fault=f"{said if is_gone or is_added else differs} the rows of publication.{table}"
        )
