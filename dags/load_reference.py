"""Load the reference lists: areas as shipped, and partners, obligations, workforce, targets, agreements.

A run loads the folder named in its configuration, or else every folder below extracts/ not loaded yet. Only
changed rows are written, each folder in one load.
"""

from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task

REFERENCE = sdk.Asset("warehouse://reference/workforce")
NO_IS_FINAL = sdk.RetryRule(
    exception=[f"cakupan.errors.{name}" for name in ("AnswerIsNo", "NotFound", "SetupError")],
    action=sdk.RetryAction.FAIL,
    reason="asking again does not change the answer",
)
RETRY = {"retries": 2, "retry_policy": sdk.ExceptionRetryPolicy(rules=[NO_IS_FINAL])}


@dag(
    schedule=sdk.CronTriggerTimetable("30 0 * * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=2),
    tags=["reference"],
    params={
        "folder": sdk.Param(
            None, type=["null", "string"], description="A folder of extracts; empty: all that are new."
        )
    },
    default_args={"owner": "data", **RETRY},
    doc_md=__doc__,
)
def load_reference() -> None:
    @task
    def find(params: dict[str, Any]) -> list[str]:
        """Return the folders to load, oldest first."""
        from cakupan.register import extracts

        if params["folder"]:
            return [params["folder"]]
        return [str(path) for path in extracts.pending("reference")]

    @task(outlets=[REFERENCE])
    def load(folders: list[str], params: dict[str, Any]) -> list[int]:
        """Load the shipped lists, then the folders; return the loads that changed something."""
        from pathlib import Path

        from cakupan.reference import shipped
        from cakupan.register import extracts

        shipped_lists = shipped.load()
        again = bool(params["folder"])
        loads = [extracts.load_folder(Path(folder), "reference", again=again) for folder in folders]
        return [done.load_no for done in [shipped_lists, *loads] if done.load_no is not None]

    load(find())


load_reference()
