"""What the register says of persons, written down once for each row that says something new."""

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


def describe(connection: Connection, load_no: int) -> None:
    """Write down what the members of a load, whose keys are in `keyed_row`, say of their persons."""
    connection.execute(statements.beside(__file__, "descriptions"), {"load_no": load_no})
