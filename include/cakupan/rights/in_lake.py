"""Which files of the lake hold a person's rows, so that forgetting reaches them."""

from cakupan.lake import record
from cakupan.rights.held import Held
from cakupan.warehouse.connection import Connection

# Tables of the lake that hold a person's rows or keys, and how their files (load, period) are found.
IN_REGISTER = {"register.membership": "memberships", "register.claim": "claims"}
OF_LISTS = (
    "select distinct judgement.load_no, submission.period from intake.judgement"
    " inner join intake.submission using (submission_no)"
    " inner join unnest(%s::bigint[], %s::integer[]) as listed (submission_no, judgement_no)"
    " on judgement.submission_no = listed.submission_no and judgement.judgement_no = listed.judgement_no"
)
OF_KEYS = "select distinct load_no, '' from identity.person_key where key_no = any(%s)"


def note(connection: Connection, everything: Held, key_nos: tuple[int, ...], reason: str) -> int:
    """Note, before a person's rows are emptied, the files that hold them; return how many.

    Part of the transaction that empties them, under the lock of the lake; `catching_up.settle` does the rest.
    """
    listed = everything.roster_rows
    lists = connection.execute(
        OF_LISTS, [[row["submission_no"] for row in listed], [row["judgement_no"] for row in listed]]
    ).fetchall()
    keys = connection.execute(OF_KEYS, [list(key_nos)]).fetchall()
    noted = record.note_changes(connection, "intake.roster_row", lists, reason)
    noted += record.note_changes(connection, "identity.person_key", keys, reason)
    for table, section in IN_REGISTER.items():
        loads = {(int(row["load_no"]), "") for row in everything.sections[section]}
        noted += record.note_changes(connection, table, loads, reason)
    return noted
