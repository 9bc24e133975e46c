"""What the pipeline of a close is asked, and its steps in groups, as the web interface shows them."""

from collections.abc import Callable, Mapping
from typing import Any

from airflow import sdk
from airflow.sdk import task

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
TEXT = {"type": ["null", "string"]}
ASKED = {
    "period": ("Month", {**TEXT, "pattern": MONTH}, "YYYY-MM; empty: the month before this one."),
    "as_of": ("Data as of", {**TEXT, "format": "date-time"}, "Empty: as of the start of the run."),
    "reason": ("Reason", TEXT, "Why a published month changes; printed in the report."),
    "is_rebuild": ("Only rebuild", {"type": "boolean"}, "Build and compare, do not publish."),
}
PARAMS = {
    name: sdk.Param(False if name == "is_rebuild" else None, title=title, description=said, **shape)
    for name, (title, shape, said) in ASKED.items()
}
RUN = "{{ ti.xcom_pull(task_ids='start') }}"  # no argument, which would draw a line from start to each step


def step(name: str, title: str, **options: Any) -> Callable[[Any], Any]:
    """Return a task that calls the function of this name in `cakupan.editions.close`."""

    @task(task_id=name, task_display_name=title, **options)
    def call(close_run: str, run_id: str | None = None) -> None:
        from cakupan.orchestrator import closing

        closing.step(name, close_run, str(run_id))

    return call


def group(title: str, steps: Mapping[str, str]) -> sdk.TaskGroup:
    """Return a group of steps, one after the other, under ids without the group's."""
    with sdk.TaskGroup(
        title.lower().replace(" ", "_"), group_display_name=title, prefix_group_id=False
    ) as made:
        sdk.chain(*[step(name, said)(RUN) for name, said in steps.items()])
    return made
