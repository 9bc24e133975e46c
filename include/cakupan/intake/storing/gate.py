"""Gate 1, between a judged submission and what counts: what fails critically is held, the rest goes on."""

import logging
from collections.abc import Sequence

from psycopg import sql

from cakupan import settings
from cakupan.intake.rows import holding
from cakupan.intake.storing import holds
from cakupan.quality import gates, judge
from cakupan.quality import verdict as verdicts
from cakupan.quality.judge import BrokenExpectation
from cakupan.quality.verdict import Verdict
from cakupan.warehouse import loads
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)
NAME = "submissions"


def decide(submission_ids: Sequence[str] | Sequence[Sequence[str]]) -> Verdict:
    """Run the gate once over all these submissions, given as ids or in batches, and hold what fails."""
    ids = _flat(submission_ids)
    if not ids:
        return Verdict(gate=NAME, is_open=True)
    from expectations import submissions

    with connect() as connection:
        frame = gates.frame(connection, sql.SQL(submissions.QUERY), [ids])
        failed, outcomes = judge.findings([submissions.subject(frame)])
        _hold(connection, failed, ids)
    result = judge.verdict(NAME, failed)
    verdicts.write(settings.load().folder("results") / "ingest" / f"{ids[0]}-{ids[-1]}", result, outcomes)
    for text in (*result.critical, *result.warnings):
        logger.warning("gate %s: %s", NAME, text)
    return result


def _hold(connection: Connection, failed: list[BrokenExpectation], ids: list[str]) -> None:
    """Set aside what fails critically; all of them when an expectation could not be computed."""
    critical = [finding for finding in failed if finding.severity == "critical"]
    if not critical:
        return
    with loads.load(connection, "hold") as load:
        for finding in critical:
            code = finding.hold_code if finding.ids else None
            holds.hold(connection, load.load_no, finding.ids or ids, code or holding.GATE)


def _flat(ids: Sequence[str] | Sequence[Sequence[str]]) -> list[str]:
    """Airflow hands over a list of batches, people a list of ids."""
    flat: list[str] = []
    for one in ids:
        flat.extend([one] if isinstance(one, str) else one)
    return sorted(flat)
