"""Verify every published edition: there, as published, signature, hashes, every figure from its evidence.

One task per edition, so that the one that does not verify is named by the run; one for what holds them
together: the order of publication, the log of actions, who is who.
"""

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, task
from wiring.assets import EDITIONS
from wiring.every_task import EVERY_TASK


@dag(
    dag_display_name="Verify all editions",
    schedule=CronTriggerTimetable("0 4 * * 0", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["edition"],
    # no retries: a second look at the same bytes says the same
    default_args=EVERY_TASK | {"retries": 0},
    doc_md=__doc__,
)
def verify_editions() -> None:
    @task(task_display_name="Find editions", inlets=[EDITIONS])
    def find() -> list[str]:
        """Return the names of all published editions, and of folders that pass for one."""
        from cakupan.editions import published

        return published.names()

    @task(task_display_name="Verify an edition", map_index_template="{{ task.op_kwargs['edition'] }}")
    def verify(edition: str) -> None:
        """Fail unless the edition is what was published."""
        from cakupan.editions import published

        published.require_sound(edition)

    @task(task_display_name="Check what holds them together")
    def check_chain() -> None:
        """Fail unless all that is recorded for good is as it was recorded, and no edition is missing."""
        from cakupan.editions import published

        published.require_chain()

    verify.expand(edition=find())
    check_chain()


verify_editions()
