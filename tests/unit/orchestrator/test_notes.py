"""A run's note is written by its last task, and its absence fails nothing."""

import logging

import pytest
from cakupan.errors import PipelineFailed
from cakupan.orchestrator import notes


class Recorder:
    """Stands for Airflow: keeps what it is told, or does not answer."""

    def __init__(self, *, is_well: bool) -> None:
        self.is_well = is_well
        self.told: list[tuple[str, ...]] = []

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def annotate(self, *told: str) -> None:
        if not self.is_well:
            raise PipelineFailed("Airflow does not answer")
        self.told.append(told)


def test_the_note_goes_to_the_run(monkeypatch: pytest.MonkeyPatch):
    airflow = Recorder(is_well=True)
    monkeypatch.setattr(notes, "_client", lambda: airflow)

    notes.write("ingest_rosters", "manual__1", "files: 3 arrived")

    assert airflow.told == [("ingest_rosters", "manual__1", "files: 3 arrived")]


def test_an_airflow_that_does_not_answer_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(notes, "_client", lambda: Recorder(is_well=False))

    with caplog.at_level(logging.WARNING):
        notes.write("ingest_rosters", "manual__1", "files: 3 arrived")

    assert caplog.messages == ["the run has no note: Airflow does not answer"]


def test_the_airflow_asked_is_the_one_the_environment_names(monkeypatch: pytest.MonkeyPatch, tmp_path):
    secret = tmp_path / "airflow.json"
    secret.write_text('{"user": "operator", "password": "x"}')
    monkeypatch.setenv("CAKUPAN_AIRFLOW_URL", "http://api-server:8080")
    monkeypatch.setenv("CAKUPAN_AIRFLOW_CREDENTIALS", str(secret))

    with notes._client() as client:
        assert client.url == "http://api-server:8080"
