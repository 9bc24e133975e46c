"""What a person is told when a pipeline fails."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cakupan import errors
from cakupan.orchestrator import runs
from cakupan.orchestrator.client import TaskError, TaskState, last_error
from case_tables import each_case

TASK = TaskState(
    task_id="gate_marts",
    map_index=-1,
    state="failed",
    try_number=1,
    started_at=datetime(2024, 11, 6, tzinfo=UTC),
    ended_at=datetime(2024, 11, 6, 0, 1, tzinfo=UTC),
)


class FakeAirflow:
    """An Airflow whose run goes through the given states."""

    def __init__(self, states: list[str], tasks: list[TaskState], cause: TaskError) -> None:
        self.states, self._tasks, self._cause = states, tasks, cause
        self.ended: list[str] = []

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> str:
        return "run"

    def state(self, dag_id: str, run_id: str) -> str:
        state = self.states.pop(0)
        if state == "interrupted":
            raise KeyboardInterrupt
        return state

    def tasks(self, dag_id: str, run_id: str) -> list[TaskState]:
        return self._tasks

    def error(self, dag_id: str, run_id: str, task: TaskState) -> TaskError:
        return self._cause if task.task_id == "gate_marts" else TaskError(kind="KeyError", text="later")

    def fail(self, dag_id: str, run_id: str) -> None:
        self.ended.append(run_id)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runs, "POLL_SECONDS", 0)


def test_a_run_is_watched_to_its_end():
    airflow = FakeAirflow(["queued", "running", "success"], [TASK], TaskError(kind="", text=""))
    seen: list[str] = []

    run_id = runs.execute(airflow, "close_month", {}, lambda snapshot: seen.append(snapshot.state))

    assert run_id == "run"
    assert seen == ["queued", "running", "success"]


def test_a_shut_gate_is_told_in_its_own_words():
    said = TaskError(kind="cakupan.errors.GateShut", text="gate marts is shut: rows do not add up")
    airflow = FakeAirflow(["failed"], [TASK], said)

    with pytest.raises(errors.GateShut, match="rows do not add up") as caught:
        runs.execute(airflow, "close_month", {})

    assert caught.value.exit_code == 1


def test_a_broken_task_is_named_with_its_error_and_its_log():
    airflow = FakeAirflow(["failed"], [TASK], TaskError(kind="ValueError", text="no such column"))

    with pytest.raises(errors.PipelineFailed) as caught:
        runs.execute(airflow, "close_month", {})

    assert "close_month, task gate_marts (try 1): ValueError: no such column" in str(caught.value)
    assert str(caught.value).endswith("dag_id=close_month/run_id=run/task_id=gate_marts/attempt=1.log")
    assert caught.value.exit_code == 2


def test_the_first_task_to_fail_is_the_one_that_is_told():
    later = replace(TASK, task_id="publish", ended_at=datetime(2024, 11, 7, tzinfo=UTC))
    airflow = FakeAirflow(["failed"], [later, TASK], TaskError(kind="ValueError", text="first"))

    with pytest.raises(errors.PipelineFailed, match="ValueError: first"):
        runs.execute(airflow, "close_month", {})


def test_a_killed_task_says_so():
    error = runs.to_error("close_month", "run", TASK, TaskError(kind="", text=""))

    assert "its process was killed" in str(error)


def test_who_interrupts_ends_the_run():
    airflow = FakeAirflow(["running", "interrupted"], [TASK], TaskError(kind="", text=""))

    with pytest.raises(KeyboardInterrupt):
        runs.execute(airflow, "close_month", {})

    assert airflow.ended == ["run"]


@each_case(
    ("lines", "expected"),
    [
        ([], TaskError(kind="", text="")),
        ([{"level": "info", "event": "fine"}], TaskError(kind="", text="")),
        ([{"level": "error", "event": "broke"}], TaskError(kind="", text="broke")),
        (
            [
                {
                    "level": "error",
                    "event": "x",
                    "error_detail": [{"exc_type": "GateShut", "exc_value": "shut"}],
                },
                {"level": "error", "event": "a leaked semaphore"},
            ],
            TaskError(kind="GateShut", text="shut"),
        ),
    ],
)
def test_the_last_exception_of_a_log_is_found(lines: list[Any], expected: TaskError):
    assert last_error(lines) == expected
