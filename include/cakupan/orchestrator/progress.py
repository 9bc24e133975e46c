"""What runs now, how far it is and how long each thing took, for a person at a terminal or reading a log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby

from rich.console import Console
from rich.markup import escape

from cakupan.orchestrator.client import TaskState
from cakupan.orchestrator.runs import Snapshot

OVER = {"success", "failed", "skipped", "upstream_failed", "removed"}
SIGNS = {
    "success": "[green]✓[/]",
    "failed": "[red]✗[/]",
    "skipped": "[dim]-[/]",
    "upstream_failed": "[dim]-[/]",
}


class Progress:
    """Prints a line for each task that ends and keeps one moving line for what runs now."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, highlight=False)
        self.phases: list[tuple[str, float]] = []
        self._told: set[tuple[str, str]] = set()
        self._said = ""
        self._line = self.console.status("", spinner_style="green")

    @contextmanager
    def phase(self, title: str) -> Iterator[None]:
        """Show one phase with its seconds."""
        began = time.monotonic()
        self.console.print(f"[bold]{escape(title)}[/]")
        with self._line:
            self._line.update(escape(title))
            yield
        seconds = time.monotonic() - began
        self.phases.append((title, seconds))
        self.console.print(f"  [green]{seconds:.1f} s[/]")

    def say(self, text: str) -> None:
        """Say what is waited for now."""
        if text != self._said:
            self._said = text
            self._line.update(escape(text))
            if not self.console.is_terminal:
                self.console.print(f"  {escape(text)}")

    def show(self, snapshot: Snapshot) -> None:
        """Print the tasks that ended since the last call and update the moving line."""
        running = []
        over = 0
        groups = _by_task(snapshot.tasks)
        for task_id, instances in groups:
            if all(task.state in OVER for task in instances):
                over += 1
                self._tell(snapshot.run_id, task_id, instances)
            elif any(task.state == "running" for task in instances):
                running.append(_describe(task_id, instances))
        now = ", ".join(running) or snapshot.state
        self._line.update(escape(f"{snapshot.dag_id}: {now} ({over} of {len(groups)} tasks)"))

    def _tell(self, run_id: str, task_id: str, instances: list[TaskState]) -> None:
        if (run_id, task_id) in self._told:
            return
        self._told.add((run_id, task_id))
        states = {task.state for task in instances}
        if states == {"upstream_failed"}:
            return
        worst = next((state for state in ("failed", "success") if state in states), "skipped")
        self.console.print(f"  {SIGNS[worst]} {escape(_describe(task_id, instances))}")


def _by_task(tasks: tuple[TaskState, ...]) -> list[tuple[str, list[TaskState]]]:
    ordered = sorted(tasks, key=lambda task: (task.task_id, task.map_index))
    groups = [(task_id, list(states)) for task_id, states in groupby(ordered, key=lambda task: task.task_id)]
    late = datetime.max.replace(tzinfo=UTC)
    return sorted(groups, key=lambda group: min(task.ended_at or late for task in group[1]))


def _describe(task_id: str, instances: list[TaskState]) -> str:
    """Return a task's name, how many of its mapped instances are over, and its seconds so far."""
    starts = [task.started_at for task in instances if task.started_at]
    ends = [task.ended_at or datetime.now(UTC) for task in instances if task.started_at]
    text = task_id
    if len(instances) > 1:
        text += f" {sum(task.state in OVER for task in instances)}/{len(instances)}"
    if starts:
        text += f" {(max(ends) - min(starts)).total_seconds():.1f} s"
    tries = max(task.try_number for task in instances)
    return text + (f" (try {tries})" if tries > 1 else "")
