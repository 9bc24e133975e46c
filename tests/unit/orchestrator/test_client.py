"""What we send to Airflow's REST API and what we make of its answers."""

import json
from collections.abc import Callable

import httpx
import pytest
from cakupan.errors import PipelineFailed
from cakupan.orchestrator.client import NOTE_LENGTH, Airflow


def airflow(answer: Callable[[httpx.Request], httpx.Response]) -> tuple[Airflow, list[httpx.Request]]:
    """Return a client of an Airflow that gives tokens and otherwise answers as told."""
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/token":
            return httpx.Response(201, json={"access_token": f"token-{len(seen)}"})
        seen.append(request)
        return answer(request)

    client = Airflow("http://airflow", "operator", "secret")
    client._http = httpx.Client(base_url="http://airflow", transport=httpx.MockTransport(handle))
    return client, seen


def test_a_run_is_started_with_its_configuration():
    client, seen = airflow(lambda _: httpx.Response(200, json={"dag_run_id": "manual__1"}))

    assert client.trigger("close_month", {"period": "2024-10"}) == "manual__1"
    assert seen[0].url.path == "/api/v2/dags/close_month/dagRuns"
    assert json.loads(seen[0].content)["conf"] == {"period": "2024-10"}
    assert seen[0].headers["Authorization"] == "Bearer token-0"


def test_a_token_that_ran_out_is_fetched_again():
    answers = iter([httpx.Response(401), httpx.Response(200, json={"state": "running"})])
    client, seen = airflow(lambda _: next(answers))

    assert client.state("close_month", "run") == "running"
    assert [request.headers["Authorization"] for request in seen] == ["Bearer token-0", "Bearer token-1"]


def test_every_page_of_task_instances_is_read():
    def page(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        found = [
            {
                "task_id": "land",
                "map_index": number,
                "state": None,
                "try_number": 0,
                "start_date": None,
                "end_date": None,
            }
            for number in range(offset, min(offset + 100, 230))
        ]
        return httpx.Response(200, json={"task_instances": found})

    client, _ = airflow(page)

    assert [task.map_index for task in client.tasks("ingest_rosters", "run")] == list(range(230))


def test_a_long_note_is_cut_to_what_airflow_takes():
    client, seen = airflow(lambda _: httpx.Response(200, json={}))

    client.annotate("close_month", "run", "x" * 5000)

    assert len(json.loads(seen[0].content)["note"]) == NOTE_LENGTH


def test_what_airflow_refuses_is_told_with_its_reason():
    client, _ = airflow(lambda _: httpx.Response(404, text="no such dag"))

    with pytest.raises(PipelineFailed, match=r"404.*no such dag"):
        client.state("nothing", "run")


def test_an_airflow_that_is_away_is_named():
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    client, _ = airflow(refuse)

    with pytest.raises(PipelineFailed, match="http://airflow does not answer"):
        client.state("close_month", "run")
