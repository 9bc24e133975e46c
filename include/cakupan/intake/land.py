"""Judge submissions and put rows, findings and judgements into the warehouse, a batch in one transaction."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from cakupan import settings
from cakupan.intake import archive, directory, one_by_one, refusals, rules, stored
from cakupan.intake.judge import Batch, Judgement, Received
from cakupan.warehouse import loads, locks
from cakupan.warehouse.connection import Connection, connect
from cakupan.warehouse.copy import copy_frame

logger = logging.getLogger(__name__)

LEAST_SHARE = (
    0.5  # of the accepted rows of the list it replaces; a shorter full list waits for a confirmation
)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A submission to be judged."""

    submission_no: int
    submission_id: str
    partner_id: str
    roster_kind: str
    period: str
    sha256: str
    funding_code: str | None
    valid_from: date


def replace(submission_ids: Sequence[str]) -> list[str]:
    """Judge these submissions and store the result instead of an earlier one that no edition has used.

    Returns the ids it was given, so that gate and receipt can follow.
    """
    with connect() as connection:
        submissions = _submissions(connection, submission_ids)
        received = _received(connection, submissions)
    _make_partitions(sorted({each.period for each in submissions}))
    one_by_one.judge_and_store(
        received, settings.load().max_file_bytes, lambda batch: _store(batch, submissions)
    )
    return list(submission_ids)


def _store(batch: Batch, submissions: Sequence[Submission]) -> None:
    with connect() as connection, loads.load(connection, "intake") as load:
        open_numbers = _open(connection, [each.submission_no for each in batch.judgements])
        judgement_nos = _remove(connection, open_numbers)
        _write(connection, load.load_no, batch, submissions, judgement_nos)
        for number in sorted(judgement_nos):
            _hold_if_shrunk(connection, number)
    logger.info(
        "judged %d submissions, left %d as published",
        len(judgement_nos),
        len(batch.judgements) - len(judgement_nos),
    )


def hold(connection: Connection, submission_id: str, reason: str) -> None:
    """Set a submission's newest judgement aside until it is released; a refused file stays refused."""
    connection.execute(
        "update intake.judgement set outcome = 'held', held_reason = %s"
        " from intake.submission where submission.submission_no = judgement.submission_no"
        " and submission_id = %s and outcome <> 'refused' and judgement_no ="
        " (select max(judgement_no) from intake.judgement as newest where newest.submission_no ="
        " judgement.submission_no)",
        [reason, submission_id],
    )


def _submissions(connection: Connection, submission_ids: Sequence[str]) -> list[Submission]:
    names = (
        "submission_no", "submission_id", "partner_id", "roster_kind", "period", "sha256", "funding_code",
        "valid_from",
    )  # fmt: skip
    rows = connection.execute(
        f"select {', '.join(names)} from intake.submission where submission_id = any(%s) order by"
        f" submission_no",
        [list(submission_ids)],
    )
    return [Submission(**dict(zip(names, row, strict=True))) for row in rows]


def _received(connection: Connection, submissions: Sequence[Submission]) -> list[Received]:
    partners = directory.partners(connection, sorted({each.partner_id for each in submissions}))
    max_bytes = settings.load().max_file_bytes
    return [
        Received(
            submission_no=each.submission_no,
            data=archive.read(each.sha256, max_bytes),
            roster_kind=each.roster_kind,
            layout=partners[each.partner_id].layout(each.roster_kind, each.valid_from),
            reference_date=each.valid_from,
            partner_area_code=partners[each.partner_id].area_code,
            funding_default=each.funding_code,
        )
        for each in submissions
    ]


def _make_partitions(periods: Sequence[str]) -> None:
    """Attach what is missing in a transaction of its own: attaching does not wait for readers or writers."""
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.PARTITIONS])
        for period in periods:
            name = f"intake.roster_row_{period.replace('-', '_')}"
            if connection.execute("select to_regclass(%s)", [name]).fetchone() == (None,):
                connection.execute(f"create table {name} (like intake.roster_row including all)")
                connection.execute(
                    f"alter table intake.roster_row attach partition {name} for values in ('{period}')"
                )


def _open(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Lock the submissions, and leave out those whose judgement an edition may have seen."""
    rows = connection.execute(
        "select submission_no from intake.submission where submission_no = any(%s) order by"
        " submission_no for update",
        [list(numbers)],
    ).fetchall()
    used = connection.execute(
        "select submission_no from intake.judgement inner join control.load using (load_no)"
        " where submission_no = any(%s)"
        " and exists (select from control.close_run where close_run.as_of >= load.recorded_at)",
        [list(numbers)],
    ).fetchall()
    return sorted({row[0] for row in rows} - {row[0] for row in used})


def _remove(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Delete unused judgements with all that hangs on them; return the number each new judgement takes."""
    found = connection.execute(
        "select submission_no, max(judgement_no) from intake.judgement where submission_no = any(%s)"
        " group by 1",
        [list(numbers)],
    ).fetchall()
    for table in ("receipt", "finding", "sheet", "roster_row", "judgement"):
        connection.execute(f"delete from intake.{table} where submission_no = any(%s)", [list(numbers)])
    return dict.fromkeys(numbers, 1) | {int(number): int(judgement) for number, judgement in found}


def _write(
    connection: Connection,
    load_no: int,
    batch: Batch,
    submissions: Sequence[Submission],
    judgement_nos: dict[int, int],
) -> None:
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
    periods = {each.submission_no: each.period for each in submissions}
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


def _judgement_row(each: Judgement, judgement_nos: dict[int, int], load_no: int) -> dict[str, Any]:
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


def _sheet_rows(each: Judgement, judgement_nos: dict[int, int]) -> list[dict[str, Any]]:
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
            "mapping": json.dumps(
                {header: name for name, header in sheet.mapping.items()}, ensure_ascii=False
            ),
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


def _hold_if_shrunk(connection: Connection, submission_no: int) -> None:
    """A full list with less than half the rows of the one it would replace waits for a confirmation."""
    row = connection.execute(
        """
        select submission.submission_id, newest.accepted, earlier.submission_id, earlier_newest.accepted
        from intake.submission
        inner join lateral (
            select outcome, accepted from intake.judgement
            where judgement.submission_no = submission.submission_no order by judgement_no desc limit 1
        ) as newest on true
        inner join intake.submission as earlier
            on earlier.partner_no = submission.partner_no and earlier.roster_kind = submission.roster_kind
            and earlier.is_full and earlier.submission_no < submission.submission_no
            and earlier.valid_from <= submission.valid_from
            and (earlier.valid_to is null or earlier.valid_to >= submission.valid_from)
        inner join lateral (
            select outcome, accepted from intake.judgement
            where judgement.submission_no = earlier.submission_no order by judgement_no desc limit 1
        ) as earlier_newest on earlier_newest.outcome in ('accepted', 'accepted_with_findings')
        where submission.submission_no = %s and submission.is_full and newest.outcome <> 'refused'
        order by earlier.valid_from desc, earlier.submission_no desc
        limit 1
        """,
        [submission_no],
    ).fetchone()
    if row and row[1] < LEAST_SHARE * row[3]:
        hold(
            connection,
            row[0],
            f"Baris diterima {row[1]}, kurang dari separuh daftar yang berlaku {row[2]} ({row[3]} baris).",
        )
