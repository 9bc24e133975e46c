"""A row is whoever its NIK, or without one its KPJ, is in the register."""

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


def decide(connection: Connection) -> None:
    """Fill `row_decided` from `row_to_match`."""
    connection.execute(statements.beside(__file__, "exact_keys"))
