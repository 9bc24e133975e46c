"""Take in what partners sent: receive the files, judge and land the rows, gate, answer.

Every file ends as a submission with an outcome and a receipt in the partner's outbox. A file that cannot be
read is a refused submission and stops nobody else. The gate never fails the run: what it does not trust, it
holds.
"""

import pendulum
from airflow.sdk import Asset, CronTriggerTimetable, ExceptionRetryPolicy, RetryAction, RetryRule, dag, task

ROSTER_ROWS = Asset("warehouse://intake/roster_row")
NO_IS_FINAL = RetryRule(
    exception=[f"cakupan.errors.{name}" for name in ("AnswerIsNo", "NotFound", "SetupError")],
    action=RetryAction.FAIL,
    reason="asking again does not change the answer",
)
RETRY = {"retries": 2, "retry_policy": ExceptionRetryPolicy(rules=[NO_IS_FINAL])}


@dag(
    schedule=CronTriggerTimetable("*/15 * * * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["intake"],
    default_args={"owner": "data", **RETRY},
    doc_md=__doc__,
)
def ingest_rosters() -> None:
    @task
    def receive() -> list[list[str]]:
        """Archive what is new and return submission ids in batches of a bounded number of rows."""
        from cakupan.intake import receive

        return receive.new_batches()

    @task
    def land(batch: list[str]) -> list[str]:
        """Judge the rows of one batch and land them with their findings."""
        from cakupan.intake import land

        return land.replace(batch)

    @task(outlets=[ROSTER_ROWS])
    def gate(landed: list[list[str]]) -> list[str]:
        """Hold the submissions that do not look like what the partner usually sends."""
        from cakupan.quality import gates

        submissions = [submission for batch in landed for submission in batch]
        if submissions:
            gates.decide("submissions", submissions)
        return submissions

    @task
    def answer(submissions: list[str]) -> int:
        """Write each partner's receipt and return how many were written."""
        from cakupan.intake import receipt

        return len(receipt.write(submissions))

    answer(gate(land.expand(batch=receive())))


ingest_rosters()
