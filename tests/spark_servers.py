"""Sail on this machine alone, with two workers, for as long as a test asks."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cakupan.editions.spark import reach

SAIL = (
    "import sys; from pysail.spark import SparkConnectServer;"
    " server = SparkConnectServer(ip='127.0.0.1', port=int(sys.argv[1])); server.start(background=True);"
    " sys.stdin.read()"
)
TWO_WORKERS = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "2"}
SECONDS = 120


@contextmanager
def sail() -> Iterator[str]:
    """Yield the address of Sail."""
    port = _free_port()
    with _running([str(reach.PYTHON), "-c", SAIL, str(port)], TWO_WORKERS):
        _wait(port)
        yield f"sc://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], told: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | told,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


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
