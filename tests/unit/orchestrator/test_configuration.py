"""The files that the local Airflow is configured by."""

import configparser
import json
import stat
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.orchestrator import configuration
from cakupan.warehouse import server


@pytest.fixture
def home(tmp_path: Path) -> Path:
    secret = {"airflow_dsn": "postgresql://airflow:se%cret@127.0.0.1:5433/airflow"}
    server.write_private(tmp_path / "secrets" / "postgres.json", json.dumps(secret))
    return tmp_path


def written(home: Path) -> configparser.ConfigParser:
    configuration.write(home, 8080)
    parser = configparser.ConfigParser()
    parser.read(home / "airflow" / "airflow.cfg")
    return parser


def test_only_the_owner_reads_configuration_keys_and_password(home: Path):
    written(home)

    for path in (
        home / "airflow" / "airflow.cfg",
        home / "airflow" / "passwords.json",
        home / "secrets" / "airflow.json",
    ):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_writing_again_keeps_keys_and_password(home: Path):
    before = written(home)
    after = written(home)

    assert dict(before["core"]) == dict(after["core"])
    assert before["api_auth"]["jwt_secret"] == after["api_auth"]["jwt_secret"]


def test_it_listens_on_this_machine_and_asks_no_name_server(home: Path):
    options = written(home)

    assert options["api"]["host"] == "127.0.0.1"
    assert options["core"]["hostname_callable"] == "platform.node"
    assert options["core"]["load_examples"] == "False"


def test_a_percent_sign_in_a_password_survives(home: Path):
    dsn = written(home)["database"]["sql_alchemy_conn"]

    assert dsn == "postgresql+psycopg2://airflow:se%cret@127.0.0.1:5433/airflow"


def test_processes_are_told_not_to_count_users_and_inherit_no_other_airflow(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AIRFLOW__CORE__EXECUTOR", "SomethingElse")

    environment = configuration.environment(home)

    assert "AIRFLOW__CORE__EXECUTOR" not in environment
    assert environment["AIRFLOW_HOME"] == str(home / "airflow")
    assert {name: environment[name] for name in configuration.SILENCE} == configuration.SILENCE
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"


def test_tasks_run_on_this_machine_unless_a_broker_is_named(home: Path, monkeypatch: pytest.MonkeyPatch):
    here = written(home)
    monkeypatch.setenv("CAKUPAN_CELERY_BROKER", "redis://:rah%asia@redis:6379/0")
    by_workers = written(home)

    assert (here["core"]["executor"], "celery" in here) == ("LocalExecutor", False)
    assert by_workers["core"]["executor"] == "CeleryExecutor"
    assert by_workers["celery"]["broker_url"] == "redis://:rah%asia@redis:6379/0"
    assert by_workers["celery"]["result_backend"].startswith("db+postgresql+psycopg2://airflow:se%cret@")


def test_as_many_batches_run_at_once_as_there_may_be_tasks(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAKUPAN_PARALLELISM", "64")
    settings.load.cache_clear()
    options = written(home)["core"]
    settings.load.cache_clear()

    assert (options["parallelism"], options["max_active_tasks_per_dag"]) == ("64", "64")
