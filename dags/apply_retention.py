"""Purge what was kept for its period: archived files, receipts, rows that tell of people, old results.

On the 15th at 03:00, when the month has been closed. A run with `is_dry` only says what is due.
"""

from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task
from wiring.every_task import EVERY_TASK


@dag(
    dag_display_name="Purge what was kept long enough",
    schedule=sdk.CronTriggerTimetable("0 3 15 * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["retention"],
    params={
        "is_dry": sdk.Param(
            False, type="boolean", title="Only look", description="Say what is due and purge nothing"
        )
    },
    default_args=EVERY_TASK,
    doc_md=__doc__,
)
def apply_retention() -> None:
    @task(task_display_name="Purge what is due")
    def purge(params: dict[str, Any], dag_run: Any = None) -> dict[str, int]:
        """Purge what is due and return how much of each kind."""
        from cakupan.retention import pipeline

        actor = dag_run.conf.get("actor") or f"airflow ({dag_run.run_type})"
        return pipeline.run(actor, is_dry=params["is_dry"])

    purge()


apply_retention()
