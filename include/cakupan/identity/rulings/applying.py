"""Rulings outrank what is found: they are applied to rows as they are decided, and to rows decided before.

A ruling applies to every row of its partner that states the same, while its guard holds. Where it no longer
does, what is found counts, and that is told.
"""

import logging

from cakupan.contracts import roster
from cakupan.identity import rows
from cakupan.identity.epochs import Epoch
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)


def apply(connection: Connection, epoch: Epoch) -> None:
    """Let rulings recorded by the instant of an epoch decide rows of `row_decided`."""
    find(connection, epoch)
    connection.execute(statements.beside(__file__, "ruled_decisions"))
    connection.execute(
        "delete from row_candidate using ruled_row where ruled_row.is_holding"
        " and (row_candidate.submission_no, row_candidate.judgement_no, row_candidate.sheet_no,"
        " row_candidate.row_number) = (ruled_row.submission_no, ruled_row.judgement_no,"
        " ruled_row.sheet_no, ruled_row.row_number)"
    )
    told = connection.execute(
        "select count(distinct ruling_no), count(*) from ruled_row where not is_holding"
    ).fetchone()
    if told and told[0]:
        LOGGER.warning(
            "%s rulings no longer apply, to %s rows; `cakupan review stale` lists them", told[0], told[1]
        )
    connection.execute("drop table ruled_row")


def collect_decided(connection: Connection, epoch: Epoch) -> int:
    """Make the temporary tables of rows decided before that a load rules on; return how many they are."""
    load_no = epoch.load_nos[0]
    asked = {
        "load_no": load_no,
        "kinds_of_people": list(roster.kinds_of_people()),
        "instant": epoch.instant,
        "is_ruling": True,
    }
    connection.execute(statements.beside(__file__, "ruled_lists"), asked)
    rows.prepare(connection, asked)
    find(connection, epoch)
    count = connection.execute(statements.beside(__file__, "decided_again"), {"load_no": load_no}).rowcount
    connection.execute("drop table ruled_row")
    return count


def find(connection: Connection, epoch: Epoch) -> None:
    """Make the temporary table `ruled_row`: rows of `row_to_match` that rulings are about."""
    connection.execute(statements.beside(__file__, "digests"))
    connection.execute(statements.beside(__file__, "ruled_rows"), {"instant": epoch.instant})
