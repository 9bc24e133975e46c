"""Airflow on this machine: bring it up, find it, take it down with everything it started."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import httpx

from cakupan import settings
from cakupan.errors import PipelineFailed, SetupError
from cakupan.orchestrator import configuration, processes
from cakupan.orchestrator.client import Airflow
from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse import server

LOGGER = logging.getLogger(__name__)
READY_SECONDS = 180.0
PASSING = ("api-server", "scheduler", "dag-processor")
LASTING = (*PASSING, "triggerer")
HEARTS = ("scheduler", "dag-processor", "triggerer")


@dataclass(frozen=True, kw_only=True)
class Status:
    """What runs on this machine and where."""

    is_postgres_up: bool
    components: dict[str, bool]
    url: str | None
    user: str
    password_file: str

    @property
    def is_up(self) -> bool:
        """Tell whether Airflow runs with all its parts."""
        return bool(self.components) and all(self.components.values())


def migrate_metadata(home: Path) -> None:
    """Bring Airflow's own database to the installed version; nothing to do when it was done before.

    Raises:
        SetupError: the migration fails.
    """
    configuration.write(home, _port(home))
    done, wanted = configuration.folder(home) / "migrated", version("apache-airflow")
    if done.exists() and done.read_text() == wanted:
        return
    (home / "logs").mkdir(mode=0o700, exist_ok=True)
    log = home / "logs" / "airflow-migration.log"
    with log.open("w") as output:
        result = subprocess.run(
            [str(Path(sys.executable).parent / "airflow"), "db", "migrate"],
            env=configuration.environment(home),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if result.returncode != 0:
        raise SetupError(f"Airflow's database could not be migrated; see {log}.")
    done.write_text(wanted)


def up(home: Path, *, is_lasting: bool, with_schedule: bool, say: Callable[[str], None]) -> Airflow:
    """Start Airflow and return a client once every part is well and every pipeline is known.

    One that lasts is looked at by people: it also gets a triggerer, which the web interface asks for.

    Raises:
        SetupError: a part does not come up.
    """
    server.start(home)
    migrate_metadata(home)
    processes.stop(home)
    port = server.free_port(settings.load().airflow_port)
    configuration.write(home, port)
    (configuration.folder(home) / "port").write_text(str(port))
    began = datetime.now(UTC)
    extra = {"AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": str(with_schedule)}
    for name in LASTING if is_lasting else PASSING:
        processes.start(home, name, extra)
    client = connect(home)
    try:
        _wait_until_well(home, client, began, say)
    except BaseException:
        processes.stop(home)
        raise
    return client


def down(home: Path) -> list[str]:
    """End Airflow and the embedded server and return the names of what was running."""
    ended = processes.stop(home)
    if server.is_up(home):
        ended.append("postgresql")
    server.stop(home)
    return ended


def status(home: Path) -> Status:
    """Say what runs on this machine."""
    components = {process.name: processes.is_alive(process) for process in processes.recorded(home)}
    is_up = bool(components) and all(components.values())
    return Status(
        is_postgres_up=server.is_up(home),
        components=components,
        url=_url(home) if is_up else None,
        user=configuration.USER,
        password_file=str(configuration.secret_path(home)),
    )


def connect(home: Path) -> Airflow:
    """Return a client for the local Airflow."""
    secret = configuration.ensure_secret(home)
    return Airflow(_url(home), secret.user, secret.password)


def outside_credentials() -> tuple[str, str]:
    """Return user and password of the Airflow that CAKUPAN_AIRFLOW_URL names.

    Raises:
        SetupError: CAKUPAN_AIRFLOW_CREDENTIALS names no file.
    """
    path = os.environ.get("CAKUPAN_AIRFLOW_CREDENTIALS")
    if not path:
        raise SetupError(
            "CAKUPAN_AIRFLOW_URL also needs CAKUPAN_AIRFLOW_CREDENTIALS, a JSON file with user and password."
        )
    secret = json.loads(Path(path).read_text())
    return str(secret["user"]), str(secret["password"])


def _wait_until_well(home: Path, client: Airflow, began: datetime, say: Callable[[str], None]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    started = {process.name for process in processes.recorded(home)}
    expected = {path.stem for path in (PROJECT_ROOT / "dags").glob("*.py")}
    missing = "api-server"
    while missing:
        dead = [process.name for process in processes.recorded(home) if not processes.is_alive(process)]
        if dead or time.monotonic() > deadline:
            part = dead[0] if dead else missing
            log = home / "logs" / "airflow" / f"{part}.log"
            raise SetupError(f"Airflow does not come up: {part} failed. {_tail(log)}\nSee {log}.")
        time.sleep(0.3)
        missing = _missing(client, began, started, expected)
        say(f"waiting for {missing}" if missing else "Airflow is up")


def _missing(client: Airflow, began: datetime, started: set[str], expected: set[str]) -> str:
    """Name the part that is not there yet; empty when all are."""
    try:
        health = client.health()
        for name in started.intersection(HEARTS):
            part = name.replace("-", "_")
            beat = health[part].get(f"latest_{part}_heartbeat")
            if beat is None or datetime.fromisoformat(beat) < began:
                return name
        parsed = client.pipelines()
        broken = client.import_errors()
    except (httpx.HTTPError, PipelineFailed):
        return "api-server"
    waiting = sorted(dag_id for dag_id in expected if dag_id not in parsed or parsed[dag_id] < began)
    if waiting and broken:
        raise SetupError("A pipeline file cannot be read:\n" + "\n".join(broken))
    return f"pipelines ({', '.join(waiting)})" if waiting else ""


def _port(home: Path) -> int:
    stored = configuration.folder(home) / "port"
    return int(stored.read_text()) if stored.exists() else settings.load().airflow_port


def _url(home: Path) -> str:
    return f"http://{configuration.HOST}:{_port(home)}"


def _tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-3:])
