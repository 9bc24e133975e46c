"""Facts and figures of the same month by PostgreSQL, Spark and Sail, compared with what was published."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import spark_servers

from benchmarks import country
from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure, measure_command
from benchmarks.month import PERIOD
from benchmarks.page import Table, number
from benchmarks.parts import Setting

SIZES = (20_000, 1_000_000)
BUILT = ("build_facts", "build_figures")
SAME_BUT = "manifest.json, manifest.sig"
EXECUTORS = {"spark.executor.memory": "1536m", "spark.driver.memory": "2g"}
ENGINES = (
    "PostgreSQL",
    "Spark, `local[1]`",
    "Spark, `local[2]`",
    "Spark, two workers of one core",
    "Sail, alone",
    "Sail, two workers",
)


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What a close is told of an engine, and the processes that work for it beside its own."""

    told: dict[str, str]
    servers: tuple[int, ...] = ()


def curve(setting: Setting) -> list[str]:
    """Measure every engine at every size."""
    lines = [
        "As many members as people on lists. Facts and figures were built and brought to PostgreSQL; the rest"
        " of the close is the same code everywhere. Every edition had the bytes of PostgreSQL's but for the"
        " engine's name in its manifest. Memory and processors are those of the close, of PostgreSQL and of"
        " the engine together. One run.",
        "",
    ]
    table = Table("members", "engine", "facts, s", "figures, s", "in all, s", "of processors", "memory, MiB")
    for rows in setting.rows or map(setting.sized, SIZES):
        for name, steps in _measured(setting, rows):
            facts, figures = (steps[step] for step in BUILT)
            table.add(
                number(rows),
                name,
                facts["seconds"],
                figures["seconds"],
                facts["seconds"] + figures["seconds"],
                sum(steps[step][of] for step in BUILT for of in ("cpu", "server")),
                round(max(facts["peak"], figures["peak"]) / MEBIBYTE),
            )
    return [*lines, *table.lines()]


def _measured(setting: Setting, rows: int) -> Iterator[tuple[str, dict[str, dict[str, float]]]]:
    store, extracts = setting.folder / "lists", setting.folder / "extracts"
    country.write_lists(store, rows, setting.processes)
    country.write_register(extracts / "register", rows, setting.processes)
    country.write_reference(extracts / "reference", rows)
    with installation(setting.address, setting.folder) as here:
        measure("reference", here.environment, folder=str(extracts / "reference"))
        measure("load_extract", here.environment, folder=str(extracts / "register"))
        shutil.copytree(store, here.home / "inbox", dirs_exist_ok=True)
        received = measure("receive", here.environment)
        measure("land", here.environment, batches=received.result, processes=setting.processes)
        shutil.rmtree(store)
        shutil.rmtree(extracts)
        published = _close(here, Engine(told={}))
        for name in ENGINES:
            with _engine(setting, name) as engine:
                again = _close(here, engine, published.result["as_of"])
            assert _is_same(again.result["message"], name), again.result["message"]
            yield name, again.result["steps"]


def _is_same(message: str, name: str) -> bool:
    return message.startswith("the same bytes") if name == "PostgreSQL" else message.endswith(f": {SAME_BUT}")


@contextmanager
def _engine(setting: Setting, name: str) -> Iterator[Engine]:
    folder = setting.folder / "cluster"
    folder.mkdir()
    stated = folder / "spark.conf"
    stated.write_text("".join(f"{key} {value}\n" for key, value in EXECUTORS.items()))
    told = {"CAKUPAN_ENGINE": "spark", "CAKUPAN_SPARK_SETTINGS": str(stated)}
    try:
        if name == "PostgreSQL":
            yield Engine(told={"CAKUPAN_ENGINE": "postgres"})
        elif "local" in name:
            yield Engine(told=told | {"CAKUPAN_SPARK_MASTER": name.split("`")[1]})
        else:
            asked = (
                spark_servers.standalone(folder, memory="2g")
                if name.startswith("Spark")
                else spark_servers.sail(workers="workers" in name)
            )
            with asked as server:
                yield Engine(
                    told=told | {"CAKUPAN_SPARK_MASTER": server.address},
                    servers=tuple(process.pid for process in server.processes),
                )
    finally:
        shutil.rmtree(folder)


def _close(here: Installation, engine: Engine, as_of: str | None = None) -> Measured:
    return measure_command(
        [sys.executable, "-m", "benchmarks.closing"],
        here.environment | engine.told,
        beside=here.postmaster,
        period=PERIOD,
        reason=None,
        as_of=as_of,
        postmaster=here.postmaster,
        servers=engine.servers,
    )
