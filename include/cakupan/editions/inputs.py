"""What an edition was made from, as its manifest lists it: files, loads and submissions visible at as_of."""

import hashlib
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.editions.manifest import canonical
from cakupan.editions.period import iso
from cakupan.identity.model import files
from cakupan.masking import hide_numbers
from cakupan.warehouse import copy_out, statements
from cakupan.warehouse.connection import Connection

SUBMISSIONS = "fct_submissions"
MATCHED = ("fct_roster_months", "fct_intern_months")
WHY = ("release_reason", "replay_reason")


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
        "submissions": _submissions(connection, schema, as_of),
        "decisions": _decisions(connection, as_of),
        "models": _models(connection, schema),
    }


def _extract_files(connection: Connection, as_of: datetime) -> list[dict[str, Any]]:
    files = statements.dicts(
        connection,
        "select load.kind, load_file.load_no, load_file.file_no, load_file.table_name, load_file.file_name,"
        " load_file.sha256, load_file.mode, load_file.rows, load.recorded_at from control.load_file"
        " inner join control.load on load_file.load_no = load.load_no"
        " where load.recorded_at <= %s order by load_file.load_no, load_file.file_no",
        [as_of],
    )
    return [
        file | {"file_name": hide_numbers(file["file_name"]), "recorded_at": iso(file["recorded_at"])}
        for file in files
    ]


def _decisions(connection: Connection, as_of: datetime) -> list[dict[str, Any]]:
    """The loads by which staff or another model decided who is who, with the reasons given."""
    rows = statements.dicts(connection, statements.beside(__file__, "input_decisions"), {"as_of": as_of})
    return [
        row
        | {"recorded_at": iso(row["recorded_at"]), "reason": row["reason"] and hide_numbers(row["reason"])}
        for row in rows
    ]


def _models(connection: Connection, schema: str) -> list[dict[str, str]]:
    """The models behind the decisions on rows that count, with the hashes of their manifests."""
    known: dict[str, str] = dict(
        connection.execute("select version, sha256 from identity.model order by load_no").fetchall()
    )
    used = {
        version
        for name in MATCHED
        if "model_version" in dict(copy_out.columns(connection, schema, name))
        for (version,) in connection.execute(
            sql.SQL("select distinct model_version from {} where model_version is not null").format(
                sql.Identifier(schema, name)
            )
        ).fetchall()
    }
    return [
        {"version": version, "sha256": known.get(version) or files.read(version).sha256}
        for version in sorted(used)
    ]


def _submissions(connection: Connection, schema: str, as_of: datetime) -> list[dict[str, Any]]:
    """The submissions that count for the period or were sent for it, as the build itself found them."""
    if not copy_out.columns(connection, schema, SUBMISSIONS):
        return []
    counted = connection.execute(
        sql.SQL("select submission_no, judgement_no, outcome, is_in_force from {}").format(
            sql.Identifier(schema, SUBMISSIONS)
        )
    ).fetchall()
    became = {row[0]: {"outcome": row[2], "is_in_force": row[3]} for row in counted}
    asked: dict[str, object] = {
        "submission_nos": [row[0] for row in counted],
        "judgement_nos": [row[1] for row in counted],
        "as_of": as_of,
    }
    return [
        row
        | became[row["submission_no"]]
        | {
            "file_name": hide_numbers(row["file_name"]),
            "received_at": iso(row["received_at"]),
            **{name: row[name] and hide_numbers(row[name]) for name in WHY},
            "sheets": [[sheet_no, hide_numbers(name)] for sheet_no, name in row["sheets"]],
        }
        for row in statements.dicts(connection, statements.beside(__file__, "input_submissions"), asked)
    ]
