"""How the figures of a month moved from one of its versions to a later one, by cause, as published."""

from typing import Any

from cakupan.editions.plan import edition_named
from cakupan.errors import CakupanError
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

COLUMNS = ("edition", "figure_id", "part", "before", "after", "change", "cause")


def between(connection: Connection, earlier: str, later: str) -> list[dict[str, Any]]:
    """Return each recorded change of every version after the earlier up to the later, by figure and cause.

    Raises:
        NotFound: there is no such edition.
        CakupanError: they are not an earlier and a later version of one month.
    """
    first, last = edition_named(connection, earlier), edition_named(connection, later)
    if first.period != last.period or first.version >= last.version:
        raise CakupanError(
            f"{first.name} and {last.name} are not an earlier and a later version of one month:"
            f" write them in this order, such as 2024-10/v1 2024-10/v2."
        )
    return statements.dicts(
        connection,
        "select edition.period || '/v' || edition.version as edition, figure_id, part,"
        " previous_value as before, value as after, change::text, cause"
        " from publication.figure_change inner join publication.edition using (edition_no)"
        " where edition.period = %s and edition.version > %s and edition.version <= %s"
        ' order by figure_id collate "C", edition.version, part, cause collate "C"',
        [first.period, first.version, last.version],
    )
