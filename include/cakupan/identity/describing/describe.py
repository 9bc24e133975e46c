"""Describe the persons of a register load, so that rows of rosters can be compared with them."""

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


def describe(connection: Connection, load_no: int) -> int:
    """Add what the members of a load, those of `keyed_row`, say anew; return in how many descriptions."""
    added = connection.execute(statements.beside(__file__, "new_descriptions"), {"load_no": load_no}).rowcount
    if added:
        connection.execute("analyze identity.description")
    return added
