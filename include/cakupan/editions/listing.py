"""Published figures, as commands list them."""

from typing import Any

from cakupan.editions.plan import edition_named
from cakupan.warehouse.connection import Connection

COLUMNS = (
    "figure_id",
    "indicator_code",
    "period",
    "area_code",
    "area_name",
    "segment_code",
    "numerator",
    "denominator",
    "value",
    "unit",
    "basis",
    "class",
)


def figures(connection: Connection, period: str, version: int | None = None) -> list[dict[str, Any]]:
    """Return the figures of an edition, the newest of the period when no version is named, by figure id.

    Raises:
        NotFound: there is no such edition.
    """
    edition = edition_named(connection, period if version is None else f"{period}/v{version}")
    rows = connection.execute(
        f"select {', '.join(COLUMNS)}, slicing, slice_code from publication.figure"
        ' where edition_no = %s order by figure_id collate "C"',
        [edition.edition_no],
    ).fetchall()
    return [_listed(row, edition.name) for row in rows]


def _listed(row: tuple[Any, ...], edition: str) -> dict[str, Any]:
    listed = dict(zip(COLUMNS, row, strict=False))
    slicing, slice_code = row[len(COLUMNS) :]
    for part in ("numerator", "denominator"):
        listed[part] = None if listed[part] is None else int(listed[part])
    sliced = {} if slicing in {"total", "segment"} else {slicing: slice_code}
    return listed | {"slices": sliced, "edition": edition}
