"""Where an engine cannot build a month it says so; nothing is published, and the next close is as ever."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close
from cakupan.editions.spark import building, reach
from cakupan.errors import CakupanError, EngineNotReached, LakeDamaged, PipelineFailed, SetupError
from edition_builders import bytes_of
from real_month import FIRST, PERIOD, fill
from world_builders import World, world


@pytest.fixture(scope="module")
def month(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A month that PostgreSQL closed once."""
    folder = tmp_path_factory.mktemp("faults")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        fill(this)
        close.run(PERIOD, FIRST)
        yield this


@pytest.fixture
def on_spark(month: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Closes choose Spark until the test ends."""
    monkeypatch.setenv("CAKUPAN_ENGINE", "spark")
    settings.load.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.load.cache_clear()


def closed_in_vain(error: type[CakupanError], match: str) -> None:
    """Close the month again, and see that nothing came of it but the message."""
    before = bytes_of(settings.load().folder("editions"))

    with pytest.raises(error, match=match):
        close.run(PERIOD, reason="Diulang")

    assert bytes_of(settings.load().folder("editions")) == before


def closed_well(on_spark: pytest.MonkeyPatch) -> None:
    """Rebuild the month on PostgreSQL as if nothing had been."""
    on_spark.setenv("CAKUPAN_ENGINE", "postgres")
    settings.load.cache_clear()

    again = close.run(PERIOD, FIRST, is_rebuild=True)

    assert again.message == f"the same bytes as {PERIOD}/v1"


def with_session(on_spark: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Have a script stand for the environment that has Spark."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    on_spark.setattr(reach, "PYTHON", python)
    on_spark.setattr(reach, "require", lambda master: None)


def test_an_engine_that_is_not_installed(on_spark: pytest.MonkeyPatch, tmp_path: Path):
    on_spark.setattr(reach, "PYTHON", tmp_path / "none")

    closed_in_vain(SetupError, "make spark")


def test_a_server_that_does_not_answer(on_spark: pytest.MonkeyPatch):
    on_spark.setattr(reach, "PYTHON", Path(sys.executable))
    on_spark.setenv("CAKUPAN_SPARK_MASTER", "sc://127.0.0.1:9")
    settings.load.cache_clear()

    closed_in_vain(EngineNotReached, "sc://127.0.0.1:9")
    closed_well(on_spark)


@pytest.mark.parametrize("spoil", ["missing", "cut short", "changed"])
def test_a_file_of_the_lake_that_is_not_as_it_was_written(
    month: World, on_spark: pytest.MonkeyPatch, tmp_path: Path, spoil: str
):
    with_session(on_spark, tmp_path, "exit 1")
    closed_in_vain(PipelineFailed, "ended before it was done")
    [path] = month.connection.execute(
        "select path from control.lake_file where table_name = 'register.membership' and content = 'rows'"
    ).fetchone() or [""]
    file = settings.load().folder("lake") / path
    content = file.read_bytes()

    if spoil == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:-9] if spoil == "cut short" else content[:-1] + b"\0")
    try:
        closed_in_vain(LakeDamaged, path)
    finally:
        file.write_bytes(content)


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$"])
def test_a_driver_that_dies(on_spark: pytest.MonkeyPatch, tmp_path: Path, script: str):
    with_session(on_spark, tmp_path, script)

    closed_in_vain(PipelineFailed, r"ended before it was done \(exit code (3|-9)\)")
    closed_well(on_spark)
    building.clear()

    assert [*(settings.load().folder("lake") / building.BUILDS).glob("*")] == []


def test_a_month_whose_rows_are_not_all_there_is_not_published(
    month: World, on_spark: pytest.MonkeyPatch, tmp_path: Path
):
    told = tmp_path / "told.json"
    told.write_text(
        '{"engine": "spark 0", "failure": null, "tables":'
        ' {"figures": {"columns": [["figure_id", "string"]], "rows": 2}}}'
    )
    with_session(on_spark, tmp_path, f'cp {told} "$4"')

    closed_in_vain(PipelineFailed, "built 2 rows of .*figures and 0 of them")
    with psycopg.connect(settings.load().owner_dsn) as connection:
        states = connection.execute("select distinct state from control.close_run").fetchall()
    assert ("published",) in states
