"""What an edition was made from, as its manifest lists it: files, loads and submissions visible at as_of."""

import hashlib
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.editions import tables
from cakupan.editions.manifest import canonical
from cakupan.editions.period import iso
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

IN_FORCE = "int_submissions__in_force"


def read(connection: Connection, schema: str, as_of: datetime) -> dict[str, Any]:
    """Return the inputs of a build in a fixed order."""
    loads = connection.execute(
        "select load_no, kind, recorded_at, source_sha256 from control.load"
        " where recorded_at <= %s order by load_no",
        [as_of],
    ).fetchall()
    listed = [[load_no, kind, iso(recorded_at), sha256] for load_no, kind, recorded_at, sha256 in loads]
    return {
        "loads": {"count": len(listed), "sha256": hashlib.sha256(canonical(listed)).hexdigest()},
        "extract_files": _extract_files(connection, as_of),
        "submissions": _submissions(connection, schema),
    }


def _extract_files(connection: Connection, as_of: datetime) -> list[dict[str, Any]]:
    return statements.dicts(
        connection,
        "select load.kind, load_file.load_no, load_file.file_no, load_file.table_name, load_file.sha256,"
        " load_file.mode, load_file.rows from control.load_file"
        " inner join control.load on load_file.load_no = load.load_no"
        " where load.recorded_at <= %s order by load_file.load_no, load_file.file_no",
        [as_of],
    )


def _submissions(connection: Connection, schema: str) -> list[dict[str, Any]]:
    """The submissions in force, as the build itself found them."""
    if not tables.columns(connection, schema, IN_FORCE):
        return []
    return statements.dicts(
        connection,
        sql.SQL(
            "select submission.submission_id, judgement.judgement_no, submission.partner_id,"
            " submission.roster_kind, submission.period, submission.sha256,"
            " judgement.contract_version, judgement.rules_version"
            " from {}.{} as in_force"
            " inner join intake.submission on in_force.submission_no = submission.submission_no"
            " inner join intake.judgement on in_force.submission_no = judgement.submission_no"
            " and in_force.judgement_no = judgement.judgement_no"
            " order by submission.submission_no"
        ).format(sql.Identifier(schema), sql.Identifier(IN_FORCE)),
    )
