"""Persons that a row of the register shows to be one are merged, the younger into the older.

Two persons of whom a human said that they are two are never made one by a row, nor is anybody merged through
whom they would be; that the register says so is a finding.
"""

from datetime import datetime

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection


def merge(connection: Connection, load_no: int, instant: datetime) -> None:
    """Merge the persons whom the rows of a load, in `keyed_row`, name together."""
    asked = {"load_no": load_no, "instant": instant}
    connection.execute(statements.beside(__file__, "named_together"))
    named = connection.execute("select exists (select from named_together)").fetchone()
    if named and named[0]:
        while connection.execute(statements.beside(__file__, "merged_once"), asked).rowcount:
            pass
        connection.execute(statements.beside(__file__, "kept_apart"), asked)
    connection.execute("drop table named_together")
