"""Take in what partners sent: receive files, judge and land rows, hold some, say who they are, answer all."""

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, task
from wiring.assets import ROSTER_ROWS
from wiring.every_task import EVERY_TASK

BATCH = "{{ task.op_kwargs['batch'][:1] | join }} ({{ task.op_kwargs['batch'] | length }} files)"


@dag(
    dag_display_name="Take in lists",
    schedule=CronTriggerTimetable("*/15 * * * *", timezone="Asia/Jakarta"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=pendulum.duration(hours=6),
    tags=["intake"],
    default_args=EVERY_TASK,
    doc_md=__doc__,
)
def ingest_rosters() -> None:
    @task(task_display_name="Receive files")
    def receive() -> list[int]:
        """Archive and record what lies in the inbox; return the loads it was recorded with."""
        from cakupan.intake.inbox import receive

        return receive.arrivals()

    @task(task_display_name="Divide into batches")
    def divide(_: list[int]) -> list[list[str]]:
        """Return what is not yet answered in batches of bounded size; one empty batch when all is."""
        from cakupan.intake.storing import batches

        return batches.unanswered() or [[]]

    @task(task_display_name="Judge and land rows", map_index_template=BATCH)
    def land(batch: list[str]) -> list[str]:
        """Judge the rows of one batch and land them with their findings."""
        from cakupan.intake.storing import land

        return land.replace(batch)

    @task(task_display_name="Hold what looks odd", outlets=[ROSTER_ROWS])
    def gate(landed: list[list[str]]) -> list[str]:
        """Hold the submissions that do not look like what the partner usually sends."""
        from cakupan.intake.storing.gate import decide

        decide(landed)
        return [submission for batch in landed for submission in batch]

    @task(task_display_name="Say who the rows are")
    def identify(_: list[str]) -> str | None:
        """Say who the rows are, for their receipts; return why not, which keeps no receipt back."""
        from cakupan.identity import identify

        return identify.catch_up()

    @task(task_display_name="Answer partners", map_index_template=BATCH)
    def answer(batch: list[str]) -> int:
        """Write each partner's receipt and return how many were written."""
        from cakupan.intake import answering

        return len(answering.write(batch))

    @task(task_display_name="Tell what became of it")
    def report(
        load_nos: list[int], submissions: list[str], unmatched: str | None, run_id: str | None = None
    ) -> dict[str, int]:
        """Put what became of it all into the run's note and return it; fail when the archive lost a file."""
        from cakupan.orchestrator import taken_in

        return taken_in.report(str(run_id), load_nos, submissions, unmatched)

    landed = land.expand(batch=divide(received := receive()))
    judged = gate(landed)
    unmatched = identify(judged)
    unmatched >> answer.expand(batch=landed) >> report(received, judged, unmatched)


ingest_rosters()
