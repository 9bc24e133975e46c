"""What a person sees while a pipeline runs."""

import io
from datetime import UTC, datetime, timedelta

from cakupan.orchestrator.client import TaskState
from cakupan.orchestrator.progress import Progress
from cakupan.orchestrator.runs import Snapshot
from rich.console import Console

NINE = datetime(2024, 11, 6, 9, tzinfo=UTC)


def task(
    task_id: str, state: str, seconds: float | None = None, map_index: int = -1, tries: int = 1
) -> TaskState:
    return TaskState(
        task_id=task_id,
        map_index=map_index,
        state=state,
        try_number=tries,
        started_at=None if seconds is None else NINE,
        ended_at=None if seconds is None else NINE + timedelta(seconds=seconds),
    )


def shown(*snapshots: tuple[TaskState, ...]) -> list[str]:
    text = io.StringIO()
    progress = Progress(Console(file=text, width=100))
    for tasks in snapshots:
        progress.show(Snapshot(dag_id="ingest_rosters", run_id="r", state="running", tasks=tasks))
    return [line.strip() for line in text.getvalue().splitlines()]


def test_a_task_that_ended_is_told_once_with_its_seconds():
    ended = task("receive", "success", 1.5)

    assert shown((ended,), (ended, task("land", "running"))) == ["✓ receive 1.5 s"]


def test_mapped_tasks_are_told_together_with_their_count():
    batches = tuple(task("land", "success", 2.0 + number, map_index=number) for number in range(3))

    assert shown(batches) == ["✓ land 3/3 4.0 s"]


def test_a_failed_task_and_a_second_try_are_visible():
    lines = shown((task("build_facts", "success", 9.0, tries=2), task("gate_marts", "failed", 1.0)))

    assert lines == ["✗ gate_marts 1.0 s", "✓ build_facts 9.0 s (try 2)"]


def test_tasks_that_never_ran_are_not_told():
    assert shown((task("publish", "upstream_failed", 0.0),)) == []


def test_a_phase_is_timed():
    progress = Progress(Console(file=io.StringIO()))

    with progress.phase("Set-up"):
        progress.say("keys")

    assert [title for title, _ in progress.phases] == ["Set-up"]
