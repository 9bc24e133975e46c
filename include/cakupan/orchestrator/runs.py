"""One run of a pipeline, watched to its end, its failure told in the words of the task that failed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cakupan import errors, settings
from cakupan.errors import AnswerIsNo, CakupanError, PipelineFailed
from cakupan.orchestrator.client import ENDED, Airflow, TaskError, TaskState

POLL_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """How far a run is."""

    dag_id: str
    run_id: str
    state: str
    tasks: tuple[TaskState, ...]


def execute(
    client: Airflow, dag_id: str, conf: dict[str, Any], show: Callable[[Snapshot], None] = lambda _: None
) -> str:
    """Run a pipeline, wait for its end and return the run's id.

    Raises:
        AnswerIsNo: a task said no: a gate is shut, an extract is refused, a month cannot be closed.
        PipelineFailed: a task failed; the message names it, its last error and its log.
    """
    run_id = client.trigger(dag_id, conf)
    try:
        state = _wait(client, dag_id, run_id, show)
    except KeyboardInterrupt:
        client.fail(dag_id, run_id)
        raise
    if state != "success":
        raise _failure(client, dag_id, run_id)
    return run_id


def _wait(client: Airflow, dag_id: str, run_id: str, show: Callable[[Snapshot], None]) -> str:
    while True:
        state = client.state(dag_id, run_id)
        tasks = tuple(client.tasks(dag_id, run_id))
        show(Snapshot(dag_id=dag_id, run_id=run_id, state=state, tasks=tasks))
        if state in ENDED:
            return state
        time.sleep(POLL_SECONDS)


def _failure(client: Airflow, dag_id: str, run_id: str) -> CakupanError:
    failed = [task for task in client.tasks(dag_id, run_id) if task.state == "failed"]
    if not failed:
        return PipelineFailed(f"{dag_id}, run {run_id}: failed before any task did.")
    first = min(failed, key=lambda task: (task.ended_at is None, task.ended_at))
    return to_error(dag_id, run_id, first, client.error(dag_id, run_id, first))


def to_error(dag_id: str, run_id: str, task: TaskState, cause: TaskError) -> CakupanError:
    """Return the error a person should see: the task's own "no", else where the run broke and its log."""
    said = getattr(errors, cause.kind.rpartition(".")[2], None)
    if isinstance(said, type) and issubclass(said, AnswerIsNo) and said is not errors.FileRefused:
        return said(cause.text)
    place = f"dag_id={dag_id}/run_id={run_id}/task_id={task.task_id}"
    if task.map_index >= 0:
        place += f"/map_index={task.map_index}"
    log = settings.load().folder("logs") / "airflow" / place / f"attempt={task.try_number}.log"
    reason = ": ".join(part for part in (cause.kind, cause.text) if part) or "its process was killed"
    return PipelineFailed(
        f"Pipeline {dag_id}, task {task.task_id} (try {task.try_number}): {reason}\nLog: {log}"
    )
