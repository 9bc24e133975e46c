"""What is missing for a close on Spark is named with its remedy before anything begins."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from cakupan.editions.spark import reach
from cakupan.errors import EngineNotReached, SetupError


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment with Spark, and a Java of the newest kind."""
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(reach, "PYTHON", python)
    give_java(monkeypatch, tmp_path, 'openjdk version "21.0.2" 2024-01-16')
    return monkeypatch


def give_java(monkeypatch: pytest.MonkeyPatch, home: Path, told: str) -> None:
    java = home / "bin" / "java"
    java.parent.mkdir(exist_ok=True)
    java.write_text(f"#!/bin/sh\necho '{told}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(home))


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_an_engine_that_is_not_installed_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(reach, "PYTHON", tmp_path / "none")

    with pytest.raises(SetupError, match="make spark"):
        reach.require("local[*]")


@pytest.mark.parametrize(
    "master", ["local", "local[2]", "local[*]", "local[2,4]", "yarn", "k8s://https://a:1"]
)
def test_masters_that_are_asked_only_by_spark_itself_are_taken(installed: pytest.MonkeyPatch, master: str):
    reach.require(master)


@pytest.mark.parametrize("master", ["", "locals", "local[x]", "mesos://a:1", "http://a:1", "/opt/spark"])
def test_an_address_that_is_none_is_refused(installed: pytest.MonkeyPatch, master: str):
    with pytest.raises(SetupError, match="CAKUPAN_SPARK_MASTER"):
        reach.require(master)


def test_java_that_is_missing_or_old_is_named(installed: pytest.MonkeyPatch, tmp_path: Path):
    give_java(installed, tmp_path, 'openjdk version "11.0.2" 2019-01-15')
    with pytest.raises(SetupError, match=r"is Java 11.*openjdk-17"):
        reach.require("local[*]")

    installed.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(SetupError, match=r"Java was not found.*openjdk-17"):
        reach.require("local[*]")


def test_a_server_that_speaks_spark_connect_needs_no_java(
    installed: pytest.MonkeyPatch, tmp_path: Path, listening: int
):
    installed.setenv("JAVA_HOME", str(tmp_path / "nowhere"))

    reach.require(f"sc://127.0.0.1:{listening}")
    reach.require(f"sc://127.0.0.1:{listening}/;user_id=cakupan")


@pytest.mark.parametrize("scheme", ["sc", "spark"])
def test_an_address_at_which_nothing_answers_is_told(installed: pytest.MonkeyPatch, scheme: str):
    with pytest.raises(EngineNotReached, match=f"{scheme}://127.0.0.1"):
        reach.require(f"{scheme}://127.0.0.1:{free_port()}")


def test_one_of_several_masters_is_enough(installed: pytest.MonkeyPatch, listening: int):
    reach.require(f"spark://127.0.0.1:{free_port()},127.0.0.1:{listening}")
