"""Evidence rows back to the rows of the files they came from, with NIK masked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from psycopg import sql

from cakupan.masking import mask
from cakupan.warehouse.connection import Connection

PERSON_TABLES = {"register.membership": ("nik", "kpj"), "register.claim": (None, "kpj")}


def of_roster(
    connection: Connection, rows: Iterable[dict[str, Any]], as_of: datetime
) -> dict[tuple[int, int, int], dict[str, Any]]:
    """Return the sheet rows behind evidence of rosters, by (submission, sheet, row), as judged at as_of."""
    keys = list({(row["source_no"], row["sheet_no"], row["row_number"]) for row in rows})
    found = connection.execute(
        """
        with asked as (
            select *
            from unnest(%s::bigint[], %s::int[], %s::int[]) as wanted (submission_no, sheet_no, row_number)
        ),
        judged as (
            select distinct on (judgement.submission_no) judgement.submission_no, judgement.judgement_no
            from intake.judgement
            inner join control.load on judgement.load_no = load.load_no
            where load.recorded_at <= %s
                and judgement.submission_no in (select asked.submission_no from asked)
            order by judgement.submission_no, judgement.judgement_no desc
        )
        select
            asked.submission_no, asked.sheet_no, asked.row_number, submission.submission_id,
            submission.partner_id, submission.file_name, submission.sha256, submission.received_at,
            sheet.sheet_name, roster_row.verdict, roster_row.nik, roster_row.kpj,
            (select person_no from identity.person_key where key_kind = 'nik' and key_value = roster_row.nik),
            (select person_no from identity.person_key where key_kind = 'kpj' and key_value = roster_row.kpj)
        from asked
        inner join intake.submission on asked.submission_no = submission.submission_no
        inner join judged on asked.submission_no = judged.submission_no
        left join intake.sheet
            on judged.submission_no = sheet.submission_no and judged.judgement_no = sheet.judgement_no
            and asked.sheet_no = sheet.sheet_no
        left join intake.roster_row
            on submission.period = roster_row.period and judged.submission_no = roster_row.submission_no
            and judged.judgement_no = roster_row.judgement_no and asked.sheet_no = roster_row.sheet_no
            and asked.row_number = roster_row.row_number
        """,
        [*(list(column) for column in zip(*keys, strict=True)), as_of] if keys else [[], [], [], as_of],
    ).fetchall()
    return {row[:3]: _roster_source(row) for row in found}


def _roster_source(row: tuple[Any, ...]) -> dict[str, Any]:
    submission_id, partner_id, file_name, sha256, received_at, sheet, verdict = row[3:10]
    nik, kpj, person_by_nik, person_by_kpj = row[10:]
    return {
        "kind": "roster",
        "submission_id": submission_id,
        "partner_id": partner_id,
        "file": file_name,
        "sha256": sha256,
        "received_at": received_at.isoformat(),
        "sheet": sheet,
        "sheet_no": row[1],
        "row": row[2],
        "verdict": verdict,
        "nik": mask(nik),
        "kpj": mask(kpj),
        "matched_by": _matched_by(person_by_nik, person_by_kpj),
    }


def _matched_by(person_by_nik: int | None, person_by_kpj: int | None) -> str | None:
    """The key that gives the row its person: the NIK goes before the KPJ."""
    if person_by_nik is not None:
        return "nik"
    return "kpj" if person_by_kpj is not None else None


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
                "kpj": mask(kpj),
                "matched_by": _matched_by(1 if nik else None, 1 if kpj else None),
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
