"""The three gates: submissions (holds, never stops), marts and report (stop)."""

import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from psycopg import sql

from cakupan import settings
from cakupan.quality import judge
from cakupan.quality import verdict as verdicts
from cakupan.quality.judge import Finding, Subject
from cakupan.quality.verdict import Verdict
from cakupan.warehouse.connection import Connection, connect

LOGGER = logging.getLogger(__name__)


def decide(gate: str, submission_ids: Sequence[str] | Sequence[Sequence[str]]) -> Verdict:
    """Run gate 1 once over all these submissions; what fails critically is held, the rest goes on.

    Raises:
        ValueError: another gate is asked for; those judge a build or a report, not submissions.
    """
    if gate != "submissions":
        raise ValueError(f"gate {gate!r} does not judge submissions")
    ids = _flat(submission_ids)
    if not ids:
        return Verdict(gate=gate, is_open=True)
    from expectations import submissions

    with connect() as connection:
        frame = _frame(connection, sql.SQL(submissions.QUERY), [ids])
        failed, outcomes = judge.findings([submissions.subject(frame)])
        _hold(connection, failed, ids)
    result = judge.verdict(gate, failed)
    verdicts.write(settings.load().folder("results") / "ingest" / f"{ids[0]}-{ids[-1]}", result, outcomes)
    for text in (*result.critical, *result.warnings):
        LOGGER.warning("gate submissions: %s", text)
    return result


def _hold(connection: Connection, failed: list[Finding], ids: list[str]) -> None:
    """Set aside what fails critically; all of them when an expectation could not be computed."""
    from cakupan.intake.storing import holds
    from cakupan.warehouse import loads

    critical = [finding for finding in failed if finding.severity == "critical"]
    if not critical:
        return
    with loads.load(connection, "hold") as load:
        for finding in critical:
            holds.hold(connection, load.load_no, finding.ids or ids, finding.reader_text)


def judge_marts(connection: Connection, schema: str, results_dir: Path) -> Verdict:
    """Run gate 2 over the gate tables of a build."""
    from expectations import marts

    frames = {
        table: _frame(connection, sql.SQL("select * from {}").format(sql.Identifier(schema, table)))
        for table in marts.TABLES
    }
    return _keep("marts", marts.subjects(frames), results_dir)


def judge_report(printed: pd.DataFrame, results_dir: Path) -> Verdict:
    """Run gate 3 over what was read back from the finished report files."""
    from expectations import report

    return _keep("report", [report.subject(printed), report.formats(printed)], results_dir)


def _keep(gate: str, subjects: list[Subject], results_dir: Path) -> Verdict:
    failed, outcomes = judge.findings(subjects)
    result = judge.verdict(gate, failed)
    verdicts.write(results_dir, result, outcomes)
    for text in result.warnings:
        LOGGER.warning("gate %s: %s", gate, text)
    return result


def _flat(ids: Sequence[str] | Sequence[Sequence[str]]) -> list[str]:
    """Airflow hands over a list of batches, people a list of ids."""
    found: list[str] = []
    for one in ids:
        found.extend([one] if isinstance(one, str) else one)
    return sorted(found)


def _frame(
    connection: Connection, query: sql.SQL | sql.Composed, parameters: list[object] | None = None
) -> pd.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        names = [column.name for column in cursor.description or ()]
        return pd.DataFrame(cursor.fetchall(), columns=names)
