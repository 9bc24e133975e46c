"""Describe the persons of a register load, so that rows of rosters can be compared with them."""

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

FEW = 0.05  # up to this share of new descriptions what the planner knows of the others stays true


def describe(connection: Connection, load_no: int) -> int:
    """Add what the members of a load, those of `keyed_row`, say anew; return in how many descriptions."""
    asked = {"load_no": load_no}
    connection.execute(statements.beside(__file__, "new_names"), asked)
    connection.execute("analyze name_made")
    added = connection.execute(statements.beside(__file__, "new_descriptions"), asked).rowcount
    connection.execute("drop table name_made")
    if added > FEW * _known(connection):
        for table in ("description", "description_block"):
            connection.execute(f"analyze identity.{table}")
    return added


def _known(connection: Connection) -> float:
    """Return how many descriptions the planner knows of; none, or less, where it was never told."""
    estimate = connection.execute(
        "select reltuples from pg_class where oid = 'identity.description'::regclass"
    ).fetchone()
    return float(estimate[0]) if estimate else 0
