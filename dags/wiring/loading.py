"""A pipeline that loads one half of the extracts: the folder a run names, else every one not loaded yet."""

from collections.abc import Callable
from typing import Any, Literal

import pendulum
from airflow import sdk
from airflow.sdk import dag, task

from wiring.every_task import EVERY_TASK

FOLDER = sdk.Param(
    None,
    type=["null", "string"],
    title="Folder",
    description="A folder of extracts on the machine Airflow runs on; empty: all that are not loaded yet.",
)


def loading_dag(
    half: Literal["register", "reference"],
    *,
    doc: str | None,
    title: str,
    cron: str,
    hours: int,
    outlet: sdk.Asset,
) -> Callable[[], Any]:
    """Return the pipeline `load_<half>`; that of the reference lists loads the shipped ones first."""

    @dag(
        dag_id=f"load_{half}",
        dag_display_name=title,
        schedule=sdk.CronTriggerTimetable(cron, timezone="Asia/Jakarta"),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=pendulum.duration(hours=hours),
        tags=[half],
        params={"folder": FOLDER},
        default_args=EVERY_TASK,
        doc_md=doc,
    )
    def load_half() -> None:
        @task(task_display_name="Find what is new")
        def find(params: dict[str, Any]) -> list[str]:
            """Return the folders to load, oldest first."""
            from cakupan.register import extracts

            if params["folder"]:
                return [params["folder"]]
            return [str(path) for path in extracts.pending(half)]

        @task(task_display_name="Load", outlets=[outlet])
        def load(folders: list[str], params: dict[str, Any]) -> list[int]:
            """Load one folder after the other; return the loads that changed something."""
            from pathlib import Path

            from cakupan.reference import shipped
            from cakupan.register import extracts

            again = bool(params["folder"])
            loads = [shipped.load(), shipped.load_rates()] if half == "reference" else []
            loads += [extracts.load_folder(Path(folder), half, again=again) for folder in folders]
            return [done.load_no for done in loads if done.load_no is not None]

        load(find())

    return load_half
