"""Tests of closes on Spark and Sail: `make test-spark` runs them; they fail where Spark or Java is not."""

import os
from collections.abc import Iterator

import pytest
import spark_servers
from cakupan import settings
from cakupan.editions import close
from real_month import FIRST, PERIOD, SECOND, add_late_news, fill
from spark_servers import Server
from world_builders import World, world

if "CAKUPAN_TEST_SPARK" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="package")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two versions of a month, closed on PostgreSQL, with late news between them."""
    folder = tmp_path_factory.mktemp("month")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        fill(this)
        close.run(PERIOD, FIRST)
        add_late_news(this)
        close.run(PERIOD, SECOND, reason="Daftar susulan")
        yield this


@pytest.fixture(scope="package")
def sail() -> Iterator[Server]:
    with spark_servers.sail() as server:
        yield server


@pytest.fixture(scope="package")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with spark_servers.standalone(tmp_path_factory.mktemp("cluster")) as server:
        yield server


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings of one test, which are those of PostgreSQL again when it ends."""
    yield monkeypatch
    monkeypatch.undo()
    settings.load.cache_clear()
