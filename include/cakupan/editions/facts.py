"""Facts of published editions: one partition per edition, and a view of the newest of each period."""

from cakupan.editions import tables
from cakupan.warehouse.connection import Connection

FACT_PREFIX = "fct_"


def attach(connection: Connection, schema: str, edition_no: int) -> list[str]:
    """Move every fact table of a build under marts as the partition of this edition; return their names.

    Marts belong to the owner: a function of his takes each table over, in the transaction that publishes.
    """
    names = tables.names(connection, schema, FACT_PREFIX)
    for name in names:
        connection.execute("select marts.attach_fact(%s, %s, %s)", [schema, name, edition_no])
    return names
