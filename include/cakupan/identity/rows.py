"""The rows of lists of people that are decided about, and what was decided of them.

`collect` makes these temporary tables for whoever decides:
- `row_to_match`: rows to decide about, each once, with the load that its decision will carry;
- `merged_person`: persons that are several numbers, each with the one that stays, and whether the register
  describes them under any of the numbers;
- `row_decided` and `row_candidate`, empty, with the columns of `identity.decision` and `identity.candidate`.
The tables `identity.person_key` and `identity.description` hold what was known at the instant of the epoch.
"""

from cakupan.contracts import roster
from cakupan.identity.epochs import Epoch
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.statements import Values

TEMPORARY = (
    "list_to_match",
    "decided_before",
    "row_to_match",
    "merged_person",
    "row_decided",
    "row_candidate",
)


def collect(connection: Connection, epoch: Epoch) -> int:
    """Make the temporary tables of an epoch and return how many rows there are to decide about."""
    asked = {
        "load_nos": epoch.load_nos,
        "kinds_of_people": list(roster.kinds_of_people()),
        "looks_again": epoch.looks_again,
        "instant": epoch.instant,
        "is_ruling": False,
    }
    connection.execute(statements.beside(__file__, "lists_to_match"), asked)
    return prepare(connection, asked)


def prepare(connection: Connection, asked: Values) -> int:
    """Make the temporary tables of the lists in `list_to_match` and return how many rows they are about."""
    connection.execute(statements.beside(__file__, "decided_before"), asked)
    connection.execute(statements.beside(__file__, "rows_to_match"), asked)
    connection.execute(statements.beside(__file__, "merged_persons"), asked)
    for name, of in (("row_decided", "decision"), ("row_candidate", "candidate")):
        connection.execute(f"create temporary table {name} (like identity.{of}) on commit drop")
    for joined in ("row_to_match (submission_no, row_number, nik_no, kpj_no)", "merged_person"):
        connection.execute(f"analyze {joined}")
    connection.execute("create index on merged_person (person_no)")
    found = connection.execute("select count(*) from row_to_match").fetchone()
    return int(found[0]) if found else 0


def write_decisions(connection: Connection) -> None:
    """Write the decisions that say something else than the newest one of their row, with their candidates."""
    connection.execute(statements.beside(__file__, "written_decisions"))
    connection.execute(statements.beside(__file__, "written_candidates"))


def forget(connection: Connection) -> None:
    """Drop the temporary tables of an epoch."""
    connection.execute(f"drop table if exists own_key, {', '.join(TEMPORARY)}")
