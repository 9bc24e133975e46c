"""Tasks handed to workers by a broker: a month taken in and closed by two of them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from benchmarks import rosters
from benchmarks.installation import add_partners
from cakupan import settings
from cakupan.orchestrator import configuration
from cakupan.warehouse import server
from extract_builders import MEMBERSHIP, WORKFORCE, write_extract

BIN = Path(sys.executable).parent
VILLAGES = 8
PEOPLE = 100
VILLAGES_A_BATCH = 2
WORKERS = ("satu", "dua")


@dataclass(frozen=True, kw_only=True)
class Installed:
    """An installation whose tasks go to workers, and the logs of these."""

    home: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, timeout: int = 900) -> str:
        """Run a command and return what it printed."""
        done = subprocess.run(
            [str(BIN / "cakupan"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def log_of(self, worker: str) -> Path:
        return self.home / "logs" / f"worker-{worker}.log"

    def tasks_of(self, worker: str) -> int:
        """Return how many tasks a worker was given."""
        return self.log_of(worker).read_text().count(" received")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """Redis, PostgreSQL and Airflow up, villages known, a workbook of each in the inbox."""
    folder = tmp_path_factory.mktemp("workers")
    folder.chmod(0o711)
    with redis(folder) as broker:
        environment = {
            **os.environ,
            "CAKUPAN_HOME": str(folder / "home"),
            "CAKUPAN_CELERY_BROKER": broker,
            "CAKUPAN_PARALLELISM": "4",
            "CAKUPAN_BATCH_ROWS": str(VILLAGES_A_BATCH * PEOPLE),
            "CAKUPAN_AIRFLOW_PORT": str(free_port()),
        }
        this = Installed(home=folder / "home", environment=environment)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            settings.load.cache_clear()
            try:
                this.run("up")
                yield this
            finally:
                subprocess.run([str(BIN / "cakupan"), "down"], env=environment, check=True)
                settings.load.cache_clear()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    assert program, "redis-server is needed: apt install redis-server"
    port = free_port()
    options = ("--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no")
    with ended(subprocess.Popen([program, *options, "--dir", str(folder)], stdout=subprocess.DEVNULL)):
        until(lambda: answers(port), 20)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def worker(this: Installed, name: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a worker that does one task at a time, and wait until it is ready."""
    command = ("airflow", "celery", "worker", "--concurrency", "1", "--celery-hostname", name)
    with this.log_of(name).open("wb") as log:
        process = subprocess.Popen(
            [str(BIN / command[0]), *command[1:], "--skip-serve-logs"],
            env=configuration.environment(this.home),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    with ended(process):
        until(lambda: " ready." in this.log_of(name).read_text(), 120)
        yield process


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(is_so: Callable[[], bool], seconds: int) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def deliver(this: Installed) -> None:
    """Put a workbook of each village into the inbox."""
    for area in rosters.villages()[:VILLAGES]:
        path = this.home / "inbox" / f"desa-{area.code}" / "2024-10" / "daftar.xlsx"
        rosters.write_workbook(path, rosters.village_workbook(area, PEOPLE))


def test_two_workers_take_a_month_in_and_close_it(installed: Installed, tmp_path: Path):
    codes = [area.code for area in rosters.villages()[:VILLAGES]]
    extract = write_extract(
        tmp_path / "awal",
        membership=[MEMBERSHIP | {"membership_id": "M1", "work_area_code": codes[0][:5]}],
        workforce=[WORKFORCE | {"area_code": codes[0][:5]}],
    )
    with server.running(installed.home) as address:
        add_partners(address, "desa_ekosistem", codes, "desa")
    deliver(installed)

    with worker(installed, WORKERS[0]), worker(installed, WORKERS[1]):
        installed.run("load", str(extract))
        installed.run("ingest", "--json")
        closed = json.loads(installed.run("close", "2024-10", "--json"))

    # The pipeline's own schedule may have taken some of them in, before the command did.
    with psycopg.connect(server.read_secret(installed.home)["dsn"]) as connection:
        taken = connection.execute("select count(*), sum(received) from intake.judgement").fetchall()
    assert taken == [(VILLAGES, VILLAGES * PEOPLE)]
    assert closed["outcome"] == "published"
    assert all(installed.tasks_of(name) > 2 for name in WORKERS)
    with psycopg.connect(server.read_secret(installed.home)["airflow_dsn"]) as connection:
        failed = connection.execute("select task_id from task_instance where state = 'failed'").fetchall()
    assert failed == []
