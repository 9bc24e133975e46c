"""Sail, and a cluster of Apache Spark, on this machine alone, with two workers, for as long as asked."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cakupan.editions.spark import reach

SAIL = (
    "import sys; from pysail.spark import SparkConnectServer;"
    " server = SparkConnectServer(ip='127.0.0.1', port=int(sys.argv[1])); server.start(background=True);"
    " sys.stdin.read()"
)
TWO_WORKERS = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "2"}
HERE = {"SPARK_LOCAL_IP": "127.0.0.1"}
SMALL = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": "-XX:+UseSerialGC"}
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
DRIVER = b"pyspark-shell"
REGISTERED = "Successfully registered with master"
SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Server:
    """Something that builds months: where it is, and its processes, each the first of a group of its own."""

    address: str
    processes: tuple[subprocess.Popen[bytes], ...]

    def kill(self, number: int) -> None:
        """End a process and its children as a machine that loses its power does."""
        os.killpg(self.processes[number].pid, signal.SIGKILL)


@contextmanager
def sail(workers: bool = True) -> Iterator[Server]:
    """Yield Sail with two workers, which are part of its one process; or without any, alone."""
    port = _free_port()
    told = TWO_WORKERS if workers else {}
    with _running([str(reach.PYTHON), "-c", SAIL, str(port)], told) as process:
        _wait(port)
        yield Server(address=f"sc://127.0.0.1:{port}", processes=(process,))


@contextmanager
def standalone(folder: Path, workers: int = 2, memory: str = "1g") -> Iterator[Server]:
    """Yield Apache Spark's workers, each with one core, and after them their master.

    Raises:
        SetupError: Spark or Java is not installed here.
    """
    reach.require("local[1]")
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    with ExitStack() as running:
        place = ["--host", "127.0.0.1", "--webui-port", "0"]
        master = running.enter_context(_spark(folder / "master.log", MASTER, *place, "--port", str(port)))
        _wait(port)
        logs = [folder / f"worker_{number}.log" for number in range(workers)]
        own = ["--cores", "1", "--memory", memory, "--work-dir", str(folder / "work"), address]
        processes = [running.enter_context(_spark(log, WORKER, *place, *own)) for log in logs]
        for log in logs:
            _wait_for_words(log, REGISTERED)
        yield Server(address=address, processes=(*processes, master))


@contextmanager
def _spark(log: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    [home] = reach.PYTHON.parent.parent.glob("lib/python*/site-packages/pyspark")
    told = HERE | SMALL | {"SPARK_HOME": str(home)}
    with _running([str(home / "bin" / "spark-class"), *command], told, log) as process:
        yield process


@contextmanager
def _running(
    command: Sequence[str], told: dict[str, str], log: Path = Path(os.devnull)
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            env=os.environ | told,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(SECONDS)


def kill_driver() -> None:
    """End the Java of the one session of Spark that this process has begun."""
    told = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/cmdline")}
    [driver] = [
        number
        for number, path in told.items()
        if DRIVER in (path.read_bytes() if path.exists() else b"") and os.getpid() in _ancestors(number)
    ]
    os.kill(driver, signal.SIGKILL)


def _ancestors(number: int) -> Iterator[int]:
    while number > 1:
        number = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
        yield number


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait(port: int) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _wait_for_words(log: Path, words: str) -> None:
    end = time.monotonic() + SECONDS
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > end:
            raise TimeoutError(f"{log.name} does not say {words!r}: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.2)
