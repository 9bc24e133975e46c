"""Published figures, as commands list them."""

from typing import Any

from cakupan.editions.plan import edition_named
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

COLUMNS = """
    figure_id, indicator_code, period, area_code, area_name, segment_code, numerator, denominator, value,
    unit, basis, class
"""
OF_LISTS = (
    "excluded",
    "lower_bound",
    "possible",
    "upper_bound",
    "unknown",
)  # of figures over people on lists


def figures(connection: Connection, period: str, version: int | None = None) -> list[dict[str, Any]]:
    """Return the figures of an edition, the newest of the period when no version is named, by figure id.

    Raises:
        NotFound: there is no such edition.
    """
    edition = edition_named(connection, period if version is None else f"{period}/v{version}")
    rows = statements.dicts(
        connection,
        f"select {COLUMNS}, slicing, slice_code, {', '.join(OF_LISTS)} from publication.figure"
        ' where edition_no = %s order by figure_id collate "C"',
        [edition.edition_no],
    )
    return [_listed(row, edition.name) for row in rows]


def _listed(row: dict[str, Any], edition: str) -> dict[str, Any]:
    apart = {"slicing", "slice_code", *OF_LISTS}
    listed = {name: value for name, value in row.items() if name not in apart}
    for part in ("numerator", "denominator"):
        listed[part] = None if listed[part] is None else int(listed[part])
    sliced = {} if row["slicing"] in {"total", "segment"} else {row["slicing"]: row["slice_code"]}
    of_lists = {name: row[name] for name in OF_LISTS} if row["possible"] is not None else {}
    return listed | {"slices": sliced, "edition": edition} | of_lists
