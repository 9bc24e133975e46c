"""Put judged rows, sheets, findings and judgements into the warehouse, a batch at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging import rules, stored
from cakupan.intake.judging.judge import Batch, Judgement
from cakupan.intake.judging.slices import Judged
from cakupan.intake.reading.read import SheetReading
from cakupan.intake.rows import wording
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.copy import copy_frame, copy_table


def remove(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Delete unused judgements with all that hangs on them; return the number each new judgement takes."""
    judgements = connection.execute(
        "select submission_no, max(judgement_no), min(period) from intake.judgement"
        " inner join intake.submission using (submission_no) where submission_no = any(%s) group by 1",
        [list(numbers)],
    ).fetchall()
    _delete(connection, [row[0] for row in judgements], sorted({row[2] for row in judgements}))
    return dict.fromkeys(numbers, 1) | {int(number): int(judgement) for number, judgement, _ in judgements}


def _delete(connection: Connection, judged: Sequence[int], periods: Sequence[str]) -> None:
    """Most submissions are new: then nothing is looked for. Rows are, in the partitions of their months."""
    if not judged:
        return
    connection.execute(
        "delete from intake.roster_row where period = any(%s) and submission_no = any(%s)",
        [list(periods), list(judged)],
    )
    for table in ("hold", "receipt", "finding", "sheet", "judgement"):
        connection.execute(f"delete from intake.{table} where submission_no = any(%s)", [list(judged)])


def write(
    connection: Connection,
    load_no: int,
    batch: Batch,
    periods: Mapping[int, str],
    judgement_nos: Mapping[int, int],
    schema: str = "intake",
) -> None:
    """Copy the judgements that have a number in `judgement_nos`, with their sheets, rows and findings.

    `periods` gives the period of each submission: roster rows are partitioned by it. Another schema, such as
    `pg_temp`, has tables of the same names.
    """
    mine = [each for each in batch.judgements if each.submission_no in judgement_nos]
    if not mine:
        return
    judgements = pd.DataFrame([_judgement_row(each, judgement_nos, load_no) for each in mine])
    copy_frame(connection, f"{schema}.judgement", judgements.astype({"stated_total": "Int64"}))
    sheets = [row for each in mine for row in _sheet_rows(each, judgement_nos)]
    copy_frame(
        connection,
        f"{schema}.sheet",
        pd.DataFrame(sheets).astype({"header_row": "Int64"}) if sheets else pd.DataFrame(),
    )
    put = rows_into(connection, periods, judgement_nos, schema)
    for judged in batch.judged:
        put(judged)
    copy_table(connection, f"{schema}.finding", _numbered(batch.finding_rows, judgement_nos))


def rows_into(
    connection: Connection,
    periods: Mapping[int, str],
    judgement_nos: Mapping[int, int],
    schema: str = "intake",
) -> Callable[[Judged], None]:
    """Return what copies judged rows, portion by portion; of submissions without a number it copies none."""

    def put(judged: Judged) -> None:
        terms = judged.frame.portion.terms
        own = [judgement_nos.get(each.submission_no) for each in terms]
        file_no = pa.array(judged.frame.portion.file_no)
        rows = stored.rows(judged)
        rows = rows.append_column(
            "period", pa.array([periods[each.submission_no] for each in terms]).take(file_no)
        )
        rows = rows.append_column("judgement_no", pa.array(own, pa.int32()).take(file_no))
        copy_table(
            connection,
            f"{schema}.roster_row",
            rows.filter(pc.is_valid(rows["judgement_no"])) if None in own else rows,
        )

    return put


def _numbered(findings: pa.Table, judgement_nos: Mapping[int, int]) -> pa.Table:
    """Findings with the number of their judgement, without those of submissions that have none."""
    known = pa.array(judgement_nos.keys(), pa.int64())
    numbers = pa.array(judgement_nos.values(), pa.int32())
    numbered = findings.append_column(
        "judgement_no", numbers.take(pc.index_in(findings["submission_no"].combine_chunks(), known))
    )
    return numbered.filter(pc.is_valid(numbered["judgement_no"]))


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
        "refusal_details": wording.as_json(refusal.details) if refusal else None,
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
    return [dict(vars(column)) for column in sheet.columns]
