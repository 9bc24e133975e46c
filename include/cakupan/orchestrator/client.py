"""What we ask of Airflow over its REST API: is it well, start a run, how far is it, why did it fail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from cakupan.errors import PipelineFailed

ENDED = {"success", "failed"}
PAGE = 100
NOTE_LENGTH = 1000


@dataclass(frozen=True, kw_only=True)
class TaskState:
    """One task instance of a run, or one of the instances of a mapped task."""

    task_id: str
    map_index: int
    state: str
    try_number: int
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TaskError:
    """Why a task failed: the class and text of the exception, both empty when its log does not say."""

    kind: str
    text: str


class Airflow:
    """One Airflow, reached with a user's password; the token is fetched when first needed."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self._credentials = {"username": user, "password": password}
        self._http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self._token: str | None = None

    def __enter__(self) -> "Airflow":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def health(self) -> dict[str, Any]:
        """Return the state and last heartbeat of each component."""
        answer = self._http.get("/api/v2/monitor/health", timeout=5)
        answer.raise_for_status()
        return dict(answer.json())

    def pipelines(self) -> dict[str, datetime]:
        """Return when each DAG was last parsed."""
        dags = self._ask("GET", "/dags", params={"limit": PAGE})["dags"]
        return {
            item["dag_id"]: datetime.fromisoformat(item["last_parsed_time"])
            for item in dags
            if item["last_parsed_time"]
        }

    def import_errors(self) -> list[str]:
        """Return the DAG files that could not be read, each with the reason."""
        errors = self._ask("GET", "/importErrors", params={"limit": PAGE})["import_errors"]
        return [f"{item['filename']}: {item['stack_trace'].strip()}" for item in errors]

    def trigger(self, dag_id: str, conf: dict[str, Any], note: str | None = None) -> str:
        """Start a run and return its id."""
        body = {"logical_date": None, "conf": conf, "note": note}
        return str(self._ask("POST", f"/dags/{dag_id}/dagRuns", json=body)["dag_run_id"])

    def state(self, dag_id: str, run_id: str) -> str:
        """Return a run's state: queued, running, success or failed."""
        return str(self._ask("GET", f"/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def fail(self, dag_id: str, run_id: str) -> None:
        """End a run that nobody waits for any longer."""
        self._ask("PATCH", f"/dags/{dag_id}/dagRuns/{run_id}", json={"state": "failed"})

    def annotate(self, dag_id: str, run_id: str, note: str) -> None:
        """Put a note on a run, shown beside it in the web interface."""
        self._ask("PATCH", f"/dags/{dag_id}/dagRuns/{run_id}", json={"note": note[:NOTE_LENGTH]})

    def tasks(self, dag_id: str, run_id: str) -> list[TaskState]:
        """Return every task instance of a run."""
        instances: list[dict[str, Any]] = []
        while True:
            page = self._ask(
                "GET",
                f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances",
                params={"limit": PAGE, "offset": len(instances)},
            )["task_instances"]
            instances += page
            if len(page) < PAGE:
                return [_task(item) for item in instances]

    def returned(self, dag_id: str, run_id: str, task_id: str) -> Any:
        """Return what a task of a run returned, or nothing when it returned nothing."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
        answer = self._send("GET", path)
        return answer.json()["value"] if answer.status_code == httpx.codes.OK else None

    def error(self, dag_id: str, run_id: str, task: TaskState) -> TaskError:
        """Return the last error in a task's log."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task.task_id}/logs/{task.try_number}"
        answer = self._send("GET", path, params={"map_index": task.map_index, "full_content": True})
        lines = answer.json().get("content", []) if answer.status_code == httpx.codes.OK else []
        return last_error(lines)

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = self._send(method, path, **options)
        if answer.is_error:
            raise PipelineFailed(
                f"Airflow answered {answer.status_code} to {method} {path}: {answer.text[:300]}"
            )
        return dict(answer.json())

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        if self._token is None:
            self._login()
        answer = self._request(method, path, options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._login()
            answer = self._request(method, path, options)
        return answer

    def _request(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        try:
            return self._http.request(method, f"/api/v2{path}", headers=headers, **options)
        except httpx.TransportError as error:
            raise PipelineFailed(f"Airflow at {self.url} does not answer: {error}") from error

    def _login(self) -> None:
        try:
            answer = self._http.post("/auth/token", json=self._credentials)
        except httpx.TransportError as error:
            raise PipelineFailed(f"Airflow at {self.url} does not answer: {error}") from error
        if answer.is_error:
            raise PipelineFailed(f"Airflow at {self.url} does not take the password: {answer.status_code}.")
        self._token = str(answer.json()["access_token"])


def last_error(lines: list[Any]) -> TaskError:
    """Return the last exception of a structured task log, or else its last line of level error."""
    text = ""
    for line in reversed(lines):
        if not isinstance(line, dict):
            continue
        for exception in line.get("error_detail") or []:
            return TaskError(
                kind=str(exception.get("exc_type", "")), text=str(exception.get("exc_value", ""))
            )
        if not text and str(line.get("level", "")).lower() in {"error", "critical"}:
            text = str(line.get("event", ""))
    return TaskError(kind="", text=text)


def _task(item: dict[str, Any]) -> TaskState:
    return TaskState(
        task_id=item["task_id"],
        map_index=item["map_index"],
        state=item["state"] or "waiting",
        try_number=item["try_number"],
        started_at=_instant(item["start_date"]),
        ended_at=_instant(item["end_date"]),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
