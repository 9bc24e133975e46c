"""Evidence rows back to the rows of the files they came from, with NIK masked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.masking import mask, mask_number
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

PERSON_TABLES = {"register.membership": ("nik", "kpj"), "register.claim": (None, "kpj")}


def of_roster(
    connection: Connection, rows: Iterable[dict[str, Any]], as_of: datetime
) -> dict[tuple[int, int, int], dict[str, Any]]:
    """Return the sheet rows behind evidence of rosters, by (submission, sheet, row), as judged at as_of."""
    keys = sorted({(row["source_no"], row["sheet_no"], row["row_number"]) for row in rows})
    found = statements.dicts(
        connection,
        statements.beside(__file__, "roster_sources"),
        {
            "submission_nos": [submission_no for submission_no, _, _ in keys],
            "sheet_nos": [sheet_no for _, sheet_no, _ in keys],
            "row_numbers": [row_number for _, _, row_number in keys],
            "as_of": as_of,
        },
    )
    return {(row["submission_no"], row["sheet_no"], row["row_number"]): _roster_source(row) for row in found}


def _roster_source(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "roster",
        "submission_id": row["submission_id"],
        "partner_id": row["partner_id"],
        "file": row["file_name"],
        "sha256": row["sha256"],
        "received_at": row["received_at"].isoformat(),
        "sheet": row["sheet_name"],
        "sheet_no": row["sheet_no"],
        "row": row["row_number"],
        "verdict": row["verdict"],
        "nik": mask(row["nik"]),
        "kpj": mask_number(row["kpj"]),
        "matched_by": _matched_by(row["is_known_by_nik"], row["is_known_by_kpj"]),
    }


def _matched_by(is_known_by_nik: bool, is_known_by_kpj: bool) -> str | None:
    """The key that gives the row its person: the NIK goes before the KPJ."""
    if is_known_by_nik:
        return "nik"
    return "kpj" if is_known_by_kpj else None


def of_extracts(
    connection: Connection, rows: Iterable[dict[str, Any]]
) -> dict[tuple[int, int, int], dict[str, Any]]:
    """Return the records behind evidence of register and reference, by (load, file, record)."""
    keys = {(row["source_no"], row["sheet_no"], row["row_number"]) for row in rows}
    files = connection.execute(
        "select load_file.load_no, load_file.file_no, load_file.table_name, load_file.file_name,"
        " load_file.sha256, load.kind, load.recorded_at from control.load_file"
        " inner join control.load on load_file.load_no = load.load_no where load_file.load_no = any(%s)",
        [sorted({load_no for load_no, _, _ in keys if load_no is not None})],
    ).fetchall()
    found: dict[tuple[int, int, int], dict[str, Any]] = {}
    for load_no, file_no, table, file_name, sha256, kind, recorded_at in files:
        records = [record for load, file, record in keys if (load, file) == (load_no, file_no)]
        persons = _person_keys(connection, table, load_no, file_no, records)
        for record in records:
            nik, kpj = persons.get(record, (None, None))
            found[(load_no, file_no, record)] = {
                "kind": kind,
                "load_no": load_no,
                "table": table,
                "file": file_name,
                "sha256": sha256,
                "recorded_at": recorded_at.isoformat(),
                "record": record,
                "nik": mask(nik),
                "kpj": mask_number(kpj),
                "matched_by": _matched_by(bool(nik), bool(kpj)),
            }
    return found


def _person_keys(
    connection: Connection, table: str, load_no: int, file_no: int, records: list[int]
) -> dict[int, tuple[str | None, str | None]]:
    if table not in PERSON_TABLES:
        return {}
    nik, kpj = (sql.Identifier(name) if name else sql.SQL("null") for name in PERSON_TABLES[table])
    rows = connection.execute(
        sql.SQL(
            "select row_number, {}, {} from {} where load_no = %s and file_no = %s and row_number = any(%s)"
        ).format(nik, kpj, sql.Identifier(*table.split("."))),
        [load_no, file_no, records],
    ).fetchall()
    return {record: (found_nik, found_kpj) for record, found_nik, found_kpj in rows}
