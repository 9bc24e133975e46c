"""Close a month: persons, facts, figures, gate, freeze, render, gate again, sign, publish, tell witnesses.

The first task fixes period and as_of; they survive every retry. A shut gate fails the run and nothing is
published. Only `sign` and `witness` read the key; while an approver's signature is missing, both that follow
are skipped. By schedule on the 6th at 02:00 the month before is closed as of that instant; by hand give the
period and, to amend a published month, the reason.
"""

from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task
from wiring.assets import EDITIONS, REFERENCE, REGISTER, ROSTER_ROWS
from wiring.closing import PARAMS, RUN, group, step
from wiring.every_task import EVERY_TASK

BUILD = {
    "resolve": "Give rows their persons",
    "build_facts": "Build facts",
    "build_figures": "Build figures",
    "gate_marts": "Gate: figures",
}
EDITION = {"freeze": "Freeze", "render": "Print reports", "gate_report": "Gate: read back"}


@dag(
    dag_display_name="Close a month",
    schedule=sdk.CronTriggerTimetable("0 2 6 * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=12),
    tags=["edition"],
    params=PARAMS,
    default_args=EVERY_TASK,
    doc_md=__doc__,
)
def close_month() -> None:
    @task(task_display_name="Fix month and as-of", inlets=[ROSTER_ROWS, REGISTER, REFERENCE])
    def start(params: dict[str, Any], dag_run: Any = None) -> str:
        """Fix period and as_of and return the id of the close run."""
        from cakupan.orchestrator import closing

        month = pendulum.instance(dag_run.run_after).in_timezone("Asia/Jakarta").format("YYYY-MM")
        return closing.start(
            dag_run.run_id,
            month,
            params,
            instant=dag_run.run_after if dag_run.run_type == "scheduled" else None,
            actor=dag_run.conf.get("actor") or f"airflow ({dag_run.run_type})",
        )

    @task.short_circuit(task_display_name="Sign")
    def sign(close_run: str, run_id: str | None = None) -> bool:
        """Sign the edition; the run ends here, and well, while it waits for an approver's signature."""
        from cakupan.orchestrator import closing

        return closing.sign(close_run, str(run_id))

    build, edition = group("Build", BUILD), group("Make the edition", EDITION)
    publish = step("publish", "Publish", outlets=[EDITIONS])(RUN)
    witness = step("witness", "Tell witnesses", retries=6)(RUN)
    sdk.chain(start(), build, edition, sign(RUN), publish, witness)


close_month()
