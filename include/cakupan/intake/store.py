"""Put judged rows, sheets, findings and judgements into the warehouse, a batch at once."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from cakupan.intake import refusals, rules, stored
from cakupan.intake.judge import Batch, Judgement
from cakupan.intake.read import SheetReading
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_frame


def remove(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Delete unused judgements with all that hangs on them; return the number each new judgement takes."""
    found = connection.execute(
        "select submission_no, max(judgement_no) from intake.judgement where submission_no = any(%s)"
        " group by 1",
        [list(numbers)],
    ).fetchall()
    for table in ("hold", "receipt", "finding", "sheet", "roster_row", "judgement"):
        connection.execute(f"delete from intake.{table} where submission_no = any(%s)", [list(numbers)])
    return dict.fromkeys(numbers, 1) | {int(number): int(judgement) for number, judgement in found}


def write(
    connection: Connection,
    load_no: int,
    batch: Batch,
    periods: Mapping[int, str],
    judgement_nos: Mapping[int, int],
) -> None:
    """Copy the judgements that have a number in `judgement_nos`, with their sheets, rows and findings.

    `periods` gives the period of each submission: roster rows are partitioned by it.
    """
    mine = [each for each in batch.judgements if each.submission_no in judgement_nos]
    if not mine:
        return
    judgements = pd.DataFrame([_judgement_row(each, judgement_nos, load_no) for each in mine])
    copy_frame(connection, "intake.judgement", judgements.astype({"stated_total": "Int64"}))
    sheets = [row for each in mine for row in _sheet_rows(each, judgement_nos)]
    copy_frame(
        connection,
        "intake.sheet",
        pd.DataFrame(sheets).astype({"header_row": "Int64"}) if sheets else pd.DataFrame(),
    )
    for kind, frame in batch.rows.items():
        own = frame[frame["submission_no"].isin(list(judgement_nos))]
        kept = stored.rows(own, kind)
        numbers = own["submission_no"]
        kept = kept.assign(period=numbers.map(periods), judgement_no=numbers.map(judgement_nos))
        copy_frame(connection, "intake.roster_row", kept)
    findings = batch.findings[batch.findings["submission_no"].isin(list(judgement_nos))]
    findings = findings.astype({"submission_no": "int64", "sheet_no": "Int64", "row_number": "Int64"})
    findings = findings.assign(judgement_no=findings["submission_no"].map(judgement_nos))
    copy_frame(connection, "intake.finding", findings)


def _judgement_row(each: Judgement, judgement_nos: Mapping[int, int], load_no: int) -> dict[str, Any]:
    refusal = each.reading.refusal
    return {
        "submission_no": each.submission_no,
        "judgement_no": judgement_nos[each.submission_no],
        "load_no": load_no,
        "contract_version": each.contract.version_name,
        "rules_version": rules.RULES_VERSION,
        "outcome": each.outcome,
        "refusal_code": refusal.code if refusal else None,
        "refusal_text": refusals.text(refusal) if refusal else None,
        "is_nil": each.reading.is_nil,
        "received": sum(each.counts.values()),
        "accepted": each.counts["accepted"],
        "quarantined": each.counts["quarantined"],
        "duplicates": each.counts["duplicate"],
        "stated_total": each.stated_total,
    }


def _sheet_rows(each: Judgement, judgement_nos: Mapping[int, int]) -> list[dict[str, Any]]:
    """A refused file has no sheets: none of its rows was judged."""
    if each.reading.refusal:
        return []
    return [
        {
            "submission_no": each.submission_no,
            "judgement_no": judgement_nos[each.submission_no],
            "sheet_no": sheet.sheet_no,
            "sheet_name": sheet.sheet_name,
            "is_visible": sheet.is_visible,
            "is_ignored": sheet.is_ignored,
            "header_row": sheet.header_row,
            "columns": json.dumps(_columns(sheet), ensure_ascii=False),
            "used_rows": sheet.used_rows,
            **{
                f"{name}_rows": sheet.classes[name]
                for name in ("title", "header", "numbering", "section", "total", "note")
            },
            "received": sheet.classes["received"],
            "accepted": each.sheet_counts.get((sheet.sheet_no, "accepted"), 0),
            "quarantined": each.sheet_counts.get((sheet.sheet_no, "quarantined"), 0),
            "duplicates": each.sheet_counts.get((sheet.sheet_no, "duplicate"), 0),
        }
        for sheet in each.reading.sheets
    ]


def _columns(sheet: SheetReading) -> list[dict[str, Any]]:
    return [
        {"number": None, "header": header, "field": name, "basis": "unknown", "suggestion": None}
        for name, header in sheet.mapping.items()
    ]
