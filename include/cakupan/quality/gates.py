"""Gates 2 and 3, over marts and report: shut, they stop the run. Gate 1 stands in `intake.storing.gate`."""

import logging
from importlib import import_module
from pathlib import Path

import pandas as pd
from psycopg import sql

from cakupan.quality import judge
from cakupan.quality import verdict as verdicts
from cakupan.quality.judge import Subject
from cakupan.quality.verdict import Verdict
from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)


def judge_marts(connection: Connection, schema: str, rulings: pd.DataFrame, results_dir: Path) -> Verdict:
    """Run gate 2 over the gate tables of a build, and over rulings of the month and whether they hold."""
    from expectations import marts

    frames = {marts.RULINGS_OF_MONTH: rulings} | {
        table: _in_order(frame(connection, sql.SQL("select * from {}").format(sql.Identifier(schema, table))))
        for table in marts.TABLES
    }
    return _keep("marts", marts.subjects(frames), results_dir)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in one order, whatever engine made them: a verdict names the first that are wrong."""
    return rows.sort_values(list(rows.columns), ignore_index=True)


def load() -> None:
    """Load what gate 3 judges with, which takes as long as reading a report."""
    import_module("expectations.report")
    judge.load()


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


def frame(
    connection: Connection, query: sql.SQL | sql.Composed, parameters: list[object] | None = None
) -> pd.DataFrame:
    """Return what a query found, columns by their names."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        names = [column.name for column in cursor.description or ()]
        return pd.DataFrame(cursor.fetchall(), columns=names)
