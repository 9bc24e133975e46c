"""Close a month: persons, facts, figures, gate, freeze, render, gate again, sign, publish, tell witnesses.

The first task fixes period and as_of; they survive every retry. A shut gate fails the run and nothing is
published. Only `sign` and `witness` read the key; while an approver's signature is missing, both that follow
are skipped. By schedule on the 6th at 02:00 the month before is closed as of that instant; by hand give the
period and, to amend a published month, the reason.
"""

from collections.abc import Callable
from typing import Any

import pendulum
from airflow import sdk
from airflow.sdk import dag, task
from wiring.every_task import EVERY_TASK

EDITIONS = sdk.Asset("warehouse://publication/edition")
TEXT = {"type": ["null", "string"]}


def step(name: str, **options: Any) -> Callable[[Any], Any]:
    """Return a task that calls the function of this name in `cakupan.editions.close`."""

    @task(task_id=name, **options)
    def call(close_run: str) -> None:
        from cakupan.editions import close

        getattr(close, name)(close_run)

    return call


@dag(
    schedule=sdk.CronTriggerTimetable("0 2 6 * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=12),
    tags=["edition"],
    params={
        "period": sdk.Param(None, **TEXT, pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="YYYY-MM"),
        "as_of": sdk.Param(None, **TEXT, description="ISO instant; empty: now"),
        "reason": sdk.Param(None, **TEXT, description="Why a published month changes"),
        "is_rebuild": sdk.Param(False, type="boolean", description="Build and compare, do not publish"),
    },
    default_args=EVERY_TASK,
    doc_md=__doc__,
)
def close_month() -> None:
    @task
    def start(params: dict[str, Any], dag_run: Any = None) -> str:
        """Fix period and as_of and return the id of the close run."""
        from cakupan.editions import close
        from cakupan.editions.period import parse_instant, previous

        given = parse_instant(params["as_of"]) if params["as_of"] else None
        instant = dag_run.run_after if dag_run.run_type == "scheduled" else given
        month = pendulum.instance(dag_run.run_after).in_timezone("Asia/Jakarta").format("YYYY-MM")
        return close.start(
            params["period"] or previous(month),
            as_of=instant,
            reason=params["reason"],
            actor=dag_run.conf.get("actor") or f"airflow ({dag_run.run_type})",
            is_rebuild=params["is_rebuild"],
        )

    @task.short_circuit
    def sign(close_run: str) -> bool:
        """Sign the edition; the run ends here, and well, while it waits for an approver's signature."""
        from cakupan.editions import close

        return close.sign(close_run)

    close_run = start()
    names = ("resolve", "build_facts", "build_figures", "gate_marts", "freeze", "render", "gate_report")
    ends = (step("publish", outlets=[EDITIONS])(close_run), step("witness", retries=6)(close_run))
    sdk.chain(*[step(name)(close_run) for name in names], sign(close_run), *ends)


close_month()
