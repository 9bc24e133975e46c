"""Let months older than CAKUPAN_MONTHS_IN_DATABASE leave the database, once lake and bundles were compared.

On the 20th at 03:00, when the month has been closed and retention is through. Without the setting nothing
leaves. A month whose rows are asked for comes back, and leaves again with the next run.
"""

from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task
from wiring.every_task import EVERY_TASK


@dag(
    dag_display_name="Let old months leave for the lake",
    schedule=sdk.CronTriggerTimetable("0 3 20 * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=12),
    tags=["retention"],
    default_args=EVERY_TASK,
    doc_md=__doc__,
)
def keep_old_months_in_lake() -> None:
    @task(task_display_name="Compare and let leave")
    def keep(dag_run: Any = None) -> dict[str, Any]:
        """Let what is old leave and return the months with their rows, and how many facts."""
        from dataclasses import asdict

        from cakupan.editions import old_months

        return asdict(old_months.keep_in_lake(dag_run.conf.get("actor") or f"airflow ({dag_run.run_type})"))

    keep()


keep_old_months_in_lake()
