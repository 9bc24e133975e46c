"""Load the agency's register: members, employers, projects, contributions, claims.

A run loads the folder named in its configuration, or else every folder below extracts/ not loaded yet. Only
changed rows are written, each folder in one load. An extract that breaks its contract or shrinks too much
is refused whole.
"""

from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task

REGISTER = sdk.Asset("warehouse://register/membership")
NO_IS_FINAL = sdk.RetryRule(
    exception=[f"cakupan.errors.{name}" for name in ("AnswerIsNo", "NotFound", "SetupError")],
    action=sdk.RetryAction.FAIL,
    reason="asking again does not change the answer",
)
RETRY = {"retries": 2, "retry_policy": sdk.ExceptionRetryPolicy(rules=[NO_IS_FINAL])}


@dag(
    schedule=sdk.CronTriggerTimetable("0 1 * * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["register"],
    params={
        "folder": sdk.Param(
            None, type=["null", "string"], description="A folder of extracts; empty: all that are new."
        )
    },
    default_args={"owner": "data", **RETRY},
    doc_md=__doc__,
)
def load_register() -> None:
    @task
    def find(params: dict[str, Any]) -> list[str]:
        """Return the folders to load, oldest first."""
        from cakupan.register import extracts

        if params["folder"]:
            return [params["folder"]]
        return [str(path) for path in extracts.pending("register")]

    @task(outlets=[REGISTER])
    def load(folders: list[str], params: dict[str, Any]) -> list[int]:
        """Load one folder after the other; return the loads that changed something."""
        from pathlib import Path

        from cakupan.register import extracts

        again = bool(params["folder"])
        loads = [extracts.load_folder(Path(folder), "register", again=again) for folder in folders]
        return [done.load_no for done in loads if done.load_no is not None]

    load(find())


load_register()
